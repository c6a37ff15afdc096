"""Pages from templates: everything is escaped, and numbers, money and times look the same everywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from doccheck.report.visible import visible
from doccheck.review.clock import DAY, HOUR, MINUTE, NEVER, moment

if TYPE_CHECKING:
    from starlette.requests import Request

    from doccheck.review.web.signing import Signed

__all__ = ["go", "page", "templates"]


@cache
def templates() -> Environment:
    """Return the environment of the templates."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["never"] = NEVER
    found.filters |= {
        "money": money,
        "age": age,
        "when": when,
        "count": lambda number: f"{number:,}",
        "visible": visible,
        "words": words,
    }
    return found


def page(
    request: Request,
    template: str,
    signed: Signed | None = None,
    /,
    *,
    status: int = 200,
    title: str,
    **context: object,
) -> HTMLResponse:
    """Return the page made from ``template``."""
    html = (
        templates()
        .get_template(template)
        .render(
            title=title,
            who=signed.account if signed else None,
            csrf=signed.csrf if signed else "",
            path=request.url.path,
            now=request.app.state.store.clock(),
            **context,
        )
    )
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def go(request: Request, to: str) -> Response:
    """Send the browser to another of our pages, whether it asked by itself or by htmx."""
    if request.headers.get("hx-request") and not request.headers.get("hx-boosted"):
        return Response(status_code=204, headers={"HX-Redirect": to})
    return RedirectResponse(to, 303)


def money(cents: int) -> str:
    """Return cents as whole dollars with separators."""
    return f"${(cents + 50) // 100:,}"


def age(at: int, now: int) -> str:
    """Return how long ago ``at`` was, in the largest unit that fits."""
    spent = max(0, now - at)
    for size, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if spent >= size:
            return f"{spent // size} {name}"
    return "now"


def when(at: int | None) -> str:
    """Return a time in UTC to the minute."""
    return "–" if at is None else moment(at).strftime("%Y-%m-%d %H:%M")


def words(name: str) -> str:
    """Return an internal word as people write it (``cannot_tell`` → ``cannot tell``)."""
    return name.replace("_", " ").replace("-", " ") if name else "–"
