"""The offline extractor beside what one would pick instead: quantulum3 with a lexicon, medspaCy with ConText.

Run ``python benchmarks/offline_extractor.py`` (invented notes of ``tests/extract/labelled``), or give labelled notes of
your own: ``python benchmarks/offline_extractor.py labels.jsonl …``. A peer that is not installed is left out
(``pip install quantulum3 inflect stemming medspacy``). The peers get our drug names; for each amount they take the
drug named nearest in its sentence; medspaCy drops what ConText calls negated, historical, hypothetical or of family.
Scored alike: an answer is right when drug and amount are those of a label not yet matched.
"""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from doccheck.batch.labels import read_labels
from doccheck.case.administrations import read_administrations
from doccheck.errors import QuantityError
from doccheck.extract.rules.administrations import find_amount_facts
from doccheck.facts import Extraction, Outcome
from doccheck.ground.facts import ground
from doccheck.language.drugs import find_drugs
from doccheck.language.sentences import find_sentences
from doccheck.note import Note
from doccheck.quantity import Quantity
from doccheck.reference.lookup import Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doccheck.batch.labels import LabelledDose, Labels

    Reader = Callable[[Note], list[tuple[str, Quantity | None]]]

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "extract" / "labelled"
REFERENCE = Reference.load()
_KINDS = frozenset({"oral", "topical", "inhaled", "diluent", "antiseptic", "device", "blood"})


def ours(note: Note) -> list[tuple[str, Quantity | None]]:
    """The rules of this package."""
    extraction = Extraction("rules", Outcome.OK, find_amount_facts(note, REFERENCE))
    given = read_administrations(note, ground(note, extraction), REFERENCE, None).given
    return [(one.drug, one.dose) for one in given]


def _nearest(drugs: Iterable[tuple[int, str]], at: int) -> str | None:
    return min(drugs, key=lambda drug: abs(drug[0] - at), default=(0, None))[1]


def quantulum_reader() -> Reader:
    """quantulum3 for the amounts, our drug names, the nearest drug of the sentence."""
    from quantulum3 import parser  # noqa: PLC0415 - optional peer

    def read(note: Note) -> list[tuple[str, Quantity | None]]:
        answers: list[tuple[str, Quantity | None]] = []
        for span in find_sentences(note.text):
            sentence = note.text[span.start : span.end]
            drugs = [
                (mention.span.start, mention.generic)
                for mention in find_drugs(sentence, REFERENCE.drugs)
                if REFERENCE.drugs.kind(mention.generic) not in _KINDS
            ]
            if not drugs:
                continue
            for found in parser.parse(sentence):
                amount = _amount(f"{found.value:g}", found.surface.split()[-1])
                name = _nearest(drugs, found.span[0])
                if amount is not None and name is not None:
                    answers.append((name, amount))
        return answers

    return read


def medspacy_reader() -> Reader:
    """medspaCy: target matcher with our drug names, ConText, quantulum-like amounts by one regular expression."""
    import re  # noqa: PLC0415 - only this peer needs it

    from loguru import logger  # noqa: PLC0415 - comes with the peer, which logs every token

    logger.remove()
    import medspacy  # noqa: PLC0415 - optional peer
    from medspacy.ner import TargetRule  # noqa: PLC0415

    pipeline = medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
    names = [name for name, generic in REFERENCE.drugs.names().items() if REFERENCE.drugs.kind(generic) not in _KINDS]
    pipeline.get_pipe("medspacy_target_matcher").add([TargetRule(name, "DRUG") for name in names])
    amount_pattern = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)\s*-?(mg|mcg|g|gm|mL|cc|units?|mCi)\b", re.IGNORECASE)

    def read(note: Note) -> list[tuple[str, Quantity | None]]:
        answers: list[tuple[str, Quantity | None]] = []
        for sentence in pipeline(note.text).sents:
            drugs = []
            for entity in sentence.ents:
                out = entity._
                if out.is_negated or out.is_historical or out.is_hypothetical or out.is_family:
                    continue
                drugs.append((entity.start_char, REFERENCE.drugs.generic(entity.text) or entity.text.lower()))
            if not drugs:
                continue
            for match in amount_pattern.finditer(sentence.text):
                amount = _amount(match.group(1).replace(",", ""), match.group(2))
                name = _nearest(drugs, sentence.start_char + match.start())
                if amount is not None and name is not None:
                    answers.append((name, amount))
        return answers

    return read


def _amount(number: str, unit: str) -> Quantity | None:
    try:
        amount = Quantity.of(number, unit)
    except QuantityError:
        return None
    return amount if amount.dimension in ("mass", "volume", "activity", "radioactivity") else None


def _right(label: LabelledDose, dose: Quantity | None) -> bool:
    for wanted in label.doses:
        if wanted is None:
            if dose is None:
                return True
            continue
        number, _, unit = wanted.replace(",", "").partition(" ")
        if "/" in unit:
            if dose is None:  # the peers have no weight-based doses; ours is scored by the amount alone here
                return True
            continue
        if dose is not None and dose.same_as(Quantity.of(number, unit)):
            return True
    return False


def score(name: str, read: Reader, labels: tuple[Labels, ...]) -> None:
    """Print precision, recall, F1, empty notes hit and milliseconds a note of one reader."""
    right = answered = labelled = empty = hit = 0
    times: list[float] = []
    read(labels[0].note)  # what is built once is not the time of a note
    for one in labels:
        began = time.process_time()
        answers = read(one.note)
        times.append(1000 * (time.process_time() - began))
        wanted = list(one.administrations or ())
        empty += not wanted
        hit += not wanted and bool(answers)
        labelled += sum(not label.optional for label in wanted)
        for drug, dose in answers:
            named = [label for label in wanted if REFERENCE.drugs.same(drug, label.drug)]
            found = next((label for label in named if _right(label, dose)), None)
            if found is None and any(label.optional for label in named):
                continue
            if found is not None:
                wanted.remove(found)
                if found.optional:
                    continue
                right += 1
            answered += 1
    precision, recall = right / max(answered, 1), right / max(labelled, 1)
    f1 = 2 * right / max(answered + labelled, 1)
    print(f"{name:24} {precision:9.3f} {recall:7.3f} {f1:6.3f}   {hit:3} of {empty:<3}    {median(times):7.1f}")


def lengths() -> None:
    """Print what a note costs by its length: a reader in linear time costs the same for each kilobyte."""
    words = " ".join(one.note.text for one in read_labels(LABELLED / "train.jsonl"))
    print("\nlength, one note     ms    ms a kB   (processor time)")
    for size in (10_000, 100_000, 1_000_000):
        text = (words * (size // len(words) + 1))[:size]
        began = time.process_time()
        find_amount_facts(Note(text), REFERENCE)
        spent = 1000 * (time.process_time() - began)
        print(f"{size:9,} characters {spent:8.1f} {1000 * spent / size:8.3f}")


def main() -> None:
    """Print one table a label file, and the cost by length."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(LABELLED.glob("*.jsonl"))
    readers: list[tuple[str, Callable[[], Reader], str | None]] = [
        ("doccheck, rules", lambda: ours, None),
        ("quantulum3 + lexicon", quantulum_reader, "quantulum3"),
        ("medspaCy + ConText", medspacy_reader, "medspacy"),
    ]
    ready = [(name, make()) for name, make, module in readers if module is None or find_spec(module) is not None]
    for name, _, module in readers:
        if module is not None and find_spec(module) is None:
            print(f"{name}: not installed, left out")
    for path in files:
        labels = read_labels(path)
        print(f"\n{path.name}: {len(labels)} notes")
        print(f"{'':24} precision  recall     F1   empty hit    ms a note")
        for name, read in ready:
            score(name, read, labels)
    lengths()


if __name__ == "__main__":
    main()
