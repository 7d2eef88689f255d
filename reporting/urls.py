"""Addresses of what people are told, and of what concerns every app."""

from django.urls import path

from reporting.views import (
    deadlines,
    exceptions,
    home,
    messages,
    one_exception,
    search,
    sitrep_parts,
    sitrep_weeks,
    sitreps,
    uploads,
)

app_name = "reporting"

OF_A_WEEK = "sitreps/<str:week>/<int:revision>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("deadlines/", deadlines.deadlines, name="deadlines"),
    path("deadlines/feed/", deadlines.deadline_feed, name="deadline_feed"),
    path(
        "deadlines/feed/withdraw/", deadlines.deadline_feed_withdraw, name="deadline_feed_withdraw"
    ),
    path("deadlines/<str:token>.ics", deadlines.feed, name="feed"),
    path("exceptions/", exceptions.exceptions, name="exceptions"),
    path("exceptions/answers/", exceptions.answers, name="answers"),
    path("exceptions/new/", exceptions.exception_new, name="exception_new"),
    path("exceptions/nothing/", exceptions.nothing_to_report, name="nothing_to_report"),
    path("exceptions/<int:key>/", one_exception.exception, name="exception"),
    path("exceptions/<int:key>/answer/", one_exception.exception_answer, name="exception_answer"),
    path("exceptions/<int:key>/close/", one_exception.exception_close, name="exception_close"),
    path(
        "exceptions/<int:key>/consequence/",
        one_exception.exception_consequence,
        name="exception_consequence",
    ),
    path(
        "exceptions/<int:key>/correct/", one_exception.exception_correct, name="exception_correct"
    ),
    path("exceptions/<int:key>/review/", one_exception.exception_review, name="exception_review"),
    path("messages/", messages.messages, name="messages"),
    path("messages/choice/", messages.message_choice, name="message_choice"),
    path("messages/<int:key>/", messages.message, name="message"),
    path("messages/<int:key>/again/", messages.message_again, name="message_again"),
    path("messages/<int:key>/bounced/", messages.message_bounced, name="message_bounced"),
    path("register/", uploads.register, name="register"),
    path("register/<slug:kind>/", uploads.upload_new, name="upload_new"),
    path("register/uploads/<uuid:key>/", uploads.upload, name="upload"),
    path("register/uploads/<uuid:key>/cancel/", uploads.upload_cancel, name="upload_cancel"),
    path("search/", search.search, name="search"),
    path("sitreps/", sitreps.sitreps, name="sitreps"),
    path("sitreps/coverage/", sitrep_weeks.coverage, name="coverage"),
    path("sitreps/trend/", sitrep_weeks.trend, name="trend"),
    path("sitreps/<str:week>/", sitreps.sitrep_newest, name="sitrep_newest"),
    path("sitreps/<str:week>/count/", sitreps.sitrep_count, name="sitrep_count"),
    path(OF_A_WEEK, sitreps.sitrep, name="sitrep"),
    path(f"{OF_A_WEEK}amend/", sitreps.sitrep_amend, name="sitrep_amend"),
    path(f"{OF_A_WEEK}changes/", sitrep_parts.sitrep_changes, name="sitrep_changes"),
    path(f"{OF_A_WEEK}homes/", sitrep_parts.sitrep_homes, name="sitrep_homes"),
    path(f"{OF_A_WEEK}practices/", sitrep_parts.sitrep_practices, name="sitrep_practices"),
    path(f"{OF_A_WEEK}questions/<slug:key>/", sitrep_parts.sitrep_question, name="sitrep_question"),
    path(f"{OF_A_WEEK}sign/", sitreps.sitrep_sign, name="sitrep_sign"),
    path(f"{OF_A_WEEK}sitrep.<str:kind>", sitrep_parts.sitrep_file, name="sitrep_file"),
    path(f"{OF_A_WEEK}write/", sitreps.sitrep_write, name="sitrep_write"),
]
