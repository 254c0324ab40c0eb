"""Registers the access app, loads the role bundles and checks them against the actions."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string


class AccessConfig(AppConfig):
    name = "anmulong.access"
    label = "access"

    def ready(self) -> None:
        import_string(settings.ROLE_BUNDLES)()
