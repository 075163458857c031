"""Divides the articles, in the order in which they entered the archive, among the documents of its feed's history.

The line of a document gives the number of its articles and a mark of each, so they are found again even if another branch has
put lines between theirs; those that cannot be found are reported. Older documents have no marks, the oldest no number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from press.addresses import routes
from press.ground.feedformat import RSS
from press.ground.problems import Remark
from press.kernel import digest
from press.kernel.value import value

MARK = 6
"""Hexadecimal digits that tell an article from the others that could be in its document: rarely more than a few hundred."""


@value
class RecordedDocument:
    """What one line of the ledger says of a document of the history."""

    number: int
    """Which document, counted from 1."""
    id: str
    """The permanent id of the last article in it."""
    count: int | None
    """How many articles it holds; None if that is not recorded."""
    marks: tuple[str, ...]
    """The marks of its articles, in order; empty if they are not recorded."""
    line: int
    """The number of the line."""

    def agrees(self, other: "RecordedDocument") -> bool:
        """Return whether the two lines do not contradict each other."""
        return self.id == other.id and not self.miscounts(other) and len({self.marks, other.marks} - {()}) < 2

    def miscounts(self, other: "RecordedDocument") -> bool:
        """Return whether the two lines record different numbers."""
        return len({self.count, other.count} - {None}) > 1


ByNumber = Mapping[int, Sequence[RecordedDocument]]
"""What the lines say of each document, by its number: of one that two branches recorded, there are several lines."""


@value
class Division:
    """All articles, each in the document that holds it."""

    runs: tuple[tuple[str, ...], ...]
    """The ids in each document, and at the end those that are in none yet."""
    flaws: tuple[Remark, ...]
    """Why it is not certain what the documents hold."""


def note_of(ids: Sequence[str]) -> str:
    """Return the note in the ledger for a document that holds the articles `ids`: how many they are, and a mark of each."""
    return f"{len(ids)}:{''.join(map(_mark, ids))}"


def read(text: str) -> tuple[int | None, tuple[str, ...]] | None:
    """Return the number and the marks in the note `text`; older notes lack one or both. None if it is no such note."""
    if not _NOTE.fullmatch(text):
        return None
    count, _, marks = text.partition(":")
    return int(count) if count else None, tuple(re.findall(f".{{{MARK}}}", marks))


_NOTE = re.compile(rf"(?:[0-9]{{1,9}}(?::(?:[0-9a-f]{{{MARK}}})*)?)?")


def _mark(identity: str) -> str:
    return digest.of_bytes(identity.encode())[:MARK]


def divide(entered: Mapping[str, int], documents: Sequence[RecordedDocument]) -> Division:
    """Return what each of `documents` holds, given the line on which each article `entered`, in line order."""
    by_number: dict[int, list[RecordedDocument]] = defaultdict(list)
    for document in documents:
        by_number[document.number].append(document)
    by_mark = _by_mark(entered) if any(document.marks for document in documents) else {}
    flaws = [*_contradictions(by_number, by_mark), *_gaps(by_number)]
    if flaws:  # no need to report what follows from them
        return Division(runs=(tuple(entered),), flaws=tuple(flaws))
    runs: list[tuple[str, ...]] = []
    taken: dict[str, int] = {}
    waiting = dict(entered)
    for number in sorted(by_number):
        document = max(by_number[number], key=lambda one: (len(one.marks), one.count is not None, -one.line))
        run, doubts = _marked(document, by_mark, entered, taken) if document.marks else (_last(waiting, document), [])
        if doubts:
            flaws.append(_doubtful(document, by_number, doubts))
        if not run:
            break
        runs.append(run)
        for one in run:
            taken[one] = number
            del waiting[one]
    return Division(runs=(*runs, tuple(waiting)), flaws=tuple(flaws))


def _by_mark(entered: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in entered:
        found[_mark(one)].append(one)
    return found


def _last(waiting: Mapping[str, int], document: RecordedDocument) -> tuple[str, ...]:
    """Return the ids of those `waiting` that a `document` without marks holds: the recorded number, ending with its last.

    They are in line order; those below the line of the document are not looked at.
    """
    above = tuple(one for one, _ in takewhile(lambda at: at[1] < document.line, waiting.items()))
    end = above.index(document.id) + 1 if document.id in above else len(above)
    return above[:end] if document.count is None else above[max(0, end - document.count) : end]


@value
class _Doubt:
    """A mark of a document of which it is not certain which article has it."""

    articles: str = ""
    """The ids of those that may be meant, in words; empty if there is none."""
    document: int = 0
    """The document that holds them: another one, or if there are several, the same; 0 if there is none."""


def _marked(
    document: RecordedDocument, by_mark: Mapping[str, Sequence[str]], entered: Mapping[str, int], taken: Mapping[str, int]
) -> tuple[tuple[str, ...], list[_Doubt]]:
    """Return the ids that have the marks of `document` and are not `taken`; of several with one mark, those above its line.

    The second value says of which marks that is not certain: no article has them, one in another document, or too many.
    """
    run: list[str] = []
    doubts: list[_Doubt] = []
    wanted = Counter(document.marks)
    for mark in document.marks:
        alike = by_mark.get(mark, ())
        free = [one for one in alike if one not in taken and one not in run]
        fitting = [one for one in free if entered[one] < document.line] or free
        if len(fitting) == wanted[mark]:
            run.append(fitting[0])
        elif len(fitting) > wanted[mark]:
            doubts.append(_Doubt(articles=" and ".join(fitting), document=document.number))
        else:
            elsewhere = (_Doubt(articles=one, document=taken[one]) for one in alike if one in taken)
            doubts.append(next(elsewhere, _Doubt()))
        wanted[mark] -= 1
    return tuple(run), doubts


def _doubtful(document: RecordedDocument, by_number: ByNumber, doubts: Sequence[_Doubt]) -> Remark:
    """Return what is wrong with a `document` of some of whose articles there are `doubts`."""
    number, lines = document.number, _lines(by_number[document.number])
    worst = max(doubts, key=lambda doubt: doubt.document)
    double, other = worst.articles, worst.document
    what = f"{len(doubts)} of the {document.count} articles in document {number} of the feed's history"
    if other == number:
        order = f"move the lines of those above line {document.line}, and of the others below it"
        hint = f"check which of {double} the published {_address(number)} contains: {order}"
        return Remark(line=document.line, what=f"{what} cannot be told apart from others", hint=hint)
    if not other:
        hint = (
            "restore the lost or changed lines of articles (git log -p ledger.txt shows them); if an article never had a line, "
            f"add one at the end: its address, a tab, the id that is in the published {_address(number)} but in no line here, "
            "a tab, and the path of its file below content/articles, without .md; percent-encode address and path"
        )
        return Remark(line=document.line, what=f"{what} cannot be found here", hint=hint)
    hint = (
        f"delete {lines}, written by a branch that was not published; but if the published {_address(number)} contains {double}, "
        f"replace {_lines(by_number[other])} with what the published branch records of document {other}"
    )
    return Remark(line=document.line, what=f"{what} are in document {other} as well", hint=hint)


def _contradictions(by_number: ByNumber, by_mark: Mapping[str, Sequence[str]]) -> Iterator[Remark]:
    """Yield a flaw for each document that two branches recorded differently."""
    for number, documents in sorted(by_number.items()):
        first = documents[0]
        others = [document for document in documents if not document.agrees(first)]
        if others:
            ours = _lines([document for document in documents if document.agrees(first)])
            theirs = _lines([document for document in others if document.agrees(others[0])])
            what = f"document {number} of the feed's history differs between {ours} and {theirs}: two branches divided it"
            reason, right, wrong = _distinguished_by(first, others[0], by_mark, ours, theirs)
            hint = f"if the published {_address(number)} contains {reason}, delete {wrong}, otherwise delete {right}"
            yield Remark(line=others[0].line, what=what, hint=hint)


def _distinguished_by(
    one: RecordedDocument, other: RecordedDocument, by_mark: Mapping[str, Sequence[str]], ours: str, theirs: str
) -> tuple[str, str, str]:
    """Return what the published document contains if one of the two is right, then the lines of that one, then the others."""
    for recorded, rival, right, wrong in ((one, other, ours, theirs), (other, one, theirs, ours)):
        for mark in recorded.marks if rival.marks else ():
            if mark not in rival.marks and by_mark.get(mark):
                return by_mark[mark][0], right, wrong
    return (f"{one.count} articles" if one.miscounts(other) else one.id), ours, theirs


def _gaps(by_number: ByNumber) -> Iterator[Remark]:
    """Yield a flaw for the first document that follows a missing one."""
    number = next((number for expected, number in enumerate(sorted(by_number), 1) if number != expected), 0)
    if number:
        missing = next(expected for expected in range(1, number) if expected not in by_number)
        what = f"document {missing} of the feed's history is missing, although document {number} is here"
        lines = _lines([document for at in sorted(by_number) if at >= number for document in by_number[at]])
        hint = f"restore the lines of {_address(missing)}, or delete {lines} if written by a branch that was not published"
        yield Remark(line=by_number[number][0].line, what=what, hint=hint)


def _address(number: int) -> str:
    return routes.history(number, RSS.file)


def _lines(documents: Sequence[RecordedDocument]) -> str:
    """Return where `documents` stand, in words."""
    *most, last = map(str, sorted(document.line for document in documents))
    return f"lines {', '.join(most)} and {last}" if most else f"line {last}"
