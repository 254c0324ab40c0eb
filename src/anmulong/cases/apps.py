"""Registers the cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "anmulong.cases"
    label = "cases"
