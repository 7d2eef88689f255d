"""Every table is either fixed by the database, or editable with every change of a row recorded."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from tests.architecture.house import APPS

RECORDED = {"insert_insert", "update_update", "delete_delete"}  # pghistory's triggers
FIXED_ONCE_APPROVED = {
    "commissioning.SpecificationVersion": {"published_is_fixed", "approved_is_fixed"},
    "payments.PaymentRun": {"approved_run_is_fixed"},
    "payments.PayeeTotal": {"no_changed_rows", "no_late_rows", "no_lost_rows"},
    "payments.Calculation": {"no_changed_rows", "no_late_rows", "no_lost_rows"},
    "payments.PaymentLine": {"no_changed_rows", "no_late_rows", "no_lost_rows"},
    "payments.Correction": {"no_changed_rows", "no_late_rows", "no_lost_rows"},
    "reporting.Sitrep": {*RECORDED, "signed_is_fixed"},
    "reporting.SitrepHome": {"no_changed_sitrep", "no_late_sitrep", "no_lost_sitrep"},
    "reporting.SitrepPractice": {"no_changed_sitrep", "no_late_sitrep", "no_lost_sitrep"},
    "reporting.SitrepException": {"no_changed_sitrep", "no_late_sitrep", "no_lost_sitrep"},
}
NEVER_CHANGED = {
    "commissioning.AuditEvent": {"append_only"},
    "commissioning.Approval": {"append_only"},
    "practices.ReturnStep": {"append_only"},
    "payments.Confirmation": {"append_only"},
    "payments.ConfirmationFile": {"append_only"},
    "payments.Reissue": {"append_only"},
    "payments.Sending": {"append_only"},
    "payments.QueryMessage": {"append_only"},
    "reporting.ExceptionStep": {"append_only"},
}
FIXED_IN_PART = {  # recorded, and what was said is fixed besides
    "reporting.Message": {"what_it_said_is_fixed", "no_lost_messages"},
}
NEITHER = {
    "commissioning.User",  # its roles are recorded; a history of passwords would be a danger
    "commissioning.Edition",  # added to by an import, which the audit trail records
    "commissioning.Job",  # how far some work is; what it does is recorded by what it does
    "commissioning.Heartbeat",
    "payments.RunChange",  # a view of what runs keep, which are fixed once approved
}


def tables() -> list[type[Model]]:
    """Our own models with a table, without the tables that hold the history of others."""
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy  # noqa: SLF001
        and not hasattr(model, "pgh_tracked_model")
    ]


def label_of(model: type[Model]) -> str:
    return str(model._meta.label)  # noqa: SLF001  (Django documents _meta)


def lacking(model: type[Model]) -> set[str]:
    """The triggers that a table of its class has to have, and has not."""
    label = label_of(model)
    triggers = {trigger.name for trigger in getattr(model._meta, "triggers", ())}  # noqa: SLF001
    wanted = (FIXED_ONCE_APPROVED | NEVER_CHANGED).get(
        label, set() if label in NEITHER else RECORDED
    )
    return (wanted | FIXED_IN_PART.get(label, set())) - triggers


def test_every_table_is_classed():
    assert tables()
    unguarded = {label_of(model): lacking(model) for model in tables()}
    assert not {label: triggers for label, triggers in unguarded.items() if triggers}


def test_every_class_names_a_table_there_is():
    named = {*FIXED_ONCE_APPROVED, *NEVER_CHANGED, *FIXED_IN_PART, *NEITHER}
    assert named <= {label_of(model) for model in tables()}
