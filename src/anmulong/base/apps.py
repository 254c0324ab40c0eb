"""Registers the base app, which owns abstract models, sealed fields, page components and static files."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "anmulong.base"
    label = "base"
