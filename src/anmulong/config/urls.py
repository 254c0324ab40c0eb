"""Addresses: each face brings its own; nothing is decided here."""

from django.urls import include, path
from django.views.i18n import set_language


handler500 = "anmulong.ops.watching.trouble.answer_failure"
urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("api/v1/", include("anmulong.api.urls")),
    path("", include("anmulong.ops.urls", namespace="ops")),
    path("", include("anmulong.desk.urls", namespace="desk")),
]
