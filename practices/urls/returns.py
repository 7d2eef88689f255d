"""Addresses of returns."""

from __future__ import annotations

from django.urls import path, register_converter

from practices.rules.return_requests import ReturnKey
from practices.views.returns import boards, judging, reading, writing

CODES = r"[a-z0-9-]{1,60}/[a-z0-9-]{1,60}"
QUARTER = r"\d{4}-\d{2}-\d{2}"


class FormAddress:
    """proactive-care/evaluation/C86001, and a quarter's last day where it is asked by quarter."""

    regex = rf"{CODES}/[A-Z0-9]{{3,6}}(?:/{QUARTER})?"

    def to_python(self, value: str) -> ReturnKey:
        return ReturnKey.parse(value)

    def to_url(self, value: ReturnKey | str) -> str:
        return str(value)


class AskedAddress:
    """proactive-care/evaluation, and a quarter's last day where it is asked by quarter."""

    regex = rf"{CODES}(?:/{QUARTER})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FormAddress, "return_form")
register_converter(AskedAddress, "asked_return")

ONE = "returns/<return_form:form>/"
ALL = "returns/compiled/<asked_return:asked>/"

return_addresses = [
    path("returns/", boards.returns, name="returns"),
    path("returns/chase/", boards.returns_chase, name="returns_chase"),
    path("returns/indicators/", reading.indicators, name="indicators"),
    path("returns/answers-of-no/", reading.answers_of_no, name="answers_of_no"),
    path("returns/answers-of-no/<return_form:form>/", reading.answer_of_no, name="answer_of_no"),
    path(ALL, reading.returns_compiled, {"kind": "page"}, name="returns_compiled"),
    path(f"{ALL}all.pdf", reading.returns_compiled, {"kind": "pdf"}, name="returns_compiled_pdf"),
    path(f"{ALL}all.csv", reading.returns_compiled, {"kind": "csv"}, name="returns_compiled_csv"),
    path(ONE, judging.return_page, name="return"),
    path(f"{ONE}answers/", writing.return_answers, {"part": "first"}, name="return_answers"),
    path(
        f"{ONE}further-answers/", writing.return_answers, {"part": "further"}, name="return_further"
    ),
    path(f"{ONE}check/", writing.return_check, name="return_check"),
    path(f"{ONE}sent/<int:number>/", writing.return_sent, name="return_sent"),
    path(f"{ONE}sent/<int:number>/receipt.pdf", writing.return_receipt, name="return_receipt"),
    path(f"{ONE}ask-back/", judging.return_ask_back, name="return_ask_back"),
    path(f"{ONE}reopen/", judging.return_reopen, name="return_reopen"),
    path(f"{ONE}judge/", judging.return_judge, name="return_judge"),
]
