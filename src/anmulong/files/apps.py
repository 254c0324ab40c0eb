"""Registers the files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "anmulong.files"
    label = "files"
