"""Groups: their counts wherever they are said, and their members as the source lists them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefgen.checks.amounts import tongue_of
from briefgen.checks.fidelity import articles_of
from briefgen.checks.items import Printed, ours, places, printed, tongue, within
from briefgen.checks.rule import Checked, Finding, Rule
from briefgen.enumerations import SHORTEST, Name, enumerations, has_capitals, key, same
from briefgen.quantities import Quantity, base, read, table_of
from briefgen.schema import Brief
from briefgen.schema.evidence import Group
from briefgen.schema.sources import Sourced
from briefgen.source import Article, Paragraph, fold
from briefgen.yamltree import KeyPath

MAX_MEMBERS, MAX_NAMES, CANDIDATES = 200, 60, 8


def count_mismatch(checked: Checked) -> Iterator[Finding]:
    """Yield counts that are not the number of a group's members, and members named twice."""
    for n, group in enumerate(checked.brief.groups):
        members = list(group.members)
        if group.count is not None and group.count != len(members):
            yield Finding(
                ("groups", n, "count"),
                f'"{group.name}" has {len(members)} members, not {group.count}',
                "compare the list with the source",
            )
        seen: set[str] = set()
        for i, member in enumerate(members):
            if member in seen:
                yield Finding(
                    ("groups", n, "members", i), f'"{member}" is listed twice', "delete one"
                )
            seen.add(member)
    for _, _, finding in miscounted(checked):
        yield finding


def miscounted(checked: Checked) -> Iterator[tuple[KeyPath, int, Finding]]:
    """Yield (path, place in the text, finding) where words give a group another count."""
    groups = {group.id: group for group in checked.brief.groups}
    for text in printed(checked.brief):
        group = _group(text, groups)
        if group is None:
            continue
        nouns = _nouns(checked, group)
        words = text.words
        found = ours(words, tongue(checked.brief))
        # "Four of the seven towns": who says the group's own number may say another as well.
        told = any(q.kind == "cardinal" and q.value == len(group.members) for q in found)
        for quantity in () if told else found:
            own_name = text.item is group and _named(words, quantity)
            if not _counts(quantity, group, nouns, bare=own_name):
                continue
            if text.item is not group and _said(checked, text.item, group, quantity):
                continue
            yield (
                text.path,
                quantity.start,
                Finding(
                    text.path,
                    f'"{group.name}" has {len(group.members)} members, not {quantity.text}',
                    "write the group's number, or compare its members with the source",
                    words=quantity.text,
                    before=words[: quantity.start],
                ),
            )


def _group(text: Printed, groups: dict[str, Group]) -> Group | None:
    """Return the only group that a text is about, or whose name it is."""
    if isinstance(text.item, Group):
        return text.item
    ids: tuple[str, ...] = getattr(text.item, "groups", ())
    return groups.get(ids[0]) if len(ids) == 1 else None


def _named(words: str, quantity: Quantity) -> bool:
    """Tell a name that begins with its number: "The eight", "Four towns"."""
    return len(words[: quantity.start].split()) < 2


def _counts(quantity: Quantity, group: Group, nouns: frozenset[str], *, bare: bool) -> bool:
    """Tell whether a quantity says how many there are of a group, and says it wrong."""
    counted = quantity.kind == "cardinal" and (quantity.noun in nouns or bare)
    return counted and quantity.value not in (len(group.members), group.count)


def _nouns(checked: Checked, group: Group) -> frozenset[str]:
    """Return what the members may be called: the usual words, and the source's beside the count."""
    language = tongue(checked.brief)
    found = set(table_of(language).members)
    found |= {quantity.noun for quantity in read(f"2 {group.name}", language) if quantity.phrase}
    for article, paragraph in _paragraphs(checked, group):
        language = tongue_of(article, tongue(checked.brief))
        quantities = read(paragraph.text, language) if places(group) else ()
        found |= {q.noun for q in quantities if q.phrase and q.value == len(group.members)}
    return frozenset(found)


def _said(checked: Checked, item: Sourced | None, group: Group, quantity: Quantity) -> bool:
    """Tell whether the source says this number of the same noun, where the item stands."""
    holder = item if item is not None and places(item) else group
    for article, paragraph in _paragraphs(checked, holder):
        language = tongue_of(article, tongue(checked.brief))
        for other in read(paragraph.text, language):
            if other.value == quantity.value and other.noun == quantity.noun:
                return True
    return False


def _paragraphs(checked: Checked, item: Sourced) -> Iterator[tuple[Article, Paragraph]]:
    """Yield the paragraphs that an item names; all of its sources when it names none."""
    sources = {id(article): name for name, article in checked.articles.items()}
    where = places(item)
    for article in articles_of(checked, item):
        for paragraph in article.paragraphs:
            if within(paragraph.number, sources[id(article)], where):
                yield article, paragraph


def group_not_in_source(checked: Checked) -> Iterator[Finding]:
    """Yield members that the source does not list, and names that it lists beside them."""
    if not checked.articles:
        return
    aliases = _aliases(checked.brief)
    for n, group in enumerate(checked.brief.groups):
        if group.origin != "editor" or places(group):
            yield from _members(checked, n, group, aliases)
    yield from _in_prose(checked, aliases)


def _aliases(brief: Brief) -> dict[str, set[str]]:
    """Return what else a name may be called: by an actor's id and name, and by the glossary."""
    found: dict[str, set[str]] = {}
    pairs = [(actor.id, actor.name) for actor in brief.actors]
    pairs += [(term.term, term.expansion) for term in brief.glossary if term.expansion]
    for one, two in pairs:
        found.setdefault(key(one), set()).add(key(two))
        found.setdefault(key(two), set()).add(key(one))
    return found


def _forms(name: str, aliases: dict[str, set[str]]) -> set[str]:
    return {key(name), *aliases.get(key(name), ())}


def _members(
    checked: Checked, n: int, group: Group, aliases: dict[str, set[str]]
) -> Iterator[Finding]:
    found = list(_paragraphs(checked, group))
    if not all(_same_language(article, checked.brief) for article, _ in found):
        return
    text = f" {' '.join(_spaced(paragraph.text) for _, paragraph in found)} "
    members = [_forms(member, aliases) for member in group.members[:MAX_MEMBERS]]
    language = tongue(checked.brief)
    runs = [names for _, p in found for names in enumerations(p.text, language, 2)]
    runs = runs if has_capitals(language) else [_trimmed(names, members) for names in runs]
    exact = any(len(run) == len(members) == _shared(members, run) for run in runs)
    lists = [names for names in runs if len(names) >= SHORTEST and not exact]
    best = _Lists(lists).closest(members)
    listed = [key for names in lists[:MAX_NAMES] for key in _company(members, names)]
    for i, forms in enumerate(members):
        path = ("groups", n, "members", i)
        where = "there" if places(group) else "in its source"
        if not any(f" {_spaced(form)} " in text or _unspaced(form, text) for form in forms):
            message = f'"{group.members[i]}" does not stand {where}'
            yield Finding(path, message, "compare the members with the source")
        elif best and not any(same(form, name) for form in forms for name in listed):
            message = f'"{group.members[i]}" is not in the list “{_shown(best)}”'
            yield Finding(path, message, "delete it, or name the paragraph that adds it")
    missing = [name.text for name in best if not _is_member(name.key, members)]
    if missing:
        message = f'"{group.name}" is without {", ".join(missing[:5])}, which the source lists'
        yield Finding(("groups", n, "members"), message, "add what the source lists", key=True)


def _trimmed(names: list[Name], members: Sequence[set[str]]) -> list[Name]:
    """Return a list from its first member to its last, where sentences have no capitals."""
    at = [n for n, name in enumerate(names) if _is_member(name.key, members)]
    return names[at[0] : at[-1] + 1] if at else []


def _same_language(article: Article, brief: Brief) -> bool:
    tag = tongue_of(article, tongue(brief))
    return base(tag) == base(tongue(brief))


def _spaced(text: str) -> str:
    """Return text in words alone, so that one can be found in another."""
    bare = re.sub(r"['’]s?\b", "", fold(text).casefold()).replace(".", "")
    return " ".join(re.findall(r"\w+", bare))


def _unspaced(form: str, text: str) -> bool:
    """Find a name in writing without spaces, or with letters joined to it."""
    return bool(re.search(r"[\u0590-\u06ff\u3040-\u9fff]", form)) and form in text


class _Lists:
    """The lists of some paragraphs, found by the words in them."""

    def __init__(self, lists: Iterable[list[Name]]) -> None:
        self.lists = [names[:MAX_NAMES] for names in lists]
        self.index: dict[str, set[int]] = {}
        for n, names in enumerate(self.lists):
            for word in {word for name in names for word in name.key.split()}:
                self.index.setdefault(word, set()).add(n)

    def closest(self, members: Sequence[set[str]]) -> list[Name]:
        """Return the list that shares most with some names, if it has more than half of them."""
        words = {word for forms in members for form in forms for word in form.split()}
        often = Counter(n for word in words for n in sorted(self.index.get(word, ()))[:MAX_NAMES])
        near = [self.lists[n] for n, _ in often.most_common(CANDIDATES)]
        best = max(near, key=lambda names: (_shared(members, names), -len(names)), default=[])
        return best if _shared(members, best) * 2 > len(members) else []


def _shared(members: Sequence[set[str]], names: Sequence[Name]) -> int:
    return sum(any(same(f, name.key) for f in forms for name in names) for forms in members)


def _company(members: Sequence[set[str]], names: Sequence[Name]) -> list[str]:
    """Return the names of a list that has at least two of the members."""
    return [name.key for name in names] if _shared(members, names) > 1 else []


def _is_member(name: str, members: Sequence[set[str]]) -> bool:
    return any(same(form, name) for forms in members for form in forms)


def _shown(names: Sequence[Name]) -> str:
    shown = ", ".join(name.text for name in names[:4])
    return f"{shown} …" if len(names) > 4 else shown


def _in_prose(checked: Checked, aliases: dict[str, set[str]]) -> Iterator[Finding]:
    """Yield names that a list in our words has, and the list of the source has not."""
    language = tongue(checked.brief)
    everywhere = _Lists(_lists(checked, None))
    for text in printed(checked.brief) if everywhere.lists else ():
        words = text.words
        for names in enumerations(words, language) if not text.added else ():
            forms = [_forms(name.text, aliases) for name in names[:MAX_NAMES]]
            here = _Lists(_lists(checked, text.item)).closest(forms) if places(text.item) else []
            best = here or everywhere.closest(forms)
            if not best or _shared(forms, best) * 2 < len(best):
                continue
            sure = names if has_capitals(language) else names[1:-1]
            for name, own in zip(names, forms, strict=False):
                if name in sure and not any(
                    same(form, other.key) for form in own for other in best
                ):
                    yield Finding(
                        text.path,
                        f'"{name.text}" is not in the list “{_shown(best)}” of the source',
                        "delete it, or say it in a sentence of its own",
                        words=name.text,
                        before=words[: name.start],
                    )


def _lists(checked: Checked, item: Sourced | None) -> Iterator[list[Name]]:
    """Yield the lists of the paragraphs that an item names; of all sources without one."""
    language = tongue(checked.brief)
    everywhere = ((a, p) for a in checked.articles.values() for p in a.paragraphs)
    for article, paragraph in everywhere if item is None else _paragraphs(checked, item):
        if _same_language(article, checked.brief):
            yield from enumerations(paragraph.text, language)


RULES = (
    Rule("count-mismatch", "error", "Six and eight are easily swapped.", count_mismatch),
    Rule(
        "group-not-in-source",
        "error",
        "A name too many in a list accuses the wrong one.",
        group_not_in_source,
    ),
)
