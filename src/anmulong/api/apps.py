"""Registers the interface for other systems."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "anmulong.api"
    label = "api"
