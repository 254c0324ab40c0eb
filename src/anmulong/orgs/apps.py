"""Registers the orgs app."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "anmulong.orgs"
    label = "orgs"
