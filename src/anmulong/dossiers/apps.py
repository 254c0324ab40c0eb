"""Registers the dossiers app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "anmulong.dossiers"
    label = "dossiers"
