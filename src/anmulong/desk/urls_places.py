"""Addresses of places, bodies, grids and the accounts of others."""

from django.urls import path

from anmulong.desk.views import accounts, divisions, grids, organisations


bodies = [
    path("organisations/", organisations.show_organisations, name="organisations"),
    path("organisations/new/", organisations.add_organisation, name="organisation_new"),
    path("organisations/<uuid:uid>/", organisations.show_organisation, name="organisation"),
    path("organisations/<uuid:uid>/<str:name>/", organisations.act_on_organisation, name="organisation_act"),
    path("places/", divisions.show_divisions, name="divisions"),
    path("places/new/", divisions.add_division, name="division_new"),
    path("places/<uuid:uid>/", divisions.show_division, name="division"),
    path("places/<uuid:uid>/<str:name>/", divisions.act_on_division, name="division_act"),
    path("grids/", grids.show_grids, name="grids"),
    path("grids/new/", grids.lay_grid, name="grid_new"),
    path("grids/<uuid:uid>/", grids.show_grid, name="grid"),
    path("grids/<uuid:uid>/<str:name>/", grids.act_on_grid, name="grid_act"),
]

staff = [
    path("accounts/", accounts.show_accounts, name="accounts"),
    path("accounts/new/", accounts.open_account, name="account_new"),
    path("accounts/<uuid:uid>/", accounts.show_account, name="staff_account"),
    path("accounts/<uuid:uid>/<str:name>/", accounts.act_on_account, name="account_act"),
    path("posts/<uuid:uid>/<str:name>/", accounts.act_on_post, name="post_act"),
    path("deputies/<uuid:uid>/end/", accounts.end_deputy, name="deputy_end"),
]
