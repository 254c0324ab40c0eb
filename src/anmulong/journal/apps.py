"""Starts the journal: names the keyring that sealed fields use and finds the actions of every package."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from anmulong.base.crypto import use_keyring


class JournalConfig(AppConfig):
    name = "anmulong.journal"
    label = "journal"

    def ready(self) -> None:
        use_keyring("anmulong.journal.keyring.StoreKeyring")
        autodiscover_modules("actions")
