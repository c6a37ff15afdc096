"""Check notes from Python: one note, many notes, or a draft that is still being written."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from doccheck.claim import ClaimLine
from doccheck.errors import DoccheckError, ModelError, SettingError
from doccheck.models.spending import Spending
from doccheck.note import as_note
from doccheck.options import AUTHORITIES, EXTRACTORS, SETTINGS, one_of
from doccheck.pipeline import Order, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from datetime import date
    from decimal import Decimal

    from doccheck.assessment import Report
    from doccheck.facts import Extraction
    from doccheck.models.spending import Spent
    from doccheck.note import NoteLike
    from doccheck.reference.lookup import Reference
    from doccheck.session import Session

__all__ = ["Checker", "Unchecked"]


class _ReaderOptions(TypedDict):
    """Options of :func:`doccheck.extract.reader.read`."""

    extractor: str
    model: str | None
    base_url: str | None
    deidentify: bool
    max_cost: Decimal | None
    spending: Spending


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A note of :meth:`Checker.check_many` that could not be checked at all.

    Args:
        index: Its place among the notes, from 0.
        error: Why.
    """

    index: int
    error: DoccheckError


class Checker:
    """Checks notes with fixed options, from any number of threads. Of a note it keeps only what models cost.

    Args:
        extractor: Who reads the note: ``rules`` (offline), ``model``, ``both``, or ``auto`` (the model when one is
            configured, else the rules).
        model: Model name, ``None`` for the configured one.
        base_url: Address of a server that speaks the chat-completions protocol, ``None`` for the configured one.
        authority: ``auto``, ``article`` or ``cms``: which definition of the code decides.
        setting: Where the drug was given (:data:`doccheck.options.SETTINGS`).
        deidentify: Mask identifiers before anything is sent to a model.
        max_cost: Most US dollars models may cost, all notes of this checker together; ``None`` for the configured
            limit. A note that could exceed it is not sent; the rules read it under ``auto``.
        concurrency: Most notes in work at a time in :meth:`check_many`.

    Raises:
        SettingError: An option has no such value.
    """

    def __init__(
        self,
        *,
        extractor: str = "auto",
        model: str | None = None,
        base_url: str | None = None,
        authority: str = "auto",
        setting: str = "office",
        deidentify: bool = False,
        max_cost: Decimal | None = None,
        concurrency: int = 8,
    ) -> None:
        """Keep the options; nothing is loaded or contacted yet."""
        self.extractor = one_of("extractor", extractor, EXTRACTORS)
        self.authority = one_of("authority", authority, AUTHORITIES)
        self.setting = one_of("setting", setting, SETTINGS)
        self.model = model
        self.base_url = base_url
        self.deidentify = deidentify
        self.max_cost = max_cost
        if concurrency < 1:
            msg = "concurrency must be 1 or more"
            raise SettingError(msg)
        self.concurrency = concurrency
        self._spending = Spending()

    @property
    def spent(self) -> Spent:
        """What models have cost so far, all notes of this checker together."""
        return self._spending.spent

    def require_codes(self, codes: Iterable[str]) -> None:
        """Refuse codes that no note can be checked for, before a model is paid to read one.

        Raises:
            CodeError: A code is unknown or no drug code.
        """
        for code in codes:
            self._reference().facts(code.strip().upper())

    def read(self, note: NoteLike, *, code: str) -> Extraction:
        """Return what the extractor reads in ``note``; :meth:`judge` decides about it.

        Raises:
            NoteError: The note cannot be read as text.
            ModelError: A model was demanded and cannot be asked.
        """
        from doccheck.extract.reader import read  # noqa: PLC0415 - judging a stored extraction needs no reader

        return read(as_note(note), self._reference(), code=code, **self._reader_options())

    def judge(
        self,
        note: NoteLike,
        extraction: Extraction,
        *,
        code: str,
        claim: ClaimLine | Sequence[ClaimLine] | None = None,
        date: date | None = None,
    ) -> Report:
        """Decide about ``note`` from what was read in it. No model, no network, no clock.

        Args:
            note: The note.
            extraction: What an extractor read in it.
            code: HCPCS code, any case.
            claim: The claim line or lines; ``None`` when no claim is given.
            date: Date of service; ``None`` takes it from the claim, else from the note.

        Raises:
            InputError: The note or the code cannot be used.
        """
        lines = (claim,) if isinstance(claim, ClaimLine) else claim
        order = Order(code.strip().upper(), lines, date, self.authority, self.setting)
        return judge(as_note(note), extraction, order, self._reference())

    def check(
        self,
        note: NoteLike,
        *,
        code: str,
        claim: ClaimLine | Sequence[ClaimLine] | None = None,
        date: date | None = None,
    ) -> Report:
        """Read ``note`` and decide about it; arguments as for :meth:`judge`.

        Raises:
            InputError: The note, the code or the claim cannot be used.
            ReferenceDataError: The reference is damaged.
            ModelError: A model was demanded and cannot be asked.
        """
        given = as_note(note)
        code = code.strip().upper()
        self.require_codes([code])
        return self.judge(given, self.read(given, code=code), code=code, claim=claim, date=date)

    async def acheck(
        self,
        note: NoteLike,
        *,
        code: str,
        claim: ClaimLine | Sequence[ClaimLine] | None = None,
        date: date | None = None,
    ) -> Report:
        """Like :meth:`check`, without holding up the event loop."""
        import asyncio  # noqa: PLC0415 - a plain check needs no event loop

        from doccheck.extract.reader import aread  # noqa: PLC0415 - as in read

        given = as_note(note)
        code = code.strip().upper()
        self.require_codes([code])
        extraction = await aread(given, self._reference(), code=code, **self._reader_options())
        return await asyncio.to_thread(self.judge, given, extraction, code=code, claim=claim, date=date)

    def check_many(
        self, notes: Iterable[NoteLike], *, code: str, date: date | None = None
    ) -> Iterator[Report | Unchecked]:
        """Check ``notes`` and yield one outcome a note, in their order.

        At most ``concurrency`` notes are in work and ``notes`` is read only as far as needed, so it may be endless.
        A note that cannot be checked yields :class:`Unchecked` and stops nothing.

        Raises:
            CodeError: The code is unknown or no drug code.
            ModelError: The model refuses every note (the key, the quota, the address): the run stops there.
        """
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a plain check needs no threads

        self.require_codes([code])
        pending: deque[Future[Report | Unchecked]] = deque()
        with ThreadPoolExecutor(self.concurrency, thread_name_prefix="doccheck") as pool:
            try:
                for index, note in enumerate(notes):
                    pending.append(pool.submit(self._outcome, index, note, code, date))
                    if len(pending) >= self.concurrency:
                        yield pending.popleft().result()
                while pending:
                    yield pending.popleft().result()
            finally:
                for future in pending:
                    future.cancel()

    def session(
        self, *, code: str, claim: ClaimLine | Sequence[ClaimLine] | None = None, date: date | None = None
    ) -> Session:
        """Follow a draft while it is being written: :meth:`doccheck.session.Session.update` says what changed.

        Raises:
            CodeError: The code is unknown or no drug code.
        """
        from doccheck.session import Session  # noqa: PLC0415 - only scribes need it

        code = code.strip().upper()
        requirements = self._reference().requirements(code)
        return Session(lambda draft: self.check(draft, code=code, claim=claim, date=date), requirements)

    def _reader_options(self) -> _ReaderOptions:
        return {
            "extractor": self.extractor,
            "model": self.model,
            "base_url": self.base_url,
            "deidentify": self.deidentify,
            "max_cost": self.max_cost,
            "spending": self._spending,
        }

    def _outcome(self, index: int, note: NoteLike, code: str, day: date | None) -> Report | Unchecked:
        try:
            return self.check(note, code=code, date=day)
        except ModelError:
            raise  # whatever keeps the model from being asked keeps it from every further note
        except DoccheckError as error:
            return Unchecked(index, error)

    @staticmethod
    def _reference() -> Reference:
        from doccheck.reference.lookup import Reference  # noqa: PLC0415 - making a checker reads no table

        return Reference.load()
