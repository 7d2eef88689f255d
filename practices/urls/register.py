"""Addresses of the register of practices and networks, and of the audits of their registers."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from practices.views import audits, register


class OrganisationCode(StringConverter):
    """An ODS code."""

    regex = "[A-Z0-9]{3,6}"


class AuditDayIn:
    """The day of an audit, as 2021-01-04; what is no day is no page."""

    regex = r"(?:19|20)\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(OrganisationCode, "ods")
register_converter(AuditDayIn, "audit_day")
AUDIT = "audits/<slug:specification>/<audit_day:day>/"

register_addresses = [
    path("practices/", register.practices, name="practices"),
    path("practices/<ods:code>/", register.practice, name="practice"),
    path("practices/<ods:code>/name/", register.practice_name, name="practice_name"),
    path("practices/<ods:code>/move/", register.practice_move, name="practice_move"),
    path("practices/<ods:code>/close/", register.practice_close, name="practice_close"),
    path("practices/<ods:code>/list-size/", register.practice_list_size, name="practice_list_size"),
    path("networks/", register.networks, name="networks"),
    path("networks/<ods:code>/", register.network, name="network"),
    path("networks/<ods:code>/name/", register.network_name, name="network_name"),
    path("audits/", audits.audits, name="audits"),
    path("audits/spot/", audits.spot_check, name="spot_check"),
    path("audits/spot/<int:key>/decision/", audits.spot_refer, name="spot_refer"),
    path(AUDIT, audits.audit, name="audit"),
    path(f"{AUDIT}counts/", audits.audit_counts, name="audit_counts"),
    path(f"{AUDIT}<ods:code>/", audits.audit_practice, name="audit_practice"),
    path(f"{AUDIT}<ods:code>/decision/", audits.audit_refer, name="audit_refer"),
]
