"""The token index of the ledger, on both engines (stack.md 7)."""

from typing import ClassVar

from django.db import migrations

from anmulong.base.sql import TokenIndex


class Migration(migrations.Migration):
    dependencies: ClassVar = [("disputes", "0001_matters_reports_and_handling")]

    operations: ClassVar = [TokenIndex("DisputeDocument")]
