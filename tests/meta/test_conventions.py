"""Conventions that reviewers would otherwise have to repeat."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "doccheck").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))

MOST_LINES = 250
LONGER: dict[str, str] = {
    # module → why it is one idea nevertheless
    "src/doccheck/language/cues.py": "one table of cue words, read side by side",
    "src/doccheck/review/tables.py": "the tables of one database, nothing else",
    "src/doccheck/review/migrations/versions/0001_first_tables.py": "a migration is written once, by Alembic",
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_module_is_short_enough_to_read_at_once(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    if _name(path) in LONGER:
        assert lines > MOST_LINES, "it is short enough: take it off the list"
    else:
        assert lines <= MOST_LINES * 1.1, f"{lines} lines; split it, or name it in LONGER with the reason"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_module_says_what_it_is_and_what_it_offers(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), "a module starts with a docstring"
    offered = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    ]
    for value in offered:
        names = ast.literal_eval(value)
        assert len(names) == len(set(names)), "a name is offered twice"  # that they are sorted is ruff's RUF022


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_what_is_offered_is_documented(path: Path) -> None:
    for node in _tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_no_floats_where_amounts_are_computed() -> None:
    folders = ("billing", "case", "requirements", "checks")
    modules = [path for path in SOURCES if path.relative_to(ROOT / "src" / "doccheck").parts[0] in folders]
    assert modules
    for path in [*modules, ROOT / "src" / "doccheck" / "verdict.py"]:
        for node in ast.walk(_tree(path)):
            is_float = isinstance(node, ast.Constant) and isinstance(node.value, float)
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
            assert not is_float, f"{_name(path)}:{getattr(node, 'lineno', '?')} holds a float"
            assert not is_call, f"{_name(path)}:{getattr(node, 'lineno', '?')} makes a float"


def test_no_drawer_modules() -> None:
    assert not [path for path in SOURCES if path.stem in {"utils", "util", "helpers", "common", "misc", "manager"}]


def test_every_test_states_a_behaviour() -> None:
    for path in TESTS:
        names = [node.name for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)]
        short = [name for name in names if name.startswith("test_") and name.count("_") < 3]
        assert not short, f"{_name(path)}: {short} say no behaviour"


def test_every_decision_is_one_page_with_its_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.fullmatch(r"\d{4}-[a-z0-9-]+", page.stem), page.name
        assert text.startswith("# "), page.name
        assert len(text.splitlines()) <= 60, f"{page.name} is longer than a page"
    numbers = [page.name[:4] for page in pages]
    assert len(numbers) == len(set(numbers)), "two decisions share a number"


def test_ignored_lint_rules_have_a_reason_beside_them() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignored = re.findall(r'^  "([A-Z]+\d+|D)",(.*)$', text, re.MULTILINE)
    assert len(ignored) > 5
    assert all("#" in rest for _, rest in ignored)


def test_tools_of_one_version_only() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = [requirement for group in [project["dependencies"], *extras.values()] for requirement in group]
    assert all(re.search(r"[<>=]", one) or one.startswith("doccheck[") for one in named), "every range has a floor"


def test_package_reads_nothing_from_the_current_directory() -> None:
    for path in SOURCES:
        assert not re.search(r"\bcwd\(\)|os\.getcwd", path.read_text(encoding="utf-8")), _name(path)
