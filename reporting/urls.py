"""Addresses of what people are told, and of what concerns every app."""

from django.urls import path

from reporting.views import deadlines, exceptions, home, messages, search, uploads

app_name = "reporting"

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
    path("exceptions/<int:key>/", exceptions.exception, name="exception"),
    path("exceptions/<int:key>/answer/", exceptions.exception_answer, name="exception_answer"),
    path("exceptions/<int:key>/close/", exceptions.exception_close, name="exception_close"),
    path("exceptions/<int:key>/review/", exceptions.exception_review, name="exception_review"),
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
]
