"""Lists of services: who may use them, in which order, and what of them may be told."""

from __future__ import annotations

import json
from typing import Any

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from tests.pathways.logic.small_region import TODAY

Json = dict[str, Any]


def beds(region: CompiledRegion, **parts: Any) -> Json:
    return answer(region, read_ask(region, goal="bed-tonight", as_of=TODAY, **parts))


def listed(found: Json) -> dict[str, str]:
    return {service["service"]: service["open"] for service in found["services"]}


def test_what_is_open_comes_before_what_depends_and_what_is_closed(region: CompiledRegion) -> None:
    found = beds(region, know={"birth_date": "1990-01-01", "unaccompanied_minor": "no"})
    assert list(listed(found).values()) == ["open", "open", "open", "closed"]


def test_among_equals_the_surer_comes_first(region: CompiledRegion) -> None:
    assert list(listed(beds(region, know={"birth_date": "1990-01-01"})))[:3] == ["bed", "quiet-bed", "any-bed"]


def test_an_enforcement_body_is_never_listed_nor_what_has_closed(region: CompiledRegion) -> None:
    assert listed(beds(region)).keys().isdisjoint({"station", "old-bed"})


def test_what_would_settle_it_is_asked(region: CompiledRegion) -> None:
    found = beds(region)
    assert [question["attribute"] for question in found["questions"]] == ["unaccompanied_minor", "birth_date"]
    depends = next(service for service in found["services"] if service["service"] == "bed")
    assert depends["if"][0]["words"]["en"] == "is 18 or older"


def test_a_minor_without_company_sees_only_the_bed_that_is_for_them(region: CompiledRegion) -> None:
    assert listed(beds(region, know={"unaccompanied_minor": "yes"})) == {"minors-bed": "open"}
    assert listed(beds(region, know={"unaccompanied_minor": "yes", "birth_date": "2010-05-05"})) == {"minors-bed": "open"}


def test_a_minor_who_has_not_said_is_asked_before_any_bed_is_called_open(region: CompiledRegion) -> None:
    found = beds(region, know={"birth_date": "2010-05-05"})
    assert "open" not in listed(found).values()
    assert found["questions"][0]["attribute"] == "unaccompanied_minor"


def test_a_minor_with_family_finds_the_beds_of_families(region: CompiledRegion) -> None:
    assert listed(beds(region, know={"birth_date": "2010-05-05", "unaccompanied_minor": "no"}))["any-bed"] == "open"


def test_a_confidential_place_tells_nothing_by_which_it_is_found(region: CompiledRegion) -> None:
    found = json.dumps(beds(region), ensure_ascii=False)
    assert "Nombre que no se dice" not in found
    assert "Name not to be told" not in found
    assert "Refugio que no se nombra" not in found
    assert "quiet-place" not in found
    assert "quiet-house" not in found


def test_a_contact_first_place_tells_no_neighbourhood(region: CompiledRegion) -> None:
    found = beds(region)
    place = next(service for service in found["services"] if service["service"] == "bed")["locations"][0]
    assert (place["neighbourhood"], place["capacity"], place["latitude"]) == (None, None, None)
    assert place["municipality"] == "Tijuana"


def test_a_body_to_be_avoided_is_left_out(region: CompiledRegion) -> None:
    assert listed(beds(region, limits={"avoid": "class:ngo"})).keys() == {"minors-bed"}


def test_who_is_of_age_is_not_asked_whether_they_are_a_minor(region: CompiledRegion) -> None:
    found = beds(region, know={"birth_date": "1990-01-01"})
    assert found["questions"] == []
    assert listed(found)["minors-bed"] == "closed"
