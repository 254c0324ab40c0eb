"""Entry point of the road without pages."""

import os

from django.core.wsgi import get_wsgi_application


os.environ["DJANGO_SETTINGS_MODULE"] = "bench.acting.settings"
application = get_wsgi_application()
