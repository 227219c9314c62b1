"""Lists of services: who may use them, in which order, and what of them may be told."""

from __future__ import annotations

import json
from typing import Any

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.find import openness
from tests.pathways.logic.small_region import TODAY, changed, fact, service

Json = dict[str, Any]


def beds(region: CompiledRegion, **parts: Any) -> Json:
    return answer(region, read_ask(region, goal="bed-tonight", as_of=TODAY, **parts))


def listed(found: Json) -> dict[str, str]:
    return {service["service"]: service["open"] for service in found["services"]}


CHILD = {"attr": "birth_date", "age_under": 18}


def service_of(data: Json, name: str) -> Json:
    return next(record for record in data["services"] if record["id"] == name)


def goal_of(data: Json, name: str) -> Json:
    return next(record for record in data["goals"] if record["id"] == name)


def on_both_sides() -> CompiledRegion:
    """The region with a bed and a helpline in the north, and a goal that names no side."""

    def add(data: Json) -> None:
        shelter = {"needs": ["need-met:shelter"], "open_to": {"attr": "birth_date", "age_at_least": 18}}
        data["facts"].append(fact("need-met:information", "Orientación", "Information"))
        data["services"].append(service("north-bed", "consulate", "Cama del norte", "Northern bed", side="us", **shelter))
        data["services"].append(service("helpline", "consulate", "Línea", "Helpline", side="us", needs=["need-met:information"]))
        del goal_of(data, "bed-tonight")["side"]

    return changed(add)


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


def test_what_is_across_the_border_is_marked_and_says_what_to_do_first(region: CompiledRegion) -> None:
    found = beds(region, know={"side": "us", "birth_date": "1990-01-01"})
    assert all(service["other_side"] for service in found["services"])
    assert found["services"][0]["crossing"]["es"] == "Está del otro lado: no cruce sin hablar antes con una abogada o un abogado."
    assert [note["code"] for note in found["notes"]] == ["nothing-on-this-side"]


def test_on_the_persons_own_side_nothing_speaks_of_crossing(region: CompiledRegion) -> None:
    found = beds(region, know={"side": "mx", "birth_date": "1990-01-01"})
    assert {(service["other_side"], service["crossing"]) for service in found["services"]} == {(False, None)}
    assert found["notes"] == []


def test_where_a_person_is_not_known_no_side_is_the_other_one(region: CompiledRegion) -> None:
    found = beds(region)
    assert not any(service["other_side"] for service in found["services"])
    assert found["notes"] == []


def test_this_side_comes_first_and_who_refers_onward_before_all() -> None:
    found = beds(on_both_sides(), know={"side": "us", "birth_date": "1990-01-01"})
    order = [(service["service"], service["other_side"]) for service in found["services"]]
    assert order[:2] == [("helpline", False), ("north-bed", False)]
    assert all(across for _, across in order[2:])
    assert found["notes"] == []


def test_a_closed_bed_here_still_comes_before_an_open_one_across() -> None:
    found = beds(on_both_sides(), know={"side": "us", "birth_date": "2010-05-05", "unaccompanied_minor": "no"})
    states = [(service["service"], service["open"]) for service in found["services"]]
    assert states.index(("north-bed", "closed")) < states.index(("any-bed", "open"))


def test_a_bed_across_the_border_is_not_said_to_be_within_reach(region: CompiledRegion) -> None:
    across = read_ask(region, goal="bed-tonight", as_of=TODAY, know={"side": "us", "birth_date": "1990-01-01"})
    here = read_ask(region, goal="bed-tonight", as_of=TODAY, know={"side": "mx", "birth_date": "1990-01-01"})
    assert openness(region, across, "bed-tonight") == {"depends", "closed"}
    assert "open" in openness(region, here, "bed-tonight")


def test_a_minor_who_has_not_said_sees_what_is_for_minors_alone_first(region: CompiledRegion) -> None:
    found = beds(region, know={"birth_date": "2010-05-05", "side": "mx"})
    assert found["services"][0]["service"] == "minors-bed"
    assert listed(found)["any-bed"] == "depends"


def test_a_bed_for_families_or_for_minors_with_someone_is_not_for_minors_alone() -> None:
    region = changed(lambda data: service_of(data, "any-bed").update(open_to={"any": [CHILD, {"attr": "unaccompanied_minor", "is": "no"}]}))
    assert listed(beds(region, know={"birth_date": "2010-05-05"}))["any-bed"] == "depends"
    assert "any-bed" not in listed(beds(region, know={"birth_date": "2010-05-05", "unaccompanied_minor": "yes"}))


def test_a_bed_that_takes_minors_alone_among_others_is_open_to_a_minor_who_has_not_said() -> None:
    either = {"any": [CHILD, {"attr": "unaccompanied_minor", "is": "yes"}]}
    region = changed(lambda data: service_of(data, "any-bed").update(open_to=either))
    found = beds(region, know={"birth_date": "2010-05-05"})
    assert next(iter(listed(found).items())) == ("any-bed", "open")


def test_legal_help_stays_open_to_a_minor_who_has_not_said() -> None:
    region = changed(lambda data: goal_of(data, "bed-tonight").update(needs=["need-met:legal-advice"]))
    assert listed(beds(region, know={"birth_date": "2010-05-05"})) == {"lawyer": "open"}
