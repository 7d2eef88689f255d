"""One row that stands for every payment until finance brings in codes of its own."""

from django.db import migrations


def add_default(apps, schema_editor):
    apps.get_model("payments", "LedgerCode").objects.get_or_create(
        specification="",
        term="",
        defaults={
            "entity": "",
            "cost_centre": "SUSPENSE",
            "account": "SUSPENSE",
            "creditor_account": "PAYABLES",
            "accrual_account": "ACCRUALS",
            "debtor_account": "RECEIVABLES",
            "description": "Stands until import_ledger_codes brings in the commissioner's own",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunPython(add_default, migrations.RunPython.noop),
    ]
