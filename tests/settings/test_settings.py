from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from doccheck.errors import SettingError
from doccheck.settings import Settings, config_folder, load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCCHECK_HOME", str(tmp_path))
    return tmp_path


def write(home: Path, text: str) -> None:
    (home / "config.toml").write_text(text, encoding="utf-8")


def test_nothing_said_is_nothing_set(home: Path) -> None:
    assert config_folder() == home
    assert load_settings({}) == Settings()
    assert not Settings().model_configured


def test_the_file_sets_and_the_environment_wins(home: Path) -> None:
    write(home, 'model = "a"\nin_flight = 5\nmax_cost = 2.5\ndeidentify = true\nallowed_hosts = ["x.example.org"]\n')
    settings = load_settings({"DOCCHECK_MODEL": "b", "DOCCHECK_DEIDENTIFY": "no"})
    assert (settings.model, settings.in_flight, settings.max_cost) == ("b", 5, "2.5")
    assert (settings.deidentify, settings.allowed_hosts) == (False, ("x.example.org",))


def test_a_key_or_an_address_configures_a_model(home: Path) -> None:
    assert home.is_dir()
    assert load_settings({"OPENAI_API_KEY": "sk-1"}).model_configured
    assert load_settings({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}).base_url == "http://127.0.0.1:1/v1"
    both = {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1", "DOCCHECK_BASE_URL": "http://127.0.0.1:2/v1"}
    assert load_settings(both).base_url == "http://127.0.0.1:2/v1"
    assert not load_settings({"OPENAI_API_KEY": " ", "OPENAI_BASE_URL": ""}).model_configured


def test_prices_are_exact_text(home: Path) -> None:
    write(home, '[prices."my-model"]\ninput = 0.25\ncached = "0.025"\noutput = 2\n')
    assert load_settings({}).prices == (("my-model", ("0.25", "0.025", "2")),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nonsense = 1\n", "no setting nonsense"),
        ('api_key = "sk-secret"\n', "does not belong in a file"),
        ("model = 3\n", "model must be text"),
        ("in_flight = 0\n", "whole number"),
        ("in_flight = true\n", "whole number"),
        ("max_cost = -1\n", "plain number"),
        ('deidentify = "perhaps"\n', "true or false"),
        ("allowed_hosts = 3\n", "list of texts"),
        ("prices = 3\n", "must be a table"),
        ("[prices.x]\ninput = 1\n", "exactly input, cached and output"),
        ("not toml", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_clear_sentence_without_a_key(home: Path, text: str, says: str) -> None:
    write(home, text)
    with pytest.raises(SettingError, match=re.escape(says)) as caught:
        load_settings({})
    assert "sk-secret" not in str(caught.value)


def test_a_key_never_shows_in_what_is_printed_of_settings() -> None:
    assert "sk-1" not in repr(Settings(api_key="sk-1", identifiers=("Quillona",)))
    assert "Quillona" not in repr(Settings(identifiers=("Quillona",)))


def test_every_setting_is_in_the_document(root: Path) -> None:
    page = (root / "docs" / "models.md").read_text(encoding="utf-8")
    own = {"authority", "setting", "extractor", "api_key"}
    for name in Settings.__dataclass_fields__:
        assert name in own or name in page, name
