"""What the search box finds: of each kind the first few that a person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from carehomes.models import CareHome
from carehomes.selectors.visible import homes_visible_to, visible_home
from commissioning.accounts.policy import can_make_people
from commissioning.domain.names import in_words
from commissioning.models import Organisation, RoleMembership, SpecificationVersion, User
from commissioning.specifications.publishing.selectors import approved_versions
from commissioning.web.addresses import address
from payments.models import Claim
from payments.pages.words import line_href, sterling
from payments.policy.runs import reads_payments
from payments.selectors.claims import claims_visible_to
from payments.selectors.line_pages import visible_line
from payments.selectors.lines import line_reference
from payments.selectors.visible import lines_visible_to, own_part_of, visible_payee
from practices.selectors.visible import (
    networks_listed_for,
    networks_visible_to,
    practices_listed_for,
    practices_visible_to,
)

MOST = 10  # of a kind
LONGEST = 100  # letters that are looked for
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found."""

    text: str
    said: str
    href: str  # empty: its name may be read, and no page of it


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found of one kind, and where all of it is."""

    title: str
    hits: Sequence[Hit]
    more: bool
    all_href: str


def sought(text: str) -> str:
    """What is looked for: one line, not too long, without what no text in the database holds."""
    return " ".join(text.replace("\0", " ").split())[:LONGEST].strip()


def exact(user: User, text: str) -> str:
    """The address of the one thing that has this code or reference; empty where none has."""
    code = text.upper()
    places = (
        (
            address("practices:practice", code=code),
            lambda: practices_visible_to(user).filter(code=code).exists(),
        ),
        (
            address("practices:network", code=code),
            lambda: networks_visible_to(user).filter(code=code).exists(),
        ),
        (_home_href(text), lambda: visible_home(user, text)),
        (line_href(text), lambda: "/" in text and _reads(user) and visible_line(user, text)),
        (
            address("payments:claim", reference=code),
            lambda: claims_visible_to(user).filter(reference=code).exists(),
        ),
        (
            address("specification", code=text.lower()),
            lambda: any(version.code == text.lower() for version in approved_versions()),
        ),
    )
    return next((href for href, is_there in places if is_there()), "")


def found(user: User, text: str) -> list[SearchResults]:
    """Everything that has each of the words, by kind; a fixed number of questions."""
    if len(text) < SHORTEST:
        return []
    kinds = [
        _practices(user, text),
        _networks(user, text),
        _homes(user, text),
        _people(user, text),
        _specifications(text),
        _lines(user, text),
        _claimed(user, text),
    ]
    return [kind for kind in kinds if kind.hits]


def _each_word(rows: QuerySet[Any], text: str, *fields: str) -> list[Any]:
    """The first rows that have each word in one of the fields, and one more."""
    for word in text.split():
        has = Q()
        for field in fields:
            has |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(has)
    return list(rows[: MOST + 1])


def _kind(title: str, rows: list[Any], hits: Sequence[Hit], all_href: str) -> SearchResults:
    return SearchResults(title, hits[:MOST], len(rows) > MOST, all_href)


def _practices(user: User, text: str) -> SearchResults:
    rows = _each_word(practices_listed_for(user).order_by("code"), text, "code", "name")
    every = _all("practices:practices", text)
    return _organisations(
        "Practices", "practices:practice", rows, practices_visible_to(user), every
    )


def _networks(user: User, text: str) -> SearchResults:
    rows = _each_word(networks_listed_for(user).order_by("code"), text, "code", "name")
    seen = networks_visible_to(user)
    every = _all("practices:networks", text)
    return _organisations("Primary care networks", "practices:network", rows, seen, every)


def _organisations(
    title: str, page: str, rows: list[Organisation], seen: QuerySet[Organisation], every: str
) -> SearchResults:
    pages = set(
        seen.filter(pk__in=[organisation.pk for organisation in rows]).values_list("pk", flat=True)
    )
    hits = [
        Hit(
            in_words(organisation.name),
            organisation.code,
            address(page, code=organisation.code) if organisation.pk in pages else "",
        )
        for organisation in rows
    ]
    return _kind(title, rows, hits, every)


def _homes(user: User, text: str) -> SearchResults:
    rows: list[CareHome] = _each_word(
        homes_visible_to(user).order_by("name", "pk"), text, "name", "location_id", "postcode"
    )
    hits = [Hit(home.name, home.location_id, _home_href(home.location_id)) for home in rows]
    return _kind("Care homes", rows, hits, _all("carehomes:homes", text))


def _home_href(location_id: str) -> str:
    return address("carehomes:home", location_id=location_id)


def _people(user: User, text: str) -> SearchResults:
    """For those who let people in; others find nobody."""
    if not can_make_people(user):
        return SearchResults("People", [], more=False, all_href="")
    roles = RoleMembership.objects.select_related("person", "organisation")
    named = roles.order_by("person__name", "person_id", "pk").distinct("person__name", "person_id")
    rows = _each_word(named, text, "person__name", "person__email")
    hits = [
        Hit(
            membership.person.get_full_name(),
            f"{membership.get_role_display()}, {membership.person.email}",
            _all("people", membership.person.email),
        )
        for membership in rows
    ]
    return _kind("People", rows, hits, _all("people", text))


def _specifications(text: str) -> SearchResults:
    latest: dict[str, SpecificationVersion] = {
        version.code: version for version in approved_versions()
    }
    words = text.casefold().split()
    rows = [
        version
        for version in latest.values()
        if all(word in f"{version.code} {version.title}".casefold() for word in words)
    ]
    hits = [
        Hit(version.title, version.code, address("specification", code=version.code))
        for version in rows
    ]
    return _kind("Specifications", rows, hits, address("specifications"))


def _lines(user: User, text: str) -> SearchResults:
    """The lines of a payee in a run, where what is sought begins like a reference of theirs."""
    code, slash, rest = text.partition("/")
    payee = visible_payee(user, rest.split("/")[0].upper()) if slash and _reads(user) else None
    run = own_part_of(user, code.upper(), payee) if payee else None
    lines = lines_visible_to(user).filter(calculation__run=run, calculation__payee=payee)
    rows = list(lines.order_by("pk")[: MOST + 1]) if run and payee else []
    hits = [
        Hit(line_reference(line), sterling(line.amount), line_href(line_reference(line)))
        for line in rows
    ]
    return _kind(
        "Payment lines",
        rows,
        hits,
        address("payments:run_payee", code=code, payee_code=payee.code) if payee else "",
    )


def _reads(user: User) -> bool:
    return bool(reads_payments(user))


def _claimed(user: User, text: str) -> SearchResults:
    rows: list[Claim] = _each_word(
        claims_visible_to(user).order_by("reference"),
        text,
        "reference",
        "category",
        "practice__code",
    )
    hits = [
        Hit(
            claim.reference,
            in_words(claim.practice.name),
            address("payments:claim", reference=claim.reference),
        )
        for claim in rows
    ]
    return _kind("Claims", rows, hits, _all("payments:claims", text))


def _all(page: str, text: str) -> str:
    return address(page, query={"q": text})
