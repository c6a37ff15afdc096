"""Collect every regular expression of the package, with the places that make it and how each is asked.

    python tests/support/package_patterns.py

prints JSON. It runs in a process of its own, because expressions are noted as they are compiled: it imports every
module, calls what makes expressions without being asked for anything and checks the example notes; an expression that
still was not made is made where names of its module are enough. Places that stay unmade are printed too.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType, ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "doccheck"
LAZY = "language/patterns.py"
NAMED = (("doccheck.extract.rules.cues", "cue", "_CUES"),)
"""Functions that make one expression for each key of a table."""
TABLES = (
    ("doccheck.reference.descriptor", "_ROUTES"),
    ("doccheck.reference.descriptor", "_UNITS"),
    ("doccheck.requirements.claim", "_WORDS"),
)
"""Tables of expressions, compiled one by one where they are used."""
MAKING = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


@dataclass(frozen=True, slots=True)
class Site:
    """A call in the source that makes an expression."""

    place: str
    made: str
    call: ast.Call
    ways: frozenset[str]


def read_sites() -> dict[str, Site]:
    """Every call of the package that makes an expression, by ``module:line``."""
    sources = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    trees = {module: ast.parse(source) for module, source in sorted(sources.items())}
    everywhere: dict[str, set[str]] = defaultdict(set)
    for tree in trees.values():
        _note_uses(tree, everywhere)
    sites = {}
    for module, tree in trees.items():
        here: dict[str, set[str]] = defaultdict(set)
        _note_uses(tree, here)
        names = _names(tree)
        for node in ast.walk(tree):
            made = _made_by(node)
            if made is None or module == LAZY:
                continue
            assert isinstance(node, ast.Call)
            name = names.get(id(node), f"_{id(node)}")
            methods = (here if name.startswith("_") else everywhere)[name] or {"?"} if made == "compile" else {made}
            place = f"{module}:{node.lineno}"
            sites[place] = Site(place, made, node, _ways(methods, sources[module]))
    return sites


def _ways(methods: set[str], source: str) -> frozenset[str]:
    """How an expression is asked; one whose name goes elsewhere in every way that its module asks anything."""
    ways = {"match": "match", "fullmatch": "fullmatch"}
    if "?" in methods:
        methods = methods | {name for name in ways if f".{name}(" in source} | {"search"}
    return frozenset(ways.get(method, "search") for method in methods - {"?"})


def _names(tree: ast.Module) -> dict[int, str]:
    """What each value is called: a name, or the key of a table as ``['key']``."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names[id(node.value)] = node.targets[0].id
        elif isinstance(node, ast.Dict):
            keys = [ast.unparse(key) if key else "" for key in node.keys]
            names |= {id(value): f"_[{key}]" for key, value in zip(keys, node.values, strict=True)}
    return names


def _note_uses(tree: ast.Module, uses: dict[str, set[str]]) -> None:
    """Note what is asked of each name: a method, or ``?`` where the name goes elsewhere."""
    bases = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _made_by(node.value):
            uses[f"_{id(node.value)}"].add(node.attr)  # asked where it is made
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Subscript):
            uses[_called(node.value)].add(node.attr)
            bases.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Subscript) and isinstance(node.ctx, ast.Load) and id(node) not in bases:
            uses[_called(node)].add("?")


def _called(node: ast.Name | ast.Subscript) -> str:
    return node.id if isinstance(node, ast.Name) else f"_[{ast.unparse(node.slice)}]"


def _made_by(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not node.args:
        return None
    if isinstance(node.func, ast.Name) and node.func.id == "Pattern":
        return "compile"
    of_re = (
        isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
    )
    return node.func.attr if of_re and isinstance(node.func, ast.Attribute) and node.func.attr in MAKING else None


def evaluate(site: Site, module: ModuleType) -> re.Pattern[str] | None:
    """Make the expression of a call that was not reached, where names of its module are enough."""
    whole = (
        site.call
        if site.made == "compile"
        else ast.Call(
            ast.Attribute(ast.Name("re", ast.Load()), "compile", ast.Load()),
            [site.call.args[0], *_flags(site.call)],
            [],
        )
    )
    source = ast.unparse(whole)
    try:
        made = eval(source, vars(module))  # noqa: S307 - a piece of this package
    except NameError:
        return None
    found: re.Pattern[str] = made.compiled() if hasattr(made, "compiled") else made
    return found


def _flags(call: ast.Call) -> list[ast.expr]:
    return [part for part in call.args[1:] if "re." in ast.unparse(part)]


class Collection:
    """What was compiled, and where."""

    def __init__(self) -> None:
        """Watch :mod:`re` and the package's lazy expressions from now on."""
        self.seen: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.lazy: list[tuple[Any, str | None]] = []
        compile_ = re._compile  # type: ignore[attr-defined]

        def noted(source: Any, flags: int = 0) -> Any:
            made = compile_(source, flags)
            place = _place(sys._getframe(1))
            if place and isinstance(made.pattern, str):
                self.seen[made.pattern, made.flags].add(place)
            return made

        re._compile = noted  # type: ignore[attr-defined]
        from doccheck.language.patterns import Pattern  # noqa: PLC0415 - from here on it is watched

        begin = Pattern.__init__

        def begun(pattern: Pattern, *given: Any, **named: Any) -> None:
            begin(pattern, *given, **named)
            self.lazy.append((pattern, _place(sys._getframe(1))))

        Pattern.__init__ = begun  # type: ignore[method-assign, assignment]

    def finish(self) -> None:
        """Compile what was made but not yet asked for anything."""
        for pattern, place in self.lazy:
            made = pattern.compiled()
            if place:
                self.seen[made.pattern, made.flags].add(place)


def _place(frame: FrameType | None) -> str | None:
    """The line of the package that asked for an expression."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE) and path != PACKAGE / LAZY:
            return f"{path.relative_to(PACKAGE).as_posix()}:{frame.f_lineno}"
        if path.parent.name != "re" and path.name != Path(__file__).name:
            return None  # a lazy expression is noted where it is made, not where it is first used
        frame = frame.f_back
    return None


def modules() -> list[ModuleType]:
    """Import every module whose extras are installed."""
    import doccheck  # noqa: PLC0415 - after the watch began

    found = []
    for module in pkgutil.walk_packages(doccheck.__path__, "doccheck."):
        if ".migrations." in module.name:
            continue
        try:
            found.append(importlib.import_module(module.name))
        except ImportError as missing:
            sys.stderr.write(f"{module.name} left out: {missing}\n")
    return found


def exercise(loaded: list[ModuleType], collection: Collection) -> None:
    """Call what makes expressions: without arguments, with each of its names, and by checking notes."""
    by_name = {module.__name__: module for module in loaded}
    for module in loaded:
        _without_arguments(module)
    for name, function, table in NAMED:
        for key in getattr(by_name[name], table):
            getattr(by_name[name], function)(key)
    for name, table in TABLES:
        values = getattr(by_name[name], table)
        for value in values.values() if name.endswith("claim") else values:
            made = re.compile(value if isinstance(value, str) else value[0], re.IGNORECASE)
            place = f"{name.removeprefix('doccheck.').replace('.', '/')}.py:{table}"
            collection.seen[made.pattern, made.flags].add(place)
    import doccheck  # noqa: PLC0415 - after the watch began

    for path in sorted((ROOT / "examples").glob("*.txt")):
        for code in ("J3246", "J3424", "J3250", "J2252", "J2326", "J1745", "J3420"):
            doccheck.check(path.read_text(encoding="utf-8"), code=code, extractor="rules")


def _without_arguments(module: ModuleType) -> None:
    for made in list(vars(module).values()):
        own = hasattr(made, "cache_parameters") and made.__module__ == module.__name__
        if own and not inspect.signature(made).parameters:
            made()


def main() -> None:
    """Print what was found."""
    sites = read_sites()
    collection = Collection()
    loaded = modules()
    exercise(loaded, collection)
    by_place = {Path(module.__file__ or "").resolve(): module for module in loaded}
    collection.finish()
    seen = collection.seen
    reached = {place for places in seen.values() for place in places}
    for place, site in sites.items():
        module = by_place.get(PACKAGE / place.split(":")[0])
        made = evaluate(site, module) if place not in reached and module is not None else None
        if made is not None:
            seen[made.pattern, made.flags].add(place)
            reached.add(place)
    patterns = [
        {
            "source": source,
            "flags": flags,
            "places": sorted(places),
            "ways": sorted({way for place in places for way in (sites[place].ways if place in sites else {"search"})}),
        }
        for (source, flags), places in sorted(seen.items(), key=lambda one: sorted(one[1]))
    ]
    here = {place for place in sites if PACKAGE / place.split(":")[0] in by_place}  # the others' extras are missing
    json.dump({"patterns": patterns, "never_made": sorted(here - reached)}, sys.stdout)


if __name__ == "__main__":
    main()
