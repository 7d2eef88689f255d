import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from commissioning.config.migration_batches import Together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('account', '0008_emailaddress_unique_primary_email_fixup'),  # quicker before our tables than
        ('auth', '0012_alter_user_first_name_max_length'),      # after: each time a library alters
        ('mfa', '0003_authenticator_type_uniq'),                # a field, Django renders all models
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
        ('commissioning', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='Practice',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('commissioning.organisation',),
        ),
        migrations.CreateModel(
            name='PrimaryCareNetwork',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('commissioning.organisation',),
        ),
        migrations.CreateModel(
            name='AuditReferral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(blank=True)),
                ('referred_on', models.DateField()),
                ('referred_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audit_referrals', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['referred_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Chase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('about', models.CharField(max_length=60, verbose_name='deadline or return')),
                ('quarter', models.DateField(blank=True, help_text='The last day of the quarter, for a quarterly return', null=True)),
                ('chased_on', models.DateField()),
                ('sent_to', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), size=None)),
                ('chased_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chases', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chases', to='commissioning.organisation')),
            ],
            options={
                'ordering': ['-chased_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ChaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('about', models.CharField(max_length=60, verbose_name='deadline or return')),
                ('quarter', models.DateField(blank=True, help_text='The last day of the quarter, for a quarterly return', null=True)),
                ('chased_on', models.DateField()),
                ('sent_to', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), size=None)),
                ('chased_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.chase')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Deviation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('commented_on', models.DateField(blank=True, null=True)),
                ('element', models.CharField(max_length=60)),
                ('text', models.TextField(verbose_name='what will be different, and why')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('element_starts_on', models.DateField(help_text='It must be agreed before this day')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_asked', to=settings.AUTH_USER_MODEL)),
                ('commented_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_commented', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_decided', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='commissioning.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeviationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('commented_on', models.DateField(blank=True, null=True)),
                ('element', models.CharField(max_length=60)),
                ('text', models.TextField(verbose_name='what will be different, and why')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('element_starts_on', models.DateField(help_text='It must be agreed before this day')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('commented_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.deviation')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Discussion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('code', models.CharField(max_length=60, verbose_name='return')),
                ('question', models.CharField(help_text='The key of the question', max_length=80)),
                ('held_on', models.DateField()),
                ('note', models.TextField()),
                ('noted_on', models.DateField()),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='noted_discussions', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='discussions', to='commissioning.organisation')),
            ],
            options={
                'ordering': ['held_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DiscussionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('code', models.CharField(max_length=60, verbose_name='return')),
                ('question', models.CharField(help_text='The key of the question', max_length=80)),
                ('held_on', models.DateField()),
                ('note', models.TextField()),
                ('noted_on', models.DateField()),
                ('noted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.discussion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FundingQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('reason', models.TextField()),
                ('due_on', models.DateField()),
                ('asked_on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='funding_questions_answered', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funding_questions_asked', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funding_questions', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='FundingQuestionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('reason', models.TextField()),
                ('due_on', models.DateField()),
                ('asked_on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.fundingquestion')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FundingUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.CharField(choices=[('clinical', 'Clinical staff time'), ('administration', 'Administration and coordination'), ('backfill', 'Cover for those at meetings and reviews'), ('training', 'Training'), ('equipment', 'Equipment and systems'), ('partners', 'Paid to partner organisations'), ('other', 'Other')], max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='practices.fundingquestion')),
            ],
        ),
        migrations.CreateModel(
            name='FundingUseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('category', models.CharField(choices=[('clinical', 'Clinical staff time'), ('administration', 'Administration and coordination'), ('backfill', 'Cover for those at meetings and reviews'), ('training', 'Training'), ('equipment', 'Equipment and systems'), ('partners', 'Paid to partner organisations'), ('other', 'Other')], max_length=20)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.fundinguse')),
                ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.fundingquestion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('indicator', models.CharField(max_length=60)),
                ('year', models.CharField(help_text='The financial year, as 2016-17', max_length=7)),
                ('figure', models.DecimalField(decimal_places=2, max_digits=12)),
                ('source', models.CharField(max_length=300)),
                ('recorded_on', models.DateField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_indicators', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['year', 'indicator'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('indicator', models.CharField(max_length=60)),
                ('year', models.CharField(help_text='The financial year, as 2016-17', max_length=7)),
                ('figure', models.DecimalField(decimal_places=2, max_digits=12)),
                ('source', models.CharField(max_length=300)),
                ('recorded_on', models.DateField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.indicator')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ListSize',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('raw', 'Registered patients'), ('weighted', 'Weighted patients')], default='raw', max_length=10)),
                ('counted_on', models.DateField(help_text="The publisher's extract date")),
                ('stands_for', models.DateField(help_text='The day the contract names')),
                ('patients', models.DecimalField(decimal_places=2, max_digits=10)),
                ('source', models.CharField(max_length=200)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='list_sizes', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='ListSizeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('raw', 'Registered patients'), ('weighted', 'Weighted patients')], default='raw', max_length=10)),
                ('counted_on', models.DateField(help_text="The publisher's extract date")),
                ('stands_for', models.DateField(help_text='The day the contract names')),
                ('patients', models.DecimalField(decimal_places=2, max_digits=10)),
                ('source', models.CharField(max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.listsize')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group_kind', models.CharField(choices=[('practice', 'GP practice'), ('pcn', 'Primary care network'), ('commissioner', 'Commissioner'), ('lmc', 'Local medical committee')], max_length=20)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='commissioning.organisation')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('group_kind', models.CharField(choices=[('practice', 'GP practice'), ('pcn', 'Primary care network'), ('commissioner', 'Commissioner'), ('lmc', 'Local medical committee')], max_length=20)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('member', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.membership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('commented_on', models.DateField(blank=True, null=True)),
                ('residents', models.PositiveIntegerField(help_text='Its patients who live in care homes')),
                ('patients', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='list')),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), size=None)),
                ('discussed_with', models.CharField(max_length=200)),
                ('discussed_on', models.DateField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_asked', to=settings.AUTH_USER_MODEL)),
                ('commented_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_commented', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_decided', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='commissioning.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfferEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('commented_on', models.DateField(blank=True, null=True)),
                ('residents', models.PositiveIntegerField(help_text='Its patients who live in care homes')),
                ('patients', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='list')),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), size=None)),
                ('discussed_with', models.CharField(max_length=200)),
                ('discussed_on', models.DateField()),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('commented_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.offer')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='OrganisationNameEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.organisationname')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('named_on', models.DateField()),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships_named', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnered', to='commissioning.organisation')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='PartnershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('named_on', models.DateField()),
                ('named_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.partnership')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('counted_on', models.DateField()),
                ('patients', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('declared', 'Declared by the practice'), ('audit', 'Found by the data quality team'), ('spot', 'Found by a spot check')], max_length=10)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_counts', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='AuditReferralEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('note', models.TextField(blank=True)),
                ('referred_on', models.DateField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.auditreferral')),
                ('referred_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('count', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.registercount')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='auditreferral',
            name='count',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='referral', to='practices.registercount'),
        ),
        migrations.CreateModel(
            name='RegisterCountEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('counted_on', models.DateField()),
                ('patients', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('declared', 'Declared by the practice'), ('audit', 'Found by the data quality team'), ('spot', 'Found by a spot check')], max_length=10)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.registercount')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('written_on', models.DateField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_messages', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RegisterProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('patients', models.PositiveIntegerField()),
                ('list_size', models.DecimalField(blank=True, decimal_places=2, help_text='The list it is held to', max_digits=10, null=True)),
                ('profile', models.TextField(verbose_name='how the register was compiled')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_asked', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_decided', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegisterMessageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('written_on', models.DateField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.registermessage')),
                ('written_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='practices.registerproposal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='registermessage',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='practices.registerproposal'),
        ),
        migrations.CreateModel(
            name='RegisterProposalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('patients', models.PositiveIntegerField()),
                ('list_size', models.DecimalField(blank=True, decimal_places=2, help_text='The list it is held to', max_digits=10, null=True)),
                ('profile', models.TextField(verbose_name='how the register was compiled')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.registerproposal')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('code', models.CharField(max_length=60, verbose_name='return')),
                ('period', models.DateField(blank=True, help_text='The last day of the quarter it reports on, if any', null=True)),
                ('submitted_on', models.DateField()),
                ('met', models.BooleanField(blank=True, help_text='Empty: not judged yet', null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='commissioning.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('code', models.CharField(max_length=60, verbose_name='return')),
                ('period', models.DateField(blank=True, help_text='The last day of the quarter it reports on, if any', null=True)),
                ('submitted_on', models.DateField()),
                ('met', models.BooleanField(blank=True, help_text='Empty: not judged yet', null=True)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.return')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReturnForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('code', models.CharField(max_length=60, verbose_name='return')),
                ('period', models.DateField(blank=True, help_text='The last day of the quarter it reports on, if any', null=True)),
                ('answers', models.JSONField(default=dict)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('asked back', 'Asked back'), ('reopened', 'Reopened')], default='draft', max_length=10)),
                ('saved_on', models.DateField()),
                ('counts_from', models.DateField(blank=True, help_text='The day on which what stands counts as received', null=True)),
                ('again_by', models.DateField(blank=True, help_text='Sent again by this day it counts from the day it was first sent', null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_forms', to='commissioning.organisation')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_return_forms', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_forms', to='commissioning.specificationversion')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnFormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('code', models.CharField(max_length=60, verbose_name='return')),
                ('period', models.DateField(blank=True, help_text='The last day of the quarter it reports on, if any', null=True)),
                ('answers', models.JSONField(default=dict)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('asked back', 'Asked back'), ('reopened', 'Reopened')], default='draft', max_length=10)),
                ('saved_on', models.DateField()),
                ('counts_from', models.DateField(blank=True, help_text='The day on which what stands counts as received', null=True)),
                ('again_by', models.DateField(blank=True, help_text='Sent again by this day it counts from the day it was first sent', null=True)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.returnform')),
                ('saved_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReturnStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('started', 'Started'), ('sent', 'Sent'), ('asked back', 'Asked back'), ('kept', 'Not given back'), ('reopened', 'Reopened'), ('met', 'Found to meet what was asked'), ('not met', 'Found not to meet what was asked'), ('incomplete', 'Found incomplete')], max_length=20)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('on', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('number', models.PositiveIntegerField(help_text='1 for the first sending, and so on', null=True)),
                ('answers', models.JSONField(help_text='As they were sent', null=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_steps', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='practices.returnform')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='return_steps', to='commissioning.specificationversion')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SharedSignUps',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('shared_on', models.DateField()),
                ('sent_to', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), size=None)),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups_shared', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-shared_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SharedSignUpsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('shared_on', models.DateField()),
                ('sent_to', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), size=None)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.sharedsignups')),
                ('shared_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('element', models.CharField(max_length=60)),
                ('response', models.CharField(choices=[('signed', 'Signed'), ('declined', 'Declined')], max_length=10)),
                ('responded_on', models.DateField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('signatory_name', models.CharField(blank=True, max_length=200)),
                ('signatory_role', models.CharField(blank=True, max_length=200)),
                ('answered_by', models.ForeignKey(blank=True, help_text='Who entered it: of the practice, or of the CCG where it came on paper', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups_answered', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='commissioning.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='commissioning.specificationversion')),
            ],
        ),
        migrations.CreateModel(
            name='SignUpEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('element', models.CharField(max_length=60)),
                ('response', models.CharField(choices=[('signed', 'Signed'), ('declined', 'Declined')], max_length=10)),
                ('responded_on', models.DateField()),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('signatory_name', models.CharField(blank=True, max_length=200)),
                ('signatory_role', models.CharField(blank=True, max_length=200)),
                ('answered_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Who entered it: of the practice, or of the CCG where it came on paper', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.signup')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SignUpRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('element', models.CharField(blank=True, max_length=60)),
                ('wish', models.CharField(choices=[('take part', 'Take part'), ('stop', 'Stop, or not take part')], max_length=10)),
                ('starts_on', models.DateField(help_text='The first day it is asked to count from')),
                ('register', models.PositiveIntegerField(blank=True, null=True)),
                ('signatory_name', models.CharField(max_length=200)),
                ('signatory_role', models.CharField(max_length=200)),
                ('reason', models.TextField()),
                ('counts_from', models.DateField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_asked', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_decided', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='commissioning.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SignUpRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('asked_on', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Waiting for the CCG'), ('agreed', 'Agreed'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('element', models.CharField(blank=True, max_length=60)),
                ('wish', models.CharField(choices=[('take part', 'Take part'), ('stop', 'Stop, or not take part')], max_length=10)),
                ('starts_on', models.DateField(help_text='The first day it is asked to count from')),
                ('register', models.PositiveIntegerField(blank=True, null=True)),
                ('signatory_name', models.CharField(max_length=200)),
                ('signatory_role', models.CharField(max_length=200)),
                ('reason', models.TextField()),
                ('counts_from', models.DateField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='practices.signuprequest')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='chase',
            constraint=models.UniqueConstraint(fields=('organisation', 'specification', 'about', 'quarter', 'chased_on'), name='one_chase_a_matter_and_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='chase',
            constraint=models.CheckConstraint(condition=models.Q(('sent_to__len__gt', 0)), name='chase_was_sent_to_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_chaseevent" ("about", "chased_by_id", "chased_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "sent_to", "specification") SELECT new_values."about", new_values."chased_by_id", new_values."chased_on", new_values."id", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."quarter", new_values."sent_to", new_values."specification" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d877bd1ea0af988a29c055e23d8ebcb55bb70094', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_451dd', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_chase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_chaseevent" ("about", "chased_by_id", "chased_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "sent_to", "specification") SELECT new_values."about", new_values."chased_by_id", new_values."chased_on", new_values."id", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."quarter", new_values."sent_to", new_values."specification" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d76c0f7000752a6f9c06044b2d5e5084f9c65ac8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_72bca', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_chase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_chaseevent" ("about", "chased_by_id", "chased_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "sent_to", "specification") SELECT old_values."about", old_values."chased_by_id", old_values."chased_on", old_values."id", old_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."quarter", old_values."sent_to", old_values."specification" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5101908db5f519b8345eb4abf475c8cac48889e3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_578f1', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_chase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chaseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e0e10a87e3d3d20fe784fb5c4305d73e424e8179', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bc63e', table='practices_chaseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='deviation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('status__in', ['open', 'withdrawn'])), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('status__in', ['agreed', 'refused']), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='deviation_is_decided_by_name_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='deviation',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('asked_by')), _negated=True), name='deviation_is_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='deviation',
            constraint=models.CheckConstraint(condition=models.Q(('commented_by', models.F('asked_by')), _negated=True), name='deviation_is_commented_by_another'),
        ),
        migrations.AddConstraint(
            model_name='deviation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comment', ''), ('commented_by__isnull', True), ('commented_on__isnull', True)), models.Q(models.Q(('comment', ''), _negated=True), ('commented_by__isnull', False), ('commented_on__isnull', False)), _connector='OR'), name='deviation_comment_has_a_name_and_day'),
        ),
        migrations.AddConstraint(
            model_name='deviation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='deviation_ends_after_it_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_deviationevent" ("asked_by_id", "asked_on", "comment", "commented_by_id", "commented_on", "decided_by_id", "decided_on", "decision_reason", "element", "element_starts_on", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "specification", "starts_on", "status", "text", "version_id") SELECT new_values."asked_by_id", new_values."asked_on", new_values."comment", new_values."commented_by_id", new_values."commented_on", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."element", new_values."element_starts_on", new_values."ends_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."specification", new_values."starts_on", new_values."status", new_values."text", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4a7871c7e01284d2bfbfd85f6d38595efc49cb83', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_616a8', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_deviation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_deviationevent" ("asked_by_id", "asked_on", "comment", "commented_by_id", "commented_on", "decided_by_id", "decided_on", "decision_reason", "element", "element_starts_on", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "specification", "starts_on", "status", "text", "version_id") SELECT new_values."asked_by_id", new_values."asked_on", new_values."comment", new_values."commented_by_id", new_values."commented_on", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."element", new_values."element_starts_on", new_values."ends_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."specification", new_values."starts_on", new_values."status", new_values."text", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='27fc6f1d7b0ec4405b6abd19167b17b30825543c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d2e4f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_deviation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_deviationevent" ("asked_by_id", "asked_on", "comment", "commented_by_id", "commented_on", "decided_by_id", "decided_on", "decision_reason", "element", "element_starts_on", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "specification", "starts_on", "status", "text", "version_id") SELECT old_values."asked_by_id", old_values."asked_on", old_values."comment", old_values."commented_by_id", old_values."commented_on", old_values."decided_by_id", old_values."decided_on", old_values."decision_reason", old_values."element", old_values."element_starts_on", old_values."ends_on", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."specification", old_values."starts_on", old_values."status", old_values."text", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b6cd1cc7361e69c75d798fd04a88dd089458f590', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7cddd', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_deviation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d56f1423526a863d8dcbc8db36983e792a6d9b6b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6ab5f', table='practices_deviationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='discussion',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_discussion_says_what_was_said'),
        ),
        migrations.AddConstraint(
            model_name='discussion',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__lte', models.F('noted_on'))), name='a_discussion_was_held_when_noted'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discussion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_discussionevent" ("code", "held_on", "id", "note", "noted_by_id", "noted_on", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "specification") SELECT new_values."code", new_values."held_on", new_values."id", new_values."note", new_values."noted_by_id", new_values."noted_on", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."question", new_values."specification" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='75aaad6d8ba466f8f10adb82858205c9ff82a325', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d87ef', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_discussion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discussion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_discussionevent" ("code", "held_on", "id", "note", "noted_by_id", "noted_on", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "specification") SELECT new_values."code", new_values."held_on", new_values."id", new_values."note", new_values."noted_by_id", new_values."noted_on", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."question", new_values."specification" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='15a65cfc31c2f9558f23e6613e97c441b6939922', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_59cf8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_discussion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discussion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_discussionevent" ("code", "held_on", "id", "note", "noted_by_id", "noted_on", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "specification") SELECT old_values."code", old_values."held_on", old_values."id", old_values."note", old_values."noted_by_id", old_values."noted_on", old_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."question", old_values."specification" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='26f1892ce23b7a03fa34b44da4e4b1fde7a82d38', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0a15e', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_discussion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discussionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b2fb5f684b9a5363e793aae0afe98cf4c86c737d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b4781', table='practices_discussionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='fundingquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_by__isnull', True), ('answered_on__isnull', True)), models.Q(('answered_by__isnull', False), ('answered_on__isnull', False)), _connector='OR'), name='funding_answer_has_a_name_and_day'),
        ),
        migrations.AddConstraint(
            model_name='fundingquestion',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by', models.F('asked_by')), _negated=True), name='funding_is_answered_by_another'),
        ),
        migrations.AddConstraint(
            model_name='fundingquestion',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='funding_question_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingquestion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_fundingquestionevent" ("answered_by_id", "answered_on", "asked_by_id", "asked_on", "due_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "specification") SELECT new_values."answered_by_id", new_values."answered_on", new_values."asked_by_id", new_values."asked_on", new_values."due_on", new_values."id", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."reason", new_values."specification" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d70541cc891f323eb52172ea72f44c41431550c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d36d5', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_fundingquestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingquestion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_fundingquestionevent" ("answered_by_id", "answered_on", "asked_by_id", "asked_on", "due_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "specification") SELECT new_values."answered_by_id", new_values."answered_on", new_values."asked_by_id", new_values."asked_on", new_values."due_on", new_values."id", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."reason", new_values."specification" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3b48d6fb856823e759b5773293c4f6ed76ed46a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9f835', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_fundingquestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingquestion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_fundingquestionevent" ("answered_by_id", "answered_on", "asked_by_id", "asked_on", "due_on", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "specification") SELECT old_values."answered_by_id", old_values."answered_on", old_values."asked_by_id", old_values."asked_on", old_values."due_on", old_values."id", old_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."reason", old_values."specification" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0bf596aad89ad47057adb15a9756e2200176bbe7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b890d', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_fundingquestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundingquestionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b59bcc98f7d6e797d044c6a42492910d0635138', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_87f69', table='practices_fundingquestionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='fundinguse',
            constraint=models.UniqueConstraint(fields=('question', 'category'), name='one_use_a_category'),
        ),
        migrations.AddConstraint(
            model_name='fundinguse',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='use_of_funding_is_an_amount'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundinguse',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_fundinguseevent" ("amount", "category", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id") SELECT new_values."amount", new_values."category", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."question_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='558b0ff94b864e60a5cbba4ab8a2de36552a1a8c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_72a11', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_fundinguse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundinguse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_fundinguseevent" ("amount", "category", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id") SELECT new_values."amount", new_values."category", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."question_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d4a65308092d3370fc1e7168d498aeb6a63bc5bc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c572', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_fundinguse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundinguse',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_fundinguseevent" ("amount", "category", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id") SELECT old_values."amount", old_values."category", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."question_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='38c418645fc079a3c0b8923f57e4190c3eb82942', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b9b13', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_fundinguse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fundinguseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f1a403d504115706ed13fa8218406e3d13254195', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72528', table='practices_fundinguseevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('specification', 'indicator', 'year'), name='one_figure_an_indicator_and_year'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('figure__gte', 0)), name='an_indicator_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='an_indicator_has_a_source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_indicatorevent" ("figure", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "source", "specification", "year") SELECT new_values."figure", new_values."id", new_values."indicator", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."recorded_on", new_values."source", new_values."specification", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='621f17ebac966e300aa417f56f8c86f7f38d4402', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6c409', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_indicatorevent" ("figure", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "source", "specification", "year") SELECT new_values."figure", new_values."id", new_values."indicator", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."recorded_by_id", new_values."recorded_on", new_values."source", new_values."specification", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='951306a9c9c4e40d86930e8e917f71b8865fb431', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_297bb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_indicatorevent" ("figure", "id", "indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "recorded_on", "source", "specification", "year") SELECT old_values."figure", old_values."id", old_values."indicator", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."recorded_on", old_values."source", old_values."specification", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='17986e78488ecd02d34fb428f7349c6672ce2ff1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_95fd6', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d8e105f268f4dfd1ebab3b3a65160ba780e5b153', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5bc9b', table='practices_indicatorevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='listsize',
            constraint=models.UniqueConstraint(fields=('practice', 'kind', 'stands_for', 'counted_on'), name='one_list_a_practice_kind_and_day'),
        ),
        migrations.AddConstraint(
            model_name='listsize',
            constraint=models.CheckConstraint(condition=models.Q(('patients__gte', 0)), name='list_is_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listsize',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_listsizeevent" ("counted_on", "id", "kind", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "source", "stands_for") SELECT new_values."counted_on", new_values."id", new_values."kind", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."source", new_values."stands_for" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e50b7e0c2238324895cc47183fe3ecf354cf8b94', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e42ee', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_listsize', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listsize',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_listsizeevent" ("counted_on", "id", "kind", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "source", "stands_for") SELECT new_values."counted_on", new_values."id", new_values."kind", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."source", new_values."stands_for" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7a29cabbff7a14aad03488f6d6ec2d54f9826dcc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_415e6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_listsize', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listsize',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_listsizeevent" ("counted_on", "id", "kind", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "source", "stands_for") SELECT old_values."counted_on", old_values."id", old_values."kind", old_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."source", old_values."stands_for" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9fefad04604b9d99b15448744f88cba145902386', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cf22c', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_listsize', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listsizeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5329768b275527414e3fd448c3b4bb5ab69ee502', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_71599', table='practices_listsizeevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['group', 'starts_on'], name='practices_m_group_i_d6f4c4_idx'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('group_kind', 'pcn')), expressions=[(models.Func(models.F('member'), models.F('member'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='one_network_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('group_kind', 'commissioner')), expressions=[(models.Func(models.F('member'), models.F('member'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='one_commissioner_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_membershipevent" ("ends_on", "group_id", "group_kind", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."group_id", new_values."group_kind", new_values."id", new_values."member_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc53f518c0800c7598670a7006fe5252a228be7a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_75c28', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_membershipevent" ("ends_on", "group_id", "group_kind", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."group_id", new_values."group_kind", new_values."id", new_values."member_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='17c418acce167defae2cc0644229a1b59d38285a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1e4af', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_membershipevent" ("ends_on", "group_id", "group_kind", "id", "member_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."ends_on", old_values."group_id", old_values."group_kind", old_values."id", old_values."member_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b0bcec65bed8eb0f8fd8865dacf45c79e3d8ddcf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c848b', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0dfc2b6d4ca5bcc03f75cf85cef6983ab4a957c3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f5cd2', table='practices_membershipevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('status__in', ['open', 'withdrawn'])), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('status__in', ['agreed', 'refused']), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='offer_is_decided_by_name_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('asked_by')), _negated=True), name='offer_is_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('commented_by', models.F('asked_by')), _negated=True), name='offer_is_commented_by_another'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comment', ''), ('commented_by__isnull', True), ('commented_on__isnull', True)), models.Q(models.Q(('comment', ''), _negated=True), ('commented_by__isnull', False), ('commented_on__isnull', False)), _connector='OR'), name='offer_comment_has_a_name_and_day'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'agreed'])), fields=('practice', 'specification'), name='one_standing_offer_a_practice'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('choices__len__gt', 0)), name='offer_chooses_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_offerevent" ("asked_by_id", "asked_on", "choices", "comment", "commented_by_id", "commented_on", "decided_by_id", "decided_on", "decision_reason", "discussed_on", "discussed_with", "id", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "residents", "specification", "status", "version_id") SELECT new_values."asked_by_id", new_values."asked_on", new_values."choices", new_values."comment", new_values."commented_by_id", new_values."commented_on", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."discussed_on", new_values."discussed_with", new_values."id", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."residents", new_values."specification", new_values."status", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bcb9f3a25dd70148411015f214852fa467d4093c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_df1f1', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_offerevent" ("asked_by_id", "asked_on", "choices", "comment", "commented_by_id", "commented_on", "decided_by_id", "decided_on", "decision_reason", "discussed_on", "discussed_with", "id", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "residents", "specification", "status", "version_id") SELECT new_values."asked_by_id", new_values."asked_on", new_values."choices", new_values."comment", new_values."commented_by_id", new_values."commented_on", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."discussed_on", new_values."discussed_with", new_values."id", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."residents", new_values."specification", new_values."status", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0227792a78d4d0695cfd24e045bf497cf3375228', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e763f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_offerevent" ("asked_by_id", "asked_on", "choices", "comment", "commented_by_id", "commented_on", "decided_by_id", "decided_on", "decision_reason", "discussed_on", "discussed_with", "id", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "residents", "specification", "status", "version_id") SELECT old_values."asked_by_id", old_values."asked_on", old_values."choices", old_values."comment", old_values."commented_by_id", old_values."commented_on", old_values."decided_by_id", old_values."decided_on", old_values."decision_reason", old_values."discussed_on", old_values."discussed_with", old_values."id", old_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."residents", old_values."specification", old_values."status", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1c243d98425e01c926e81653c50d49139b6fe3b3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1e463', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='737367be841c63ed53bb8ccc1e3b4a271408cdc7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d9ced', table='practices_offerevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='organisationname',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='name_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='organisationname',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('organisation'), models.F('organisation'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='one_name_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationname',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_organisationnameevent" ("ends_on", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='36a8a2fbc54aea601a59b4e941c0a687a5233f23', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ec217', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_organisationname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationname',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_organisationnameevent" ("ends_on", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c92a2ff7a0c8bc609052b2b823257844b665ac5c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1be26', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_organisationname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationname',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_organisationnameevent" ("ends_on", "id", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."name", old_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c4d038af30681b5cadc6ab7e059f30722cede4f8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_88e6f', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_organisationname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationnameevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='96e41026eb828d43a6cabe6d6bd0382fcd3c825e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d2a6d', table='practices_organisationnameevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('practice', 'partner', 'specification'), name='one_open_partnership_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('practice', models.F('partner')), _negated=True), name='partner_is_another_practice'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='partnership_ends_after_it_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_partnershipevent" ("ends_on", "id", "named_by_id", "named_on", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "specification", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."named_by_id", new_values."named_on", new_values."partner_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."specification", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2daf3f18845b8dde702ef79bfe893fc1125bfa6f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5eb21', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_partnershipevent" ("ends_on", "id", "named_by_id", "named_on", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "specification", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."named_by_id", new_values."named_on", new_values."partner_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."specification", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='91d11692d380908eddbdf73b135b34360e13f442', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5ab0e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_partnershipevent" ("ends_on", "id", "named_by_id", "named_on", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "specification", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."named_by_id", old_values."named_on", old_values."partner_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."specification", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a708cd899d9eb200210a2008944f548d5e96b06d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_96487', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6d470a0fbb71a10bfe00ba523b81ae2c32562b41', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a8bd', table='practices_partnershipevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='registercount',
            constraint=models.UniqueConstraint(fields=('practice', 'specification', 'counted_on', 'kind'), name='one_register_count_a_day_and_kind'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registercount',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registercountevent" ("counted_on", "id", "kind", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "source", "specification") SELECT new_values."counted_on", new_values."id", new_values."kind", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."source", new_values."specification" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18be2ef45bd586792c819b6ff991a76f527737c6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8535d', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_registercount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registercount',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registercountevent" ("counted_on", "id", "kind", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "source", "specification") SELECT new_values."counted_on", new_values."id", new_values."kind", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."source", new_values."specification" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc93bd8f0fd532ab9e79af06788b46e425dd5fbb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_65911', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_registercount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registercount',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registercountevent" ("counted_on", "id", "kind", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "source", "specification") SELECT old_values."counted_on", old_values."id", old_values."kind", old_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."source", old_values."specification" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2c54afaa3e5e72558b56d6f77102365b12e8334b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_515ff', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_registercount', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditreferralevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e6c0527358aa2d7f80c3009804a752d1e597691', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f68a', table='practices_auditreferralevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditreferral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_auditreferralevent" ("count_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referred_by_id", "referred_on") SELECT new_values."count_id", new_values."id", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."referred_by_id", new_values."referred_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9f89f48cf9580c41587712ff540192f1906cd2e4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0dfac', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_auditreferral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditreferral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_auditreferralevent" ("count_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referred_by_id", "referred_on") SELECT new_values."count_id", new_values."id", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."referred_by_id", new_values."referred_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4216700af7d59c532056dc55dae9efbeaa976703', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_92189', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_auditreferral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditreferral',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_auditreferralevent" ("count_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referred_by_id", "referred_on") SELECT old_values."count_id", old_values."id", old_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."referred_by_id", old_values."referred_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='084e4265d91393e5d79d8f171f3935c61d19ea0a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a04f7', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_auditreferral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registercountevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8eac988792660d79f4aee404fdbbb4a85d7b82e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d7af2', table='practices_registercountevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='registerproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('status__in', ['open', 'withdrawn'])), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('status__in', ['agreed', 'refused']), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='registerproposal_is_decided_by_name_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='registerproposal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('asked_by')), _negated=True), name='registerproposal_is_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='registerproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'agreed'])), fields=('practice', 'specification'), name='one_standing_register_a_practice'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerproposal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registerproposalevent" ("asked_by_id", "asked_on", "decided_by_id", "decided_on", "decision_reason", "id", "list_size", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "profile", "specification", "status") SELECT new_values."asked_by_id", new_values."asked_on", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."id", new_values."list_size", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."profile", new_values."specification", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='771acd35caff75de1487ba14ed3887cc77b6b555', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3f764', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_registerproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerproposal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registerproposalevent" ("asked_by_id", "asked_on", "decided_by_id", "decided_on", "decision_reason", "id", "list_size", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "profile", "specification", "status") SELECT new_values."asked_by_id", new_values."asked_on", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."id", new_values."list_size", new_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."profile", new_values."specification", new_values."status" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2ee7f833686da92da3942358219091662a408a5a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9ce4a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_registerproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerproposal',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registerproposalevent" ("asked_by_id", "asked_on", "decided_by_id", "decided_on", "decision_reason", "id", "list_size", "patients", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "profile", "specification", "status") SELECT old_values."asked_by_id", old_values."asked_on", old_values."decided_by_id", old_values."decided_on", old_values."decision_reason", old_values."id", old_values."list_size", old_values."patients", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."profile", old_values."specification", old_values."status" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='32c758839f92320f395423ec150cd43dc34673b3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e2c3d', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_registerproposal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registermessageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7fc249c5403b94cce7c5f019e3947e456eb910b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b63f', table='practices_registermessageevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registermessage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registermessageevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "text", "written_by_id", "written_on") SELECT new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."proposal_id", new_values."text", new_values."written_by_id", new_values."written_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='af614cc35e2ca2f79a0a95893eea95a67833e31d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_14366', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_registermessage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registermessage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registermessageevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "text", "written_by_id", "written_on") SELECT new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."proposal_id", new_values."text", new_values."written_by_id", new_values."written_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='22fd78aeaa0e68715e4b8c0175828017aebdd4e7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dce83', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_registermessage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registermessage',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_registermessageevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "text", "written_by_id", "written_on") SELECT old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."proposal_id", old_values."text", old_values."written_by_id", old_values."written_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cfe01c46867e5d0c5804680f6887f9e7407c3da0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ad148', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_registermessage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerproposalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='601c8488d81ff222b9bea4552360087787622940', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bdadd', table='practices_registerproposalevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(fields=('organisation', 'specification', 'code', 'period'), name='one_return_an_organisation_and_period', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='return',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_returnevent" ("code", "id", "met", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "specification", "submitted_on") SELECT new_values."code", new_values."id", new_values."met", new_values."organisation_id", new_values."period", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."specification", new_values."submitted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='811f89f4dfb7438c5ece4750d242c77cc2d37e0e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_483b6', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_return', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='return',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_returnevent" ("code", "id", "met", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "specification", "submitted_on") SELECT new_values."code", new_values."id", new_values."met", new_values."organisation_id", new_values."period", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."specification", new_values."submitted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44440fb5b7813cd7f3952817da4597e0fce42fed', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f1c7b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_return', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='return',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_returnevent" ("code", "id", "met", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "specification", "submitted_on") SELECT old_values."code", old_values."id", old_values."met", old_values."organisation_id", old_values."period", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."specification", old_values."submitted_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9bca8e5e7ad7258477f10abf9f4f37b16689a2b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bc3e5', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_return', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d5ba8a678a8e485bcf45e33cd2d83d6505744fbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5d885', table='practices_returnevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='returnform',
            constraint=models.UniqueConstraint(fields=('organisation', 'specification', 'code', 'period'), name='one_form_an_organisation_and_period', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='returnform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counts_from__isnull', True), ('status', 'draft')), models.Q(('counts_from__isnull', False), ('status', 'sent')), ('status__in', ['asked back', 'reopened']), _connector='OR'), name='a_sent_form_counts_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='returnform',
            constraint=models.CheckConstraint(condition=models.Q(('again_by__isnull', True), ('status__in', ['reopened', 'sent']), _connector='OR'), name='only_a_reopened_form_is_sent_again'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnform',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_returnformevent" ("again_by", "answers", "code", "counts_from", "id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "saved_by_id", "saved_on", "specification", "status", "version_id") SELECT new_values."again_by", new_values."answers", new_values."code", new_values."counts_from", new_values."id", new_values."organisation_id", new_values."period", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."revision", new_values."saved_by_id", new_values."saved_on", new_values."specification", new_values."status", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='51ccc1b169586e70e8914248fb32be11e79164aa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6f702', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_returnform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnform',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_returnformevent" ("again_by", "answers", "code", "counts_from", "id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "saved_by_id", "saved_on", "specification", "status", "version_id") SELECT new_values."again_by", new_values."answers", new_values."code", new_values."counts_from", new_values."id", new_values."organisation_id", new_values."period", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."revision", new_values."saved_by_id", new_values."saved_on", new_values."specification", new_values."status", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e62aa3161dbb169d7ac730987607cf74fdebfd1e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b2bec', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_returnform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnform',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_returnformevent" ("again_by", "answers", "code", "counts_from", "id", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "saved_by_id", "saved_on", "specification", "status", "version_id") SELECT old_values."again_by", old_values."answers", old_values."code", old_values."counts_from", old_values."id", old_values."organisation_id", old_values."period", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."revision", old_values."saved_by_id", old_values."saved_on", old_values."specification", old_values."status", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3ea334fe0763151caa9595cc6a2a4e44e774fae9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_21b80', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_returnform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnformevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b6ea010de00826213d5559026681aecb996cba5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9356b', table='practices_returnformevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='returnstep',
            constraint=models.UniqueConstraint(fields=('form', 'number'), name='one_sending_a_number'),
        ),
        migrations.AddConstraint(
            model_name='returnstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answers__isnull', False), ('kind', 'sent'), ('number__gte', 1), ('version__isnull', False), models.Q(('sha256', ''), _negated=True)), models.Q(models.Q(('kind', 'sent'), _negated=True), ('answers__isnull', True), ('number__isnull', True), ('sha256', '')), _connector='OR'), name='a_sending_keeps_what_was_sent'),
        ),
        migrations.AddConstraint(
            model_name='returnstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['asked back', 'kept', 'reopened', 'not met', 'incomplete']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_is_undone_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='returnstep',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4b64f4392f603986f2b368cc68f66cfb962dd14a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_13d4e', table='practices_returnstep', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sharedsignups',
            constraint=models.UniqueConstraint(fields=('specification', 'shared_on'), name='shared_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='sharedsignups',
            constraint=models.CheckConstraint(condition=models.Q(('sent_to__len__gt', 0)), name='shared_with_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sharedsignups',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_sharedsignupsevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_to", "shared_by_id", "shared_on", "specification") SELECT new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."sent_to", new_values."shared_by_id", new_values."shared_on", new_values."specification" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='40ff8d4f5eff0f89de56afc2b5263e355bc238b8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_26901', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_sharedsignups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sharedsignups',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_sharedsignupsevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_to", "shared_by_id", "shared_on", "specification") SELECT new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."sent_to", new_values."shared_by_id", new_values."shared_on", new_values."specification" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e09d0e0a336bdb14150054ebbea048f190dd974c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_80468', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_sharedsignups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sharedsignups',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_sharedsignupsevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_to", "shared_by_id", "shared_on", "specification") SELECT old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."sent_to", old_values."shared_by_id", old_values."shared_on", old_values."specification" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='29e4b101511195e15ed218fb7a302bf91b528ee9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b60a2', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_sharedsignups', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sharedsignupsevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='664276c5830ccdd4ebe1631a3770e7b41e61cbbf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_993b9', table='practices_sharedsignupsevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.UniqueConstraint(fields=('practice', 'specification', 'element'), name='one_answer_an_element'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='delivery_ends_after_it_starts'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_signupevent" ("answered_by_id", "element", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "responded_on", "response", "signatory_name", "signatory_role", "specification", "starts_on", "version_id") SELECT new_values."answered_by_id", new_values."element", new_values."ends_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."responded_on", new_values."response", new_values."signatory_name", new_values."signatory_role", new_values."specification", new_values."starts_on", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='31555613553f99913fc6aa2b2f428efa120b6933', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ae64d', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_signup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_signupevent" ("answered_by_id", "element", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "responded_on", "response", "signatory_name", "signatory_role", "specification", "starts_on", "version_id") SELECT new_values."answered_by_id", new_values."element", new_values."ends_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."responded_on", new_values."response", new_values."signatory_name", new_values."signatory_role", new_values."specification", new_values."starts_on", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='46cec48bec6206b1debc2dd1b150860be66db7ed', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_da892', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_signup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_signupevent" ("answered_by_id", "element", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "responded_on", "response", "signatory_name", "signatory_role", "specification", "starts_on", "version_id") SELECT old_values."answered_by_id", old_values."element", old_values."ends_on", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."responded_on", old_values."response", old_values."signatory_name", old_values."signatory_role", old_values."specification", old_values."starts_on", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6b8d841e6747fbf43e6933945b9931a84c5dc166', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_660e7', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_signup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a481f99bd4135a0ed0c2fff958aee6448fb2aa89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7154c', table='practices_signupevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('status__in', ['open', 'withdrawn'])), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('status__in', ['agreed', 'refused']), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='signuprequest_is_decided_by_name_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('asked_by')), _negated=True), name='signuprequest_is_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('practice', 'specification', 'element'), name='one_open_request_an_element'),
        ),
        migrations.AddConstraint(
            model_name='signuprequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counts_from__isnull', False), ('status', 'agreed')), models.Q(models.Q(('status', 'agreed'), _negated=True), ('counts_from__isnull', True)), _connector='OR'), name='agreed_request_counts_from_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signuprequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_signuprequestevent" ("asked_by_id", "asked_on", "counts_from", "decided_by_id", "decided_on", "decision_reason", "element", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "register", "signatory_name", "signatory_role", "specification", "starts_on", "status", "version_id", "wish") SELECT new_values."asked_by_id", new_values."asked_on", new_values."counts_from", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."element", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."reason", new_values."register", new_values."signatory_name", new_values."signatory_role", new_values."specification", new_values."starts_on", new_values."status", new_values."version_id", new_values."wish" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3f4d8e172e4707cf0b39fc659969eaaad9d674b1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_802ad', referencing='REFERENCING NEW TABLE AS new_values ', table='practices_signuprequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signuprequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_signuprequestevent" ("asked_by_id", "asked_on", "counts_from", "decided_by_id", "decided_on", "decision_reason", "element", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "register", "signatory_name", "signatory_role", "specification", "starts_on", "status", "version_id", "wish") SELECT new_values."asked_by_id", new_values."asked_on", new_values."counts_from", new_values."decided_by_id", new_values."decided_on", new_values."decision_reason", new_values."element", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."reason", new_values."register", new_values."signatory_name", new_values."signatory_role", new_values."specification", new_values."starts_on", new_values."status", new_values."version_id", new_values."wish" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='13a10b7591dea4acb125bae7f80665d938d1eb73', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8b376', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='practices_signuprequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signuprequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "practices_signuprequestevent" ("asked_by_id", "asked_on", "counts_from", "decided_by_id", "decided_on", "decision_reason", "element", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "reason", "register", "signatory_name", "signatory_role", "specification", "starts_on", "status", "version_id", "wish") SELECT old_values."asked_by_id", old_values."asked_on", old_values."counts_from", old_values."decided_by_id", old_values."decided_on", old_values."decision_reason", old_values."element", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."reason", old_values."register", old_values."signatory_name", old_values."signatory_role", old_values."specification", old_values."starts_on", old_values."status", old_values."version_id", old_values."wish" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c4a94d684d5a64d7b9780de7307336ae1efcc5d8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_18610', referencing='REFERENCING OLD TABLE AS old_values ', table='practices_signuprequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signuprequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c20b7c4abb18c539e190c9e219d286ce6caa8b13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6a0f', table='practices_signuprequestevent', when='BEFORE')),
        ),
    ])]
