import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from commissioning.config.migration_batches import Together
from django.conf import settings
from django.db import migrations, models

KEYS_OF_A_RUN = 10_000_000  # more changes than one run of all of England can have

CHANGES_AS_ROWS = f"""
    CREATE VIEW payments_runchange AS
    SELECT
        run.id * {KEYS_OF_A_RUN}
            + CASE since WHEN 'preparation' THEN {KEYS_OF_A_RUN // 2} ELSE 0 END
            + place AS id,
        run.id AS run_id,
        since,
        change ->> 'payee' AS payee_code,
        change ->> 'name' AS payee_name,
        change ->> 'term' AS term,
        change ->> 'for_code' AS for_code,
        change ->> 'month' AS month,
        (change ->> 'before')::numeric(16, 2) AS before,
        (change ->> 'after')::numeric(16, 2) AS after,
        (change ->> 'difference')::numeric(16, 2) AS difference,
        abs((change ->> 'difference')::numeric(16, 2)) AS size,
        change ->> 'cause' AS cause
    FROM payments_paymentrun run
    CROSS JOIN (VALUES ('month'), ('preparation')) AS comparison (since)
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE WHEN run.changes ? since THEN run.changes -> since ELSE '[]' END
    ) WITH ORDINALITY AS compared (change, place)
"""  # noqa: S608  (numbers of ours alone)


def add_default_ledger_code(apps, schema_editor):
    """Add the one row that stands for every payment until finance brings in codes of its own."""
    apps.get_model("payments", "LedgerCode").objects.create(
        specification="",
        term="",
        entity="",
        cost_centre="SUSPENSE",
        account="SUSPENSE",
        creditor_account="PAYABLES",
        accrual_account="ACCRUALS",
        debtor_account="RECEIVABLES",
        description="Stands until import_ledger_codes brings in the commissioner's own",
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('commissioning', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('practices', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='RunChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.CharField(choices=[('month', 'Last month'), ('preparation', 'The last preparation')], max_length=20)),
                ('payee_code', models.CharField(max_length=6)),
                ('payee_name', models.CharField(max_length=200)),
                ('term', models.CharField(max_length=60)),
                ('for_code', models.CharField(max_length=30)),
                ('month', models.CharField(help_text="The month of the line, or the run's code", max_length=20)),
                ('before', models.DecimalField(decimal_places=2, max_digits=16)),
                ('after', models.DecimalField(decimal_places=2, max_digits=16)),
                ('difference', models.DecimalField(decimal_places=2, max_digits=16)),
                ('size', models.DecimalField(decimal_places=2, help_text='The difference, whichever way it goes', max_digits=16)),
                ('cause', models.TextField()),
            ],
            options={
                'db_table': 'payments_runchange',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='LedgerCodeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(blank=True, max_length=60)),
                ('term', models.CharField(blank=True, max_length=60)),
                ('entity', models.CharField(blank=True, max_length=10)),
                ('cost_centre', models.CharField(max_length=20)),
                ('account', models.CharField(max_length=20, verbose_name='expenditure account')),
                ('creditor_account', models.CharField(max_length=20, verbose_name='payables account')),
                ('accrual_account', models.CharField(max_length=20, verbose_name='accruals account')),
                ('debtor_account', models.CharField(max_length=20, verbose_name='receivables account')),
                ('description', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LineQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(help_text='As 2020-06/C86001/aspiration/2020-05', max_length=150)),
                ('title', models.CharField(help_text='The line in words', max_length=250)),
                ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered'), ('closed', 'Closed')], default='open', max_length=10)),
                ('asked_on', models.DateField()),
                ('waiting_since', models.DateField(help_text='The day of the last message, or of closing')),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='LineQueryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(help_text='As 2020-06/C86001/aspiration/2020-05', max_length=150)),
                ('title', models.CharField(help_text='The line in words', max_length=250)),
                ('state', models.CharField(choices=[('open', 'Open'), ('answered', 'Answered'), ('closed', 'Closed')], default='open', max_length=10)),
                ('asked_on', models.DateField()),
                ('waiting_since', models.DateField(help_text='The day of the last message, or of closing')),
                ('closed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PayeeTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payee_code', models.CharField(max_length=6)),
                ('payee_name', models.CharField(max_length=200)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16)),
                ('lines_count', models.PositiveIntegerField()),
                ('gaps_count', models.PositiveIntegerField(default=0)),
                ('held_count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['payee_code'],
            },
        ),
        migrations.CreateModel(
            name='PaymentLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('for_month', models.DateField(help_text='The first day of the month it is for')),
                ('kind', models.CharField(choices=[('instalment', 'Instalment'), ('catch-up', 'Catch-up'), ('recovery', 'Recovery'), ('reallocation', 'Reallocation'), ('achievement', 'Achievement'), ('final', 'Final payment'), ('premium', 'Premium'), ('claim', 'Claim'), ('protection', 'Protection'), ('participation', 'Participation'), ('adjustment', 'Adjustment'), ('debt', 'Debt')], max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('held', models.TextField(blank=True, help_text='What is held, and why')),
            ],
        ),
        migrations.CreateModel(
            name='PaymentRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='The first day of its month')),
                ('supplement', models.PositiveSmallIntegerField(default=0, help_text="0 for the month's regular run; then 1, 2 … in order")),
                ('reason', models.TextField(blank=True, help_text='Why there is a supplementary run')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved')], default='draft', max_length=10)),
                ('prepared_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('preparations', models.PositiveIntegerField(default=1)),
                ('approved_at', models.DateTimeField(blank=True, help_text="The database's own time, to which the facts are known", null=True)),
                ('total', models.DecimalField(decimal_places=2, default=0, max_digits=16)),
                ('lines_count', models.PositiveIntegerField(default=0)),
                ('gaps_count', models.PositiveIntegerField(default=0)),
                ('summary', models.JSONField(default=dict, help_text='How many payees and held lines, and what each specification comes to')),
                ('changes', models.JSONField(default=dict, help_text='What changed since the last preparation and since the last month, and why')),
                ('sha256', models.CharField(blank=True, help_text='Of its lines, once prepared', max_length=64)),
            ],
            options={
                'ordering': ['-month', '-supplement'],
            },
        ),
        migrations.CreateModel(
            name='ProtectedSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('service', models.CharField(help_text='The local service that it paid for', max_length=200)),
                ('annual_amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('covers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='What of the national model the service covered', size=None)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ProtectedSumEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('service', models.CharField(help_text='The local service that it paid for', max_length=200)),
                ('annual_amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('covers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='What of the national model the service covered', size=None)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QueryMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('question', 'Question'), ('answer', 'Answer'), ('reply', 'Reply')], max_length=10)),
                ('text', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reallocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('term', models.CharField(max_length=60)),
                ('element', models.CharField(max_length=60)),
                ('first_month', models.DateField()),
                ('last_month', models.DateField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('basis', models.CharField(choices=[('residents', 'Residents of the homes covered'), ('list', 'Registered patients')], max_length=10)),
                ('reason', models.TextField()),
                ('proposed_on', models.DateField()),
                ('approved_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReallocationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('term', models.CharField(max_length=60)),
                ('element', models.CharField(max_length=60)),
                ('first_month', models.DateField()),
                ('last_month', models.DateField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('basis', models.CharField(choices=[('residents', 'Residents of the homes covered'), ('list', 'Registered patients')], max_length=10)),
                ('reason', models.TextField()),
                ('proposed_on', models.DateField()),
                ('approved_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReallocationShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.DecimalField(decimal_places=2, max_digits=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
        ),
        migrations.CreateModel(
            name='ReallocationShareEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('weight', models.DecimalField(decimal_places=2, max_digits=12)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecoveryPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='pounds to be spread')),
                ('months', models.PositiveSmallIntegerField(verbose_name='number of months')),
                ('starts_on', models.DateField(help_text='The first day of its first month')),
                ('ends_on', models.DateField(help_text='The last day of its last month')),
                ('reason', models.TextField()),
                ('agreed_with', models.CharField(help_text='Name and role', max_length=200, verbose_name='who agreed it for the payee')),
                ('proposed_on', models.DateField()),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecoveryPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='pounds to be spread')),
                ('months', models.PositiveSmallIntegerField(verbose_name='number of months')),
                ('starts_on', models.DateField(help_text='The first day of its first month')),
                ('ends_on', models.DateField(help_text='The last day of its last month')),
                ('reason', models.TextField()),
                ('agreed_with', models.CharField(help_text='Name and role', max_length=200, verbose_name='who agreed it for the payee')),
                ('proposed_on', models.DateField()),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reissue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('reason', models.TextField(verbose_name='what was put right')),
                ('reissued_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='SampledClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(blank=True, choices=[('', 'To be verified'), ('verified', 'Verified'), ('failed', 'Not verified')], max_length=10)),
                ('note', models.CharField(blank=True, help_text='What was seen, never whom', max_length=1000)),
                ('verified_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['claim__reference'],
            },
        ),
        migrations.CreateModel(
            name='SampledClaimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('outcome', models.CharField(blank=True, choices=[('', 'To be verified'), ('verified', 'Verified'), ('failed', 'Not verified')], max_length=10)),
                ('note', models.CharField(blank=True, help_text='What was seen, never whom', max_length=1000)),
                ('verified_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                ('payer', models.CharField(max_length=200, verbose_name='who it was sent to')),
                ('sent_on', models.DateField()),
                ('sent_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('year', models.PositiveSmallIntegerField(help_text='The year in which the financial year starts')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='pounds')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('set_on', models.DateField()),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets_set', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BudgetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('year', models.PositiveSmallIntegerField(help_text='The year in which the financial year starts')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='pounds')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('set_on', models.DateField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.budget')),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Calculation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification_code', models.CharField(blank=True, max_length=60)),
                ('term', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('payee_code', models.CharField(max_length=6)),
                ('payee_name', models.CharField(max_length=200)),
                ('for_code', models.CharField(max_length=30)),
                ('year', models.PositiveSmallIntegerField(help_text='The year in which the financial year starts')),
                ('gap', models.TextField(blank=True, help_text='The fact that is missing, if any')),
                ('derivation', models.TextField(help_text='JSON, kept as it was written: never searched')),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calculations', to='commissioning.organisation')),
                ('specification', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to='commissioning.specificationversion')),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=60, unique=True)),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('category', models.CharField(max_length=60)),
                ('incurred_on', models.DateField()),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=8)),
                ('unit_cost', models.DecimalField(decimal_places=2, max_digits=12)),
                ('other_funding', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('claimed_on', models.DateField()),
                ('description', models.CharField(blank=True, max_length=300)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawal', models.CharField(blank=True, help_text='Why it was taken back, before it was decided', max_length=1000)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims_decided', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims_entered', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(blank=True, related_name='claims', to='commissioning.attachment')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='commissioning.organisation')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims_withdrawn', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ClaimSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=32)),
                ('size', models.PositiveIntegerField()),
                ('drawn_from', models.JSONField(help_text='The references of all claims that could be drawn')),
                ('drawn_on', models.DateField()),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_samples', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ClaimSampleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('seed', models.CharField(max_length=32)),
                ('size', models.PositiveIntegerField()),
                ('drawn_from', models.JSONField(help_text='The references of all claims that could be drawn')),
                ('drawn_on', models.DateField()),
                ('drawn_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.claimsample')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClaimSheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('discarded', 'Discarded')], default='draft', max_length=10)),
                ('lines', models.JSONField(default=list, help_text='For each line what was typed, by field')),
                ('edition', models.PositiveIntegerField(default=1, help_text='How often it was saved')),
                ('saved_on', models.DateField()),
                ('declared', models.JSONField(default=list, help_text='What the claimant confirmed, in its words')),
                ('declared_by', models.CharField(blank=True, help_text='Name and role', max_length=200)),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('files', models.ManyToManyField(blank=True, related_name='claim_sheets', to='commissioning.attachment')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_sheets', to='commissioning.organisation')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_sheets_saved', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claim_sheets_sent', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ClaimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(max_length=60)),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('category', models.CharField(max_length=60)),
                ('incurred_on', models.DateField()),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=8)),
                ('unit_cost', models.DecimalField(decimal_places=2, max_digits=12)),
                ('other_funding', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('claimed_on', models.DateField()),
                ('description', models.CharField(blank=True, max_length=300)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawal', models.CharField(blank=True, help_text='Why it was taken back, before it was decided', max_length=1000)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.claim')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.claimsheet')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='sheet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='payments.claimsheet'),
        ),
        migrations.CreateModel(
            name='ClaimSheetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('discarded', 'Discarded')], default='draft', max_length=10)),
                ('lines', models.JSONField(default=list, help_text='For each line what was typed, by field')),
                ('edition', models.PositiveIntegerField(default=1, help_text='How often it was saved')),
                ('saved_on', models.DateField()),
                ('declared', models.JSONField(default=list, help_text='What the claimant confirmed, in its words')),
                ('declared_by', models.CharField(blank=True, help_text='Name and role', max_length=200)),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.claimsheet')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('saved_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConfirmationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 of the file')),
                ('paid_count', models.PositiveIntegerField()),
                ('rejected_count', models.PositiveIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='pounds confirmed as paid')),
                ('uploaded_on', models.DateField()),
                ('uploaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmation_files', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=0, help_text="Which sending it is about: 0 the run's own, then each reissue's")),
                ('outcome', models.CharField(choices=[('paid', 'Paid'), ('rejected', 'Rejected')], max_length=10)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('paid_on', models.DateField(help_text='The day it was paid or rejected', verbose_name="the payer's day")),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name="the payer's reason")),
                ('payer_reference', models.CharField(blank=True, max_length=60)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='payments.confirmationfile')),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('kind', models.CharField(choices=[('year-end', 'Pay, or refuse, a year-end payment'), ('condition', 'Find a condition met or unmet'), ('register', 'Agree an audited register'), ('hold', 'Hold a payment'), ('release', 'Release a held payment'), ('take-back', 'Take a payment back from a day'), ('stop-year', 'Stop for the rest of the year after a decline'), ('opt-out', 'Agree, or refuse, a late opt-out'), ('claim', 'Pay, or refuse, a claim'), ('adjustment', 'Add or take away a named amount')], max_length=20)),
                ('subject', models.CharField(blank=True, max_length=60)),
                ('outcome', models.CharField(choices=[('pay', 'Pay'), ('refuse', 'Refuse'), ('met', 'Met'), ('unmet', 'Unmet'), ('agreed', 'Agreed'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('figure', models.DecimalField(blank=True, decimal_places=2, help_text='Register patients, or pounds, where the decision names a number', max_digits=14, null=True)),
                ('reason', models.TextField()),
                ('decided_by', models.CharField(help_text='Name and role', max_length=200)),
                ('decided_on', models.DateField()),
                ('committee', models.CharField(blank=True, help_text='Where one decided it', max_length=200)),
                ('minute', models.CharField(blank=True, help_text='The minute that records it', max_length=60)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('kind', models.CharField(choices=[('year-end', 'Pay, or refuse, a year-end payment'), ('condition', 'Find a condition met or unmet'), ('register', 'Agree an audited register'), ('hold', 'Hold a payment'), ('release', 'Release a held payment'), ('take-back', 'Take a payment back from a day'), ('stop-year', 'Stop for the rest of the year after a decline'), ('opt-out', 'Agree, or refuse, a late opt-out'), ('claim', 'Pay, or refuse, a claim'), ('adjustment', 'Add or take away a named amount')], max_length=20)),
                ('subject', models.CharField(blank=True, max_length=60)),
                ('outcome', models.CharField(choices=[('pay', 'Pay'), ('refuse', 'Refuse'), ('met', 'Met'), ('unmet', 'Unmet'), ('agreed', 'Agreed'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('figure', models.DecimalField(blank=True, decimal_places=2, help_text='Register patients, or pounds, where the decision names a number', max_digits=14, null=True)),
                ('reason', models.TextField()),
                ('decided_by', models.CharField(help_text='Name and role', max_length=200)),
                ('decided_on', models.DateField()),
                ('committee', models.CharField(blank=True, help_text='Where one decided it', max_length=200)),
                ('minute', models.CharField(blank=True, help_text='The minute that records it', max_length=60)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.decision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeviationPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('full', 'Pay in full'), ('less', 'Take away an amount')], max_length=10)),
                ('reason', models.TextField()),
                ('decided_on', models.DateField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deviation_payments', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deviation_payments', to='payments.decision')),
                ('deviation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='practices.deviation')),
            ],
        ),
        migrations.CreateModel(
            name='DeviationPaymentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('outcome', models.CharField(choices=[('full', 'Pay in full'), ('less', 'Take away an amount')], max_length=10)),
                ('reason', models.TextField()),
                ('decided_on', models.DateField()),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.decision')),
                ('deviation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.deviation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.deviationpayment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LedgerCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(blank=True, max_length=60)),
                ('term', models.CharField(blank=True, max_length=60)),
                ('entity', models.CharField(blank=True, max_length=10)),
                ('cost_centre', models.CharField(max_length=20)),
                ('account', models.CharField(max_length=20, verbose_name='expenditure account')),
                ('creditor_account', models.CharField(max_length=20, verbose_name='payables account')),
                ('accrual_account', models.CharField(max_length=20, verbose_name='accruals account')),
                ('debtor_account', models.CharField(max_length=20, verbose_name='receivables account')),
                ('description', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('specification', 'term'), name='one_code_a_term')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercode',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_ledgercodeevent" ("account", "accrual_account", "cost_centre", "creditor_account", "debtor_account", "description", "entity", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "specification", "term") SELECT new_values."account", new_values."accrual_account", new_values."cost_centre", new_values."creditor_account", new_values."debtor_account", new_values."description", new_values."entity", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."specification", new_values."term" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fbaa01a79b2c146d1c550ff249654368eadc3a83', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_505e1', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_ledgercode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercode',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_ledgercodeevent" ("account", "accrual_account", "cost_centre", "creditor_account", "debtor_account", "description", "entity", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "specification", "term") SELECT new_values."account", new_values."accrual_account", new_values."cost_centre", new_values."creditor_account", new_values."debtor_account", new_values."description", new_values."entity", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."specification", new_values."term" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e3b5e39019d2d0d0b73125a746d06c156157fb12', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bbe47', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_ledgercode', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercode',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_ledgercodeevent" ("account", "accrual_account", "cost_centre", "creditor_account", "debtor_account", "description", "entity", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "specification", "term") SELECT old_values."account", old_values."accrual_account", old_values."cost_centre", old_values."creditor_account", old_values."debtor_account", old_values."description", old_values."entity", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."specification", old_values."term" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c19a84a28bedeba8ac487334b2dc5ed852497e12', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_528da', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_ledgercode', when='AFTER')),
        ),
        migrations.AddField(
            model_name='ledgercodeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='ledgercodeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.ledgercode'),
        ),
        migrations.AddField(
            model_name='linequery',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_queries', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='linequery',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='line_queries_closed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='linequery',
            name='payee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_queries', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='linequeryevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='linequeryevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='linequeryevent',
            name='payee',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='linequeryevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='linequeryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.linequery'),
        ),
        migrations.AddField(
            model_name='payeetotal',
            name='payee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_totals', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='paymentline',
            name='calculation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='payments.calculation'),
        ),
        migrations.AddField(
            model_name='correction',
            name='corrected',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='payments.paymentline'),
        ),
        migrations.AddField(
            model_name='correction',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrects', to='payments.paymentline'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='payments.paymentline'),
        ),
        migrations.AddField(
            model_name='paymentrun',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs_approved', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paymentrun',
            name='prepared_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs_prepared', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='payeetotal',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='payee_totals', to='payments.paymentrun'),
        ),
        migrations.AddField(
            model_name='calculation',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='calculations', to='payments.paymentrun'),
        ),
        migrations.AddField(
            model_name='protectedsum',
            name='practice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protected_sums', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='protectedsumevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='protectedsumevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.protectedsum'),
        ),
        migrations.AddField(
            model_name='protectedsumevent',
            name='practice',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='querymessage',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='query_messages', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='querymessage',
            name='query',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='payments.linequery'),
        ),
        migrations.AddField(
            model_name='reallocation',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reallocations_approved', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reallocation',
            name='freed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freed', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='reallocation',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reallocations_proposed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reallocationevent',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reallocationevent',
            name='freed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='reallocationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reallocationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.reallocation'),
        ),
        migrations.AddField(
            model_name='reallocationevent',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reallocationshare',
            name='payee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reallocated', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='reallocationshare',
            name='reallocation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='payments.reallocation'),
        ),
        migrations.AddField(
            model_name='reallocationshareevent',
            name='payee',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='reallocationshareevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reallocationshareevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.reallocationshare'),
        ),
        migrations.AddField(
            model_name='reallocationshareevent',
            name='reallocation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.reallocation'),
        ),
        migrations.AddField(
            model_name='recoveryplan',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans_approved', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryplan',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans_ended', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryplan',
            name='payee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery_plans', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='recoveryplan',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans_proposed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryplanevent',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryplanevent',
            name='ended_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recoveryplanevent',
            name='payee',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation'),
        ),
        migrations.AddField(
            model_name='recoveryplanevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='recoveryplanevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.recoveryplan'),
        ),
        migrations.AddField(
            model_name='recoveryplanevent',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reissue',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reissues', to='payments.paymentline'),
        ),
        migrations.AddField(
            model_name='reissue',
            name='reissued_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reissues', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sampledclaim',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sampled', to='payments.claim'),
        ),
        migrations.AddField(
            model_name='sampledclaim',
            name='entered_by',
            field=models.ForeignKey(blank=True, help_text='Who had entered the claim when it was drawn', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sampledclaim',
            name='sample',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='payments.claimsample'),
        ),
        migrations.AddField(
            model_name='sampledclaim',
            name='verified_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims_verified', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sampledclaimevent',
            name='claim',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.claim'),
        ),
        migrations.AddField(
            model_name='sampledclaimevent',
            name='entered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Who had entered the claim when it was drawn', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sampledclaimevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sampledclaimevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='payments.sampledclaim'),
        ),
        migrations.AddField(
            model_name='sampledclaimevent',
            name='sample',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.claimsample'),
        ),
        migrations.AddField(
            model_name='sampledclaimevent',
            name='verified_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sending',
            name='exported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports_sent', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sending',
            name='run',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sending', to='payments.paymentrun'),
        ),
        migrations.AddField(
            model_name='sending',
            name='sent_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='budget',
            index=models.Index(fields=['year', 'specification'], name='payments_bu_year_924046_idx'),
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='a_budget_is_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budget',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_budgetevent" ("amount", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "set_on", "specification", "year") SELECT new_values."amount", new_values."id", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."set_by_id", new_values."set_on", new_values."specification", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bfb61b35b26d29038202aa9fe89c334aba8f6b7e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d984', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_budget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budget',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_budgetevent" ("amount", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "set_on", "specification", "year") SELECT new_values."amount", new_values."id", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."set_by_id", new_values."set_on", new_values."specification", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='463dbadf0ed5547f95168f0464603d9f4d72ed0d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ef379', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_budget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budget',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_budgetevent" ("amount", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_by_id", "set_on", "specification", "year") SELECT old_values."amount", old_values."id", old_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."set_by_id", old_values."set_on", old_values."specification", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0fd69ff5dbf9a841c336749695d2b7f31f2ff9b0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_27488', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_budget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='budgetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='699559b4bf0c274bc186f36add5135a0bfe5f5da', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_486cb', table='payments_budgetevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='claimsample',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_sample_holds_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsample',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimsampleevent" ("drawn_by_id", "drawn_from", "drawn_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seed", "size") SELECT new_values."drawn_by_id", new_values."drawn_from", new_values."drawn_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."seed", new_values."size" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d8edd0ffc2b5ee40dd89a927b01f8b8994c3b16', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_29b72', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_claimsample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsample',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimsampleevent" ("drawn_by_id", "drawn_from", "drawn_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seed", "size") SELECT new_values."drawn_by_id", new_values."drawn_from", new_values."drawn_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."seed", new_values."size" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ae7bed4c48500e08e70258278ac5d129aaf5445e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cca30', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_claimsample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsample',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimsampleevent" ("drawn_by_id", "drawn_from", "drawn_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seed", "size") SELECT old_values."drawn_by_id", old_values."drawn_from", old_values."drawn_on", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."seed", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4aa768d1324831a9433b51a85e9cfee4efe4403b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_867fe', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_claimsample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsampleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b323285f9dbdd8de42ce2b82661ecfc1a48a9b18', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_faf03', table='payments_claimsampleevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='claimsheet',
            index=models.Index(fields=['practice', 'state'], name='claim_sheets_of_a_practice'),
        ),
        migrations.AddConstraint(
            model_name='claimsheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_by__isnull', False), ('sent_on__isnull', False), ('state', 'sent'), models.Q(('declared_by', ''), _negated=True)), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_by__isnull', True), ('sent_on__isnull', True)), _connector='OR'), name='a_sent_claim_form_is_declared'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsheet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimsheetevent" ("declared", "declared_by", "edition", "id", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "saved_by_id", "saved_on", "sent_by_id", "sent_on", "specification", "state") SELECT new_values."declared", new_values."declared_by", new_values."edition", new_values."id", new_values."lines", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."saved_by_id", new_values."saved_on", new_values."sent_by_id", new_values."sent_on", new_values."specification", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2cf24d057c178987dc34c58485919f69edd07f16', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fec82', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_claimsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimsheetevent" ("declared", "declared_by", "edition", "id", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "saved_by_id", "saved_on", "sent_by_id", "sent_on", "specification", "state") SELECT new_values."declared", new_values."declared_by", new_values."edition", new_values."id", new_values."lines", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."saved_by_id", new_values."saved_on", new_values."sent_by_id", new_values."sent_on", new_values."specification", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='33f7d90e5ca3331e6967c303f0734116e5998625', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e489f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_claimsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsheet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimsheetevent" ("declared", "declared_by", "edition", "id", "lines", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "saved_by_id", "saved_on", "sent_by_id", "sent_on", "specification", "state") SELECT old_values."declared", old_values."declared_by", old_values."edition", old_values."id", old_values."lines", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."saved_by_id", old_values."saved_on", old_values."sent_by_id", old_values."sent_on", old_values."specification", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cdb5e1945e5386f8fb31832779b406b98da4a110', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2cfe5', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_claimsheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='164048248ec0db4374f6034fd6bff1189d7c290f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d06bc', table='payments_claimevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('other_funding__gte', 0), ('quantity__gt', 0), ('unit_cost__gte', 0)), name='claim_is_for_something'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawal', ''), ('withdrawn_by__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('withdrawn_by__isnull', False), ('withdrawn_on__isnull', False), models.Q(('withdrawal', ''), _negated=True)), _connector='OR'), name='withdrawal_of_a_claim_has_a_person_and_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('entered_by__isnull', True), ('decided_by__isnull', True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='nobody_decides_a_claim_they_entered'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimevent" ("category", "claimed_on", "decided_by_id", "description", "entered_by_id", "evidence", "id", "incurred_on", "other_funding", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "quantity", "reference", "sheet_id", "specification", "unit_cost", "withdrawal", "withdrawn_by_id", "withdrawn_on") SELECT new_values."category", new_values."claimed_on", new_values."decided_by_id", new_values."description", new_values."entered_by_id", new_values."evidence", new_values."id", new_values."incurred_on", new_values."other_funding", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."quantity", new_values."reference", new_values."sheet_id", new_values."specification", new_values."unit_cost", new_values."withdrawal", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c31a66e8368a94df78b2b0ac5d74ebaaf4d9d98e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c91a', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimevent" ("category", "claimed_on", "decided_by_id", "description", "entered_by_id", "evidence", "id", "incurred_on", "other_funding", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "quantity", "reference", "sheet_id", "specification", "unit_cost", "withdrawal", "withdrawn_by_id", "withdrawn_on") SELECT new_values."category", new_values."claimed_on", new_values."decided_by_id", new_values."description", new_values."entered_by_id", new_values."evidence", new_values."id", new_values."incurred_on", new_values."other_funding", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."quantity", new_values."reference", new_values."sheet_id", new_values."specification", new_values."unit_cost", new_values."withdrawal", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c36da8b1ca0e5d9e445f3dd11bac4ad37775cd2c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c8e8c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_claimevent" ("category", "claimed_on", "decided_by_id", "description", "entered_by_id", "evidence", "id", "incurred_on", "other_funding", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "quantity", "reference", "sheet_id", "specification", "unit_cost", "withdrawal", "withdrawn_by_id", "withdrawn_on") SELECT old_values."category", old_values."claimed_on", old_values."decided_by_id", old_values."description", old_values."entered_by_id", old_values."evidence", old_values."id", old_values."incurred_on", old_values."other_funding", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."quantity", old_values."reference", old_values."sheet_id", old_values."specification", old_values."unit_cost", old_values."withdrawal", old_values."withdrawn_by_id", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='766c76f199bcabfd5b2d0733cb38d0e7cc151f14', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b52a4', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimsheetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='070bdfcd9af8cc3c56ea7cb16722a40332588b89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4d93f', table='payments_claimsheetevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmationfile',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='55b43b0a8a94537ddaa3bfff618633e7faee79c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dcd49', table='payments_confirmationfile', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('organisation', 'specification', 'kind', 'subject', 'starts_on'), name='one_decision_a_matter', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='decision_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='decision_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_decisionevent" ("committee", "decided_by", "decided_on", "ends_on", "figure", "id", "kind", "minute", "organisation_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "specification", "starts_on", "subject") SELECT new_values."committee", new_values."decided_by", new_values."decided_on", new_values."ends_on", new_values."figure", new_values."id", new_values."kind", new_values."minute", new_values."organisation_id", new_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reason", new_values."specification", new_values."starts_on", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c57426fe20043b99d75a3265a1d7b7a0e37ad74f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_91583', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_decisionevent" ("committee", "decided_by", "decided_on", "ends_on", "figure", "id", "kind", "minute", "organisation_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "specification", "starts_on", "subject") SELECT new_values."committee", new_values."decided_by", new_values."decided_on", new_values."ends_on", new_values."figure", new_values."id", new_values."kind", new_values."minute", new_values."organisation_id", new_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reason", new_values."specification", new_values."starts_on", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a4987abc199338a1d32817d4b053894b7f6e333', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_01150', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_decisionevent" ("committee", "decided_by", "decided_on", "ends_on", "figure", "id", "kind", "minute", "organisation_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "specification", "starts_on", "subject") SELECT old_values."committee", old_values."decided_by", old_values."decided_on", old_values."ends_on", old_values."figure", old_values."id", old_values."kind", old_values."minute", old_values."organisation_id", old_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reason", old_values."specification", old_values."starts_on", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='52deea53ac7797fb427123b4583bed79e1203b10', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9c0c2', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c21868de25e8994faabc5387c8697e985318f3b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aec17', table='payments_decisionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='deviationpayment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', True), ('outcome', 'full')), models.Q(('decision__isnull', False), ('outcome', 'less')), _connector='OR'), name='amount_taken_away_has_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='deviationpayment',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='deviation_payment_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviationpayment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_deviationpaymentevent" ("decided_by_id", "decided_on", "decision_id", "deviation_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."decided_by_id", new_values."decided_on", new_values."decision_id", new_values."deviation_id", new_values."id", new_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d68c32954dadc690e1042b53a79bbafc379d790', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c565', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_deviationpayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviationpayment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_deviationpaymentevent" ("decided_by_id", "decided_on", "decision_id", "deviation_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."decided_by_id", new_values."decided_on", new_values."decision_id", new_values."deviation_id", new_values."id", new_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fda621b741e216f24a30660a7a320824d68c478e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0304b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_deviationpayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviationpayment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_deviationpaymentevent" ("decided_by_id", "decided_on", "decision_id", "deviation_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT old_values."decided_by_id", old_values."decided_on", old_values."decision_id", old_values."deviation_id", old_values."id", old_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d4ead895422b4ca7cb172b68c05a9031e48829ba', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7bfaa', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_deviationpayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviationpaymentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='baab547ce43e04248f8067b3df9899c155eedc08', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9e5b', table='payments_deviationpaymentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercodeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5e1a127f20ac4a3ff02abb8e76a4e4d60f045349', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_307d0', table='payments_ledgercodeevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='linequery',
            index=models.Index(fields=['state', 'asked_on'], name='line_queries_by_age'),
        ),
        migrations.AddConstraint(
            model_name='linequery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_by__isnull', True), ('closed_on__isnull', True)), _connector='OR'), name='a_closed_query_has_a_person_and_a_day'),
        ),
        migrations.AddConstraint(
            model_name='linequery',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('reference',), name='one_open_query_a_line'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linequery',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_linequeryevent" ("asked_by_id", "asked_on", "closed_by_id", "closed_on", "id", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "state", "title", "waiting_since") SELECT new_values."asked_by_id", new_values."asked_on", new_values."closed_by_id", new_values."closed_on", new_values."id", new_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reference", new_values."state", new_values."title", new_values."waiting_since" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a900747b1613d53a0c88613b5a0d9d299e1d0a1b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e741d', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_linequery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linequery',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_linequeryevent" ("asked_by_id", "asked_on", "closed_by_id", "closed_on", "id", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "state", "title", "waiting_since") SELECT new_values."asked_by_id", new_values."asked_on", new_values."closed_by_id", new_values."closed_on", new_values."id", new_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reference", new_values."state", new_values."title", new_values."waiting_since" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='651fbdfcde8fac05af65592a86a7389af21fc5b6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b820f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_linequery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linequery',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_linequeryevent" ("asked_by_id", "asked_on", "closed_by_id", "closed_on", "id", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "state", "title", "waiting_since") SELECT old_values."asked_by_id", old_values."asked_on", old_values."closed_by_id", old_values."closed_on", old_values."id", old_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reference", old_values."state", old_values."title", old_values."waiting_since" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a73f78d70e51a82e28e6ea45b68e0ed423886d25', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4f1d4', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_linequery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linequeryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26882296a894e1633d76a27bedb9e822fac37e6e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f72a7', table='payments_linequeryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='paymentline',
            constraint=models.UniqueConstraint(fields=('calculation', 'for_month'), name='one_line_a_calculation_and_month'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentline',
            trigger=pgtrigger.compiler.Trigger(name='no_late_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (\n    SELECT run_id FROM payments_calculation WHERE id IN (SELECT calculation_id FROM new_rows line)\n) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='2f6449b6584db49835e2da64a1ff5e8a549de175', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_rows_88f08', referencing='REFERENCING NEW TABLE AS new_rows ', table='payments_paymentline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentline',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (\n    SELECT run_id FROM payments_calculation WHERE id IN (SELECT calculation_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) line)\n) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='67775936337c5be4ac061f942e91cd88fe15a43a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_rows_87889', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='payments_paymentline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentline',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (\n    SELECT run_id FROM payments_calculation WHERE id IN (SELECT calculation_id FROM old_rows line)\n) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='166409ce357c38d8de03e0a4b73a96e77ecccc95', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_rows_485d6', referencing='REFERENCING OLD TABLE AS old_rows ', table='payments_paymentline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentline',
            trigger=pgtrigger.compiler.Trigger(name='no_late_calculation', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM (SELECT DISTINCT calculation_id FROM new_rows) line\n        LEFT JOIN payments_calculation calculation ON calculation.id = line.calculation_id\n        WHERE calculation.id IS NULL\n    ) THEN\n        RAISE foreign_key_violation USING MESSAGE = 'A payment line needs its calculation';\n    END IF;\n RETURN NULL;", hash='f30a13fd0b5b7749b08d32d182d4591c02d2b8d1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_calculation_f01cc', referencing='REFERENCING NEW TABLE AS new_rows ', table='payments_paymentline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentline',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_calculation', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT FROM (SELECT DISTINCT calculation_id FROM new_rows) line\n        LEFT JOIN payments_calculation calculation ON calculation.id = line.calculation_id\n        WHERE calculation.id IS NULL\n    ) THEN\n        RAISE foreign_key_violation USING MESSAGE = 'A payment line needs its calculation';\n    END IF;\n RETURN NULL;", hash='c75018ec49fc5f74d341f880988e7e4562beb8a8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_calculation_aaed3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='payments_paymentline', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(fields=('line', 'corrected'), name='one_correction_a_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='no_late_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (\n    SELECT calculation.run_id FROM payments_calculation calculation\n    JOIN payments_paymentline line ON line.calculation_id = calculation.id\n    WHERE line.id IN (SELECT line_id FROM new_rows correction)\n) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='b56309f4022afb3e90cf3a0f3673439a21b7c0ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_rows_2e420', referencing='REFERENCING NEW TABLE AS new_rows ', table='payments_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (\n    SELECT calculation.run_id FROM payments_calculation calculation\n    JOIN payments_paymentline line ON line.calculation_id = calculation.id\n    WHERE line.id IN (SELECT line_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) correction)\n) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='b45ed6e2cf58edb598d2b40d944476ee3a7dabfb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_rows_1d5d5', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='payments_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (\n    SELECT calculation.run_id FROM payments_calculation calculation\n    JOIN payments_paymentline line ON line.calculation_id = calculation.id\n    WHERE line.id IN (SELECT line_id FROM old_rows correction)\n) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='6903ce1d9f1cf10a8e2f2d677d5efeb1227058e1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_rows_3c259', referencing='REFERENCING OLD TABLE AS old_rows ', table='payments_correction', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('line', 'number'), name='one_answer_a_sending'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'paid'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='rejection_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmation',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='107552a8f3c1f5a171fa3be4d2229dec41064dc0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b4de', table='payments_confirmation', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='paymentrun',
            constraint=models.UniqueConstraint(fields=('month', 'supplement'), name='one_run_a_month'),
        ),
        migrations.AddConstraint(
            model_name='paymentrun',
            constraint=models.CheckConstraint(condition=models.Q(('supplement', 0), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_supplement_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='paymentrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True), ('status', 'draft')), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('status', 'approved')), _connector='OR'), name='approval_of_a_run_has_a_person_and_a_time'),
        ),
        migrations.AddConstraint(
            model_name='paymentrun',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='nobody_approves_the_run_they_prepared'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paymentrun',
            trigger=pgtrigger.compiler.Trigger(name='approved_run_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'approved\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b1d028c27e3daed95d3455d75f7f9cfefbc0cf94', operation='UPDATE OR DELETE', pgid='pgtrigger_approved_run_is_fixed_3e09b', table='payments_paymentrun', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='payeetotal',
            constraint=models.UniqueConstraint(fields=('run', 'payee'), name='one_total_a_payee'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeetotal',
            trigger=pgtrigger.compiler.Trigger(name='no_late_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (SELECT run_id FROM new_rows total) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='9ab021c14f2659b0ed274a94255041afce65afff', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_rows_fb32e', referencing='REFERENCING NEW TABLE AS new_rows ', table='payments_payeetotal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeetotal',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (SELECT run_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) total) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='1cf55e9a8e789fe88950b47cba339fdf33c7275c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_rows_38a5c', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='payments_payeetotal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeetotal',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (SELECT run_id FROM old_rows total) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='087525b0773d637ed29adce1af4f2ef6bc8918e0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_rows_7dac7', referencing='REFERENCING OLD TABLE AS old_rows ', table='payments_payeetotal', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='calculation',
            constraint=models.UniqueConstraint(fields=('run', 'payee', 'specification', 'term', 'for_code', 'year'), name='one_calculation_a_payee_term_and_year', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calculation',
            trigger=pgtrigger.compiler.Trigger(name='no_late_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (SELECT run_id FROM new_rows calculation) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='98060dda00482dc421b95aace26132c5b7e88c16', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_rows_0cd9d', referencing='REFERENCING NEW TABLE AS new_rows ', table='payments_calculation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calculation',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (SELECT run_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) calculation) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='eda1b0400b931c7131a0b4769651a882b6f40016', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_rows_27039', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='payments_calculation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calculation',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(run.status = 'approved') FROM (\n                SELECT status FROM payments_paymentrun WHERE id IN (SELECT run_id FROM old_rows calculation) FOR SHARE\n            ) run\n        ) THEN\n            RAISE EXCEPTION 'An approved payment run cannot be changed: '\n                'a correction is a new line in the next run';\n        END IF;\n     RETURN NULL;", hash='d424df99020d42cf3f64b8e423f345edce2d439e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_rows_ea042', referencing='REFERENCING OLD TABLE AS old_rows ', table='payments_calculation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calculation',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_lines', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM payments_paymentrun WHERE id IN (SELECT run_id FROM old_rows) FOR NO KEY UPDATE;\n    IF EXISTS (\n        SELECT FROM payments_paymentline line\n        WHERE line.calculation_id IN (SELECT id FROM old_rows)\n            AND NOT EXISTS (SELECT FROM payments_calculation WHERE id = line.calculation_id)\n    ) THEN\n        RAISE foreign_key_violation USING MESSAGE = 'A calculation cannot go before its lines';\n    END IF;\n RETURN NULL;", hash='be8ddc01de68b6fbb25448b2c00de7ce33f63ca8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_lines_da359', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='payments_calculation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calculation',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_lines', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM payments_paymentrun WHERE id IN (SELECT run_id FROM old_rows) FOR NO KEY UPDATE;\n    IF EXISTS (\n        SELECT FROM payments_paymentline line\n        WHERE line.calculation_id IN (SELECT id FROM old_rows)\n            AND NOT EXISTS (SELECT FROM payments_calculation WHERE id = line.calculation_id)\n    ) THEN\n        RAISE foreign_key_violation USING MESSAGE = 'A calculation cannot go before its lines';\n    END IF;\n RETURN NULL;", hash='770d3504e4540ff40d4b05501d3670902e965216', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_lines_2ebb7', referencing='REFERENCING OLD TABLE AS old_rows ', table='payments_calculation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='protectedsum',
            constraint=models.UniqueConstraint(fields=('practice', 'specification', 'service', 'starts_on'), name='one_protected_sum_a_service'),
        ),
        migrations.AddConstraint(
            model_name='protectedsum',
            constraint=models.CheckConstraint(condition=models.Q(('annual_amount__gte', 0)), name='protected_sum_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='protectedsum',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='protection_ends_after_it_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='protectedsum',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_protectedsumevent" ("annual_amount", "covers", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "service", "specification", "starts_on") SELECT new_values."annual_amount", new_values."covers", new_values."ends_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."service", new_values."specification", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='08ecab6e95339170ddf0a9563afd546739de925c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5aa2b', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_protectedsum', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='protectedsum',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_protectedsumevent" ("annual_amount", "covers", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "service", "specification", "starts_on") SELECT new_values."annual_amount", new_values."covers", new_values."ends_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."service", new_values."specification", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18d1a4c4b91159bb23dbf6ea550fb769a42113a4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4fac3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_protectedsum', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='protectedsum',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_protectedsumevent" ("annual_amount", "covers", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "service", "specification", "starts_on") SELECT old_values."annual_amount", old_values."covers", old_values."ends_on", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."service", old_values."specification", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='22604343a732a852e93e04a9d4bbfd5f4d8e530e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6401d', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_protectedsum', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='protectedsumevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fadf75bc39896b7e5a82d6c8db04c9014c45da31', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_00ad7', table='payments_protectedsumevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='querymessage',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_message_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='querymessage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e2d8ef0320ff705bf9916f89e600623a920f358', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7bd17', table='payments_querymessage', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reallocation',
            constraint=models.UniqueConstraint(fields=('specification', 'term', 'element', 'freed_by', 'last_month'), name='one_reallocation_a_decline_and_month'),
        ),
        migrations.AddConstraint(
            model_name='reallocation',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='nobody_approves_their_own_reallocation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_reallocationevent" ("amount", "approved_by_id", "approved_on", "basis", "element", "first_month", "freed_by_id", "id", "last_month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "specification", "term") SELECT new_values."amount", new_values."approved_by_id", new_values."approved_on", new_values."basis", new_values."element", new_values."first_month", new_values."freed_by_id", new_values."id", new_values."last_month", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."proposed_by_id", new_values."proposed_on", new_values."reason", new_values."specification", new_values."term" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ad6efc9d139a544fcba9abf80aaabae4f74a6a96', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e1d6e', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_reallocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_reallocationevent" ("amount", "approved_by_id", "approved_on", "basis", "element", "first_month", "freed_by_id", "id", "last_month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "specification", "term") SELECT new_values."amount", new_values."approved_by_id", new_values."approved_on", new_values."basis", new_values."element", new_values."first_month", new_values."freed_by_id", new_values."id", new_values."last_month", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."proposed_by_id", new_values."proposed_on", new_values."reason", new_values."specification", new_values."term" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0b2fe4b52db51862d9c5f3b21e54d393d72a52c1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dd49f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_reallocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_reallocationevent" ("amount", "approved_by_id", "approved_on", "basis", "element", "first_month", "freed_by_id", "id", "last_month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "specification", "term") SELECT old_values."amount", old_values."approved_by_id", old_values."approved_on", old_values."basis", old_values."element", old_values."first_month", old_values."freed_by_id", old_values."id", old_values."last_month", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."proposed_by_id", old_values."proposed_on", old_values."reason", old_values."specification", old_values."term" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='359fe638959428678503de624c7d5812bc8ba00c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9da03', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_reallocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ffdf5dff2070873a501d202d1281726180f71ed5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0036e', table='payments_reallocationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reallocationshare',
            constraint=models.UniqueConstraint(fields=('reallocation', 'payee'), name='one_share_a_payee'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocationshare',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_reallocationshareevent" ("amount", "id", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reallocation_id", "weight") SELECT new_values."amount", new_values."id", new_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reallocation_id", new_values."weight" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='410c85b7d4b52ec3983b65adab42d64a930b842b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_da45c', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_reallocationshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocationshare',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_reallocationshareevent" ("amount", "id", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reallocation_id", "weight") SELECT new_values."amount", new_values."id", new_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reallocation_id", new_values."weight" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3ab3e39de900b039588f310614c9582b02211429', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4e0b3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_reallocationshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocationshare',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_reallocationshareevent" ("amount", "id", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reallocation_id", "weight") SELECT old_values."amount", old_values."id", old_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reallocation_id", old_values."weight" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6fb83f1b27e39833ee750d4c762bbfac78dbd16b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_23a8d', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_reallocationshare', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reallocationshareevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='878545aa48430c37bcd3ea7acc3bdb41b279ed12', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bfd88', table='payments_reallocationshareevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='recoveryplan',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_on__isnull', True)), expressions=[(models.Func(models.F('payee'), models.F('payee'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='one_plan_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='recoveryplan',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('months__gte', 1), ('months__lte', 60)), name='plan_spreads_something'),
        ),
        migrations.AddConstraint(
            model_name='recoveryplan',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='plan_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='recoveryplan',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='nobody_approves_their_own_plan'),
        ),
        migrations.AddConstraint(
            model_name='recoveryplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('ended_on__isnull', True)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='end_of_a_plan_has_a_person_and_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recoveryplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_recoveryplanevent" ("agreed_with", "amount", "approved_by_id", "approved_on", "end_reason", "ended_by_id", "ended_on", "ends_on", "id", "months", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "starts_on") SELECT new_values."agreed_with", new_values."amount", new_values."approved_by_id", new_values."approved_on", new_values."end_reason", new_values."ended_by_id", new_values."ended_on", new_values."ends_on", new_values."id", new_values."months", new_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."proposed_by_id", new_values."proposed_on", new_values."reason", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc570daac0294ece4c90c5dd635de8b3fbde9b79', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_41a22', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_recoveryplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recoveryplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_recoveryplanevent" ("agreed_with", "amount", "approved_by_id", "approved_on", "end_reason", "ended_by_id", "ended_on", "ends_on", "id", "months", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "starts_on") SELECT new_values."agreed_with", new_values."amount", new_values."approved_by_id", new_values."approved_on", new_values."end_reason", new_values."ended_by_id", new_values."ended_on", new_values."ends_on", new_values."id", new_values."months", new_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."proposed_by_id", new_values."proposed_on", new_values."reason", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e9094fccd6330c10878618cb99bb938bc93c4e73', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_629ea', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_recoveryplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recoveryplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_recoveryplanevent" ("agreed_with", "amount", "approved_by_id", "approved_on", "end_reason", "ended_by_id", "ended_on", "ends_on", "id", "months", "payee_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "proposed_on", "reason", "starts_on") SELECT old_values."agreed_with", old_values."amount", old_values."approved_by_id", old_values."approved_on", old_values."end_reason", old_values."ended_by_id", old_values."ended_on", old_values."ends_on", old_values."id", old_values."months", old_values."payee_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."proposed_by_id", old_values."proposed_on", old_values."reason", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8565abd3ae678ca390f899b55b67dfa4e3e55c62', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5ec87', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_recoveryplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recoveryplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0744d2a01a074e1ffd5c3db1ae68fc5e5ba9d3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c465c', table='payments_recoveryplanevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='reissue',
            constraint=models.UniqueConstraint(fields=('line', 'number'), name='one_reissue_a_number'),
        ),
        migrations.AddConstraint(
            model_name='reissue',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='first_sending_is_no_reissue'),
        ),
        migrations.AddConstraint(
            model_name='reissue',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reissue_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reissue',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0f755624ff0e6bbf96345824e5a8b2b77b52073', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dc4c7', table='payments_reissue', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sampledclaim',
            constraint=models.UniqueConstraint(fields=('claim',), name='a_claim_is_sampled_once'),
        ),
        migrations.AddConstraint(
            model_name='sampledclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('outcome', ''), ('verified_by__isnull', True), ('verified_on__isnull', True)), models.Q(('verified_by__isnull', False), ('verified_on__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='verification_has_a_person_and_a_note'),
        ),
        migrations.AddConstraint(
            model_name='sampledclaim',
            constraint=models.CheckConstraint(condition=models.Q(('entered_by__isnull', True), ('verified_by__isnull', True), models.Q(('verified_by', models.F('entered_by')), _negated=True), _connector='OR'), name='nobody_verifies_a_claim_they_entered'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sampledclaim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_sampledclaimevent" ("claim_id", "entered_by_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample_id", "verified_by_id", "verified_on") SELECT new_values."claim_id", new_values."entered_by_id", new_values."id", new_values."note", new_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."sample_id", new_values."verified_by_id", new_values."verified_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cd4f71f6e390c447107d67efc55f118432b0f921', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_87e9e', referencing='REFERENCING NEW TABLE AS new_values ', table='payments_sampledclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sampledclaim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_sampledclaimevent" ("claim_id", "entered_by_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample_id", "verified_by_id", "verified_on") SELECT new_values."claim_id", new_values."entered_by_id", new_values."id", new_values."note", new_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."sample_id", new_values."verified_by_id", new_values."verified_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9c03268f1a0c03d98ee562684854636797aea71e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5252', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='payments_sampledclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sampledclaim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "payments_sampledclaimevent" ("claim_id", "entered_by_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample_id", "verified_by_id", "verified_on") SELECT old_values."claim_id", old_values."entered_by_id", old_values."id", old_values."note", old_values."outcome", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."sample_id", old_values."verified_by_id", old_values."verified_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='aaf04ac584933fe949c4aa455119c73c85078237', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f23f9', referencing='REFERENCING OLD TABLE AS old_values ', table='payments_sampledclaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sampledclaimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cb9d95895e47f17ff537be6c32c69410dccc5cd4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be5fe', table='payments_sampledclaimevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sending',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='757ee07f70f2163f1d1763bdb56ad2a7383c4486', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5901e', table='payments_sending', when='BEFORE')),
        ),
        migrations.RunSQL(CHANGES_AS_ROWS),
    ]), migrations.RunPython(add_default_ledger_code, migrations.RunPython.noop)]
