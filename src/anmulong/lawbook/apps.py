"""The lawbook as a Django app; starting it registers its actions."""

from importlib import import_module

from django.apps import AppConfig


class LawbookConfig(AppConfig):
    name = "anmulong.lawbook"
    label = "lawbook"

    def ready(self) -> None:
        # The actions import models, which exist only now.
        import_module("anmulong.lawbook.actions")
