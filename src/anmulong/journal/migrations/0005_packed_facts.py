"""What an entry tells is stored packed; entries of earlier versions keep their text, now as bytes."""

from typing import ClassVar

from django.db import migrations, models

from anmulong.base.sql import AppendOnly, TextToBytes


class Migration(migrations.Migration):
    dependencies: ClassVar = [("journal", "0004_readings_by_actor")]

    operations: ClassVar = [TextToBytes("entry", "facts", models.BinaryField()), AppendOnly("Entry")]
