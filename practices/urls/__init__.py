"""Addresses of practices, networks and what they answer and send."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from practices.urls.register import register_addresses
from practices.urls.returns import return_addresses
from practices.views import asking, boards, chases, coordinated_care, deviations, requests, sign_ups


class AskedKind(StringConverter):
    """What a practice asks for, as addresses name it."""

    regex = "deviations|offers|registers|sign-up-requests"


class PracticeCode(StringConverter):
    """An ODS code."""

    regex = "[A-Z0-9]{3,6}"


register_converter(AskedKind, "asked")
register_converter(PracticeCode, "practice")

app_name = "practices"
ABOUT = "sign-ups/<slug:specification>/<practice:practice>/"

urlpatterns = [
    *register_addresses,
    *return_addresses,
    path("sign-ups/", boards.sign_ups, name="sign_ups"),
    path("sign-ups/<slug:specification>/", boards.sign_up_board, name="sign_up_board"),
    path("sign-ups/<slug:specification>/share/", boards.sign_ups_share, name="sign_ups_share"),
    path(ABOUT, sign_ups.sign_up, name="sign_up"),
    path(f"{ABOUT}answer/", sign_ups.sign_up_answer, name="sign_up_answer"),
    path(f"{ABOUT}receipt/", sign_ups.sign_up_receipt, name="sign_up_receipt"),
    path(f"{ABOUT}receipt/receipt.pdf", sign_ups.sign_up_receipt_pdf, name="sign_up_receipt_pdf"),
    path(f"{ABOUT}ask/", sign_ups.sign_up_ask, name="sign_up_ask"),
    path(f"{ABOUT}deviation/", asking.deviation_ask, name="deviation_ask"),
    path(f"{ABOUT}register/", asking.register_propose, name="register_propose"),
    path(f"{ABOUT}partners/", coordinated_care.partners, name="partners"),
    path(f"{ABOUT}funding/", coordinated_care.funding_ask, name="funding_ask"),
    path("partnerships/<int:pk>/end/", coordinated_care.partnership_end, name="partnership_end"),
    path("funding/<int:pk>/", coordinated_care.funding, name="funding"),
    path("funding/<int:pk>/answer/", coordinated_care.funding_answer, name="funding_answer"),
    path("chases/", boards.chases, name="chases"),
    path("chases/send/", chases.chase_send, name="chase_send"),
    path("deviations/", deviations.deviations, name="deviations"),
    path("registers/<int:pk>/write/", requests.register_write, name="register_write"),
    path("<asked:kind>/<int:pk>/", requests.asked, name="asked"),
    path("<asked:kind>/<int:pk>/comment/", requests.asked_comment, name="asked_comment"),
    path("<asked:kind>/<int:pk>/decide/", requests.asked_decide, name="asked_decide"),
    path("<asked:kind>/<int:pk>/withdraw/", requests.asked_withdraw, name="asked_withdraw"),
]
