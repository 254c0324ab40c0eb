"""Registers the desk: its templates, drafts and pages."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "anmulong.desk"
    label = "desk"
