"""Proof that nothing was altered behind the journal's back: chains, live rows, files, daily roots, the database."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import groupby, islice
from uuid import UUID

from django.db.models import Exists, OuterRef

from anmulong.base.guards import trusted
from anmulong.base.sql import integrity_findings, thawed
from anmulong.journal.chain_check import Chain, check_chain
from anmulong.journal.chaining import altered_columns
from anmulong.journal.contents import check_contents
from anmulong.journal.findings import Finding, FindingKind, Verdict
from anmulong.journal.models import DailyRoot, Entry, Reading, Refusal, Stream
from anmulong.journal.root_check import check_root, check_roots
from anmulong.journal.roots import bounds
from anmulong.journal.row_check import RowCheck
from anmulong.kernel.wording import noop


__all__ = ["Finding", "FindingKind", "Verdict", "verify_all", "verify_day", "verify_stream"]

CHUNK = 500
FROZEN = (Entry, Refusal, Reading, DailyRoot)
Progress = Callable[[int], None]


def verify_all(county: str = "", progress: Progress | None = None) -> Verdict:
    """Everything: each chain with its live rows and files, what no chain knows, each daily root, the database.

    ``progress`` is called with the number of chains done.
    """
    verdict = Verdict()
    rows = RowCheck(verdict)
    narrowed = {"county": county} if county else {}
    with trusted():
        source = Stream.objects.filter(**narrowed).order_by("pk").iterator(chunk_size=CHUNK)
        while chunk := list(islice(source, CHUNK)):
            _verify_streams(chunk, rows, verdict)
            if progress is not None:
                progress(verdict.streams)
        if not county:
            _verify_ownerless_entries(rows, verdict)
            rows.orphans()
        rows.settle()
        roots = DailyRoot.objects.filter(**narrowed).order_by("county", "day")
        check_roots(list(roots), verdict)
        _verify_database(verdict)
    return verdict


def _verify_database(verdict: Verdict) -> None:
    """What the engine's own check says, and whether it still refuses to change the journal."""
    for finding in integrity_findings():
        text = noop("The database's own check reports: %(report)s")
        verdict.add("database", text, kind=FindingKind.DATABASE, report=finding)
    for table in thawed([model._meta.db_table for model in FROZEN]):
        text = noop("The database no longer refuses changes to the table %(table)s.")
        verdict.add("database", text, kind=FindingKind.DATABASE, table=table)


def verify_stream(stream: UUID, *, contents: bool = True) -> Verdict:
    """One chain, its live rows and, unless ``contents`` is false, what of it lies outside the database."""
    verdict = Verdict()
    with trusted():
        found = list(Stream.objects.filter(pk=stream))
        if not found:
            verdict.add(str(stream), noop("There is no such chain."), kind=FindingKind.MISSING)
        _verify_streams(found, RowCheck(verdict), verdict, contents=contents)
    return verdict


def verify_day(county: str, day: date) -> Verdict:
    """The chains that moved on a day, and the day's root."""
    verdict = Verdict()
    begin, end = bounds(day)
    with trusted():
        moved = Entry.objects.filter(county=county, entered_at__gte=begin, entered_at__lt=end).values("stream")
        rows = RowCheck(verdict)
        source = Stream.objects.filter(pk__in=moved).order_by("pk").iterator(chunk_size=CHUNK)
        while chunk := list(islice(source, CHUNK)):
            _verify_streams(chunk, rows, verdict)
        rows.settle()
        root = DailyRoot.objects.filter(county=county, day=day).first()
        if root is not None:
            check_root(root, verdict)
        elif verdict.streams:
            text = noop("This day has no signed root yet; it is signed after midnight.")
            verdict.add(str(day), text, kind=FindingKind.OPEN)
    return verdict


def _verify_streams(streams: list[Stream], rows: RowCheck, verdict: Verdict, *, contents: bool = True) -> None:
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(stream__in=[stream.uid for stream in streams]).order_by("stream", "seq"):
        entries[entry.stream].append(entry)
    rows.compare([check_chain(stream, entries[stream.uid], verdict) for stream in streams])
    if contents:
        check_contents([stream.uid for stream in streams], verdict)


def _verify_ownerless_entries(rows: RowCheck, verdict: Verdict) -> None:
    """Entries whose stream has no row: the row was removed, or the entry was moved away from its own chain."""
    owner = Stream.objects.filter(pk=OuterRef("stream"))
    ownerless = Entry.objects.filter(~Exists(owner)).order_by("stream", "seq")
    chains: list[Chain] = []
    for uid, group in groupby(ownerless.iterator(chunk_size=CHUNK), key=lambda entry: entry.stream):
        entries = []
        for entry in group:
            columns = altered_columns(entry)
            if "stream" in columns:
                verdict.entries += 1
                verdict.add(str(entry), noop("Entry altered: %(columns)s"), columns)
            else:
                entries.append(entry)
        if entries:
            chains.append(_verify_ownerless_chain(uid, entries, verdict))
    rows.compare(chains)


def _verify_ownerless_chain(uid: UUID, entries: list[Entry], verdict: Verdict) -> Chain:
    last = entries[-1]
    gone = Stream(uid=uid, county=last.county, kind=last.stream_kind, length=len(entries), head=last.hash)
    verdict.add(str(gone), noop("The row of this chain is gone."), ["uid"], kind=FindingKind.MISSING)
    whole = not any(altered_columns(entry) for entry in entries)
    return Chain(gone, entries, whole=whole)
