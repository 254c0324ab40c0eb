"""Addresses of the imports and of the first start."""

from django.urls import path

from anmulong.ops.pages import divisions, first_start, importing, mediators, parts, staff, system


app_name = "ops"

urlpatterns = [
    path("system/", system.show_system, name="system"),
    path("import/", importing.import_ledger, name="import"),
    path("import/blank/", importing.give_blank, name="import_blank"),
    path("import/returned/<uuid:upload>/", importing.give_report, name="import_report"),
    path("import/parts/", parts.start, name="import_part_start"),
    path("import/parts/<uuid:upload>/", parts.part, name="import_part"),
    path("import/parts/<uuid:upload>/finish/", parts.finish, name="import_part_finish"),
    path("accounts/import/", staff.import_staff, name="staff_import"),
    path("places/import/", divisions.import_divisions, name="division_import"),
    path("mediators/import/", mediators.import_mediators, name="mediator_import"),
    path("accounts/import/slips/", staff.make_slips, name="staff_slips"),
    path("first-start/", first_start.begin, name="first_start"),
    path("first-start/<slug:step>/", first_start.show_step, name="first_start_step"),
]
