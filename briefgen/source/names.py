"""Names in an article: where persons and bodies are mentioned, by any part of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.memo import kept
from briefgen.source.layout import Layout
from briefgen.values import frozen

_PARTICLES = (
    "van|von|der|den|de|da|di|du|del|della|dos|la|le|el|al|bin|bint|ibn|ben|ter|ten|zu|af|y|e"
    "|of|the"
)
# Latin, Greek and Cyrillic: other scripts have no capitals.
_CAPITAL = f"[{''.join(c for c in map(chr, range(0x41, 0x530)) if c.isupper())}]"
_NAME = (
    rf"(?:{_CAPITAL}\.|(?:Mrs?|Ms|Drs?|St|Jr|Sr|Prof|Gen|Sen|Rep|Gov|Col|Lt)\."
    rf"|{_CAPITAL}[\w’'‑-]*|(?:al|el|d|l|O)[-’']{_CAPITAL}\w*)"
)
_RUN = re.compile(
    rf"(?<![\w’'-]){_NAME}(?:(?:[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}){_NAME})*"
)
_SMALL = frozenset(_PARTICLES.split("|"))
_INNER = re.compile(rf"(?<=[a-zà-ÿ,;] ){_CAPITAL}[\w’'-]*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
#: So many names are looked at that share one word.
MAX_BEARERS = 50
# Words that a sentence may start with, and titles: capitals that name nobody.
_ORDINARY = {
    "en": (
        "the a an he she they it we you i in on at of to by for from with and but or so yet as if"
        " when while after before during according asked speaking writing that this these those"
        " there his her their its our my your mr mrs ms dr miss sir lord lady dame professor prof"
        " minister president mayor secretary prime chief director general senator governor judge"
        " justice captain councillor chair chairman chairwoman spokesman spokeswoman spokesperson"
        " deputy king queen prince princess monday tuesday wednesday thursday friday saturday"
        " sunday january february march april may june july august september october november"
        " december yesterday today no not although following citing later however meanwhile unlike"
        " like neither both former earlier since until once only even still also then thus because"
        " besides despite instead under over"
    ),
    "fr": (
        "le la les un une des il elle ils elles on mme m mlle monsieur madame dans en au aux du de"
        " selon pour sur mais et ou par avec lundi mardi mercredi jeudi vendredi samedi dimanche"
    ),
    "de": (
        "der die das ein eine er sie es im am in an auf herr frau und aber doch wie auch nach bei"
        " mit vor laut montag dienstag mittwoch donnerstag freitag samstag sonntag minister"
        " ministerin sprecher sprecherin präsident präsidentin"
    ),
    "da": "den det en et han hun de i på men og som ifølge med efter for til af",
    "es": (
        "el la los las un una él ella según señor señora don doña en y o pero con por para de del"
    ),
    "it": (
        "il la lo gli le i un una uno secondo signor signora dottor dottoressa in e o ma per con di"
        " nel nella"
    ),
}


_OFFICE = re.compile(
    r"(?:[\w-]+\s){0,3}?(?:Prime\s|Chief\s|Deputy\s|Vice[ -]|State\s|Foreign\s|Attorney\s)*"
    r"(?:Minister|Secretary|Mayor|President|Executive|Director|Chair|Chairman|Chairwoman|Chairperson"
    r"|Commissioner|Officer|Spokesman|Spokeswoman|Spokesperson|Governor|Senator|Chancellor|Speaker"
    r"|Ambassador|Councillor|General|Premier|Judge|Justice|Inspector|Ombudsman|Treasurer|Leader)"
    r"(?:-General)?\b"
)
_TITLES = frozenset(
    "minister secretary mayor president executive director chair chairman chairwoman commissioner"
    " officer spokesman spokeswoman spokesperson governor senator chancellor speaker ambassador"
    " councillor general premier judge justice chief deputy vice prime former acting state"
    " mr mrs ms dr miss sir lord lady dame prof professor mme mlle madame monsieur herr frau señor"
    " señora don doña signor signora dottor dottoressa".split()
)


# Nouns that the names of bodies start with in Arabic and Hebrew: parts of these name others too.
_BODY = re.compile(
    r"(?:وزارة|حكومة|هيئة|اتحاد|مجلس|نقابة|جمعية|شركة|ديوان|منظمة|حزب|بلدية|لجنة|رابطة"
    r"|משרד|ממשלת|מועצת|איגוד|ארגון|רשות|חברת|ועד|מפלגת|עמותת|התאחדות|ועדת|עיריית|הסתדרות)(?!\w)"
)
_JOINT = re.compile(r"\s(?:and|et|und|og|y|e)\s|,\s")


@frozen
class Mention:
    """A name in a paragraph: its offsets, and the keys of those it may mean."""

    start: int
    end: int
    keys: frozenset[str]
    words: str
    #: False for an office ("the Minister") that stands for whoever holds it.
    named: bool = True


class Names:
    """Who is named in an article: those that the brief knows, and others by their own names."""

    def __init__(self, article: Layout, known: Mapping[str, Iterable[str]], language: str) -> None:
        self._common = frozenset(_ORDINARY.get(language, "").split())
        self._forms = {
            key: [tokens(part) for form in forms for part in (form, *_JOINT.split(form)[1:])]
            for key, forms in known.items()
        }
        self._acronyms = {
            key: {_initials(form) for form in forms} - {""} for key, forms in known.items()
        }
        self._spaceless = {
            form: key for key, forms in known.items() for f in forms for form in _shortened(f)
        }
        self._article = article
        runs = {run for paragraph in article.paragraphs for run in _runs(paragraph.text)}
        self._others: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for run in runs:
            parts = tokens(run)
            for part in parts if len(parts) > 1 else ():
                self._others.setdefault(part, []).append((run, parts))
        self._lower = {
            word for p in article.paragraphs for word in re.findall(r"(?<!\w)[a-zà-ÿ]\w*", p.text)
        }
        self._inner = {
            word.casefold() for p in article.paragraphs for word in _INNER.findall(p.text)
        }
        self._mentions: dict[int, tuple[Mention, ...]] = {}
        self.roles: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self.roles = self._roles()
        self._mentions.clear()

    def mentions(self, index: int) -> tuple[Mention, ...]:
        """Return the names in a paragraph, in order."""
        if index not in self._mentions:
            self._mentions[index] = tuple(self._find(self._article.paragraphs[index].text))
        return self._mentions[index]

    def _find(self, text: str) -> list[Mention]:
        found = [self._mention(text, run) for run in _RUN.finditer(text)]
        mentions = [mention for mention in found if mention]
        mentions += self._without_capitals(text)
        return sorted(mentions, key=lambda m: m.start)

    def _mention(self, text: str, run: re.Match[str]) -> Mention | None:
        start, words = run.start(), re.sub(r"[’']s?\Z|[.,]\Z", "", run[0])
        opening = re.match(r"\W*\Z|.*[.!?:”\"»]\s+\Z", text[max(start - 3, 0) : start], re.DOTALL)
        first, _, rest = words.partition(" ")
        if opening and rest and self._ordinary(first):
            start, words = start + len(first) + 1, rest
        parts = tokens(words)
        if words.isupper() and text[start + len(words) :].startswith(":"):
            return None
        office = _OFFICE.match(words)
        if (
            office
            and len(self._shared(parts)) < 2
            and not self._bears(parts, words[office.end() :])
        ):
            keys = self._bearers(words)
            return Mention(start, start + len(words), keys, words, named=False) if keys else None
        if not parts:
            return None
        if len(parts) == 1 and parts <= self._common:
            return None
        keys = self.keys(parts)
        if not keys and len(parts) == 1 and (opening or parts & self._lower):
            (token,) = parts
            if self._ordinary(token) or (opening and token not in self._inner):
                return None
        return Mention(start, start + len(words), keys or frozenset((words,)), words)

    def _shared(self, parts: frozenset[str]) -> frozenset[str]:
        """Return the words that belong to one known name, at most."""
        shared = (parts & form for forms in self._forms.values() for form in forms)
        return max(shared, key=len, default=frozenset())

    def _bears(self, parts: frozenset[str], rest: str) -> bool:
        """Tell "Minister Falk" from "Minister of Falk" and from "Minister"."""
        return (
            bool(rest.strip())
            and not re.match(r"\s*(?:of|for|de|für|des|del|della)\s", rest)
            and bool(parts)
        )

    def _bearers(self, words: str) -> frozenset[str]:
        """Return the last one described with the words of an office."""
        found: frozenset[str] = frozenset()
        best = 0
        wanted = {w.casefold() for w in words.split() if len(w) > 3}
        scores: dict[frozenset[str], int] = {}
        for word in wanted:
            for _, keys in self.roles.get(word, ()):
                scores[keys] = scores.get(keys, 0) + 1
        for keys, score in scores.items():
            if score >= best:
                found, best = keys, score
        return found

    def _ordinary(self, word: str) -> bool:
        """Tell a word that has its capital from the start of a sentence."""
        folded = word.casefold()
        return folded in self._common or (folded in self._lower and folded not in self._inner)

    def keys(self, parts: frozenset[str]) -> frozenset[str]:
        """Return whom the words of a name mean: most words in common, those known first."""
        acronym = next(iter(parts)) if len(parts) == 1 else ""
        scores = {
            key: max(_score(parts, form) for form in forms) + (acronym in self._acronyms[key])
            for key, forms in self._forms.items()
        }
        best = max(scores.values(), default=0.0)
        if best:
            return frozenset(key for key, score in scores.items() if score == best)
        rarest = min((self._others.get(part, []) for part in parts), key=len, default=[])
        return frozenset(run for run, form in rarest[:MAX_BEARERS] if parts <= form)

    def _without_capitals(self, text: str) -> list[Mention]:
        """Find the names that the brief knows in scripts that have no capitals."""
        found = []
        taken: set[int] = set()
        for form in sorted(self._spaceless, key=len, reverse=True):
            for match in re.finditer(re.escape(form), text):
                if match.start() not in taken and _apart(text, match.start(), match.end()):
                    taken.update(range(match.start(), match.end()))
                    key = frozenset(k for f, k in self._spaceless.items() if f == form)
                    found.append(Mention(match.start(), match.end(), key, match[0]))
        return found

    def _roles(self) -> dict[str, list[tuple[int, frozenset[str]]]]:
        """Return which words describe whom, with the paragraph that says so."""
        roles: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for key, forms in self._forms.items():
            for word in {word for form in forms for word in form if len(word) > 3}:
                roles.setdefault(word, []).append((-1, frozenset((key,))))
        for index, paragraph in enumerate(self._article.paragraphs):
            for mention in self.mentions(index):
                for word in self._described(paragraph.text, mention):
                    roles.setdefault(word, []).append((index, mention.keys))
        return roles

    def _described(self, text: str, mention: Mention) -> set[str]:
        """Return the words beside a name that say what its bearer is."""
        segments = re.split(r"[.,;:!?“”«»\"—–]", text[: mention.start])
        before = segments[-1].split()[-4:] or segments[-2:][0].split()[-6:]
        after = re.match(
            r"[’']?(?:\s*[,(—–]\s*|\s(?:is|was)\s(?=the\s|an?\s))((?:the|a|an|its|their|his|her|who|le|la|l[’']|der|die|den"
            r"|el|il|lo)?[^.,;:!?“”«»\"()—–]{3,90})[,.)—–]",
            text[mention.end :],
        )
        words = [*before, *(after[1].split() if after else ()), *mention.words.split()]
        words += ["doctor"] if re.search(r"\bDr\.?\s", " ".join(words)) else []
        return {re.sub(r"[’']s\Z", "", w.lower().strip(".,’'")) for w in words if len(w) > 3}


def name_runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, words) of the names in a text; a sentence's first word alone is none."""
    for run in _RUN.finditer(text):
        words = re.sub(r"[’']s?\Z|[.,]\Z", "", run[0])
        start = run.start()
        if re.search(r"(?:\A|[.!?:;”\"»—(]\s*)[“„«\"‘]?\Z", text[max(start - 4, 0) : start]):
            first, _, words = words.partition(" ")
            start += len(first) + 1
        if len(words) > 1 and name_words(words):
            yield start, words


@kept
def name_words(text: str) -> frozenset[str]:
    """Return the words of names in small letters, without particles and endings."""
    bare = re.sub(r"[’']s?(?!\w)", "", text)
    words = {w.strip(".,;:’'\"“”„«»()[]*").casefold() for w in re.split(r"[\s\u00a0—]+", bare)}
    return frozenset(
        w for w in words if len(w) > 1 and w not in _SMALL and any(c.isalpha() for c in w)
    )


def _initials(name: str) -> str:
    """Return the acronym that a body's name may have."""
    words = [w for w in re.split(r"[\s’'-]+", name) if w and w.lower() not in _SMALL]
    letters = "".join(word[0] for word in words if len(word) > 1 and word.lower() != "des")
    return letters.casefold() if len(letters) > 1 else ""


def _score(tokens: frozenset[str], form: frozenset[str]) -> float:
    shared = tokens & form
    if not shared:
        return 0.0
    # A name in full, or a part of one; a shared first name alone says little.
    return len(shared) / (1 + 0.1 * len(form - tokens) + 0.1 * len(tokens - form))


@kept
def tokens(name: str) -> frozenset[str]:
    """Return the telling words of a name, in small letters."""
    words = re.split(r"[\s\u00a0]+", re.sub(r"[’']s(?!\w)", "", name))
    bare = {w.strip(".,’'()").casefold() for w in words}
    return frozenset(w for w in bare if len(w) > 1 and w not in _TITLES and w not in _SMALL)


def _runs(text: str) -> list[str]:
    return [re.sub(r"[’']s?\Z|[.,]\Z", "", run) for run in _RUN.findall(text)]


def _shortened(form: str) -> list[str]:
    """Return a name without capitals as it may be written short."""
    if _LATIN.search(form):
        return []
    if _SPACELESS.search(form):
        parts = [p for p in re.split(r"[\s・]", form) if len(p) > 1]
        whole = form.replace(" ", "")
        return [whole, *parts, *([whole[:2]] if len(whole) in (4, 5) and len(parts) == 1 else [])]
    parts = form.split()
    person = 1 < len(parts) < 4 and not _BODY.match(form)
    return [form, parts[-1]] if person and len(parts[-1]) > 2 else [form]


def _apart(text: str, start: int, end: int) -> bool:
    """Tell a name from letters inside another word; short prefixes may stand before it."""
    if _SPACELESS.search(text[start:end]):
        return True
    before = re.search(r"\w*\Z", text[max(start - 6, 0) : start])
    return len(before[0] if before else "") <= 2 and not text[end : end + 1].isalnum()
