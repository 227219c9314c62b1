"""The region says how sure it is, hides what must be hidden, and passes its own check."""

from __future__ import annotations

from rumbo.regionfile.check import Report, check_region
from rumbo.regionfile.lock import compare, read_lock
from rumbo.regionfile.texts import texts_of
from tests.region.reading import CALIBAJA, TODAY, WITHOUT_A_CODE, records

# What is true and cannot be mended in the file: a fact whose source is old stays old until someone asks again.
TRUE_WARNINGS = frozenset({"evidence-stale"})


def _report() -> Report:
    return check_region(CALIBAJA, today=TODAY)


def test_the_check_finds_no_error_in_the_region() -> None:
    report = _report()
    assert [finding.to_data() for finding in report.findings if finding.severity == "error"] == []
    assert report.exit_code == 0


def test_the_check_warns_only_of_what_is_true() -> None:
    assert {finding.code for finding in _report().findings} <= TRUE_WARNINGS


def test_every_text_stands_in_both_languages_and_its_translation_was_confirmed() -> None:
    lock = read_lock(CALIBAJA)
    assert lock is not None
    every = [found for kind in (records().goals, records().ways, records().facts) for record in kind for found in texts_of(record)]
    assert all(found.text.es and found.text.en for found in every)
    assert {standing.state for standing in compare(records(), lock)} == {"confirmed"}


def test_what_rests_on_the_team_alone_never_looks_confirmed() -> None:
    for kind in ("organizations", "services", "ways"):
        for record in getattr(records(), kind):
            if set(record.provenance.sources) == {"gk"}:
                assert record.state == "unverified", record.id
                assert record.provenance.confidence != "high", record.id
                assert record.provenance.unconfirmed is not None, record.id


def test_what_is_of_low_confidence_comes_with_the_question_to_ask() -> None:
    for kind in ("organizations", "services", "ways", "facts", "notices"):
        for record in getattr(records(), kind):
            assert record.provenance.confidence != "low" or record.provenance.unconfirmed is not None, record.id


def test_a_confidential_place_has_no_code_that_tells_which_it_is() -> None:
    coded = {organization.code for organization in records().organizations}
    assert coded.isdisjoint(WITHOUT_A_CODE)
    hidden = [organization for organization in records().organizations if organization.disclosure == "confidential"]
    assert len(hidden) == 6
    assert all(organization.code is None and organization.website is None and not organization.phones for organization in hidden)


def test_enforcement_never_receives_anyone() -> None:
    enforcement = {organization.id for organization in records().organizations if organization.cls == "enforcement"}
    assert {"inm-bc", "grupo-beta", "cbp", "immigration-court"} <= enforcement
    assert all(organization.referral == "never" for organization in records().organizations if organization.cls == "enforcement")
    assert all(service.referral == "never" for service in records().services if service.organization in enforcement)


def test_every_way_to_the_other_side_asks_whether_one_can_come_back() -> None:
    crossings = [way for way in records().ways if way.crosses_to]
    assert crossings
    assert all(way.irreversible == "crossing" and "can_return_to" in repr(way.requires) for way in crossings)


def test_what_rests_in_part_on_memory_is_high_or_comes_with_the_question_to_ask() -> None:
    for kind in ("organizations", "services", "ways", "notices"):
        for record in getattr(records(), kind):
            if "gk" in record.provenance.sources and record.provenance.confidence != "high":
                assert record.provenance.unconfirmed is not None, record.id
