"""Logs and error reports without people in them."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter

from rumbo.base.logs import JsonLines, NothingPersonal

SECRET = "born 1987-06-05"


def failure() -> tuple[type[BaseException], BaseException, object]:
    answer = SECRET
    try:
        raise ValueError(answer)
    except ValueError:
        return sys.exc_info()  # type: ignore[return-value]


def test_a_line_is_one_json_object_with_time_level_and_message() -> None:
    record = logging.LogRecord("rumbo", logging.INFO, "x.py", 1, "region %s loaded", ("small",), None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert {**json.loads(line), "time": ""} == {"time": "", "level": "info", "logger": "rumbo", "message": "region small loaded"}


def test_of_an_error_the_type_and_the_place_are_logged_and_not_its_words() -> None:
    record = logging.LogRecord("rumbo", logging.ERROR, "x.py", 1, "failed", (), failure())  # type: ignore[arg-type]
    line = JsonLines().format(record)
    assert json.loads(line)["error"] == "ValueError"
    assert "tests/base/test_logs.py" in json.loads(line)["at"][-1]
    assert SECRET not in line


def test_an_error_report_hides_what_a_person_sent() -> None:
    request = RequestFactory().post("/es/plan/?q=born-1987", {"born": SECRET}, headers={"cookie": f"answers={SECRET}", "referer": SECRET})
    shown = NothingPersonal()
    assert shown.get_post_parameters(request) == {"born": "[hidden]"}
    assert set(shown.get_safe_cookies(request).values()) == {"[hidden]"}
    assert shown.get_safe_request_meta(request) == {"REQUEST_METHOD": "POST", "PATH_INFO": "/es/plan/"}
    frames = ExceptionReporter(request, *failure()).get_traceback_frames()  # type: ignore[arg-type]
    assert SECRET not in str([frame["vars"] for frame in frames])


def test_a_form_that_is_refused_is_a_warning_without_traceback_or_data(caplog: pytest.LogCaptureFixture) -> None:
    too_many = {f"{SECRET}-{n}": SECRET for n in range(1001)}
    client = Client(enforce_csrf_checks=True)  # the check of the token is what reads the form
    client.cookies["csrftoken"] = "a" * 32
    with caplog.at_level(logging.INFO):
        response = client.post("/es/plan/bed-tonight/papers/", too_many)
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("django.security.")]
    assert response.status_code == 400
    assert [{**json.loads(line), "time": ""} for line in lines] == [
        {
            "time": "",
            "level": "warning",
            "logger": "django.security.TooManyFieldsSent",
            "message": "request refused: TooManyFieldsSent",
        }
    ]


def test_the_words_of_a_refusal_are_not_logged() -> None:
    record = logging.LogRecord("django.security.SuspiciousOperation", logging.ERROR, "x.py", 1, SECRET, (), failure())  # type: ignore[arg-type]
    line = JsonLines().format(record)
    assert SECRET not in line
    assert set(json.loads(line)) == {"time", "level", "logger", "message"}


@pytest.mark.django_db
def test_an_address_that_could_not_be_answered_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert Client().get("/es/plan/asylum/way/").status_code == 503  # no region is loaded
    (line,) = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "django.request"]
    assert (line["message"], line["view"]) == ("Service Unavailable", "pathways:way")
    assert "asylum" not in json.dumps(line)
