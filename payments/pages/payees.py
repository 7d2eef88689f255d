"""The list of payees that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from commissioning.domain.names import in_words
from commissioning.models import Organisation
from payments.models import PaymentRun
from payments.pages.run import pages_of
from payments.pages.words import Link, payee_href, sterling
from payments.selectors.listing import Part, amount_of


@dataclass(frozen=True, slots=True)
class PayeeListed:
    name: str
    code: str
    href: str
    kind: str
    latest: str

    @classmethod
    def of(cls, payee: Organisation) -> Self:
        amount = amount_of(payee)
        return cls(
            name=in_words(payee.name),
            code=payee.code,
            href=payee_href(payee.code),
            kind=payee.get_kind_display(),
            latest="" if amount is None else sterling(amount),
        )


@dataclass(frozen=True, slots=True)
class PayeesPage:
    """Practices and networks, each with what the latest run comes to."""

    rows: tuple[PayeeListed, ...]
    run: str
    search: str
    pages: tuple[Link, ...]

    @classmethod
    def of(cls, part: Part[Organisation], run: PaymentRun | None, search: str) -> Self:
        return cls(
            rows=tuple(PayeeListed.of(each) for each in part.rows),
            run=str(run) if run else "",
            search=search,
            pages=tuple(pages_of(part.before, part.after, search)),
        )
