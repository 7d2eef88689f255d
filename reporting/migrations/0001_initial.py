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
        ('carehomes', '0001_initial'),
        ('commissioning', '0001_initial'),
        ('payments', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [Together([
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('made_on', models.DateField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarFeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token_sha256', models.CharField(max_length=64)),
                ('made_on', models.DateField()),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.calendarfeed')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Consequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_on', models.DateField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rests_on', to='payments.decision')),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HomeException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('question', models.CharField(help_text="The sitrep's question", max_length=60, verbose_name='element')),
                ('part', models.CharField(blank=True, help_text='Which part of it, if one is meant', max_length=200)),
                ('missing', models.TextField(verbose_name='what is not in place')),
                ('since', models.DateField()),
                ('doing', models.TextField(blank=True, verbose_name='what is being done')),
                ('mended_by', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('source', models.CharField(choices=[('practice', 'Practice'), ('commissioner', 'CCG'), ('record', 'The record itself')], max_length=20)),
                ('raised_on', models.DateField()),
                ('state', models.CharField(choices=[('raised', 'Not reviewed'), ('returned', 'Returned with a question'), ('confirmed', 'Confirmed'), ('closed', 'Closed')], default='raised', max_length=20)),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('mended_on', models.DateField(blank=True, help_text='Noted as mended from this day', null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='carehomes.carehome')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='home_exceptions', to='commissioning.organisation')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-raised_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ExceptionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=60)),
                ('on', models.DateField()),
                ('words', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exception', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reporting.homeexception')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ConsequenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('linked_on', models.DateField()),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='payments.decision')),
                ('linked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.consequence')),
                ('exception', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.homeexception')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='consequence',
            name='exception',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consequences', to='reporting.homeexception'),
        ),
        migrations.CreateModel(
            name='HomeExceptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('specification', models.CharField(max_length=60, verbose_name='specification code')),
                ('question', models.CharField(help_text="The sitrep's question", max_length=60, verbose_name='element')),
                ('part', models.CharField(blank=True, help_text='Which part of it, if one is meant', max_length=200)),
                ('missing', models.TextField(verbose_name='what is not in place')),
                ('since', models.DateField()),
                ('doing', models.TextField(blank=True, verbose_name='what is being done')),
                ('mended_by', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('source', models.CharField(choices=[('practice', 'Practice'), ('commissioner', 'CCG'), ('record', 'The record itself')], max_length=20)),
                ('raised_on', models.DateField()),
                ('state', models.CharField(choices=[('raised', 'Not reviewed'), ('returned', 'Returned with a question'), ('confirmed', 'Confirmed'), ('closed', 'Closed')], default='raised', max_length=20)),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('mended_on', models.DateField(blank=True, help_text='Noted as mended from this day', null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('home', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carehomes.carehome')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.homeexception')),
                ('raised_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=250, unique=True)),
                ('matter', models.CharField(db_index=True, help_text='The key of what was planned, whoever reads it', max_length=220)),
                ('kind', models.CharField(choices=[('reminder', 'Reminder'), ('director', 'To the network’s director'), ('ccg', 'To the CCG'), ('digest', 'Monday digest')], max_length=10)),
                ('address', models.CharField(max_length=254, verbose_name='e-mail address')),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('specification', models.CharField(blank=True, max_length=60, verbose_name='specification code')),
                ('deadline', models.CharField(blank=True, max_length=60)),
                ('written_on', models.DateField()),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('shown', 'Shown here, not sent'), ('held', 'In the Monday digest'), ('unsure', 'Perhaps not sent'), ('bounced', 'Came back'), ('failed', 'Could not be sent')], default='waiting', max_length=10)),
                ('claim', models.UUIDField(blank=True, help_text='The job that sends it, or sent it', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True, help_text='Why it came back, or could not be sent')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='commissioning.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('told_in', models.ForeignKey(blank=True, help_text='Its digest', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tells', to='reporting.message')),
            ],
            options={
                'ordering': ['-written_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MessageChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reminders', models.CharField(choices=[('each', 'Each reminder by itself, and a digest on Mondays'), ('digest', 'Only the digest on Mondays')], max_length=10)),
                ('chosen_on', models.DateField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='message_choice', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MessageChoiceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reminders', models.CharField(choices=[('each', 'Each reminder by itself, and a digest on Mondays'), ('digest', 'Only the digest on Mondays')], max_length=10)),
                ('chosen_on', models.DateField()),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.messagechoice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MessageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=250)),
                ('matter', models.CharField(help_text='The key of what was planned, whoever reads it', max_length=220)),
                ('kind', models.CharField(choices=[('reminder', 'Reminder'), ('director', 'To the network’s director'), ('ccg', 'To the CCG'), ('digest', 'Monday digest')], max_length=10)),
                ('address', models.CharField(max_length=254, verbose_name='e-mail address')),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('specification', models.CharField(blank=True, max_length=60, verbose_name='specification code')),
                ('deadline', models.CharField(blank=True, max_length=60)),
                ('written_on', models.DateField()),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('shown', 'Shown here, not sent'), ('held', 'In the Monday digest'), ('unsure', 'Perhaps not sent'), ('bounced', 'Came back'), ('failed', 'Could not be sent')], default='waiting', max_length=10)),
                ('claim', models.UUIDField(blank=True, help_text='The job that sends it, or sent it', null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True, help_text='Why it came back, or could not be sent')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.message')),
                ('told_in', models.ForeignKey(blank=True, db_constraint=False, help_text='Its digest', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.message')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NilReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('said_on', models.DateField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nil_returns', to='commissioning.organisation')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-week', 'practice'],
            },
        ),
        migrations.CreateModel(
            name='NilReturnEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('week', models.DateField()),
                ('said_on', models.DateField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.nilreturn')),
                ('practice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.organisation')),
                ('said_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sitrep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.TextField(blank=True, help_text='Why it was amended')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed')], default='draft', max_length=10)),
                ('scope_on', models.DateField(help_text='The homes in scope, and what the record shows, on it')),
                ('counted_on', models.DateField()),
                ('counted_at', models.DateTimeField()),
                ('past_cut_off', models.BooleanField(help_text='Counted once the directors’ time was over')),
                ('questions', models.JSONField(default=list)),
                ('totals', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict, help_text='Of the questions answered in words')),
                ('comments', models.TextField(blank=True)),
                ('finding', models.CharField(blank=True, choices=[('full', 'Full coverage is confirmed'), ('exceptions', 'The exceptions are confirmed as they are listed')], max_length=12)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, help_text='Of all that was signed', max_length=64)),
                ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'ordering': ['-week', '-revision'],
            },
        ),
        migrations.CreateModel(
            name='SitrepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('week', models.DateField()),
                ('revision', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.TextField(blank=True, help_text='Why it was amended')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed')], default='draft', max_length=10)),
                ('scope_on', models.DateField(help_text='The homes in scope, and what the record shows, on it')),
                ('counted_on', models.DateField()),
                ('counted_at', models.DateTimeField()),
                ('past_cut_off', models.BooleanField(help_text='Counted once the directors’ time was over')),
                ('questions', models.JSONField(default=list)),
                ('totals', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict, help_text='Of the questions answered in words')),
                ('comments', models.TextField(blank=True)),
                ('finding', models.CharField(blank=True, choices=[('full', 'Full coverage is confirmed'), ('exceptions', 'The exceptions are confirmed as they are listed')], max_length=12)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(blank=True, help_text='Of all that was signed', max_length=64)),
                ('counted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.sitrep')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commissioning.specificationversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SitrepException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('location_id', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=200, verbose_name='home')),
                ('network_code', models.CharField(blank=True, max_length=6)),
                ('question', models.CharField(max_length=60)),
                ('part', models.CharField(blank=True, max_length=200)),
                ('missing', models.TextField()),
                ('since', models.DateField()),
                ('raised_by', models.CharField(help_text='The practice, the CCG or the record', max_length=200)),
                ('stood', models.CharField(help_text='Not reviewed, confirmed, mended or closed', max_length=60)),
                ('is_warning', models.BooleanField(default=False)),
                ('exception', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sitreps', to='reporting.homeexception')),
                ('sitrep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='reporting.sitrep')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SitrepHome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('location_id', models.CharField(max_length=30)),
                ('network_code', models.CharField(blank=True, help_text='Blank: no network', max_length=6)),
                ('stands', models.CharField(max_length=60)),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='carehomes.carehome')),
                ('sitrep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='homes', to='reporting.sitrep')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SitrepPractice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6)),
                ('name', models.CharField(max_length=200)),
                ('network_code', models.CharField(blank=True, max_length=6)),
                ('answer', models.CharField(choices=[('nothing', 'Nothing to report'), ('raised', 'Raised an exception'), ('silent', 'Not answered')], max_length=10)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.organisation')),
                ('sitrep', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='practices', to='reporting.sitrep')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarfeed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_calendarfeedevent" ("id", "made_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_sha256") SELECT new_values."id", new_values."made_on", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."token_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='185e3afed13327aab788e56091e9463de2af200a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_99563', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_calendarfeed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarfeed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_calendarfeedevent" ("id", "made_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_sha256") SELECT new_values."id", new_values."made_on", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."token_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4521ceba47ee41916cad27b88e42207aed992206', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_343a3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_calendarfeed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarfeed',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_calendarfeedevent" ("id", "made_on", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "token_sha256") SELECT old_values."id", old_values."made_on", old_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."token_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5ca8adae6c3281bc0d3d2237341a33c4793b528f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0c69f', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_calendarfeed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendarfeedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='274f7b4cc9501df800b2c05ceba9b5eccd1d25ca', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_21d24', table='reporting_calendarfeedevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='homeexception',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('source', 'practice')), models.Q(models.Q(('source', 'practice'), _negated=True), ('organisation__isnull', True)), _connector='OR'), name='a_practice_s_exception_names_it'),
        ),
        migrations.AddConstraint(
            model_name='homeexception',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_by__isnull', True), ('closed_on__isnull', True)), _connector='OR'), name='closed_exception_has_a_day_and_a_person'),
        ),
        migrations.AddConstraint(
            model_name='homeexception',
            constraint=models.CheckConstraint(condition=models.Q(('mended_on__isnull', True), ('mended_on__gte', models.F('since')), _connector='OR'), name='nothing_is_mended_before_it_was_missing'),
        ),
        migrations.AddConstraint(
            model_name='homeexception',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True), ('mended_on__isnull', True), ('source', 'record')), fields=('home', 'question'), name='the_record_raises_each_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='homeexception',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_homeexceptionevent" ("closed_by_id", "closed_on", "doing", "home_id", "id", "mended_by", "mended_on", "missing", "organisation_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "raised_by_id", "raised_on", "reviewed_by_id", "reviewed_on", "since", "source", "specification", "state") SELECT new_values."closed_by_id", new_values."closed_on", new_values."doing", new_values."home_id", new_values."id", new_values."mended_by", new_values."mended_on", new_values."missing", new_values."organisation_id", new_values."part", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."question", new_values."raised_by_id", new_values."raised_on", new_values."reviewed_by_id", new_values."reviewed_on", new_values."since", new_values."source", new_values."specification", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='92c6f057cc75f3b12a2a7cc3434edd5dd1e1cf70', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_35068', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_homeexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='homeexception',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_homeexceptionevent" ("closed_by_id", "closed_on", "doing", "home_id", "id", "mended_by", "mended_on", "missing", "organisation_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "raised_by_id", "raised_on", "reviewed_by_id", "reviewed_on", "since", "source", "specification", "state") SELECT new_values."closed_by_id", new_values."closed_on", new_values."doing", new_values."home_id", new_values."id", new_values."mended_by", new_values."mended_on", new_values."missing", new_values."organisation_id", new_values."part", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."question", new_values."raised_by_id", new_values."raised_on", new_values."reviewed_by_id", new_values."reviewed_on", new_values."since", new_values."source", new_values."specification", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ece6818346b01686654d918288a696e3171fd60d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_79856', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_homeexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='homeexception',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_homeexceptionevent" ("closed_by_id", "closed_on", "doing", "home_id", "id", "mended_by", "mended_on", "missing", "organisation_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "raised_by_id", "raised_on", "reviewed_by_id", "reviewed_on", "since", "source", "specification", "state") SELECT old_values."closed_by_id", old_values."closed_on", old_values."doing", old_values."home_id", old_values."id", old_values."mended_by", old_values."mended_on", old_values."missing", old_values."organisation_id", old_values."part", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."question", old_values."raised_by_id", old_values."raised_on", old_values."reviewed_by_id", old_values."reviewed_on", old_values."since", old_values."source", old_values."specification", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f58b3d8665753d36c83624c35dc2a8acf47d1aec', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9f679', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_homeexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exceptionstep',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6f61d67a7f576e37ff82b4f2471e406ad23f9bdd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2ca83', table='reporting_exceptionstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consequenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7c43d45873886d11284965d59f060611d62420b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a5cd', table='reporting_consequenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='consequence',
            constraint=models.UniqueConstraint(fields=('exception', 'decision'), name='a_consequence_is_named_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consequence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_consequenceevent" ("decision_id", "exception_id", "id", "linked_by_id", "linked_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."decision_id", new_values."exception_id", new_values."id", new_values."linked_by_id", new_values."linked_on", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4aca6d019ef1b9c7d3220ecab8b46943fde9bdac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a4842', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_consequence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consequence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_consequenceevent" ("decision_id", "exception_id", "id", "linked_by_id", "linked_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."decision_id", new_values."exception_id", new_values."id", new_values."linked_by_id", new_values."linked_on", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4276f162d8d67ce8fec7686848de6d82c545e256', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_77c22', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_consequence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consequence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_consequenceevent" ("decision_id", "exception_id", "id", "linked_by_id", "linked_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."decision_id", old_values."exception_id", old_values."id", old_values."linked_by_id", old_values."linked_on", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d52db0ddcb55cb516fb8b74d18057b53a1f327e9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6ac78', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_consequence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='homeexceptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='083da577704a7706c0141fb0f142725a609678dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_69f51', table='reporting_homeexceptionevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'sending'])), fields=['state'], name='messages_to_send'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('state', 'sending')), models.Q(('state', 'sending'), _negated=True), _connector='OR'), name='a_message_is_sent_under_a_claim'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='a_sent_message_says_when'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['bounced', 'failed']), _negated=True), models.Q(('problem', ''), _negated=True), _connector='OR'), name='a_message_that_came_back_says_why'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('told_in__isnull', True), ('state', 'held'), _connector='OR'), name='only_held_messages_are_told_in_a_digest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='what_it_said_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."matter" IS DISTINCT FROM (NEW."matter") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."html" IS DISTINCT FROM (NEW."html") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."specification" IS DISTINCT FROM (NEW."specification") OR OLD."deadline" IS DISTINCT FROM (NEW."deadline") OR OLD."written_on" IS DISTINCT FROM (NEW."written_on") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5be334ba8f27f478cf92be87d4aaa800c09f709c', operation='UPDATE', pgid='pgtrigger_what_it_said_is_fixed_83148', table='reporting_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_messages', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f87b5039be01b4857dc53c270f172f42c08d3904', operation='DELETE', pgid='pgtrigger_no_lost_messages_61784', table='reporting_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_messageevent" ("address", "attempts", "claim", "deadline", "html", "id", "key", "kind", "matter", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "sent_at", "specification", "state", "subject", "text", "told_in_id", "written_at", "written_on") SELECT new_values."address", new_values."attempts", new_values."claim", new_values."deadline", new_values."html", new_values."id", new_values."key", new_values."kind", new_values."matter", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."problem", new_values."sent_at", new_values."specification", new_values."state", new_values."subject", new_values."text", new_values."told_in_id", new_values."written_at", new_values."written_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c6e6748a770788e1fdebdb2ba9b944e37b3240a7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b5180', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_message', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_messageevent" ("address", "attempts", "claim", "deadline", "html", "id", "key", "kind", "matter", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "sent_at", "specification", "state", "subject", "text", "told_in_id", "written_at", "written_on") SELECT new_values."address", new_values."attempts", new_values."claim", new_values."deadline", new_values."html", new_values."id", new_values."key", new_values."kind", new_values."matter", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."problem", new_values."sent_at", new_values."specification", new_values."state", new_values."subject", new_values."text", new_values."told_in_id", new_values."written_at", new_values."written_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d6a370157d871449002f3515b6779bbea9c2a0f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_05948', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_message', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_messageevent" ("address", "attempts", "claim", "deadline", "html", "id", "key", "kind", "matter", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "sent_at", "specification", "state", "subject", "text", "told_in_id", "written_at", "written_on") SELECT old_values."address", old_values."attempts", old_values."claim", old_values."deadline", old_values."html", old_values."id", old_values."key", old_values."kind", old_values."matter", old_values."organisation_id", old_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."problem", old_values."sent_at", old_values."specification", old_values."state", old_values."subject", old_values."text", old_values."told_in_id", old_values."written_at", old_values."written_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9e1587604cd80100972df14a473637be934486df', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1bc4d', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_message', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='messagechoice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_messagechoiceevent" ("chosen_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders") SELECT new_values."chosen_on", new_values."id", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."reminders" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f4da83ecd7c2fcb9d35bdba50c33552e60b545b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5ecd7', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_messagechoice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='messagechoice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_messagechoiceevent" ("chosen_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders") SELECT new_values."chosen_on", new_values."id", new_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."reminders" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f47159e8f36cdbd1674f96bf532feb33fdece58', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_602ff', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_messagechoice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='messagechoice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_messagechoiceevent" ("chosen_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminders") SELECT old_values."chosen_on", old_values."id", old_values."person_id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."reminders" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='577c106b63930c36cfaae7a68b0353370ffbf620', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_088e4', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_messagechoice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='messagechoiceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b83da404c3b03a3276a01282b8cf662d6cd551b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fbbd7', table='reporting_messagechoiceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='messageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7298c44efaae54475da9d4732dbf5c54d851b972', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_77801', table='reporting_messageevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='nilreturn',
            constraint=models.UniqueConstraint(fields=('practice', 'week'), name='one_nil_return_a_week'),
        ),
        migrations.AddConstraint(
            model_name='nilreturn',
            constraint=models.CheckConstraint(condition=models.Q(('week__week_day', 2)), name='a_week_is_named_by_its_monday'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nilreturn',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_nilreturnevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "said_by_id", "said_on", "week") SELECT new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."practice_id", new_values."said_by_id", new_values."said_on", new_values."week" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3fbc815707a68f8e8935e1200b83f9e057abd68c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5d266', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_nilreturn', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nilreturn',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_nilreturnevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "said_by_id", "said_on", "week") SELECT new_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."practice_id", new_values."said_by_id", new_values."said_on", new_values."week" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e279873e6f79d35f56c523e7e41a8f7b1b464e19', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_77121', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_nilreturn', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nilreturn',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_nilreturnevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice_id", "said_by_id", "said_on", "week") SELECT old_values."id", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."practice_id", old_values."said_by_id", old_values."said_on", old_values."week" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1c91b2e20e7deb5447c6a0f431e9a5b5f55d56a9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9630e', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_nilreturn', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nilreturnevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d96e5af95b6d727ab75f1c14ede36fbae1b5d31', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c564d', table='reporting_nilreturnevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sitrep',
            constraint=models.UniqueConstraint(fields=('week', 'revision'), name='one_sitrep_a_revision'),
        ),
        migrations.AddConstraint(
            model_name='sitrep',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('week',), name='one_draft_sitrep_a_week'),
        ),
        migrations.AddConstraint(
            model_name='sitrep',
            constraint=models.CheckConstraint(condition=models.Q(('week__week_day', 2)), name='a_sitrep_is_named_by_its_monday'),
        ),
        migrations.AddConstraint(
            model_name='sitrep',
            constraint=models.CheckConstraint(condition=models.Q(('revision', 0), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_amendment_says_why'),
        ),
        migrations.AddConstraint(
            model_name='sitrep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sha256', ''), ('signed_by__isnull', True), ('signed_on__isnull', True), ('state', 'draft')), models.Q(('signed_by__isnull', False), ('signed_on__isnull', False), ('state', 'signed'), models.Q(('sha256', ''), _negated=True), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='a_signed_sitrep_has_a_person_a_day_and_a_hash'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrep',
            trigger=pgtrigger.compiler.Trigger(name='signed_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'signed\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ff12054b23038ebb58da1a0a9c7cb671cb384373', operation='UPDATE OR DELETE', pgid='pgtrigger_signed_is_fixed_42e21', table='reporting_sitrep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_sitrepevent" ("answers", "comments", "counted_at", "counted_by_id", "counted_on", "counts", "finding", "id", "past_cut_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "reason", "revision", "scope_on", "sha256", "signed_by_id", "signed_on", "state", "totals", "version_id", "week") SELECT new_values."answers", new_values."comments", new_values."counted_at", new_values."counted_by_id", new_values."counted_on", new_values."counts", new_values."finding", new_values."id", new_values."past_cut_off", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."questions", new_values."reason", new_values."revision", new_values."scope_on", new_values."sha256", new_values."signed_by_id", new_values."signed_on", new_values."state", new_values."totals", new_values."version_id", new_values."week" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6226dff81c0d4de0f0729dd14b4ae1c9fd22858f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_18257', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_sitrep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_sitrepevent" ("answers", "comments", "counted_at", "counted_by_id", "counted_on", "counts", "finding", "id", "past_cut_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "reason", "revision", "scope_on", "sha256", "signed_by_id", "signed_on", "state", "totals", "version_id", "week") SELECT new_values."answers", new_values."comments", new_values."counted_at", new_values."counted_by_id", new_values."counted_on", new_values."counts", new_values."finding", new_values."id", new_values."past_cut_off", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."questions", new_values."reason", new_values."revision", new_values."scope_on", new_values."sha256", new_values."signed_by_id", new_values."signed_on", new_values."state", new_values."totals", new_values."version_id", new_values."week" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb7d7396649065553a5419c34c2d10586553bed2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_02101', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_sitrep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_sitrepevent" ("answers", "comments", "counted_at", "counted_by_id", "counted_on", "counts", "finding", "id", "past_cut_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "reason", "revision", "scope_on", "sha256", "signed_by_id", "signed_on", "state", "totals", "version_id", "week") SELECT old_values."answers", old_values."comments", old_values."counted_at", old_values."counted_by_id", old_values."counted_on", old_values."counts", old_values."finding", old_values."id", old_values."past_cut_off", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."questions", old_values."reason", old_values."revision", old_values."scope_on", old_values."sha256", old_values."signed_by_id", old_values."signed_on", old_values."state", old_values."totals", old_values."version_id", old_values."week" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='94b0f3d04cd1b8f3be84ac9d6d154d5cf5d16c64', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3e248', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_sitrep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrepevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b6a875d81812d2737f2d795a4f5419be8e7c87c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb562', table='reporting_sitrepevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sitrepexception',
            constraint=models.UniqueConstraint(fields=('sitrep', 'exception'), name='one_row_an_exception_and_sitrep'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrepexception',
            trigger=pgtrigger.compiler.Trigger(name='no_late_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM new_rows rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='09765bec360e37600a951e07de52dc408a17906e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_sitrep_cc08b', referencing='REFERENCING NEW TABLE AS new_rows ', table='reporting_sitrepexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrepexception',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='ca835d656ed116f98f135ebfe295667366ead9ee', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_sitrep_6f3b6', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='reporting_sitrepexception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrepexception',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM old_rows rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='ed6b82c7fada3f8350d5fcc620b81be756b2b202', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_sitrep_b8c1e', referencing='REFERENCING OLD TABLE AS old_rows ', table='reporting_sitrepexception', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='sitrephome',
            constraint=models.UniqueConstraint(fields=('sitrep', 'home'), name='one_row_a_home_and_sitrep'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrephome',
            trigger=pgtrigger.compiler.Trigger(name='no_late_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM new_rows rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='0e38354387335d622c576aced054ce40a161553f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_sitrep_8f7f4', referencing='REFERENCING NEW TABLE AS new_rows ', table='reporting_sitrephome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrephome',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='1e385e3dc8325b5185ef6c1d0522a0578e2b0840', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_sitrep_6e6db', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='reporting_sitrephome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitrephome',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM old_rows rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='3e1c8194abc435bb4e2e32f2751025e630d767ca', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_sitrep_a14b8', referencing='REFERENCING OLD TABLE AS old_rows ', table='reporting_sitrephome', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='sitreppractice',
            constraint=models.UniqueConstraint(fields=('sitrep', 'practice'), name='one_row_a_practice_and_sitrep'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitreppractice',
            trigger=pgtrigger.compiler.Trigger(name='no_late_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM new_rows rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='1ba2fd6ef9da555e863a854dd78559073d41ebe2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_no_late_sitrep_fcfae', referencing='REFERENCING NEW TABLE AS new_rows ', table='reporting_sitreppractice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitreppractice',
            trigger=pgtrigger.compiler.Trigger(name='no_changed_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows) rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='b27ee87136feaf00f3d1b2e2994182f7410de547', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_changed_sitrep_a0e37', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='reporting_sitreppractice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sitreppractice',
            trigger=pgtrigger.compiler.Trigger(name='no_lost_sitrep', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF (\n            SELECT bool_or(sitrep.state = 'signed') FROM (\n                SELECT state FROM reporting_sitrep\n                WHERE id IN (SELECT sitrep_id FROM old_rows rows_of_it) FOR SHARE\n            ) sitrep\n        ) THEN\n            RAISE EXCEPTION 'A signed sitrep cannot be changed: what came later is an amendment';\n        END IF;\n     RETURN NULL;", hash='ac3b9b03fc1d6d3c4a144b9a656ed164839b4544', level='STATEMENT', operation='DELETE', pgid='pgtrigger_no_lost_sitrep_1f229', referencing='REFERENCING OLD TABLE AS old_rows ', table='reporting_sitreppractice', when='AFTER')),
        ),
    ])]
