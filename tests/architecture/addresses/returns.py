"""Returns: C86001's evaluation and gateway row are sent; another's are."""

from __future__ import annotations

from datetime import date

from commissioning.clock import as_if_today
from commissioning.models import Role, SpecificationVersion
from practices.actions.return_forms import save_answers, send_form
from practices.rules.return_requests import ReturnKey
from tests.factories.years import Year, a_person

EVALUATION, GATEWAY = "proactive-care/evaluation", "proactive-care/gateway"
OWN, OTHER = "C86001", "C86003"


def both(of: str, **more: object) -> tuple[dict[str, object], dict[str, object]]:
    return ({"form": f"{of}/{OWN}", **more}, {"form": f"{of}/{OTHER}", **more})


ABOUT = {
    "practices:return": both(EVALUATION),
    "practices:return_answers": both("coordinated-care/assurance"),
    "practices:return_further": both("coordinated-care/assurance"),
    "practices:return_check": both(EVALUATION),
    "practices:return_sent": both(EVALUATION, number=1),
    "practices:return_receipt": both(EVALUATION, number=1),
    "practices:return_ask_back": both(EVALUATION),
    "practices:return_reopen": both(EVALUATION),
    "practices:return_judge": both(EVALUATION),
    "practices:answer_of_no": both(GATEWAY),
    "practices:returns_compiled": ({"asked": EVALUATION}, {"asked": GATEWAY}),
    "practices:returns_compiled_pdf": ({"asked": EVALUATION}, {"asked": GATEWAY}),
    "practices:returns_compiled_csv": ({"asked": EVALUATION}, {"asked": GATEWAY}),
    "payments:return_decision": both(EVALUATION),
}
WRITTEN = dict.fromkeys(("worked-well", "not-worked-well", "barriers", "changes"), "Written")
ROW = {
    **dict.fromkeys(("nrls", "eps", "online-services", "data-sharing", "optimise-rx"), "yes"),
    **dict.fromkeys(("doctorlink", "diabetes-prevention", "medicines-team-access"), "no"),
    "sent-how": "Alone, for this practice",
    "signed-by": "A lead",
}


def prepare(year: Year) -> None:
    if not SpecificationVersion.objects.filter(code="coordinated-care").exists():
        year.publishes("coordinated-care")
    typist = a_person("typist@nhs.example", Role.PRIMARY_CARE)
    with as_if_today(date(2021, 2, 10)):
        for of, answers in ((EVALUATION, WRITTEN), (GATEWAY, ROW)):
            for code in (OWN, OTHER):
                form = ReturnKey.parse(f"{of}/{code}")
                draft = save_answers(form=form, answers=answers, revision=0, by=typist)
                send_form(form=form, revision=draft.revision, by=typist)
