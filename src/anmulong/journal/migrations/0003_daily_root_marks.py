"""A daily root names its altered column."""

from typing import ClassVar

from django.db import migrations, models

from anmulong.base.sql import AppendOnly


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0002_append_only")]

    operations: ClassVar = [
        migrations.AddField("dailyroot", "marks", models.BinaryField(default=b"")),
        AppendOnly("DailyRoot"),
    ]
