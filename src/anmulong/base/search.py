# ruff: noqa: S608  # names of tables come from models, tokens are letters
"""Search index: keyed two-character tokens made in Python, the same on both engines (O-4, stack.md 7)."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from anmulong.base.crypto import keyring
from anmulong.kernel.names import bigrams, fold


TOKEN_BYTES = 5
# Letters only: PostgreSQL's parser would read some mixtures of digits and letters as numbers and cut them.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def keyed_tokens(words: list[str]) -> list[str]:
    """Each word as ten letters that only the holder of the index key can make."""
    ring = keyring()
    key, mac = ring.index_key("search"), ring.suite.mac
    digests = (mac(key, word.encode())[:TOKEN_BYTES] for word in dict.fromkeys(words))
    return [digest.hex().translate(_LETTERS) for digest in digests]


def text_tokens(*texts: str) -> list[str]:
    """Keyed tokens for the two-character words, names and numbers in ``texts``."""
    words: list[str] = []
    for text in texts:
        words.extend(bigrams(fold_keeping_gaps(text)))
    return keyed_tokens(words)


def fold_keeping_gaps(text: str) -> str:
    """Fold word by word, so that two neighbouring columns or sentences make no false pair."""
    return " ".join(fold(part) for part in text.split())


class SearchDocument(models.Model):
    """One indexed thing: ``tokens`` is the space-separated keyed token list.

    The integer key is what SQLite's index needs; the table is derived data and can be rebuilt at any time, so
    it is neither journaled nor part of the synchronised state.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    tokens = models.TextField()

    class Meta:
        abstract = True


class HasTokens(models.Lookup):
    """``tokens__has``: a row whose token list has every token of the space-separated right side; none of no token."""

    lookup_name = "has"

    def _right(self) -> list[str]:
        tokens = str(self.rhs).split()
        if not tokens or not all(token.isascii() and token.isalnum() for token in tokens):
            raise EmptyResultSet
        return tokens

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        table = self.lhs.alias
        source = self.lhs.target.model._meta.db_table
        match = " AND ".join(f'"{token}"' for token in self._right())
        return f'"{table}"."id" IN (SELECT rowid FROM "{source}_fts" WHERE "{source}_fts" MATCH %s)', [match]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        left, params = self.process_lhs(compiler, connection)
        return f"to_tsvector('simple', {left}) @@ %s::tsquery", [*params, " & ".join(self._right())]

    def as_sql(  # type: ignore[override]  # lists and tuples of parameters are one to Django
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        return self.as_postgresql(compiler, connection)


models.TextField.register_lookup(HasTokens)
