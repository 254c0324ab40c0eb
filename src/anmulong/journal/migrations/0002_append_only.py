"""The database itself refuses to change or delete entries, logs and roots (R-723)."""

from typing import ClassVar

from django.db import migrations

from anmulong.base.sql import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0001_entries_streams_and_logs")]

    operations: ClassVar = [AppendOnly("Entry"), AppendOnly("Refusal"), AppendOnly("Reading"), AppendOnly("DailyRoot")]
