"""What one person has looked at, last first, is one range of an index: the recent matters of a page."""

from typing import ClassVar

from django.db import migrations, models

from anmulong.base.sql import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0003_daily_root_marks")]

    operations: ClassVar = [
        migrations.AddIndex(
            "reading",
            models.Index(fields=["county", "actor", "-read_at", "-uid"], name="journal_reading_by_actor"),
        ),
        AppendOnly("Reading"),
    ]
