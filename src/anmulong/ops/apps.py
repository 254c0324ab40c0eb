"""Registers the ops app."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "anmulong.ops"
    label = "ops"
