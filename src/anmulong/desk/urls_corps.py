"""Addresses of committees and mediators."""

from django.urls import path

from anmulong.desk.views import committees, mediators


corps = [
    path("mediators/", mediators.show_mediators, name="mediators"),
    path("mediators/new/", mediators.add_mediator, name="mediator_new"),
    path("mediators/export/", mediators.export_register, name="mediators_export"),
    path("mediators/<uuid:uid>/", mediators.show_mediator, name="mediator"),
    path("mediators/<uuid:uid>/<str:name>/", mediators.act_on_mediator, name="mediator_act"),
    path("committees/", committees.show_committees, name="committees"),
    path("committees/export/", committees.export_register, name="committees_export"),
    path("committees/changes/", committees.show_changes, name="corps_changes"),
    path("committees/<uuid:uid>/studio/", committees.open_studio, name="studio_new"),
]
