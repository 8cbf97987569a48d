"""Words that turn a statement into its opposite, in the languages that are checked."""

from __future__ import annotations

import re

_WORDS = (
    # English
    "not no never none neither nor nobody nothing nowhere without cannot hardly barely scarcely "
    # French, Spanish, Italian
    "ne n pas jamais aucun aucune rien personne non ni sans nunca jamás ningún ninguna nada nadie "
    "sin né senza mai nessun nessuno nessuna niente nulla "
    # German, Danish
    "nicht kein keine keinen keinem keiner keines nie niemals nichts niemand weder ohne ikke ingen "
    "intet aldrig hverken uden "
    # Arabic, Hebrew
    "لا لم لن ليس ليست لیس غير دون بدون אין לא אינו אינה אינם איני בלי אל ללא מעולם"
).split()
_NEGATION = re.compile(
    rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)|n't(?!\w)|ない|ません|ず(?!\w)|ぬ(?!\w)|なかった",
    re.IGNORECASE,
)


def negates(text: str) -> bool:
    """Tell whether folded text holds a negation."""
    return bool(_NEGATION.search(text))


def is_negation(word: str) -> bool:
    """Tell whether a word is a negation."""
    return bool(_NEGATION.fullmatch(word))


def ends_negated(text: str) -> bool:
    """Tell whether folded text ends with a negation that what follows depends on."""
    last = text.rstrip(" ").rpartition(" ")[2]
    return bool(_NEGATION.search(last))
