"""What people do about care homes, each in their own window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from carehomes.models import Alignment, CareHome, ClinicalLead, Leadership, ResidentCount
from commissioning.models import Organisation, Role, RoleMembership, User
from tests.factories.years import Year
from tests.system.conftest import NARROW, PASSWORD, SMALLEST, WIDE, Visitor

Come = Callable[..., Visitor]
People = dict[str, User]
HOME = "1-111"


def somebody(email: str, role: Role, organisation: Organisation | None = None) -> User:
    person = User.objects.create_user(email, PASSWORD)
    RoleMembership.objects.create(
        person=person, role=role, organisation=organisation, starts_on=date(2016, 4, 1)
    )
    return person


@pytest.fixture
def home(year: Year) -> CareHome:  # noqa: ARG001
    """A home aligned to the network, where two practices have residents."""
    found = CareHome.objects.get(location_id=HOME)
    for code, residents in (("C86001", 12), ("C86002", 5)):
        practice = Organisation.objects.get(code=code)
        ResidentCount.objects.create(
            home=found, practice=practice, counted_on=date(2020, 6, 1), residents=residents
        )
    return found


@pytest.fixture
def second_practice(home: CareHome) -> User:  # noqa: ARG001
    return somebody("second@who.example", Role.PRACTICE, Organisation.objects.get(code="C86002"))


def ticks(visitor: Visitor, *labels: str) -> None:
    for label in labels:
        visitor.page.get_by_label(label, exact=True).check()


def picks(visitor: Visitor, question: str, answer: str) -> None:
    """Answer one question of several that have the same answers."""
    group = visitor.page.get_by_role("group", name=question)
    group.get_by_label(answer, exact=True).check()


def dates(visitor: Visitor, question: str, day: date) -> None:
    group = visitor.page.get_by_role("group", name=question)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def writes(visitor: Visitor, label: str, text: str) -> None:
    visitor.page.get_by_label(label, exact=True).fill(text)


def names_a_lead(visitor: Visitor, home: str, name: str) -> None:
    ticks(visitor, home, "GP")
    writes(visitor, "Name of the lead", name)
    visitor.page.get_by_label("Who employs the lead?").select_option(index=1)
    writes(visitor, "Work e-mail address for the homes", "a.example@example.nhs.uk")
    dates(visitor, "First day as lead", date(2021, 2, 1))
    ticks(visitor, "The lead has the skills to deliver care in a team of several professions")
    visitor.clicks("Propose the lead")


def test_a_lead_is_proposed_agreed_and_confirmed_by_three_people(
    people: People, second_practice: User, home: CareHome, visitors: Come
) -> None:
    # given a home without a lead, which its practice finds on the board
    first = visitors()
    first.signs_in(people["practice"])
    first.goes_to("/leads/?state=none")
    assert "No lead" in first.reads()
    first.clicks("Propose a clinical lead")

    # when nothing is filled in, the form says what is missing
    first.clicks("Propose the lead")
    assert "Enter the name of the lead" in first.reads()

    # and when it is, the lead is proposed, and waits for the other practice
    names_a_lead(first, str(home), "Dr A. Example (demo)")
    assert "Dr A. Example (demo) is proposed" in first.reads()

    # then the other practice agrees from its home page
    second = visitors(NARROW)
    second.signs_in(second_practice)
    second.goes_to("/")
    second.clicks("Agree to Dr A. Example (demo) as clinical lead, or say why not")
    ticks(second, "Yes, we agree")
    second.clicks("Send the answer")
    assert "Agreed by the practices" in second.reads()

    # and the CCG confirms, after which the home's page shows who leads since when
    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/leads/?state=ccg")
    ccg.clicks("Dr A. Example (demo)")
    ccg.clicks("Confirm or refuse for the CCG")
    ticks(ccg, "Confirm the lead")
    ccg.clicks("Keep the decision")
    ccg.goes_to(f"/homes/{HOME}/")
    assert "One lead" in ccg.reads()
    assert "No lead" in ccg.reads()  # the days since 1 June 2020
    assert Leadership.objects.get().state == "confirmed"


def test_a_lead_who_is_no_gp_needs_an_exception_and_gives_a_last_day(
    people: People, year: Year, home: CareHome, visitors: Come
) -> None:
    # given a nurse who leads a home without an exception on record
    lead = ClinicalLead.objects.create(
        name="N. Nurse (demo)",
        profession="nurse",
        provider="A provider (demo)",
        email="n@example.nhs.uk",
        organisation=Organisation.objects.get(code="C86001"),
    )
    Leadership.objects.create(
        lead=lead,
        home=home,
        starts_on=date(2020, 10, 1),
        told_on=date(2020, 10, 5),
        state="confirmed",
        proposed_by=people["practice"],
        proposed_on=date(2020, 10, 1),
        decided_by=year.publisher,
        decided_on=date(2020, 10, 1),
    )
    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.goes_to(f"/leads/{lead.pk}/")
    assert "Exception not recorded" in ccg.reads()

    # when the CCG records it, the flag is gone
    ccg.clicks("Record an exception")
    writes(ccg, "Why is the lead not a GP?", "No GP is free")
    writes(ccg, "Who agreed?", "The practices, the CCG and the provider")
    dates(ccg, "When was it agreed?", date(2020, 10, 1))
    ccg.clicks("Record the exception")
    assert "Exception not recorded" not in ccg.reads()

    # and the practice gives a last day, which leaves a gap
    practice = visitors()
    practice.signs_in(people["practice"])
    practice.goes_to(f"/leads/{lead.pk}/end/")
    dates(practice, "Last day as lead", date(2021, 1, 31))
    practice.clicks("Save")
    assert "31 January 2021" in practice.reads()


def test_a_practice_counts_its_residents_and_plans_on_one_page(
    people: People, year: Year, home: CareHome, visitors: Come
) -> None:
    # given a practice with residents in a home that another network looks after
    elsewhere = year.a_network("U36746", "ANOTHER PCN")
    Alignment.objects.filter(home=home).update(pcn=elsewhere)
    visitor = visitors(SMALLEST)
    visitor.signs_in(people["practice"])
    visitor.goes_to("/residents/C86001/")

    # when it says more are outside than live there, it is told so
    writes(visitor, "Residents registered with you", "14")
    writes(visitor, "Supported to move", "10")
    writes(visitor, "Outside by choice", "9")
    visitor.clicks("Save the counts")
    assert "are more than your 14 residents there" in visitor.reads()

    # and when it is right, the home's page shows both
    writes(visitor, "Outside by choice", "4")
    visitor.clicks("Save the counts")
    visitor.goes_to(f"/homes/{HOME}/")
    assert "Outside by choice 4" in visitor.reads()

    # then plans: a part that exceeds the whole is stopped
    visitor.goes_to("/plans/C86001/")
    for label, number in (
        ("With a valid plan", "15"),
        ("With ReSPECT", "6"),
        ("With a copy left or shared", "9"),
        ("Admitted or returned since the last count", "2"),
        ("Of those, planned for in time", "1"),
    ):
        writes(visitor, label, number)
    visitor.clicks("Save the counts")
    assert "15 with a valid plan is more than the 14 residents" in visitor.reads()
    writes(visitor, "With a valid plan", "13")
    visitor.clicks("Save the counts")
    visitor.goes_to(f"/homes/{HOME}/")
    assert "1 of 2 in time" in visitor.reads()


def test_medicines_needs_are_told_borne_out_and_answered(
    people: People, year: Year, home: CareHome, visitors: Come
) -> None:
    # given a director who works for the practice too, and a deputy who does not
    practice = Organisation.objects.get(code="C86001")
    RoleMembership.objects.create(
        person=people["pcn-director"],
        role=Role.PRACTICE,
        organisation=practice,
        starts_on=date(2016, 4, 1),
    )
    deputy = somebody("deputy@who.example", Role.PCN_DIRECTOR, year.network)

    # when the practice tells its needs and which services are in place
    visitor = visitors()
    visitor.signs_in(people["practice"])
    visitor.goes_to("/medicines/")
    visitor.goes_to("/medicines/C86001/")
    visitor.clicks("Tell the CCG what the practice needs")
    dates(visitor, "When did you discuss your needs", date(2021, 2, 10))
    picks(visitor, "Is what the network", "No")
    writes(visitor, "What more do you need?", "A pharmacist for reviews by video")
    visitor.clicks("Save")
    visitor.clicks("Say which services are in place")
    ticks(visitor, "Help with medicines queries")
    visitor.clicks("Save")
    assert home.name in visitor.reads()

    # then the director cannot bear it out, and the deputy does
    director = visitors()
    director.signs_in(people["pcn-director"])
    director.goes_to("/medicines/C86001/")
    assert "a deputy of the network bears this out" in director.reads()
    stands_in = visitors()
    stands_in.signs_in(deputy)
    stands_in.goes_to("/medicines/C86001/")
    stands_in.clicks("Confirm that the needs were discussed with the network")
    assert "It is kept that the needs were discussed" in stands_in.reads()

    # and the CCG says what it adds
    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/medicines/?state=unanswered")
    ccg.goes_to("/medicines/C86001/")
    ccg.clicks("Say what support the CCG adds")
    writes(ccg, "What support does the CCG add?", "A pharmacist each Thursday")
    dates(ccg, "From which day?", date(2021, 3, 1))
    ccg.clicks("Save")
    assert "A pharmacist each Thursday" in ccg.reads()


def test_a_gap_out_of_hours_is_flagged_answered_and_closed(
    people: People, home: CareHome, visitors: Come
) -> None:
    # given cover that the CCG keeps for several homes, and corrects for one
    ccg = visitors()
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/out-of-hours/")
    ccg.clicks("Keep cover for several homes")
    ticks(ccg, str(home))
    for place in (f"/homes/{HOME}/out-of-hours/",):
        writes(ccg, "Out-of-hours provider", "A provider (demo)")
        writes(ccg, "How are medicines supplied out of hours?", "A late pharmacy")
        dates(ccg, "From which day?", date(2020, 6, 1))
        ccg.clicks("Save")
        ccg.goes_to(place)

    # when a practice flags a gap from the home's page
    practice = visitors(NARROW)
    practice.signs_in(people["practice"])
    practice.goes_to(f"/homes/{HOME}/")
    practice.clicks("Tell the CCG of a gap in out-of-hours cover")
    writes(practice, "What is missing?", "Nobody answers at night, 943 476 5919")
    dates(practice, "Since when?", date(2021, 2, 1))
    practice.clicks("Tell the CCG")
    assert "looks like an NHS number" in practice.reads()
    writes(practice, "What is missing?", "Nobody answers at night")
    practice.clicks("Tell the CCG")

    # then the CCG finds it on its board, answers and closes it
    ccg.goes_to("/out-of-hours/?state=gap")
    ccg.clicks("Not answered")
    writes(ccg, "What has the CCG done, or is doing?", "The provider has a new number")
    ticks(ccg, "Yes")
    ccg.clicks("Send the answer")
    assert "Closed" in ccg.reads()


def test_a_network_and_the_ccg_agree_on_an_alignment(
    people: People, year: Year, home: CareHome, visitors: Come
) -> None:
    # given a home of another network
    elsewhere = year.a_network("U36746", "ANOTHER PCN")
    Alignment.objects.filter(home=home).update(pcn=elsewhere)

    # when a director proposes it to the own network
    director = visitors()
    director.signs_in(people["pcn-director"])
    director.goes_to("/alignments/")
    director.clicks("Propose a home to a network")
    director.page.get_by_label("Home", exact=True).select_option(label=str(home))
    dates(director, "From which day?", date(2021, 3, 1))
    writes(director, "Why this network?", "Most residents are registered here")
    writes(director, "What did residents choose? (optional)", "Two stay with their practice")
    director.clicks("Propose")
    assert "Waiting for the CCG" in director.reads()

    # then the CCG confirms, and from the day on the home is the network's
    ccg = visitors(NARROW)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/alignments/?state=two")
    assert "Another network claims it" in ccg.reads()
    ccg.clicks("4 Doncaster PCN")
    writes(ccg, "Note (optional)", "Agreed with both networks")
    ccg.clicks("Confirm for the CCG")
    assert "Confirmed" in ccg.reads()
    assert Alignment.objects.filter(pcn=year.network, starts_on=date(2021, 3, 1)).exists()


def test_a_director_sees_the_network_on_one_page_and_confirms_milestones(
    people: People, home: CareHome, visitors: Come
) -> None:
    # given a network with a home without a lead
    director = visitors()
    director.signs_in(people["pcn-director"])
    director.goes_to("/networks/U72999/care-homes/")
    assert home.name in director.reads()
    assert "No lead" in director.reads()

    # when the director says that a milestone is not met, without saying why
    director.goes_to("/milestones/")
    director.goes_to("/milestones/U72999/")
    director.clicks("Agree the lead for each aligned home")
    picks(director, "Is it met?", "No")
    director.clicks("Save")
    assert "Enter what is missing" in director.reads()

    # and then that it is, with a plan attached
    picks(director, "Is it met?", "Yes")
    dates(director, "Since when?", date(2021, 2, 1))
    director.page.get_by_label("Attach a plan or other evidence (optional)").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"A simple plan"}
    )
    director.clicks("Save")
    assert "Met late" in director.reads()
    assert "plan.txt" in director.reads()

    # then the CCG reads it and has no button
    ccg = visitors(SMALLEST)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/milestones/U72999/care-home-lead/")
    assert "plan.txt" in ccg.reads()
    assert ccg.page.get_by_role("button", name="Save").count() == 0


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_homes_are_kept_by_the_ccg_and_added_by_practices(
    people: People, visitors: Come, width: int
) -> None:
    # given a practice that knows a home which is not registered
    practice = visitors(width)
    practice.signs_in(people["practice"])
    practice.goes_to("/homes/?missing=lead&q=ashfield")
    practice.clicks("Show all")
    practice.clicks("Add a home that is not registered")
    writes(practice, "Name of the home", "Rowan House (demo)")
    ticks(practice, "Therapeutic community")
    writes(practice, "Address", "1 High Street")
    writes(practice, "Postcode", "nonsense")
    practice.clicks("Add the home")
    assert "Enter a whole postcode" in practice.reads()
    writes(practice, "Postcode", "dn1 1aa")
    practice.clicks("Add the home")
    assert practice.heading == "Therapeutic community, LOCAL-1 Rowan House (demo)"
    practice.clicks("Check universal support and digital")
    for question in (
        "Can the home use",
        "Is primary care",
        "Is there reliable",
        "Is there a device",
    ):
        picks(practice, question, "Yes")
    picks(practice, "Does the home use NHSmail", "No")
    practice.clicks("Save")
    assert "The home can use it" in practice.reads()

    # when the CCG corrects it, keeps beds, says what it counts for, and that it is registered now
    ccg = visitors(width)
    ccg.signs_in(people["primary-care"])
    ccg.goes_to("/residents/")
    ccg.goes_to("/homes/LOCAL-1/")
    ccg.clicks("Correct the record")
    writes(ccg, "Why is it corrected?", "Its name was written wrong")
    ccg.clicks("Save")
    ccg.clicks("Keep the number of beds")
    writes(ccg, "Beds", "6")
    dates(ccg, "From which day?", date(2021, 1, 1))
    writes(ccg, "Where is this known from?", "The practice")
    ccg.clicks("Save")
    ccg.clicks("Say what it counts for")
    ticks(ccg, "Local service", "No")
    dates(ccg, "From which day?", date(2021, 2, 1))
    writes(ccg, "Why?", "It stands empty")
    ccg.clicks("Save")
    assert "It stands empty" in ccg.reads()
    ccg.clicks("Note that it is registered with CQC")
    writes(ccg, "CQC location id", "1-999999")
    dates(ccg, "Registered on", date(2021, 2, 1))
    ccg.clicks("Save")
    assert "1-999999" in ccg.heading
