"""Whether live rows hold what the journal says they hold."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef

from anmulong.base.models import Record
from anmulong.base.sql import holding
from anmulong.journal.chain_check import Chain
from anmulong.journal.findings import FindingKind, Verdict
from anmulong.journal.models import Entry, Stream
from anmulong.journal.replay import Told, differing_columns, replay
from anmulong.journal.rows import column_values, digest, parse_key, row_key
from anmulong.kernel.wording import noop


MOST_ORPHANS = 100
FEW_CHAINS = 20


def record_models() -> list[type[Record]]:
    """Every table whose rows live on the road."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


@dataclass
class RowCheck:
    """Compares rows chain by chain; remembers rows that turned up in a chain that is not theirs."""

    verdict: Verdict
    moved: set[str] = field(default_factory=set)

    def compare(self, chains: list[Chain]) -> None:
        """Every live row of the chains with its last digest; rows that are gone; rows that no entry knows."""
        live = _live_rows([chain.stream.uid for chain in chains])
        for chain in chains:
            rows = live.get(chain.stream.uid, [])
            self.verdict.rows += len(rows)
            if chain.whole:
                self._compare(chain, rows)
            elif chain.entries:
                text = noop("The rows of this chain cannot be compared until its entries are whole.")
                self.verdict.add(str(chain.stream), text, kind=FindingKind.OPEN)

    def _compare(self, chain: Chain, rows: list[Record]) -> None:
        told = replay(chain.entries)
        missing = set(told)
        for row in rows:
            key = row_key(row)
            missing.discard(key)
            if key not in told:
                text = noop("No journal entry knows this row (chain %(stream)s).")
                self.verdict.add(key, text, ["uid"], kind=FindingKind.UNKNOWN, stream=str(chain.stream))
            elif digest(key, column_values(row)) != told[key].digest:
                self._altered(key, differing_columns(row, told[key], chain.stream.county), told[key])
        for key in sorted(missing):
            self._gone(key, chain, told[key])

    def _altered(self, key: str, columns: list[str], told: Told) -> None:
        self.verdict.add(key, noop("Row altered: %(columns)s (last entry: %(entry)s)"), columns, entry=told.entry)

    def _gone(self, key: str, chain: Chain, told: Told) -> None:
        """The row hangs in another chain now, or it was removed."""
        with suppress(LookupError):  # a model that there is no more
            model, uid = parse_key(key)
            if model._base_manager.filter(pk=uid).exists():
                self.moved.add(key)
                self._altered(key, [model.root_field], told)
                return
        text = noop("The row is gone, though the journal knows it (chain %(stream)s).")
        self.verdict.add(key, text, ["uid"], kind=FindingKind.MISSING, stream=str(chain.stream))

    def orphans(self) -> None:
        """Rows whose chain does not exist at all."""
        for model in record_models():
            stream = Stream.objects.filter(pk=OuterRef(model.root_field))
            entry = Entry.objects.filter(stream=OuterRef(model.root_field))
            rows: Iterable[Record] = model._base_manager.filter(~Exists(stream), ~Exists(entry)).iterator()
            for row in islice(rows, MOST_ORPHANS):
                text = noop("No chain knows this row.")
                self.verdict.add(row_key(row), text, [model.root_field], kind=FindingKind.UNKNOWN)

    def settle(self) -> None:
        """A row that was moved has been named once; finding it in a strange chain says nothing new."""
        self.verdict.findings[:] = [
            finding
            for finding in self.verdict.findings
            if not (finding.kind is FindingKind.UNKNOWN and finding.where in self.moved)
        ]


def _live_rows(uids: list[UUID]) -> dict[UUID, list[Record]]:
    rows: dict[UUID, list[Record]] = defaultdict(list)
    for model in _models_of(uids):
        for row in model._base_manager.filter(**{f"{model.root_field}__in": uids}):
            rows[row.stream_uid()].append(row)
    return rows


def _models_of(uids: list[UUID]) -> Iterable[type[Record]]:
    """Where rows of the chains may lie: for a few chains most tables hold none, and asking each takes the time."""
    models = record_models()
    if len(uids) > FEW_CHAINS:
        return models
    return holding({model: model.root_field for model in models}, uids)
