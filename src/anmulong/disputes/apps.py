"""Registers the disputes app."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "anmulong.disputes"
    label = "disputes"
