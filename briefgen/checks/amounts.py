"""The quantities of the sources, and whether one of ours is among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from briefgen.memo import kept
from briefgen.quantities import Quantity, base, language_of, read, scripts, table_of
from briefgen.source import Article
from briefgen.values import field, frozen, replace

_WORD = re.compile(r"[^\W\d_]{4,}")
#: The target of a link in Markdown, which is no words.
_LINK = re.compile(r"\]\([^()\s]*\)")
_CASELESS = frozenset(("ar", "he", "ja"))
#: How many letters tell two words apart: "school" and "schools" are one.
STEM_LETTERS = 4
#: Ordinals that count occasions and not things.
_OCCASIONS = frozenset("time half quarter step day week month year place thing part".split())

#: By how many words a sentence with another number has to be nearer to ours.
MARGIN = 3
#: How many characters before and after a number are close to it.
REACH = 60
MAX_SENTENCES, MAX_PLACES = 20, 500
_RIVALS = frozenset(("cardinal", "fraction", "percent", "money", "measure", "year"))
_END = re.compile(r"[.!?؟][”’\"')»]*\s+(?=[^a-zà-ÿ\d])|[。！？]")

Key = tuple[str, tuple[str, ...]]


@frozen
class Stand:
    """A quantity of a source, its paragraph and sentence, and the words close to it."""

    quantity: Quantity
    paragraph: int
    sentence: int
    words: frozenset[str] = frozenset()


@frozen
class Amounts:
    """The quantities of one source, by value, by noun and by name."""

    language: str
    text: str
    by_value: dict[Decimal, list[Stand]] = field(default_factory=dict)
    by_phrase: dict[Key, list[Stand]] = field(default_factory=dict)
    names: dict[str, set[Decimal]] = field(default_factory=dict)
    times: set[Decimal] = field(default_factory=set)
    #: The measures and the telling words of each paragraph.
    units: dict[int, set[str]] = field(default_factory=dict)
    words: dict[int, frozenset[str]] = field(default_factory=dict)
    #: The quantities of each sentence, and the sentences that each word stands in.
    sentences: list[list[Stand]] = field(default_factory=list)
    index: dict[str, list[int]] = field(default_factory=dict)


@kept
def tongue_of(article: Article, default: str) -> str:
    """Return the language of a source; `default` is that of the brief."""
    return language_of(_text(article), default)


def _text(article: Article) -> str:
    return "\n".join(paragraph.text for paragraph in article.paragraphs)


@kept
def amounts(article: Article, default: str) -> Amounts:
    """Read the quantities of a source once; `default` is the language of the brief."""
    text, language = _text(article), tongue_of(article, default)
    found = Amounts(language, text.casefold())
    for paragraph in article.paragraphs:
        shown = _LINK.sub("]", paragraph.text)
        found.units[paragraph.number] = set()
        found.words[paragraph.number] = telling(shown, language)
        ends = _sentences(found, shown)
        first = len(found.sentences) - len(ends)
        for quantity in read(shown, language):
            sentence = first + bisect_right(ends, quantity.start)
            words = telling(close(shown, ends, quantity), language)
            _enter(found, Stand(quantity, paragraph.number, sentence, words))
        for quantity in _foreign(shown, language):
            sentence = first + bisect_right(ends, quantity.start)
            _enter(found, Stand(quantity, paragraph.number, sentence))
    _drop_common(found.words)
    return found


def _foreign(text: str, language: str) -> Iterator[Quantity]:
    """Yield what stands in number words of another script, with its noun unread."""
    for other in scripts(text):
        if other != base(language):
            for quantity in read(text, other):
                if not any(char.isdigit() for char in quantity.text):
                    yield replace(quantity, phrase=(), unit=quantity.unit * quantity.measured)


def sentence_ends(text: str) -> list[int]:
    """Return where each sentence of a text ends; the last ends beyond it."""
    return [*(match.end() for match in _END.finditer(text)), len(text) + 1]


def close(text: str, ends: Sequence[int], quantity: Quantity) -> str:
    """Return what stands close to a quantity, in its sentence."""
    n = bisect_right(ends, quantity.start)
    start = max(ends[n - 1] if n else 0, quantity.start - REACH)
    stop = min(ends[n], quantity.end + REACH)
    return f"{text[start : quantity.start]} {text[quantity.end : stop]}"


def _sentences(found: Amounts, text: str) -> list[int]:
    """Enter the words of a paragraph's sentences; return where these end."""
    ends = sentence_ends(text)
    for start, end in pairwise((0, *ends)):
        for word in telling(text[start:end], found.language):
            found.index.setdefault(word, []).append(len(found.sentences))
        found.sentences.append([])
    return ends


def _enter(found: Amounts, stand: Stand) -> None:
    quantity = stand.quantity
    if quantity.kind == "time":
        found.times.add(quantity.value)
    if quantity.kind in ("date", "list", "code", "time"):
        return
    found.sentences[stand.sentence].append(stand)
    if quantity.kind == "name":
        found.names.setdefault(quantity.name, set()).add(quantity.value)
        return
    if quantity.kind == "ordinal":
        for word in quantity.phrase:
            found.names.setdefault(word, set()).add(quantity.value)
    else:
        for value in {value for value, _ in quantity.readings}:
            found.by_value.setdefault(abs(value), []).append(stand)
    for key in _keys(quantity):
        found.by_phrase.setdefault(key, []).append(stand)
    if quantity.measured:
        found.units[stand.paragraph] |= {unit for _, unit in quantity.readings}


def _keys(quantity: Quantity) -> Iterator[Key]:
    """Yield what says what is counted: its noun, and the noun with the words before it."""
    unit = quantity.unit if quantity.measured else "nth" if quantity.kind == "ordinal" else ""
    if quantity.phrase and quantity.kind not in ("year", "name"):
        yield unit, (quantity.noun,)
        if len(quantity.phrase) > 1:
            yield unit, quantity.phrase


@kept
def telling(text: str, language: str) -> frozenset[str]:
    """Return the beginnings of the words that say what a text is about."""
    words = {word.casefold() for word in _WORD.findall(text)} - _silent(base(language))
    return frozenset(word[:STEM_LETTERS] for word in words)


@cache
def _silent(language: str) -> frozenset[str]:
    table = table_of(language)
    return frozenset((*table.stop, *table.words, *table.scales, *table.units))


def _drop_common(words: dict[int, frozenset[str]]) -> None:
    """Take out the words that more than half of the paragraphs have."""
    if len(words) < 4:
        return
    seen: dict[str, int] = {}
    for paragraph in words.values():
        for word in paragraph:
            seen[word] = seen.get(word, 0) + 1
    common = {word for word, times in seen.items() if times > len(words) / 2}
    for number, paragraph in words.items():
        words[number] = paragraph - common


@frozen
class Ours:
    """A quantity of ours, the units beside it, and the words around it."""

    quantity: Quantity
    language: str
    units: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    #: The words of its sentence, those close to it, and the other numbers in the text.
    sentence: frozenset[str] = frozenset()
    close: frozenset[str] = frozenset()
    values: frozenset[Decimal] = frozenset()
    #: Whether the noun is a plural although the number is one: "one countries".
    plural: bool = False
    #: The runs of paragraphs that its item names.
    here: tuple[tuple[int, int], ...] = ()


def known(ours: Ours, sources: Sequence[Amounts]) -> bool:
    """Tell whether a source has the number with its unit."""
    return any(_fits(ours, stand, source) for source in sources for stand in _at(ours, source))


def _at(ours: Ours, source: Amounts) -> Iterator[Stand]:
    for value in {abs(value) for value, _ in ours.quantity.readings}:
        yield from source.by_value.get(value, ())


def _comparable(ours: Ours, source: Amounts) -> bool:
    """Tell whether nouns can be compared: both are in one language."""
    return base(ours.language) == base(source.language)


def _fits(ours: Ours, stand: Stand, source: Amounts) -> bool:
    mine, theirs = ours.quantity, stand.quantity
    if not _same_value(mine, theirs):
        return False
    if mine.measured and theirs.measured:
        return True
    if _same_measure(mine, theirs):
        return not _comparable(ours, source) or _near(ours, stand, source)
    if not _comparable(ours, source):
        return True
    if mine.measured:
        # "3,900 million cubic meters …, Kestria 1,250 million": the unit is said once.
        return not theirs.phrase and _unit_near(mine, source.units[stand.paragraph])
    if theirs.measured:
        return not mine.phrase and any(unit in ours.units for _, unit in theirs.readings)
    if mine.kind == "year":
        return theirs.kind in ("year", "cardinal")
    return _same_noun(mine, theirs) or _near(ours, stand, source)


def _same_measure(mine: Quantity, theirs: Quantity) -> bool:
    """Compare what may be read in a measure too: "a quarter" is 25 percent."""
    return any(unit and (value, unit) in theirs.readings for value, unit in mine.readings)


def _unit_near(mine: Quantity, units: set[str]) -> bool:
    return any(unit in units for _, unit in mine.readings)


def _same_value(mine: Quantity, theirs: Quantity) -> bool:
    """Compare values and measures; a sign is compared only where it is a temperature's."""
    loose = not (mine.measured and theirs.measured)
    signed = mine.unit in ("°C", "°F") or theirs.unit in ("°C", "°F")
    for value, unit in mine.readings:
        for other, measure in theirs.readings:
            same = value == other if signed else abs(value) == abs(other)
            if same and (unit == measure or (loose and not (unit and measure))):
                return True
    return False


def _same_noun(mine: Quantity, theirs: Quantity) -> bool:
    return mine.noun in theirs.phrase or theirs.noun in mine.phrase


def _near(ours: Ours, stand: Stand, source: Amounts) -> bool:
    """Tell whether two texts are about the same, where no noun says so."""
    if base(source.language) in _CASELESS or len(ours.words) < 2:
        return True
    return bool(ours.words & source.words[stand.paragraph])


def other(ours: Ours, sources: Sequence[Amounts], *, whole: bool) -> Quantity | None:
    """Return what the sources have with the same noun, if they have it with other numbers only.

    `whole` compares the noun with the words before it ("European countries").
    """
    mine = ours.quantity
    if mine.kind == "article" and not (ours.plural or (whole and len(mine.phrase) > 1)):
        return None
    sources = [source for source in sources if _comparable(ours, source)]
    keys = [key for key in _keys(mine) if (len(key[1]) > 1) == whole]
    for key in keys:
        stands = [(s, stand) for s in sources for stand in s.by_phrase.get(key, ())]
        if stands and not any(_same_value(mine, stand.quantity) for _, stand in stands):
            if not whole and _elliptic(ours, stands):
                continue
            return stands[0][1].quantity
    return None


def _elliptic(ours: Ours, stands: Sequence[tuple[Amounts, Stand]]) -> bool:
    """Tell "of the 412 schools, 57 have no kitchen": the number stands near, without the noun."""
    if ours.quantity.measured or ours.quantity.kind == "ordinal":
        return ours.quantity.noun in _OCCASIONS
    nouns: dict[int, set[int]] = {}
    for source, stand in stands:
        nouns.setdefault(id(source), set()).update((stand.sentence, stand.sentence + 1))
    return any(
        not stand.quantity.phrase
        and not stand.quantity.measured
        and (stand.sentence in nouns[id(source)] or _here(ours, stand))
        for source in {id(source): source for source, _ in stands}.values()
        for stand in _at(ours, source)
    )


def _here(ours: Ours, stand: Stand) -> bool:
    return any(first <= stand.paragraph <= last for first, last in ours.here)


def rival(ours: Ours, sources: Sequence[Amounts]) -> Quantity | None:
    """Return the number that a source has in the place of ours, by the words around them.

    The places where it has our number share far fewer words with ours.
    """
    if ours.quantity.kind not in _RIVALS:
        return None
    alike = [source for source in sources if _comparable(ours, source)]
    counts = [_shared(ours, source) for source in alike]
    homes = [[s for s in _at(ours, one) if _fits(ours, s, one)] for one in alike]
    pairs = list(zip(alike, counts, homes, strict=True))
    whole = max((n[s.sentence] for _, n, home in pairs for s in home), default=0)
    near = max((len(ours.close & s.words) for _, _, home in pairs for s in home), default=0)
    for source, shared, home in pairs:
        own = {stand.sentence for stand in home}
        # A sentence often leaves out what the one before it has said.
        beside = {sentence + step for sentence in own for step in (-1, 0, 1)}
        for sentence, words in shared.most_common(MAX_SENTENCES):
            far = sentence not in beside and words >= max(whole + MARGIN, len(ours.sentence) // 2)
            rivals = [s for s in source.sentences[sentence] if _rivals(ours, s.quantity)]
            for stand in rivals:
                # In a long row of numbers the words between them tell little.
                short = len(rivals) < MARGIN
                if far or (short and len(ours.close & stand.words) >= near + MARGIN):
                    return stand.quantity
    return None


def _shared(ours: Ours, source: Amounts) -> Counter[int]:
    """Return how many words of our sentence stand in each sentence of a source."""
    shared: Counter[int] = Counter()
    for word in ours.sentence:
        places = source.index.get(word, ())
        if len(places) <= MAX_PLACES:
            shared.update(places)
    return shared


def _rivals(ours: Ours, theirs: Quantity) -> bool:
    """Tell whether another number of the same sort stands in the place of ours."""
    mine = ours.quantity
    if any(abs(value) in ours.values for value, _ in theirs.readings):
        return False
    if mine.measured or mine.kind == "year":
        same = theirs.kind == mine.kind
        return same and (mine.kind == "year" or theirs.unit == mine.unit)
    nouns = not mine.phrase or not theirs.phrase or _same_noun(mine, theirs)
    return theirs.kind in ("cardinal", "fraction") and nouns


def named(ours: Ours, sources: Sequence[Amounts]) -> bool:
    """Tell whether a source has a name with a number: "Article 5", "World War II"."""
    mine = ours.quantity
    numbers = [source.names.get(mine.name) for source in sources]
    signs = [source.names.get("§") for source in sources]
    if any(values and mine.value in values for values in (*numbers, *signs)):
        return True
    table = table_of(ours.language)
    foreign = [source for source in sources if not _comparable(ours, source)]
    if mine.name == "§" or foreign:
        elsewhere = sources if mine.name == "§" else foreign
        return any(mine.value in values for s in elsewhere for values in s.names.values())
    # A name that no source has with any number is not a number's business: "Charles III".
    return mine.name not in table.names and mine.text.isalpha() and not any(numbers)


def coded(code: str, sources: Sequence[Amounts]) -> bool:
    """Tell whether a source has a code such as "G7" or "COVID-19", with or without its hyphen."""
    parts = re.findall(r"[^\W\d_]+|\d+", code.casefold())
    pattern = re.compile(r"(?<!\w)" + r"[\W_]?".join(map(re.escape, parts)) + r"(?!\w)")
    return any(pattern.search(source.text) for source in sources)
