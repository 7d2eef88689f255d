"""Sign-ups and what hangs on them. What practices asked is open, of each kind one of each."""

from __future__ import annotations

from datetime import date

from commissioning.models import Organisation, SpecificationVersion
from practices.models import (
    Deviation,
    FundingQuestion,
    Offer,
    Partnership,
    RegisterProposal,
    SignUp,
    SignUpRequest,
)
from practices.selectors.answering import governing
from tests.factories.years import Year

OWN, OTHER = 1_000_001, 1_000_002
DAY = date(2020, 6, 8)
COORDINATED = "coordinated-care"
DES = "enhanced-health-in-care-homes"
FORMS = ("answer", "receipt", "receipt_pdf", "ask")


def _practices(specification: str) -> tuple[dict[str, object], dict[str, object]]:
    return (
        {"specification": specification, "practice": "C86001"},
        {"specification": specification, "practice": "C86003"},
    )


def _asked(kind: str) -> tuple[dict[str, object], dict[str, object]]:
    return {"kind": kind, "pk": OWN}, {"kind": kind, "pk": OTHER}


KEYS: tuple[dict[str, object], dict[str, object]] = ({"pk": OWN}, {"pk": OTHER})
BOARD: dict[str, object] = {"specification": "proactive-care"}
ABOUT: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "practices:sign_up_board": (BOARD, BOARD),
    "practices:sign_ups_share": (BOARD, BOARD),
    "practices:sign_up": _practices("proactive-care"),
    **{f"practices:sign_up_{each}": _practices("proactive-care") for each in FORMS},
    "practices:deviation_ask": _practices("proactive-care"),
    "carehomes:offer_choose": _practices("proactive-care"),
    "practices:register_propose": _practices(COORDINATED),
    "practices:partners": _practices(COORDINATED),
    "practices:funding_ask": _practices(COORDINATED),
    "practices:partnership_end": KEYS,
    "practices:funding": KEYS,
    "practices:funding_answer": KEYS,
    "practices:register_write": KEYS,
    "practices:asked": _asked("sign-up-requests"),
    "practices:asked_comment": _asked("deviations"),
    "practices:asked_decide": _asked("offers"),
    "practices:asked_withdraw": _asked("registers"),
    "payments:opt_out": _practices(DES),
    "payments:opt_out_decide": _practices(DES),
    "payments:deviation_payment": KEYS,
}


def prepare(year: Year) -> None:
    """Make what was asked, the same for both practices. Each was asked by somebody else."""
    for code in (DES, COORDINATED):
        if not SpecificationVersion.objects.filter(code=code).exists():
            year.publishes(code)
    version = governing("proactive-care")
    for key, code in ((OWN, "C86001"), (OTHER, "C86003")):
        practice = Organisation.objects.get(code=code)
        asked = {
            "pk": key,
            "practice": practice,
            "specification": "proactive-care",
            "asked_by": year.preparer,
            "asked_on": DAY,
        }
        SignUpRequest.objects.create(
            **asked, version=version, wish="stop", starts_on=DAY, reason="No staff"
        )
        Deviation.objects.create(
            **asked,
            version=version,
            element="care-homes",
            text="Shared",
            starts_on=DAY,
            element_starts_on=date(2020, 6, 1),
        )
        Offer.objects.create(
            **asked,
            version=version,
            residents=1,
            patients=7423,
            choices=["Support"],
            discussed_with="The director",
            discussed_on=DAY,
        )
        for element in ("network", "care-homes"):  # a late opt-out, to be decided
            SignUp.objects.create(
                practice=practice,
                specification=DES,
                version=governing(DES),
                element=element,
                response=SignUp.Response.DECLINED,
                responded_on=DAY,
            )
        under_2016 = asked | {"specification": COORDINATED}
        RegisterProposal.objects.create(**under_2016, patients=149, profile="By frailty")
        FundingQuestion.objects.create(
            pk=key,
            practice=practice,
            specification=COORDINATED,
            reason="Value for money",
            due_on=DAY,
            asked_by=year.preparer,
            asked_on=DAY,
        )
        Partnership.objects.create(
            pk=key,
            practice=practice,
            partner=year.a_practice(f"C8690{key % 10}", "PARTNER"),
            specification=COORDINATED,
            starts_on=DAY,
            named_by=year.preparer,
            named_on=DAY,
        )
