"""How homes stand under the questions of a sitrep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.sitreps import (
    ASSUMED,
    EXCEPTION,
    STANDS,
    OnRecord,
    SitrepFacts,
    added,
    counted,
)

CHECK, LEAD, OUT, ALIGNED = "weekly-check-in", "clinical-lead", "out-of-hours", "alignment"
QUESTIONS = (CHECK, LEAD, OUT, ALIGNED)
HOMES = st.sets(st.integers(0, 30))


def stand(home: int, facts: SitrepFacts) -> dict[str, str]:
    return dict(zip(QUESTIONS, counted(QUESTIONS, facts).stands[home], strict=True))


def test_silence_is_assumed_and_an_answer_confirms():
    facts = SitrepFacts(networks={1: "U1", 2: "U1"}, silent={2})
    assert stand(1, facts)[CHECK] == "C"
    assert stand(2, facts)[CHECK] == "A"


def test_an_exception_counts_whoever_else_was_silent():
    facts = SitrepFacts(networks={1: "", 2: ""}, silent={1}, excepted={1: {CHECK}, 9: {CHECK}})
    assert stand(1, facts) == {CHECK: "E", LEAD: "A", OUT: "A", ALIGNED: "A"}
    assert stand(2, facts)[CHECK] == "C"


def test_what_the_record_shows_is_confirmed_or_missing_without_anybody_saying():
    facts = SitrepFacts(
        networks={1: "", 2: "", 3: ""},
        silent={1, 2},
        on_record={
            LEAD: OnRecord({1}, otherwise=EXCEPTION),
            OUT: OnRecord({1}),
            ALIGNED: OnRecord(set(), otherwise=ASSUMED),
        },
    )
    assert stand(1, facts) == {CHECK: "A", LEAD: "C", OUT: "C", ALIGNED: "A"}
    assert stand(2, facts) == {CHECK: "A", LEAD: "E", OUT: "A", ALIGNED: "A"}
    assert stand(3, facts)[OUT] == "C"  # its practices told of nothing


def test_an_exception_counts_more_than_the_record():
    facts = SitrepFacts(
        networks={1: ""}, silent=set(), excepted={1: {LEAD}}, on_record={LEAD: OnRecord({1})}
    )
    assert stand(1, facts)[LEAD] == "E"


def test_a_gap_before_its_day_only_warns():
    missing = {ALIGNED: OnRecord(set(), otherwise=EXCEPTION)}
    facts = SitrepFacts(
        networks={1: "", 2: ""},
        silent=set(),
        excepted={2: {ALIGNED, CHECK}},
        on_record=missing,
        warnings={ALIGNED},
    )
    assert stand(1, facts)[ALIGNED] == "W"
    assert stand(2, facts) == {CHECK: "E", LEAD: "C", OUT: "C", ALIGNED: "W"}


@given(
    networks=st.dictionaries(st.integers(0, 30), st.sampled_from(["", "U1", "U2"])),
    silent=HOMES,
    excepted=st.dictionaries(st.integers(0, 30), st.sets(st.sampled_from(QUESTIONS))),
    led=HOMES,
)
def test_every_home_is_counted_once_under_every_question(
    networks: dict[int, str],
    silent: set[int],
    excepted: dict[int, set[str]],
    led: set[int],
):
    facts = SitrepFacts(networks, silent, excepted, {LEAD: OnRecord(led, otherwise=EXCEPTION)})
    found = counted(QUESTIONS, facts)
    by_network = found.by_network()
    for place, question in enumerate(QUESTIONS):
        total = added(by_network[question])
        assert sum(total) == len(networks)
        for letter, number in zip(STANDS, total, strict=True):
            assert number == sum(each[place] == letter for each in found.stands.values())
        for code, figure in by_network[question].items():
            assert sum(figure) == sum(each == code for each in networks.values())
