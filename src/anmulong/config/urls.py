"""Addresses: each face brings its own; nothing is decided here."""

from django.conf import settings
from django.urls import include, path


urlpatterns = [path("", include("anmulong.desk.urls"))] if "anmulong.desk" in settings.INSTALLED_APPS else []
