"""Addresses of the lawbook: laws, code tables, parameters, working calendar."""

from django.urls import path

from anmulong.desk.views import calendar, code_tables, parameters, statutes


lawbook = [
    path("laws/", statutes.show_statutes, name="statutes"),
    path("laws/<uuid:uid>/", statutes.show_statute, name="statute"),
    path("laws/<str:law>/<str:number>/", statutes.open_article, name="article"),
    path("codes/", code_tables.show_code_tables, name="code_tables"),
    path("codes/<str:table>/", code_tables.show_code_table, name="code_table"),
    path("parameters/", parameters.show_parameters, name="parameters"),
    path("parameters/<str:key>/", parameters.show_parameter, name="parameter"),
    path("parameters/<str:key>/change/", parameters.change_parameter, name="parameter_change"),
    path("calendar/", calendar.show_calendar, name="calendar"),
    path("calendar/<int:year>/holidays.xlsx", calendar.download_year, name="calendar_sheet"),
    path("calendar/new/", calendar.enter_year, name="calendar_new"),
    path("calendar/<uuid:uid>/<str:name>/", calendar.act_on_year, name="calendar_act"),
]
