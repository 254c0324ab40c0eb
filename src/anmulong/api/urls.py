"""Addresses below ``/api/v1/``."""

from anmulong.api.views import api


app_name = "api"
urlpatterns = api.urls[0]
