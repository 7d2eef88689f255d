"""One hand-written INSERT … SELECT of the same lines, into a table as Django makes one."""

from __future__ import annotations

from django.db import connection, models, transaction

from commissioning.models import Organisation
from payments.models import PaymentLine, PaymentRun


class PeerLine(models.Model):
    """A payment line the plain way: two foreign keys with their indexes, and a unique key."""

    run = models.ForeignKey(PaymentRun, models.CASCADE, related_name="+")
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    term = models.CharField(max_length=60)
    for_month = models.DateField()
    kind = models.CharField(max_length=20, choices=PaymentLine.Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    held = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "bench"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "payee", "term", "for_month"], name="one_line_a_payee_and_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.payee_id} {self.for_month}: {self.amount}"


# £171.00 a year for 2% of the list, in twelfths by cumulative rounding; PostgreSQL's round() of a
# numeric goes half up, away from nothing, as the product's own does.
STATEMENT = """
INSERT INTO bench_peerline (run_id, payee_id, term, for_month, kind, amount, held)
SELECT
    %(run)s,
    practice.id,
    'aspiration',
    (DATE '2020-04-01' + make_interval(months => k - 1))::date,
    CASE WHEN k = 12 THEN 'instalment' ELSE 'catch-up' END,
    round(list.patients * 0.02 * 171.00 * k / 12, 2)
        - round(list.patients * 0.02 * 171.00 * (k - 1) / 12, 2),
    ''
FROM commissioning_organisation practice
JOIN practices_membership membership
    ON membership.member_id = practice.id AND membership.group_kind = 'commissioner'
JOIN practices_listsize list
    ON list.practice_id = practice.id AND list.kind = 'raw' AND list.stands_for = '2020-01-01'
CROSS JOIN generate_series(1, 12) AS k
WHERE EXISTS (
    SELECT 1 FROM practices_signup signup
    WHERE signup.practice_id = practice.id AND signup.specification = 'proactive-care'
        AND signup.response = 'signed'
)
"""


DISAGREEING = """
SELECT count(*) FROM (
    SELECT payee_id, term, for_month, kind, amount, held
    FROM payments_paymentline line
    JOIN payments_calculation calculation ON calculation.id = line.calculation_id
    WHERE run_id = %(run)s
) ours
FULL JOIN (
    SELECT payee_id, term, for_month, kind, amount, held FROM bench_peerline WHERE run_id = %(run)s
) theirs USING (payee_id, term, for_month, kind, amount, held)
WHERE ours IS NULL OR theirs IS NULL
"""


def make_table() -> None:
    """Let Django make the table, with every key and index that it gives one."""
    with connection.schema_editor() as editor:
        editor.create_model(PeerLine)


def drop_table() -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(PeerLine)


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_peerline")


def disagreeing(run: PaymentRun) -> int:
    """How many lines of the run are not in the statement's to the penny, or the other way round."""
    with connection.cursor() as cursor:
        cursor.execute(DISAGREEING, {"run": run.pk})
        (found,) = cursor.fetchone()
    return int(found)


@transaction.atomic
def insert(run: PaymentRun) -> None:
    """Work out and store every line of a run in the one statement."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"run": run.pk})
