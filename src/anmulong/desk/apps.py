"""Registers the desk: its templates, drafts and pages."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "anmulong.desk"
    label = "desk"

    def ready(self) -> None:
        # It asks the lawbook, whose models exist only now.
        import_module("anmulong.desk.presenting.laws")
        import_module("anmulong.desk.presenting.cases.sentences")
