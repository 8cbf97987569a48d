"""Who says the words of a quotation, according to the article around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise, zip_longest

from briefgen.source.layout import Layout, Place
from briefgen.source.names import Mention, Names, tokens
from briefgen.source.narration import Narration, has_preposition, sentence_end, sentence_start
from briefgen.source.speech import according, pronouns, verbs, weak_verbs
from briefgen.values import frozen, replace

# What may stand between a body and the person who speaks for it: "'s chief economist".
_BETWEEN = re.compile(r"(?:[’']s?)?\s(?:[a-zà-ÿ-]+\s){1,2}|[’']s?\s(?:[\w-]+,?\s){0,5}")
_ROLE = re.compile(
    r"(?<!\w)(?:the|a|an|its|their|his|her|one|another|der|die|das|ein|eine|le|la|l[’']|un|une|el"
    r"|los|las|il|lo|i|gli)(?:(?<=[’'])|\s+)((?:[\w’'-]+[ \u00a0]){0,3}[\w’'-]+)",
    re.IGNORECASE,
)
# Where a clause of its own starts, with a subject of its own.
_CLAUSE = re.compile(
    r"[,;:]\s|[—–]|\b(?:and|what|which|who|that|qui|que|ce que|che|was|wie|dass)\b"
)
# "Mayor of Skar, Ida Falk": an office that names a place before its bearer.
_OF = re.compile(r"\s(?:of|von|de|du|des|del|della|di|af)\s")
_CONJUNCTION = re.compile(
    r"(?:and|but|or|et|mais|ou|und|aber|oder|og|men|y|pero|e|ma)\s", re.IGNORECASE
)
_LABEL = re.compile(r"\s*[^\s:：][^:：.]{1,60}[:：]\s*")
_OWNER = re.compile(r"[’']s?\s+(?:[\w-]+\s){0,2}\Z")
_GENITIVE = re.compile(r"[’']s?\s+[a-z]")
_INVERTED = ("fr", "de", "da", "es", "it", "ar", "he")
_VERB_FIRST = ("ar", "he")
_PAUSES = tuple(",?!—–…،、")
_AROUND = " ,—–-،、”\"»’'」"
_MARKS = frozenset("\"'“”„«»‘’「『")
#: A verb of speech stands within so many words of the quotation, its subject as near to it.
NEAR_WORDS, FIRST_WORDS, LABEL_WORDS = 14, 8, 5
#: Longer paragraphs are no prose.
MAX_PARAGRAPH = 20_000


@frozen
class Attribution:
    """To whom the article gives some words: keys of those it may mean, and the words it uses.

    `sure` when it names them; a pronoun or an office is read from what stands before.
    """

    keys: frozenset[str]
    words: str = ""
    sure: bool = False


NOBODY = Attribution(frozenset())


@frozen
class _Here:
    """What stands around a quotation in its paragraph, with offsets."""

    index: int
    told: Narration
    before: str
    before_at: int
    after: str
    after_at: int
    #: The last character of the quoted words.
    last: str

    @property
    def sentence_at(self) -> int:
        """Where the sentence starts that the quotation stands in, or follows."""
        return self.before_at + sentence_start(self.before)

    @property
    def sentence(self) -> str:
        """The part of the sentence that stands before the quotation."""
        return self.before[sentence_start(self.before) :]

    @property
    def end(self) -> int:
        """Where the quotation's mark stands."""
        return self.before_at + len(self.before)


class Speakers:
    """Reads the attributions of one article.

    `known` gives for each key the names of a speaker, and for a group those of its members.
    """

    def __init__(
        self, article: Layout, known: Mapping[str, Iterable[str]], language: str = "en"
    ) -> None:
        self._article = article
        self._known = known
        self._language = language.partition("-")[0]
        self._names = Names(article, known, self._language)
        self._verb, self._weak = verbs(language), weak_verbs(language)
        self._according = according(language)
        self._pronoun = pronouns(language)
        self._told = tuple(
            Narration(paragraph.text, spans, self._names.mentions(index))
            for index, (paragraph, spans) in enumerate(
                zip(article.paragraphs, article.spans, strict=True)
            )
        )
        self._found: dict[tuple[int, int], Attribution] = {}
        # What is read later looks back at what was read before, never ahead.
        for index, spans in enumerate(article.spans):
            for at in range(len(spans)):
                self._found[index, at] = self._read(index, at)

    def of(self, place: Place) -> Attribution:
        """Return who says the words at a place."""
        spans = self._article.spans[place.index]
        at = next((n for n, s in enumerate(spans) if s.start - 1 <= place.start <= s.end), -1)
        return self._found.get((place.index, at), NOBODY)

    def denies(self, place: Place, key: str) -> Attribution | None:
        """Return the attribution of words if it is to somebody else than the one they are given."""
        said = self.of(place)
        if key in said.keys or self._quoted_by_another(place, key):
            return None
        if said.sure or said.keys & self._known.keys():
            return said
        return None if self._near(place, key) else said

    def _quoted_by_another(self, place: Place, key: str) -> bool:
        """Tell whether words within a quotation are those of somebody whom its speaker names."""
        span = self._article.quoted(place)
        text = self._article.paragraphs[place.index].text
        if span is None or place.start <= span.start or text[place.start - 1] not in _MARKS:
            return False
        around = text[span.start : place.start].casefold()
        return any(word in around for word in self._words(key))

    def _words(self, key: str) -> set[str]:
        return {word for form in self._known[key] for word in tokens(form) if len(word) > 3}

    def _near(self, place: Place, key: str) -> bool:
        """Tell whether somebody is named last before, or called by words of the name."""
        words, text = self._words(key), self._told[place.index].text.casefold()
        if words and all(word in text for word in words):
            return True
        for index in range(place.index, max(place.index - 3, -1), -1):
            end = place.start if index == place.index else None
            named = [m for m in self._told[index].names(0, end) if m.keys & self._known.keys()]
            if named:
                return key in named[-1].keys
        return False

    def _read(self, index: int, at: int) -> Attribution:
        told, spans = self._told[index], self._article.spans[index]
        if len(told.text) > MAX_PARAGRAPH:
            return NOBODY
        span = spans[at]
        start = spans[at - 1].end + 1 if at else 0
        end = spans[at + 1].start - 1 if at + 1 < len(spans) else len(told.text)
        last = self._article.paragraphs[index].text[span.start : span.end].rstrip()[-1:]
        before, after = told.text[start : span.start - 1], told.text[span.end + 1 : end]
        here = _Here(index, told, before, start, after, span.end + 1, last)
        inside = here.sentence.strip(_AROUND)
        return (
            (self._before(here) if inside else None)
            or self._after(here)
            or self._before(here)
            or (None if inside else self._later(here))
            or self._carried(here, at)
        )

    def _after(self, here: _Here) -> Attribution | None:
        """Read "…," said Falk · "…," Falk said · "…," according to Falk."""
        clause = here.after[: sentence_end(here.after)]
        head = clause.lstrip(_AROUND)
        if not head or _CONJUNCTION.match(head):
            return None
        start, end = len(clause) - len(head), here.after_at + len(clause)
        verb, named = self._verb.search(clause), self._according.match(clause, start)
        if named and not (verb and verb.start() < named.end()):
            return self._first(here, here.after_at + named.end(), end)
        if verb is None or len(clause[: verb.start()].split()) > NEAR_WORDS:
            return None
        paused = here.last in _PAUSES or clause.lstrip("”\"»’' ")[:1] in _PAUSES
        if here.last == "." and head[0].isupper():
            return None
        if verb.start() == start:
            return self._first(here, here.after_at + verb.end(), end)
        if paused or head[0].islower():
            return self._subject(here, here.after_at, here.after_at + verb.start())
        return None

    def _before(self, here: _Here) -> Attribution | None:
        """Read Falk said: "…" · Falk: "…" · Falk's "…" · according to Falk, "…"."""
        clause, at = here.sentence, here.sentence_at
        verb = _last(self._verb, clause) or _last(self._weak, clause)
        if verb is None:
            beside = self._beside(here)
            if beside:
                return beside
        named = _last(self._according, clause)
        if (
            named
            and len(named[0]) > 3
            and (verb is None or named.start() > verb.end() or not clause[: named.start()].strip())
        ):
            found = self._first(here, at + named.end(), here.end)
            if found:
                return found
        if verb is None:
            return None
        found = self._subject(here, at, at + verb.start())
        if self._language in _INVERTED and not (
            found and found.sure and self._language not in _VERB_FIRST
        ):
            return self._first(here, at + verb.end(), here.end) or found
        return found

    def _beside(self, here: _Here) -> Attribution | None:
        """Read a name with a colon or in the genitive directly before the quotation."""
        label = _LABEL.fullmatch(here.sentence)
        owner = _OWNER.search(here.sentence)
        found = here.told.names(here.sentence_at, here.end)
        if label and found and len(here.sentence.split()) <= LABEL_WORDS:
            return _named(found[0])
        if owner and found and found[-1].end >= here.sentence_at + owner.start() - 1:
            return _named(found[-1])
        return None

    def _later(self, here: _Here) -> Attribution | None:
        """Read "…" is how Falk described it: the verb comes behind the quotation."""
        verb = self._verb.search(here.after[: sentence_end(here.after)])
        if here.last == "." or verb is None:
            return None
        return self._subject(here, here.after_at, here.after_at + verb.start())

    def _first(self, here: _Here, start: int, end: int) -> Attribution | None:
        """Return who is named first behind a verb: by name, by an office, by a pronoun."""
        part = here.told.text[start:end].lstrip()
        if self._pronoun.match(part):
            return self._pronominal(here, start)
        found, role = here.told.subjects(start, end), _ROLE.match(part)
        if found and len(here.told.text[start : found[0].start].split()) <= FIRST_WORDS:
            chosen = self._chosen(found, here.told.text)
            if chosen:
                return chosen
        by_role = self._by_role(here, role[1], start) if role else NOBODY
        return by_role if by_role.keys else None

    def _subject(self, here: _Here, start: int, verb: int) -> Attribution | None:
        """Return the subject of a verb: the first name of its clause, or of the sentence."""
        told, text = here.told, here.told.text
        bounds = [start, *(start + m.end() for m in _CLAUSE.finditer(text[start:verb])), verb]
        clause = bounds[-2]
        if not text[clause:verb].strip() and text[start:clause].rstrip().endswith(","):
            found = self._interposed(told, start, text[start:clause].rstrip()[:-1])
            if found:
                return found
        # A clause between has the subject that it starts with: in which Falk had asked her …
        between = [(a, b) for a, b in reversed(list(pairwise(bounds[:-1]))) if a > start]
        for first, last in ((clause, verb), *between, (start, clause)):
            names = told.subjects(first, last)
            if (first, last) in between and not (
                names and not text[first : names[0].start].strip()
            ):
                continue
            pronoun = self._pronoun.search(text[first:last])
            if pronoun and not (names and names[0].start < first + pronoun.start()):
                return self._pronominal(here, first + pronoun.start())
            found = self._chosen(names, text)
            if found:
                return found
            role = _ROLE.search(text[first:last])
            if role and not names:
                return self._by_role(here, role[1], first)
        return None

    def _interposed(self, told: Narration, start: int, clause: str) -> Attribution | None:
        """Return the subject that something between commas parts from its verb."""
        head, _, inserted = clause.rpartition(",")
        comma, end = start + len(head), start + len(clause)
        behind = told.names(comma, end)
        if behind and behind[0].end == end and len(inserted.split()) <= FIRST_WORDS:
            return _named(behind[0])
        before = [m for m in told.subjects(start, comma) if m.end == comma]
        return _named(before[-1]) if before else None

    def _chosen(self, mentions: list[Mention], text: str) -> Attribution | None:
        """Return the first name that stands for itself: "Falk's aide Lie" is Lie."""
        for mention, following in zip_longest(mentions, mentions[1:]):
            between = text[mention.end : following.start] if following else ""
            stranger = not mention.named or not (mention.keys & self._known.keys())
            of = _OF.search(mention.words) is not None
            title = between == " " or (between == ", " and (stranger or of))
            owned = _BETWEEN.fullmatch(between) and not (
                self._verb.search(between) or has_preposition(between)
            )
            if following and (title or owned):
                continue
            if _GENITIVE.match(text, mention.end):
                return None
            return _named(mention)
        return None

    def _by_role(self, here: _Here, words: str, at: int) -> Attribution:
        """Return whom the article describes with a word of an office; else as for a pronoun."""
        for word in reversed(words.split()):
            bearers = self._names.roles.get(re.sub(r"[’']s\Z", "", word.lower().strip(".,’'")), [])
            own = [keys for index, keys in bearers if index < 0]
            near = [keys for index, keys in bearers if 0 <= index <= here.index]
            if bearers:
                return Attribution((own or near or [bearers[0][1]])[-1], words)
        guess = self._pronominal(here, at)
        return Attribution(guess.keys if guess else frozenset(), words)

    def _pronominal(self, here: _Here, at: int) -> Attribution | None:
        """Return whom a pronoun means: the subject of the sentence before, or the last speaker."""
        limit = min(at, here.end)
        earlier = [n for n, s in enumerate(self._article.spans[here.index]) if s.end < limit]
        since = self._article.spans[here.index][earlier[-1]].end if earlier else 0
        chosen = here.told.last_subject(since, at)
        if chosen:
            return _meant(chosen)
        if earlier:
            spoke = self._found.get((here.index, earlier[-1]), NOBODY)
            return Attribution(spoke.keys, spoke.words)
        named = [m for m in here.told.names(since, at) if m.keys & self._known.keys()]
        return _meant(named[-1]) if named else self._previous(here.index)

    def _previous(self, index: int) -> Attribution | None:
        """Return who was spoken of last in the paragraphs before, or who spoke."""
        for before in range(index - 1, max(index - 4, -1), -1):
            told, spans = self._told[before], self._article.spans[before]
            since, end = spans[-1].end + 1 if spans else 0, len(told.text)
            names = [m for m in told.subjects(since, end) if m.keys & self._known.keys()]
            chosen = told.first_of_last(names, since, end)
            if chosen and not self._attributes(told.text[since:]):
                return _meant(chosen)
            spoke = self._found.get((before, len(spans) - 1), NOBODY)
            if spoke.keys:
                return Attribution(spoke.keys, spoke.words)
            if told.names():
                return _meant(told.names()[0])
        return None

    def _attributes(self, text: str) -> bool:
        """Tell whether what follows a quotation says no more than who spoke it."""
        first = text.lstrip(_AROUND)
        alone = not first[sentence_end(first) :].strip()
        return alone and bool(self._verb.search(first)) and len(first.split()) <= NEAR_WORDS

    def _carried(self, here: _Here, at: int) -> Attribution:
        """Return the subject of the sentence, or the speaker that a quotation goes on from."""
        told = here.told
        mine = told.subjects(here.sentence_at, here.end)
        if mine:
            chosen = self._chosen(mine, told.text) or _meant(mine[0])
            return replace(chosen, sure=False)
        subject = told.last_subject(here.before_at, here.end)
        apart = bool(sentence_start(here.before[:-2])) and not self._attributes(here.before)
        if at and apart:
            last = here.before[sentence_start(here.before.rstrip()[:-1]) :]
            role = _ROLE.match(last.strip())
            if role and not (subject and subject.start >= here.end - len(last)):
                return self._by_role(here, role[1], here.end)
        if at and not (subject and apart):
            spoke = self._found.get((here.index, at - 1), NOBODY)
            return Attribution(spoke.keys, spoke.words, spoke.sure and not apart)
        names = told.subjects(0, here.end) or told.names(0, here.end)
        if subject or names:
            return _meant(subject or names[0])
        return self._previous(here.index) or NOBODY


def _named(mention: Mention) -> Attribution:
    return Attribution(mention.keys, mention.words, mention.named)


def _meant(mention: Mention) -> Attribution:
    return Attribution(mention.keys, mention.words)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
