import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from server.demo_need_records import Reach
from server.demo_records import DemoCity, read_demo_city
from server.demo_times import open_hours
from storage.codes import Kind, Manner, Matter, Nature, PartnerKind, Role, Solved, Urgency
from storage.seed_records import SEED_FOLDER
from storage.vocabulary import shipped_vocabulary
from storage.vocabulary_records import PublicRule, ReasonList

DEMO_FILES = sorted((SEED_FOLDER / "demo").rglob("*.toml"))
DISPATCHED = frozenset(Reach) - {
    Reach.RAISED,
    Reach.ACCEPTED,
    Reach.GAP,
    Reach.ANSWERED,
    Reach.ON_HOLD,
    Reach.DECLINED,
    Reach.TRANSFERRED,
    Reach.MERGED,
    Reach.WITHDRAWN,
}


@pytest.fixture(scope="module")
def city() -> DemoCity:
    return read_demo_city()


@pytest.mark.parametrize("file", DEMO_FILES, ids=lambda file: file.name)
def test_every_file_says_that_all_of_it_is_invented(file: Path) -> None:
    text = file.read_text("utf-8")
    assert text.startswith("# 演示数据，纯属虚构.")
    assert len(text.splitlines()) <= 400


def test_the_city_is_as_large_as_promised(city: DemoCity) -> None:
    assert len(city.regions.communities) == 5
    assert len(city.partners) >= 60
    assert {partner.kind for partner in city.partners.values()} == set(PartnerKind)
    assert len(city.resources) >= 150
    assert {resource.kind for resource in city.resources.values()} == set(Kind)
    assert len(city.needs) >= 120
    needs = city.needs.values()
    assert {need.reach for need in needs} == set(Reach)
    assert {need.nature for need in needs} == set(Nature)
    assert {need.matter for need in needs} == set(Matter)
    assert {need.manner for need in needs} == set(Manner)
    assert {need.urgency for need in needs} == set(Urgency)
    assert {need.solved for need in needs if need.reach is Reach.EVALUATED} == set(Solved)
    assert sum(len(need.parts) > 1 for need in needs) >= 8
    assert {grant.role for grant in city.people.grants} == set(Role)


def test_a_festival_is_met_by_a_room_three_helpers_and_money(city: DemoCity) -> None:
    parts = city.needs["feast"].all_parts()
    assert {(part.kind, part.quantity) for part in parts} >= {(Kind.VENUE, 1), (Kind.SKILL, 3), (Kind.FUND, 2000)}


def test_everything_that_is_named_is_there(city: DemoCity) -> None:
    contacts = [contact.key for partner in city.partners.values() for contact in partner.contacts]
    persons = Counter([*contacts, *(person.key for person in city.people.people)])
    assert not [key for key, count in persons.items() if count > 1]
    regions = {one.key for one in chain(city.regions.streets, city.regions.communities, city.regions.grids)}
    regions |= {one.key for one in city.regions.compounds} | {city.regions.city.key, city.regions.district.key}
    for need in city.needs.values():
        for person in (need.for_person, need.by, need.contact, *(one.person for one in need.endorsed)):
            assert person is None or person in persons, (need.key, person)
        asked = {need.claimed_by, need.for_partner, need.about, *(part.partner for part in need.all_parts())}
        assert asked - {None} <= city.partners.keys(), need.key
        offered = {*(part.resource for part in need.all_parts()), *(attempt.resource for attempt in need.tried)}
        assert offered - {None} <= city.resources.keys(), need.key
        assert need.into is None or need.into in city.needs
        assert sum(each is not None for each in (need.for_person, need.for_partner, need.for_region)) == 1, need.key
    for resource in city.resources.values():
        assert set(resource.regions) <= regions, resource.key


def test_what_is_dispatched_says_to_whom_and_nothing_else_does(city: DemoCity) -> None:
    for need in city.needs.values():
        asked = [part for part in need.all_parts() if part.resource or part.partner]
        assert (len(asked) == len(need.all_parts())) is (need.reach in DISPATCHED), need.key


def test_codes_are_those_of_the_vocabulary(city: DemoCity) -> None:
    vocabulary = shipped_vocabulary()
    categories = {part.category for need in city.needs.values() for part in need.all_parts()}
    categories |= {resource.category for resource in city.resources.values()}
    categories |= {resource.second_category or "SAFE_FIRE" for resource in city.resources.values()}
    assert categories <= vocabulary.leaves.keys()
    held = {code for one in city.partners.values() for code in (*one.qualifications, *one.qualifications_absent)}
    assert held <= vocabulary.qualifications.keys()
    for need in city.needs.values():
        assert set(need.tags) <= vocabulary.reasons[ReasonList.SATISFIED].keys()
        known = vocabulary.reasons[ReasonList.NOT_SOLVED].keys() | vocabulary.reasons[ReasonList.NOT_SATISFIED].keys()
        assert set(need.reasons) <= known, need.key
        assert {one.reason for one in need.tried} <= vocabulary.reasons[ReasonList.RETURN].keys()


def test_nothing_is_public_that_must_not_be(city: DemoCity) -> None:
    rule_of = shipped_vocabulary().rule_of
    for need in city.needs.values():
        if need.public_title:
            assert need.nature is not Nature.COMPLAINT
            assert all(rule_of(part.category).public is not PublicRule.N for part in need.all_parts()), need.key


def test_no_number_could_ring_and_no_word_hurts() -> None:
    for file in DEMO_FILES:
        text = file.read_text("utf-8")
        phones = re.findall(r'phone = "([^"]*)"', text)
        assert all(re.fullmatch(r"100\d{8}|0871-0000\d{4}", phone) for phone in phones), file.name
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dX]", text), file.name
        assert not re.search("失败|拒绝|非法|不予受理|困难户|空巢|残废|低端", text), file.name


def test_open_hours_are_lines_of_weekdays_and_times(city: DemoCity) -> None:
    for resource in city.resources.values():
        for one in open_hours(resource.hours):
            assert 0 <= one.weekday <= 6
            assert 0 <= one.opens < one.closes <= 1440
