"""What makes the record complete: order, signatures, lot and expiry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doccheck.extract.rules.fields.finder import Offer
from doccheck.language.lots import find_expiries, find_lots
from doccheck.language.orders import find_orders
from doccheck.language.signatures import find_signatures
from doccheck.note import Span
from doccheck.sections import SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doccheck.extract.rules.fields.finder import Page

__all__ = ["find"]


def find(page: Page) -> Iterator[Offer]:
    """Offer orders, signatures, lots and expiry dates."""
    text = page.note.text
    for sentence, words in zip(page.sentences, page.texts, strict=True):
        if find_orders(words) or page.section(sentence.start).kind is SectionKind.ORDERS:
            yield Offer("order", sentence)
    for signature in find_signatures(text):
        yield Offer("signature", signature.span)
    for lot in find_lots(text):
        yield Offer("lot_number", Span(lot.span.start, lot.span.end))
    for expiry in find_expiries(text):
        yield Offer("expiration_date", expiry.span)
