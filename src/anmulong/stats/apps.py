"""Registers the stats app."""

from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "anmulong.stats"
    label = "stats"
