"""Payment runs, payees and lines. April 2020 is approved, May is a draft."""

OF_RUNS = {
    f"payments:{name}"
    for name in (
        "run",
        "run_changes",
        "run_approve",
        "run_prepare_again",
        "run_csv",
        "run_xlsx",
        "run_pdf",
        "run_statements",
    )
}
ABOUT = {
    **dict.fromkeys(OF_RUNS, ({"code": "2020-04"}, {"code": "2020-05"})),
    "payments:payee": ({"code": "C86001"}, {"code": "C86003"}),
    "payments:payee_year": (
        {"code": "C86001", "year": "2020-21"},
        {"code": "C86003", "year": "2020-21"},
    ),
    "payments:payee_month": (
        {"code": "C86001", "month": "2020-04"},
        {"code": "C86003", "month": "2020-04"},
    ),
    "payments:run_payee": (
        {"code": "2020-04", "payee_code": "C86001"},
        {"code": "2020-04", "payee_code": "C86003"},
    ),
    "payments:line": (
        {"reference": "2020-04/C86001/aspiration/2020-04"},
        {"reference": "2020-04/C86003/aspiration/2020-04"},
    ),
}
