"""The two addresses of the yardstick."""

from django.urls import path

from bench.bare import views


urlpatterns = [path("add/", views.add), path("list/", views.newest)]
