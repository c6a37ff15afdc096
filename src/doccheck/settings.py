"""Settings: a TOML file and the environment; whoever calls doccheck with an explicit option wins over both.

The file is ``config.toml`` in the platform's configuration folder, or in ``DOCCHECK_HOME``. Every key may also be
given as ``DOCCHECK_<KEY>``; ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL`` are read as everybody knows them. The key of a
server is never read from the file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doccheck.errors import SettingError
from doccheck.folders import user_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["UNNAMED_MODEL", "Settings", "config_folder", "data_folder", "load_settings"]

UNNAMED_MODEL = "default"
"""Sent to servers other than the vendor when no model is named; llama.cpp serves whatever it has loaded."""

_TRUE = ("1", "true", "yes", "on")
_FALSE = ("0", "false", "no", "off", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file and the environment say; ``None`` where they say nothing.

    Args:
        authority: auto, article or cms.
        setting: Where the drug was given (office, outpatient-hospital …).
        extractor: auto, model, rules or both.
        model: Name of the model to ask.
        base_url: Address of a server with the chat-completions protocol.
        api_key: Key of the server, from the environment only.
        deidentify: Mask identifiers before anything leaves the machine.
        max_cost: Most US dollars one run may spend, as a plain decimal.
        allowed_hosts: Hosts besides the vendor's own and this machine that notes may be sent to.
        context_tokens: Tokens the model's context holds, prompt and answer together.
        answer_tokens: Tokens left for the answer.
        answer_entries: Most entries of each list of an answer, told to the server in the schema; for small local models
            that otherwise repeat themselves without end.
        in_flight: Requests at a time to start with.
        deadline: Seconds a note may take, pauses that the server asked for not counted.
        prompt: Prompt version (``extract-facts/v1``).
        prices: Model name → US dollars a million tokens as ``(input, cached input, output)``, as decimals in text.
        identifiers: Words known to identify the patient, masked first under ``deidentify``.
    """

    authority: str | None = None
    setting: str | None = None
    extractor: str | None = None
    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    deidentify: bool | None = None
    max_cost: str | None = None
    allowed_hosts: tuple[str, ...] = ()
    context_tokens: int | None = None
    answer_tokens: int | None = None
    answer_entries: int | None = None
    in_flight: int | None = None
    deadline: float | None = None
    prompt: str | None = None
    prices: tuple[tuple[str, tuple[str, str, str]], ...] = ()
    identifiers: tuple[str, ...] = field(default=(), repr=False)

    @property
    def model_configured(self) -> bool:
        """Whether ``auto`` asks a model: a key or an address was given."""
        return bool(self.api_key or self.base_url)


def config_folder() -> Path:
    """Folder of ``config.toml``: ``DOCCHECK_HOME`` or the platform's own."""
    return _folder("config")


def data_folder() -> Path:
    """Folder of the review queue and other data: ``DOCCHECK_HOME`` or the platform's own."""
    return _folder("data")


def _folder(kind: str) -> Path:
    home = os.environ.get("DOCCHECK_HOME")
    if home:
        return Path(home).expanduser()
    return user_folder(kind)


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of the file, overridden by the environment.

    Args:
        environ: Environment to read, by default the process's own.

    Raises:
        SettingError: The file is no TOML, or a key is unknown or has no such value.
    """
    env = os.environ if environ is None else environ
    values = _from_file(config_folder() / "config.toml")
    for name, read in _READERS.items():
        text = env.get(f"DOCCHECK_{name.upper()}")
        if text is not None and text.strip():
            values[name] = read(f"DOCCHECK_{name.upper()}", text.strip())
    if env.get("OPENAI_BASE_URL", "").strip() and "DOCCHECK_BASE_URL" not in env:
        values["base_url"] = env["OPENAI_BASE_URL"].strip()
    if env.get("OPENAI_API_KEY", "").strip():
        values["api_key"] = env["OPENAI_API_KEY"].strip()
    return Settings(**values)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        msg = f"{path}: cannot read the settings ({error.strerror or 'input error'}); check its permissions"
        raise SettingError(msg) from None
    import tomllib  # noqa: PLC0415 - most machines have no settings file

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path}: this is not valid TOML ({type(error).__name__}); correct the file"
        raise SettingError(msg) from None
    return {name: _checked(path, name, value) for name, value in table.items()}


def _checked(path: Path, name: str, value: object) -> object:
    if name == "api_key":
        msg = f"{path}: a key does not belong in a file; set OPENAI_API_KEY in the environment"
        raise SettingError(msg)
    where = f"{path}: {name}"
    if name == "prices":
        return _prices(where, value)
    read = _READERS.get(name)
    if read is None:
        known = ", ".join(sorted(entry.name for entry in fields(Settings) if entry.name != "api_key"))
        msg = f"{path}: there is no setting {name}; the settings are {known}"
        raise SettingError(msg)
    return read(where, value)


def _text(where: str, value: object) -> str:
    if not isinstance(value, str):
        msg = f"{where} must be text"
        raise SettingError(msg)
    return value


def _decimal(where: str, value: object) -> str:
    text = str(value)
    if not text.replace(".", "", 1).isdigit():
        msg = f"{where} must be a plain number of 0 or more, such as 2.50"
        raise SettingError(msg)
    return text


def _whole(where: str, value: object) -> int:
    text = str(value)
    if isinstance(value, bool) or not text.isdigit() or int(text) < 1:
        msg = f"{where} must be a whole number of 1 or more"
        raise SettingError(msg)
    return int(text)


def _seconds(where: str, value: object) -> float:
    return float(_decimal(where, value))


def _flag(where: str, value: object) -> bool:
    text = str(value).casefold()
    if text not in _TRUE + _FALSE:
        msg = f"{where} must be true or false"
        raise SettingError(msg)
    return text in _TRUE


def _words(where: str, value: object) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        msg = f"{where} must be a list of texts"
        raise SettingError(msg)
    return tuple(word.strip() for word in words if word.strip())


def _prices(where: str, value: object) -> tuple[tuple[str, tuple[str, str, str]], ...]:
    names = ("input", "cached", "output")
    if not isinstance(value, dict):
        msg = f'{where} must be a table: [prices."MODEL"] with input, cached and output'
        raise SettingError(msg)
    rows: list[tuple[str, tuple[str, str, str]]] = []
    for model, row in value.items():
        if not isinstance(row, dict) or set(row) != set(names):
            msg = f"{where}.{model} must have exactly input, cached and output, in US dollars a million tokens"
            raise SettingError(msg)
        numbers = [_decimal(f"{where}.{model}.{name}", row[name]) for name in names]
        rows.append((model, (numbers[0], numbers[1], numbers[2])))
    return tuple(rows)


_READERS: dict[str, Callable[[str, object], object]] = {
    "authority": _text,
    "setting": _text,
    "extractor": _text,
    "model": _text,
    "base_url": _text,
    "deidentify": _flag,
    "max_cost": _decimal,
    "allowed_hosts": _words,
    "context_tokens": _whole,
    "answer_tokens": _whole,
    "answer_entries": _whole,
    "in_flight": _whole,
    "deadline": _seconds,
    "prompt": _text,
    "identifiers": _words,
}
