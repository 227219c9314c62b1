"""Set-up does each thing once, again only when its sources change, and says what is missing in the reader's language."""

from __future__ import annotations

import importlib
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tools import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with room for stamps."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMPS", tmp_path / "stamps")
    (tmp_path / "source.txt").write_text("one", "utf-8")
    return tmp_path


def test_a_step_is_done_once_and_again_when_its_source_changes(checkout: Path) -> None:
    done: list[str] = []
    source = checkout / "source.txt"
    for text in ("one", "one", "two", "two"):
        source.write_text(text, "utf-8")
        bootstrap.once("warm", [source], partial(done.append, text))
    assert done == ["one", "two"]


def test_a_step_that_failed_is_done_again(checkout: Path) -> None:
    def fail() -> None:
        raise subprocess.CalledProcessError(1, ["pip"])

    with pytest.raises(subprocess.CalledProcessError):
        bootstrap.once("warm", [checkout / "source.txt"], fail)
    assert not bootstrap.is_done("warm", bootstrap.digest([checkout / "source.txt"]))


def test_the_digest_knows_names_contents_and_the_place(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bootstrap.digest([checkout / "source.txt"])
    (checkout / "source.txt").rename(checkout / "other.txt")
    second = bootstrap.digest([checkout / "other.txt"])
    moved = tmp_path_factory.mktemp("moved")
    (moved / "other.txt").write_text("one", "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", moved)
    assert len({first, second, bootstrap.digest([moved / "other.txt"])}) == 3


@pytest.mark.parametrize(
    ("language", "words"), [("es_MX.UTF-8", "necesita Python 3.11"), ("en_US.UTF-8", "needs Python 3.11"), ("C", "needs Python 3.11")]
)
def test_an_old_python_is_refused_in_the_readers_language(
    language: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RUMBO_LANG", raising=False)
    monkeypatch.setenv("LANG", language)
    module = importlib.reload(bootstrap)
    monkeypatch.setattr(module, "OLDEST", (99, 0))
    assert module.main(["run"]) == 1
    assert words in capsys.readouterr().out


def test_every_sentence_of_set_up_is_said_in_both_languages() -> None:
    for english, spanish in bootstrap.WORDS.values():
        assert english != spanish
        assert english.count("{}") == spanish.count("{}")
