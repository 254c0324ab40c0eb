"""Registers the exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "anmulong.exchange"
    label = "exchange"
