"""Addresses of cases of mediation."""

from django.urls import path

from anmulong.desk.views.cases import acting, listing, page, papers, visits


cases = [
    path("cases/", listing.show_cases, name="cases"),
    path("cases/visits/", visits.show_visits, name="case_visits"),
    path("cases/new/<uuid:uid>/<str:action>/", acting.new_case, name="case_new"),
    path("cases/<uuid:uid>/", page.show_case, name="case"),
    path("cases/<uuid:uid>/papers/<str:paper>/", papers.show_paper, name="case_paper"),
    path("cases/<uuid:uid>/not-reached/", visits.not_reached, name="case_not_reached"),
    path("cases/<uuid:uid>/<str:action>/", acting.act_on_case, name="case_act"),
]
