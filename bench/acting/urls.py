"""The one address."""

from django.urls import path

from bench.acting import views


urlpatterns = [path("act/", views.act)]
