import commissioning.models.attachments
import commissioning.models.jobs
import commissioning.models.uploads
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from commissioning.config.migration_batches import Together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.CharField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_person_an_e_mail')],
            },
        ),
        migrations.CreateModel(
            name='SpecificationVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('commissioner', models.CharField(max_length=6, verbose_name="commissioner's ODS code")),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('in_force_from', models.DateField()),
                ('period_from', models.DateField()),
                ('period_to', models.DateField()),
                ('reason', models.TextField(blank=True, help_text='Why this version was made')),
                ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approved_specifications', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_specifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'in_force_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('lmc', 'Local medical committee'), ('pcn-director', 'Clinical director')], max_length=20)),
                ('agrees', models.BooleanField()),
                ('person', models.CharField(help_text='Who said so', max_length=200)),
                ('agreed_on', models.DateField(verbose_name='date of the answer')),
                ('evidence', models.CharField(blank=True, help_text='Where it can be read, if another recorded it', max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements_recorded', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='commissioning.specificationversion')),
            ],
            options={
                'ordering': ['party', 'pcn__code'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=150)),
                ('kind', models.CharField(help_text='What its content is: pdf, docx …', max_length=10)),
                ('size', models.PositiveIntegerField(help_text='Bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.FileField(upload_to=commissioning.models.attachments.place_of)),
                ('uploaded_on', models.DateField()),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['uploaded_on', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('practices', 'Practices'), ('networks', 'Primary care networks'), ('lists', 'List sizes'), ('weighted lists', 'Weighted list sizes'), ('homes', 'Care homes')], max_length=20)),
                ('day', models.DateField(help_text='The day it speaks of, or stands for')),
                ('published_on', models.DateField(help_text='The day it is of')),
                ('covers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), help_text="Commissioners' codes or local authorities", size=None)),
                ('file_name', models.CharField(max_length=255)),
                ('imported_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imported_editions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['kind', 'day'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(help_text='SHA-256 of the secret', max_length=64, unique=True)),
                ('email', models.CharField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('role', models.CharField(choices=[('primary-care', 'CCG primary care team'), ('practice', 'GP practice'), ('pcn-director', 'PCN clinical director'), ('finance', 'Finance'), ('data-quality', 'Data quality team'), ('lmc', 'Local medical committee')], max_length=20)),
                ('manages', models.BooleanField(default=False)),
                ('deputy', models.BooleanField(default=False)),
                ('invited_on', models.DateField(help_text='When the link that counts was sent')),
                ('expires_on', models.DateField(help_text='The last day on which the link works')),
                ('accepted_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_accepted', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_sent', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations_withdrawn', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-invited_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(help_text='Which work does it', max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('size', models.PositiveIntegerField(blank=True, help_text='Payees or rows it goes through; empty: nobody knows', null=True)),
                ('part', models.PositiveSmallIntegerField(blank=True, help_text='Which, from 1', null=True)),
                ('about', models.JSONField(default=dict, help_text='What the work is given')),
                ('queue', models.CharField(choices=[('short', 'Short work, for which somebody waits'), ('long', 'Long work')], max_length=10)),
                ('asked_on', models.DateField()),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('asked_in', models.CharField(blank=True, help_text='The request that asked, as logs name it', max_length=40)),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('running', 'In progress'), ('shared', 'In progress, in parts'), ('done', 'Done'), ('failed', 'Not done')], default='queued', max_length=10)),
                ('nudged_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('claim', models.UUIDField(blank=True, null=True)),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('of', models.PositiveIntegerField(default=0, help_text='0: nobody knows beforehand')),
                ('doing', models.CharField(blank=True, max_length=200)),
                ('said', models.CharField(blank=True, help_text='What came of it', max_length=500)),
                ('href', models.CharField(blank=True, help_text='Where that is seen', max_length=300)),
                ('file', models.FileField(blank=True, upload_to=commissioning.models.jobs.place_of)),
                ('file_name', models.CharField(blank=True, max_length=150)),
                ('problem', models.TextField(blank=True, help_text='Why it is not done, in plain words')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL)),
                ('part_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='commissioning.job')),
            ],
            options={
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9]{3,6}$', 'An ODS code is 3 to 6 letters and digits')], verbose_name='ODS code')),
                ('kind', models.CharField(choices=[('practice', 'GP practice'), ('pcn', 'Primary care network'), ('commissioner', 'Commissioner'), ('lmc', 'Local medical committee')], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('address', models.CharField(blank=True, max_length=400)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, help_text='The last day it was open', null=True)),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='commissioning.organisation')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='InvitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token_hash', models.CharField(help_text='SHA-256 of the secret', max_length=64)),
                ('email', models.CharField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('role', models.CharField(choices=[('primary-care', 'CCG primary care team'), ('practice', 'GP practice'), ('pcn-director', 'PCN clinical director'), ('finance', 'Finance'), ('data-quality', 'Data quality team'), ('lmc', 'Local medical committee')], max_length=20)),
                ('manages', models.BooleanField(default=False)),
                ('deputy', models.BooleanField(default=False)),
                ('invited_on', models.DateField(help_text='When the link that counts was sent')),
                ('expires_on', models.DateField(help_text='The last day on which the link works')),
                ('accepted_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.invitation')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='commissioning.organisation'),
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('event', models.CharField(max_length=100)),
                ('subject', models.CharField(help_text='model:key', max_length=200)),
                ('about', models.CharField(blank=True, help_text='The subject in words', max_length=300)),
                ('on', models.DateField(help_text='The business day, which a demo can set', null=True)),
                ('reason', models.TextField(blank=True)),
                ('details', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(help_text='Whom it is about, where it is about one organisation', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_events', to='commissioning.organisation')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='AttachmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=150)),
                ('kind', models.CharField(help_text='What its content is: pdf, docx …', max_length=10)),
                ('size', models.PositiveIntegerField(help_text='Bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.FileField(upload_to=commissioning.models.attachments.place_of)),
                ('uploaded_on', models.DateField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.attachment')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='attachment',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='commissioning.organisation'),
        ),
        migrations.CreateModel(
            name='AgreementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('party', models.CharField(choices=[('lmc', 'Local medical committee'), ('pcn-director', 'Clinical director')], max_length=20)),
                ('agrees', models.BooleanField()),
                ('person', models.CharField(help_text='Who said so', max_length=200)),
                ('agreed_on', models.DateField(verbose_name='date of the answer')),
                ('evidence', models.CharField(blank=True, help_text='Where it can be read, if another recorded it', max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.agreement')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
                ('pcn', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='agreement',
            name='pcn',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='variations_agreed', to='commissioning.organisation'),
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=6, validators=[django.core.validators.RegexValidator('^[A-Z0-9]{3,6}$', 'An ODS code is 3 to 6 letters and digits')], verbose_name='ODS code')),
                ('kind', models.CharField(choices=[('practice', 'GP practice'), ('pcn', 'Primary care network'), ('commissioner', 'Commissioner'), ('lmc', 'Local medical committee')], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('address', models.CharField(blank=True, max_length=400)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, help_text='The last day it was open', null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.organisation')),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('primary-care', 'CCG primary care team'), ('practice', 'GP practice'), ('pcn-director', 'PCN clinical director'), ('finance', 'Finance'), ('data-quality', 'Data quality team'), ('lmc', 'Local medical committee')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('manages', models.BooleanField(default=False, help_text='May invite colleagues of the same organisation')),
                ('deputy', models.BooleanField(default=False, help_text="Stands in for a director, for one in the director's own matters")),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='commissioning.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RoleMembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('primary-care', 'CCG primary care team'), ('practice', 'GP practice'), ('pcn-director', 'PCN clinical director'), ('finance', 'Finance'), ('data-quality', 'Data quality team'), ('lmc', 'Local medical committee')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('manages', models.BooleanField(default=False, help_text='May invite colleagues of the same organisation')),
                ('deputy', models.BooleanField(default=False, help_text="Stands in for a director, for one in the director's own matters")),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.rolemembership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SpecificationDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('reason', models.TextField(blank=True, help_text='Why this version is made')),
                ('drafted_on', models.DateField()),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='specification_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-drafted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SpecificationDraftEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('reason', models.TextField(blank=True, help_text='Why this version is made')),
                ('drafted_on', models.DateField()),
                ('drafted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.specificationdraft')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(blank=True, max_length=60, verbose_name='specification code')),
                ('code', models.CharField(blank=True, help_text='Blank: added by the team itself', max_length=60, verbose_name='deadline')),
                ('quarter', models.DateField(blank=True, help_text='The quarter it is for, if any', null=True)),
                ('title', models.CharField(max_length=300)),
                ('owner', models.CharField(choices=[('commissioner', 'Primary care team'), ('data-quality', 'Data quality team'), ('finance', 'Finance')], max_length=20)),
                ('due', models.DateField()),
                ('assumed', models.BooleanField(default=False, help_text='The documents name no day')),
                ('clause', models.CharField(blank=True, max_length=300)),
                ('why', models.TextField(blank=True, help_text='What it affects, or why it was added')),
                ('done_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True, help_text='What was done')),
                ('committee', models.CharField(blank=True, max_length=200)),
                ('met_on', models.DateField(blank=True, help_text='The day the committee met', null=True)),
                ('minute', models.CharField(blank=True, help_text='The number of the minute', max_length=100)),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='added_tasks', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='done_tasks', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ManyToManyField(blank=True, related_name='tasks', to='commissioning.attachment')),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(blank=True, max_length=60, verbose_name='specification code')),
                ('code', models.CharField(blank=True, help_text='Blank: added by the team itself', max_length=60, verbose_name='deadline')),
                ('quarter', models.DateField(blank=True, help_text='The quarter it is for, if any', null=True)),
                ('title', models.CharField(max_length=300)),
                ('owner', models.CharField(choices=[('commissioner', 'Primary care team'), ('data-quality', 'Data quality team'), ('finance', 'Finance')], max_length=20)),
                ('due', models.DateField()),
                ('assumed', models.BooleanField(default=False, help_text='The documents name no day')),
                ('clause', models.CharField(blank=True, max_length=300)),
                ('why', models.TextField(blank=True, help_text='What it affects, or why it was added')),
                ('done_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True, help_text='What was done')),
                ('committee', models.CharField(blank=True, max_length=200)),
                ('met_on', models.DateField(blank=True, help_text='The day the committee met', null=True)),
                ('minute', models.CharField(blank=True, help_text='The number of the minute', max_length=100)),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.task')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='The importer that reads it', max_length=40)),
                ('name', models.CharField(max_length=150, verbose_name='file name')),
                ('size', models.PositiveIntegerField(help_text='Bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('options', models.JSONField(default=dict, help_text='What was said of it besides')),
                ('shown', models.JSONField(default=dict, help_text='What it would change, as last shown')),
                ('showings', models.PositiveSmallIntegerField(default=1, help_text='How often it was shown')),
                ('fingerprint', models.CharField(help_text='The hash of all that was shown', max_length=64)),
                ('status', models.CharField(choices=[('waiting', 'Waits to be confirmed'), ('confirmed', 'Confirmed'), ('withdrawn', 'Cancelled'), ('expired', 'Removed, not confirmed in time')], default='waiting', max_length=10)),
                ('file', models.FileField(blank=True, upload_to=commissioning.models.uploads.place_of)),
                ('uploaded_on', models.DateField()),
                ('uploaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-uploaded_at'],
            },
        ),
        migrations.CreateModel(
            name='UploadEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('kind', models.CharField(help_text='The importer that reads it', max_length=40)),
                ('name', models.CharField(max_length=150, verbose_name='file name')),
                ('size', models.PositiveIntegerField(help_text='Bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('options', models.JSONField(default=dict, help_text='What was said of it besides')),
                ('shown', models.JSONField(default=dict, help_text='What it would change, as last shown')),
                ('showings', models.PositiveSmallIntegerField(default=1, help_text='How often it was shown')),
                ('fingerprint', models.CharField(help_text='The hash of all that was shown', max_length=64)),
                ('status', models.CharField(choices=[('waiting', 'Waits to be confirmed'), ('confirmed', 'Confirmed'), ('withdrawn', 'Cancelled'), ('expired', 'Removed, not confirmed in time')], default='waiting', max_length=10)),
                ('file', models.FileField(blank=True, upload_to=commissioning.models.uploads.place_of)),
                ('uploaded_on', models.DateField()),
                ('uploaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commissioning.upload')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='approval', serialize=False, to='commissioning.specificationversion')),
                ('committee', models.CharField(max_length=200)),
                ('met_on', models.DateField(verbose_name='date of the meeting')),
                ('minute', models.CharField(max_length=100)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='specification_approvals', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='specificationversion',
            constraint=models.UniqueConstraint(fields=('code', 'version'), name='one_text_a_version'),
        ),
        migrations.AddConstraint(
            model_name='specificationversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='approval_has_a_person_and_a_time'),
        ),
        migrations.AddConstraint(
            model_name='specificationversion',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('published_by')), _negated=True), _connector='OR'), name='nobody_approves_what_they_published'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specificationversion',
            trigger=pgtrigger.compiler.Trigger(name='published_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."commissioner" IS DISTINCT FROM (NEW."commissioner") OR OLD."in_force_from" IS DISTINCT FROM (NEW."in_force_from") OR OLD."period_from" IS DISTINCT FROM (NEW."period_from") OR OLD."period_to" IS DISTINCT FROM (NEW."period_to") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b2fca56e499625bbce14c5f571fc20d016b3fff4', operation='UPDATE', pgid='pgtrigger_published_is_fixed_c6733', table='commissioning_specificationversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specificationversion',
            trigger=pgtrigger.compiler.Trigger(name='approved_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7cdae239a5214d740ac2fe5fddf6c768ed1da87c', operation='UPDATE OR DELETE', pgid='pgtrigger_approved_is_fixed_a7bec', table='commissioning_specificationversion', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['kind', 'day'], name='commissioni_kind_65085b_idx'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['asked_by', '-asked_at'], name='commissioni_asked_b_498ef2_idx'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['nudged_at'], name='open_jobs'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('heartbeat_at__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('claim__isnull', True)), _connector='OR'), name='only_running_jobs_are_claimed'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'failed'])), models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'running', 'shared'])), _connector='OR'), name='ended_jobs_have_an_end'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'failed'), ('problem', ''), _connector='OR'), name='only_failed_jobs_have_a_problem'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part__isnull', True), ('part_of__isnull', True)), models.Q(('part__isnull', False), ('part_of__isnull', False)), _connector='OR'), name='parts_of_jobs_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.UniqueConstraint(fields=('part_of', 'part'), name='one_part_of_each_number'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['kind'], name='commissioni_kind_4527c1_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_organisationevent" ("address", "closed_on", "code", "id", "kind", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "successor_id") SELECT new_values."address", new_values."closed_on", new_values."code", new_values."id", new_values."kind", new_values."name", new_values."opened_on", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."postcode", new_values."successor_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d584351c28a3593475ef6a967c598a1333d9345', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8cb24', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_organisationevent" ("address", "closed_on", "code", "id", "kind", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "successor_id") SELECT new_values."address", new_values."closed_on", new_values."code", new_values."id", new_values."kind", new_values."name", new_values."opened_on", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."postcode", new_values."successor_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cd5f1a25a453d0e7568e621a109f1bfed988bfc9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a3d8a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_organisationevent" ("address", "closed_on", "code", "id", "kind", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "successor_id") SELECT old_values."address", old_values."closed_on", old_values."code", old_values."id", old_values."kind", old_values."name", old_values."opened_on", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."postcode", old_values."successor_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2462f8eec7f20774a6ad3cbf88cc319e1fbb9ab1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_165b5', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4eabc7679db12d9877ca36a6ca188b51e772b766', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_70267', table='commissioning_invitationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_by__isnull', True), ('accepted_on__isnull', True)), models.Q(('accepted_by__isnull', False), ('accepted_on__isnull', False)), _connector='OR'), name='invitation_accepted_by_and_on'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_by__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('withdrawn_by__isnull', False), ('withdrawn_on__isnull', False)), _connector='OR'), name='invitation_withdrawn_by_and_on'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), ('withdrawn_on__isnull', True), _connector='OR'), name='invitation_accepted_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__gte', models.F('invited_on'))), name='invitation_expires_later'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_on__isnull', True), ('withdrawn_on__isnull', True)), fields=('email', 'role', 'organisation'), name='one_open_invitation_a_role', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_invitationevent" ("accepted_by_id", "accepted_on", "deputy", "email", "expires_on", "id", "invited_by_id", "invited_on", "manages", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "token_hash", "withdrawn_by_id", "withdrawn_on") SELECT new_values."accepted_by_id", new_values."accepted_on", new_values."deputy", new_values."email", new_values."expires_on", new_values."id", new_values."invited_by_id", new_values."invited_on", new_values."manages", new_values."name", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."role", new_values."token_hash", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e5f2492b498f3aa987e8846fc2f612a81a72f86b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fa17b', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_invitationevent" ("accepted_by_id", "accepted_on", "deputy", "email", "expires_on", "id", "invited_by_id", "invited_on", "manages", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "token_hash", "withdrawn_by_id", "withdrawn_on") SELECT new_values."accepted_by_id", new_values."accepted_on", new_values."deputy", new_values."email", new_values."expires_on", new_values."id", new_values."invited_by_id", new_values."invited_on", new_values."manages", new_values."name", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."role", new_values."token_hash", new_values."withdrawn_by_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1f43b5482ea5e650d2fe33e062d27e402fe6975d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_aec21', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_invitationevent" ("accepted_by_id", "accepted_on", "deputy", "email", "expires_on", "id", "invited_by_id", "invited_on", "manages", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "token_hash", "withdrawn_by_id", "withdrawn_on") SELECT old_values."accepted_by_id", old_values."accepted_on", old_values."deputy", old_values."email", old_values."expires_on", old_values."id", old_values."invited_by_id", old_values."invited_on", old_values."manages", old_values."name", old_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."role", old_values."token_hash", old_values."withdrawn_by_id", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f68948c86e9481f5d0597ccbe1583bd2eb33767e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b16ed', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_invitation', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['subject'], name='commissioni_subject_4825ac_idx'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['organisation', '-id'], name='events_of_an_organisation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='23d17470869aa7c8ae5b8818813e07101123bc9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7da76', table='commissioning_auditevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4298cd75a7eeb5637f699616ead7f070d43ec860', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_84b02', table='commissioning_attachmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_attachmentevent" ("file", "id", "kind", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_by_id", "uploaded_on") SELECT new_values."file", new_values."id", new_values."kind", new_values."name", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."sha256", new_values."size", new_values."uploaded_by_id", new_values."uploaded_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='39673d4aef07e9423708b3b4b600711a12b17925', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ea1a3', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_attachmentevent" ("file", "id", "kind", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_by_id", "uploaded_on") SELECT new_values."file", new_values."id", new_values."kind", new_values."name", new_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."sha256", new_values."size", new_values."uploaded_by_id", new_values."uploaded_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4c47f1260ce443fa240fc244f26cdef503166419', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4461a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_attachmentevent" ("file", "id", "kind", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_by_id", "uploaded_on") SELECT old_values."file", old_values."id", old_values."kind", old_values."name", old_values."organisation_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."sha256", old_values."size", old_values."uploaded_by_id", old_values."uploaded_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6fe3bdfaa4e6cec758ddc9f808b23750e56bef7b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3167e', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f0e08fe1d41f54f713439e8b13617dcc296b814', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_abe82', table='commissioning_agreementevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('version', 'party', 'pcn'), name='one_answer_a_party_and_version', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('party', 'lmc'), ('pcn__isnull', True)), models.Q(('party', 'pcn-director'), ('pcn__isnull', False)), _connector='OR'), name='a_director_answers_for_a_network'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='who_does_not_agree_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_agreementevent" ("agreed_on", "agrees", "evidence", "id", "party", "pcn_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "version_id") SELECT new_values."agreed_on", new_values."agrees", new_values."evidence", new_values."id", new_values."party", new_values."pcn_id", new_values."person", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='97d75cb8c087423810d767ac265ffdf86e1bb54c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a4812', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_agreementevent" ("agreed_on", "agrees", "evidence", "id", "party", "pcn_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "version_id") SELECT new_values."agreed_on", new_values."agrees", new_values."evidence", new_values."id", new_values."party", new_values."pcn_id", new_values."person", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e3d115ee706f7918452f5784cea1d8dbd6166f72', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_96861', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_agreementevent" ("agreed_on", "agrees", "evidence", "id", "party", "pcn_id", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "version_id") SELECT old_values."agreed_on", old_values."agrees", old_values."evidence", old_values."id", old_values."party", old_values."pcn_id", old_values."person", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reason", old_values."recorded_by_id", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e64c5e6e6231e766f0d4744afee23bc4309ae6fb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_dd2d2', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08c722af13f3e90ec31ff43df22152da0041e82b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2ec0e', table='commissioning_organisationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rolemembership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='role_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='rolemembership',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('person', 'role', 'organisation'), name='one_open_role_an_organisation', nulls_distinct=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolemembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_rolemembershipevent" ("deputy", "ends_on", "id", "manages", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT new_values."deputy", new_values."ends_on", new_values."id", new_values."manages", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."role", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='34897050821cc41565da407d72abbd753128c165', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_de484', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_rolemembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolemembership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_rolemembershipevent" ("deputy", "ends_on", "id", "manages", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT new_values."deputy", new_values."ends_on", new_values."id", new_values."manages", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."role", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='582f9fcd104e384bd1f82f6f3bbff1d099633d17', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_63f97', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_rolemembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolemembership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_rolemembershipevent" ("deputy", "ends_on", "id", "manages", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT old_values."deputy", old_values."ends_on", old_values."id", old_values."manages", old_values."organisation_id", old_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."role", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='59a15032ceb046e48b06a8241ca4e4fde47194de', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4ac5d', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_rolemembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolemembershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='17216c9d7a4fddc7ad2a26f07de823b6228490ed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a1a1', table='commissioning_rolemembershipevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='specificationdraft',
            constraint=models.UniqueConstraint(fields=('code', 'version', 'drafted_by'), name='one_draft_a_person_and_version'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specificationdraft',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_specificationdraftevent" ("code", "drafted_by_id", "drafted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "text", "title", "version") SELECT new_values."code", new_values."drafted_by_id", new_values."drafted_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reason", new_values."text", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50bff9f19deaedd5511224606786c6a107ba6849', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b7b33', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_specificationdraft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specificationdraft',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_specificationdraftevent" ("code", "drafted_by_id", "drafted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "text", "title", "version") SELECT new_values."code", new_values."drafted_by_id", new_values."drafted_on", new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reason", new_values."text", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='93cff5ad0e60c975b993be23d7e2f057418c3f23', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1d8f4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_specificationdraft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specificationdraft',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_specificationdraftevent" ("code", "drafted_by_id", "drafted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "text", "title", "version") SELECT old_values."code", old_values."drafted_by_id", old_values."drafted_on", old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reason", old_values."text", old_values."title", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0b1d2f79a59a7d1dda29a586bc831bed5aa9c000', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_94101', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_specificationdraft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='specificationdraftevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cc8b3d0256f8ca1671167771df13bc51abd0ffd6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_978c5', table='commissioning_specificationdraftevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('specification', 'code', 'quarter'), name='one_task_a_deadline', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by__isnull', True), ('done_on__isnull', True)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='done_task_has_a_day_and_a_person'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('committee', ''), ('met_on__isnull', True), ('minute', '')), models.Q(models.Q(('committee', ''), _negated=True), ('met_on__isnull', False), models.Q(('minute', ''), _negated=True)), _connector='OR'), name='approval_names_committee_day_and_minute'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('met_on__isnull', True), ('done_on__gte', models.F('met_on')), _connector='OR'), name='committee_met_before_it_was_done'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_taskevent" ("added_by_id", "assumed", "clause", "code", "committee", "done_by_id", "done_on", "due", "id", "met_on", "minute", "note", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "specification", "title", "why") SELECT new_values."added_by_id", new_values."assumed", new_values."clause", new_values."code", new_values."committee", new_values."done_by_id", new_values."done_on", new_values."due", new_values."id", new_values."met_on", new_values."minute", new_values."note", new_values."owner", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."quarter", new_values."specification", new_values."title", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8024ead62e9c122221dae7d4eac2b5341e50f037', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_95c60', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_taskevent" ("added_by_id", "assumed", "clause", "code", "committee", "done_by_id", "done_on", "due", "id", "met_on", "minute", "note", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "specification", "title", "why") SELECT new_values."added_by_id", new_values."assumed", new_values."clause", new_values."code", new_values."committee", new_values."done_by_id", new_values."done_on", new_values."due", new_values."id", new_values."met_on", new_values."minute", new_values."note", new_values."owner", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."quarter", new_values."specification", new_values."title", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c8891f819dee232d7c5723d605d6594b5ca8acff', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b680e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_taskevent" ("added_by_id", "assumed", "clause", "code", "committee", "done_by_id", "done_on", "due", "id", "met_on", "minute", "note", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "specification", "title", "why") SELECT old_values."added_by_id", old_values."assumed", old_values."clause", old_values."code", old_values."committee", old_values."done_by_id", old_values."done_on", old_values."due", old_values."id", old_values."met_on", old_values."minute", old_values."note", old_values."owner", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."quarter", old_values."specification", old_values."title", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f3d6d5ab1b026dd2c9607b7cb15192310963300b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_54d5c', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='taskevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d293296eeda73fce0bde12cadd5c5a955d9bc17', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9504d', table='commissioning_taskevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(fields=['uploaded_by', 'status'], name='commissioni_uploade_166c64_idx'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_on__isnull', False), ('status', 'confirmed')), models.Q(models.Q(('status', 'confirmed'), _negated=True), ('confirmed_on__isnull', True)), _connector='OR'), name='confirmed_upload_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('file', ''), ('status', 'waiting'), _connector='OR'), name='only_waiting_uploads_keep_a_file'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_uploadevent" ("confirmed_on", "file", "fingerprint", "id", "kind", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "showings", "shown", "size", "status", "uploaded_at", "uploaded_by_id", "uploaded_on") SELECT new_values."confirmed_on", new_values."file", new_values."fingerprint", new_values."id", new_values."kind", new_values."name", new_values."options", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."sha256", new_values."showings", new_values."shown", new_values."size", new_values."status", new_values."uploaded_at", new_values."uploaded_by_id", new_values."uploaded_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2007b029ff77f4d29af6154b8e1e608304a08bcb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_471b5', referencing='REFERENCING NEW TABLE AS new_values ', table='commissioning_upload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_uploadevent" ("confirmed_on", "file", "fingerprint", "id", "kind", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "showings", "shown", "size", "status", "uploaded_at", "uploaded_by_id", "uploaded_on") SELECT new_values."confirmed_on", new_values."file", new_values."fingerprint", new_values."id", new_values."kind", new_values."name", new_values."options", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."sha256", new_values."showings", new_values."shown", new_values."size", new_values."status", new_values."uploaded_at", new_values."uploaded_by_id", new_values."uploaded_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='232b402aa58e43133c4803485ceddf044b87057a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1176b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='commissioning_upload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='upload',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "commissioning_uploadevent" ("confirmed_on", "file", "fingerprint", "id", "kind", "name", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "showings", "shown", "size", "status", "uploaded_at", "uploaded_by_id", "uploaded_on") SELECT old_values."confirmed_on", old_values."file", old_values."fingerprint", old_values."id", old_values."kind", old_values."name", old_values."options", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."sha256", old_values."showings", old_values."shown", old_values."size", old_values."status", old_values."uploaded_at", old_values."uploaded_by_id", old_values."uploaded_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0ff01c443c2d4dc291a362e0fb999c7f7834beb2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_86905', referencing='REFERENCING OLD TABLE AS old_values ', table='commissioning_upload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='uploadevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='148299163beb8532b0216f29c7d7b687f3a118e9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1303c', table='commissioning_uploadevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='da915faf27c8d48cb95f59fe238a2b4aec18cf85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0650b', table='commissioning_approval', when='BEFORE')),
        ),
    ])]
