"""Addresses of the desk, one list per noun."""

from django.urls import include, path

from anmulong.desk.urls_cases import cases
from anmulong.desk.urls_corps import corps
from anmulong.desk.urls_lawbook import lawbook
from anmulong.desk.urls_places import bodies, staff
from anmulong.desk.views import (
    acting,
    asking,
    drafts,
    emergency,
    figures,
    gate,
    grants,
    help,
    ledger,
    ledger_batch,
    ledger_out,
    likeness,
    logs,
    matter,
    matter_history,
    my_work,
    own_account,
    party,
    registering,
    signing_in,
    slip,
    striking_off,
    tokens,
    uploads,
    verification,
    week,
)


app_name = "desk"

doors = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("post/", signing_in.choose_post, name="choose_post"),
    path("slip/", slip.use_slip, name="slip"),
    path("r/", asking.ask, name="ask"),
]

work = [
    path("", my_work.show_my_work, name="my_work"),
    path("day-sheet/", my_work.print_day_sheet, name="day_sheet"),
    path("week/", week.show_week, name="week"),
    path("week/meetings.ics", week.download_week, name="week_ics"),
]

numbers = [
    path("figures/", figures.show_figures, name="figures"),
    path("figures/<slug:figure>/", figures.show_figure_rows, name="figure_rows"),
]

the_ledger = [
    path("ledger/", ledger.show_ledger, name="ledger"),
    path("ledger/assign/", ledger_batch.assign_many, name="ledger_assign"),
    path("ledger/assess/", ledger_batch.assess_many, name="ledger_assess"),
    path("ledger/export/", ledger_out.export_ledger, name="ledger_export"),
    path("ledger/print/", ledger_out.print_ledger, name="ledger_print"),
]

oneself = [
    path("account/", own_account.show_account, name="account"),
    path("account/password/", own_account.change_password, name="change_password"),
    path("account/sessions/<uuid:session>/end/", own_account.end_session, name="end_session"),
    path("account/tokens/new/", tokens.new_token, name="token_new"),
    path("account/tokens/<uuid:token>/end/", tokens.end_token, name="end_token"),
    path("account/deputy/", own_account.appoint_deputy, name="appoint_deputy"),
    path("account/deputies/<uuid:deputy>/end/", own_account.end_deputy, name="end_deputy"),
    path("help/", help.show_help, name="help"),
]

proof = [
    path("logs/", logs.show_logs, name="logs"),
    path("verification/", verification.show_verification, name="verify"),
]

intake = [
    path("register/", registering.register, name="register"),
    path("register/duplicates/", registering.duplicates, name="register_duplicates"),
    path("register/table/", registering.register_table, name="register_table"),
    path("drafts/<str:form>/", drafts.keep_draft, name="draft"),
]

matters = [
    path("ledger/<uuid:uid>/", matter.show_matter, name="matter"),
    path("ledger/<uuid:uid>/receipts/<uuid:report>/", matter.show_receipt, name="receipt"),
    path("ledger/<uuid:uid>/meetings/<uuid:meeting>/", matter.show_meeting_slip, name="meeting_slip"),
    path("ledger/<uuid:uid>/history/", matter_history.show_history, name="history"),
    path("ledger/<uuid:uid>/guidance/", matter.show_guidance, name="guidance_paper"),
    path("ledger/<uuid:uid>/parties/<uuid:party>/", party.show_party, name="party"),
    path("ledger/<uuid:uid>/people/<uuid:person>/show/", matter.unmask, name="unmask"),
    path("ledger/<uuid:uid>/files/<uuid:file>/", uploads.show_file, name="file"),
    path("ledger/<uuid:uid>/files/<uuid:file>/preview/", uploads.show_preview, name="preview"),
    path("ledger/<uuid:uid>/grants/", grants.show_grants, name="grants"),
    path("ledger/<uuid:uid>/grants/new/", grants.open_matter, name="grant_new"),
    path("ledger/<uuid:uid>/grants/<uuid:grant>/end/", grants.close_matter, name="grant_end"),
    path("ledger/<uuid:uid>/gate/", gate.preview, name="gate_preview"),
    path("ledger/<uuid:uid>/<str:action>/", acting.act, name="act"),
    path("people-of-unit/", acting.people_of_unit, name="people_of_unit"),
    path("likeness/<uuid:uid>/", likeness.judge, name="likeness"),
    path("strike-off/", striking_off.strike_off_list, name="strike_off_list"),
]

emergencies = [
    path("emergency/", emergency.show_readings, name="emergencies"),
    path("emergency/new/", emergency.read_in_emergency, name="emergency_new"),
    path("emergency/<uuid:reading>/review/", emergency.review, name="emergency_review"),
]

parcels = [
    path("uploads/", uploads.start, name="upload_start"),
    path("uploads/<uuid:upload>/", uploads.part, name="upload_part"),
    path("uploads/<uuid:upload>/finish/", uploads.finish, name="upload_finish"),
]

tables = (numbers, the_ledger, intake, matters, emergencies, cases)
parts = (doors, work, *tables, oneself, proof, parcels, bodies, corps, staff, lawbook)
urlpatterns = [path("", include(part)) for part in parts]
