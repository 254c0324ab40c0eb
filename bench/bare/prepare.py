"""Tables and rows of the yardstick: `python -m bench.bare.prepare ROWS`."""

import os
import sys

import django


os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
django.setup()

from django.core.management import call_command  # noqa: E402  # models exist only now

from bench.bare.models import Matter  # noqa: E402
from bench.bare.views import new_matter  # noqa: E402


TOWNS = 6

if __name__ == "__main__":
    call_command("migrate", run_syncdb=True, verbosity=0)
    wanted = int(sys.argv[1]) - Matter.objects.count()
    Matter.objects.bulk_create([new_matter(number % TOWNS) for number in range(wanted)], batch_size=1000)
