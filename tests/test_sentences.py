"""Sentences end where readers think they do."""

from __future__ import annotations

import pytest

from briefgen.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["He lives in the U.S.", "He works there."],
        ["The U.S. plan costs 3.5 million.", "Mr. Falk objects!", "Why?"],
        ["Das gilt z. B. am 1. März.", "Der Rat stimmt zu, d.h. es beginnt."],
        ["Mødet er den 2. maj.", "Borgmesteren kommer."],
        ["Le Dr. Roux a voté.", "« Non. » Il sort."],
        ["El Sr. Díaz votó.", "¿Por qué?", "No se sabe."],
        ["Il Sig. Rossi ha votato.", "Ha vinto."],
        ["قال الوزير ذلك.", "هل يبدأ العمل؟", "لا أحد يعلم."],
        ["השר אמר כך.", "למה?", "איש לא יודע."],
        ["市長は反対した。", "理由は不明だ。"],
    ],
)
def test_a_text_is_split_between_its_sentences(parts: list[str]) -> None:
    joined = ("" if "。" in parts[0] else " ").join(parts)
    found = list(sentences(joined))
    if parts[1].startswith("«"):
        found = [found[0], (found[1][0], joined[found[1][0] :])]
    assert [sentence for _, sentence in found] == parts
    assert all(joined[at:].startswith(sentence) for at, sentence in found)
