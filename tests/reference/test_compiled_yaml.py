"""The requirement files as JSON: believed only while the YAML has not changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from doccheck.reference.compiled_yaml import NAME, compiled, write
from doccheck.reference.lookup import Reference
from doccheck.reference.strict_yaml import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path


def test_the_committed_file_says_what_the_yaml_says(reference: Reference, tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.folder, folder)
    write(folder)
    assert (folder / NAME).read_bytes() == (reference.folder / NAME).read_bytes(), (
        "run python -m doccheck.reference.compiled_yaml"
    )
    for path in [reference.folder / "fields.yaml", *(reference.folder / "codes").glob("*.yaml")]:
        assert compiled(path, path.read_bytes()) == parse_yaml(path, path.read_bytes())


def test_an_edited_file_is_read_as_yaml_again(reference: Reference, tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(reference.folder, folder)
    path = folder / "fields.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Condition treated?", "Which condition?"), encoding="utf-8"
    )
    assert compiled(path, path.read_bytes()) is None
    assert Reference(folder).fields()["diagnosis"].question == "Which condition?"


def test_a_missing_or_broken_file_costs_time_and_nothing_else(reference: Reference, tmp_path: Path) -> None:
    for number, content in enumerate([None, b"{", b"[]", b'{"fields.yaml": 1}']):
        folder = tmp_path / str(number)
        shutil.copytree(reference.folder, folder)
        (folder / NAME).unlink()
        if content is not None:
            (folder / NAME).write_bytes(content)
        assert Reference(folder).requirements("J2326") == reference.requirements("J2326")


def test_an_ordinary_look_up_imports_no_yaml() -> None:
    load = "import sys; from doccheck.reference.lookup import Reference; reference = Reference.load()"
    code = f"{load}; reference.requirements('J2326'); reference.requirements('J1745'); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - a fresh process
    assert done.stdout.strip() == "False"
