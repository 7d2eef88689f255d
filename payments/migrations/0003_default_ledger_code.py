"""One row that stands for every payment until finance brings in codes of its own."""

from django.db import migrations, models


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
    dependencies = [("payments", "0002_run_summary")]

    operations = [
        migrations.AlterField(
            model_name="ledgercode",
            name="entity",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AlterField(
            model_name="ledgercodeevent",
            name="entity",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.RunPython(add_default, migrations.RunPython.noop),
    ]
