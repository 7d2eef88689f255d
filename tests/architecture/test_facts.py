"""What a payment rests on is kept with its history, and is not changed while a run is fixed."""

from __future__ import annotations

import ast
from pathlib import Path

import pgtrigger
from django.apps import apps

from tests.architecture.house import ROOT, tree
from tests.architecture.test_actions import ACTIONS, NAMES, does, named

FIXED = {  # changed by nobody once written, or once approved: the database refuses
    "AuditEvent",
    "Approval",
    "ReturnStep",
    "SpecificationVersion",
    "PaymentRun",
    "PayeeTotal",
    "Calculation",
    "PaymentLine",
    "Correction",
    "Sending",
    "ConfirmationFile",
    "Confirmation",
    "Reissue",
    "QueryMessage",
    "ExceptionStep",
    "Sitrep",
    "SitrepHome",
    "SitrepPractice",
    "SitrepException",
}
NO_FACTS = {
    "User",  # who people are changes no payment; their roles are kept with history
    "Edition",  # a log of files that were brought in: only ever added to
    "RunChange",  # a view of what runs keep
    "Job",  # how far work is; what it does to facts is an action's
    "Heartbeat",
}
OUR_APPS = ("commissioning", "practices", "carehomes", "payments", "reporting")
MODELS = [
    model
    for app in OUR_APPS
    for model in apps.get_app_config(app).get_models()
    if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")  # noqa: SLF001
]
WRITES_NO_FACTS = {  # actions about runs and people: nothing that an entitlement is worked out from
    "prepare_run",
    "approve_run",
    "publish_specification",
    "accept_invitation",
    "answer_variation",
    "correct_person",
    "discard_draft",
    "draft_specification",
    "end_role",
    "give_role",
    "invite",
    "set_budget",
    "let_person_in",
    "make_password_link",
    "record_export",
    "reset_second_step",
    "send_invitation_again",
    "withdraw_invitation",
    "keep_attachment",
    "set_ledger_codes",
    "answer_about_funding",  # what practices and the CCG say to one another
    "ask_about_funding",
    "ask_for_deviation",
    "ask_to_change_answer",
    "send_run",
    "reissue_line",
    "keep_confirmations",
    "chase",
    "choose_offer",
    "comment_on",
    "decide_deviation",  # payment is decided apart
    "decide_offer",
    "decide_register",  # informs a decision about the final payment
    "end_partnership",
    "name_partner",
    "propose_register",
    "share_sign_ups",
    "withdraw",
    "write_about_register",
    "preview_upload",
    "withdraw_upload",
    "forget_old_uploads",
    "forget_files_of_no_job",
    "record_backup",
    "record_restoration",
    "complete_task",
    "take_back_task",
    "add_task",
    "save_claim_draft",
    "discard_claim_draft",
    "add_evidence_to_draft",
    "remove_evidence_from_draft",
    "add_evidence",
    "draw_sample",
    "verify_claim",
    "raise_query",
    "answer_query",
    "reply_to_answer",
    "close_query",
    "note_demo_step",
    "give_demo_password",
    "save_answers",
    "ask_back",
    "keep_return",
    "note_discussion",
    "record_indicators",
    "propose_lead",
    "answer_leads",
    "confirm_leads",
    "refuse_leads",
    "end_leads",
    "except_lead",
    "propose_alignment",
    "agree_alignment",
    "refuse_alignment",
    "tell_needs",
    "bear_out_discussion",
    "answer_needs",
    "say_services",
    "check_support",
    "count_plans",
    "count_outside",
    "keep_out_of_hours",
    "flag_gap",
    "answer_gap",
    "say_milestone",
    "try_job_again",
    "raise_exception",  # what an exception does to payment is decided apart
    "review_exception",
    "answer_question",
    "close_exception",
    "report_nothing",
    "raise_from_records",
    "ask_for_the_days_work",
    "ask_for_statements",
    "correct_exception",
    "name_consequence",
    "draft_sitrep",
    "write_on_sitrep",
    "sign_sitrep",
    "amend_sitrep",
    "ask_for_sitreps",
    "ask_for_schedule",
    "ask_for_payer_file",
    "ask_for_run",
    "ask_for_approval",
    "ask_to_bring_in",  # what it brings in is the importer's own action
    "raise_task",
    "write_messages",  # what people are told, and how
    "ask_for_the_days_messages",
    "ask_for_sending",
    "note_bounce",
    "note_refusal",
    "send_again",
    "choose_messages",
    "make_feed",
    "withdraw_feed",
}


def test_every_model_is_fixed_or_keeps_its_history():
    assert MODELS
    guarded = {model for model, _ in pgtrigger.registered()}
    unguarded = [model for model in MODELS if model.__name__ in FIXED and model not in guarded]
    assert not unguarded, "the database has to refuse changes"
    forgotten = [
        model
        for model in MODELS
        if model.__name__ not in FIXED | NO_FACTS and not hasattr(model, "pgh_event_model")
    ]
    assert not forgotten, "decorate them with @tracked()"


def test_every_fact_that_is_gathered_keeps_its_history():
    asked = {
        ast.unparse(node.args[0])
        for source in (ROOT / "payments" / "engine" / "facts").glob("*.py")
        for node in ast.walk(tree(source))
        if isinstance(node, ast.Call)
        and node.args
        and ast.unparse(node.func).endswith((".of", ".grouped"))
    }
    asked = {each for each in asked if each[0].isupper()}
    tracked = {model.__name__ for model in MODELS if hasattr(model, "pgh_event_model")}
    assert asked
    assert asked <= tracked


def waits(path: Path, action: ast.FunctionDef) -> bool:
    """Say whether an action waits while a run is fixed, itself or through another action."""
    done = does(path, action)
    return "change_facts" in done or bool((done & NAMES) - {action.name})


def test_whoever_changes_facts_waits_while_a_run_is_fixed():
    hasty = [
        named(path, action)
        for path, action in ACTIONS
        if action.name not in WRITES_NO_FACTS and not waits(path, action)
    ]
    assert not hasty, "call change_facts() first"
