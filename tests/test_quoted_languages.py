"""Quotations and their speakers in nine languages, each with its own marks and word order."""

from __future__ import annotations

import pytest

from briefgen.source import Speakers, read_article

#: language, paragraphs, persons, (quotation, who says it)
TEXTS = [
    (
        "en",
        [
            "Harbour master Ana Quill told the board: ‘The wall won’t wait another winter.’",
            "‘It’s the owners’ wall,’ said Joss Tarn, ‘and nobody asked them.’ Quill disagreed.",
        ],
        ["Ana Quill", "Joss Tarn"],
        [
            ("The wall won’t wait another winter.", "Ana Quill"),
            ("It's the owners' wall, and nobody asked them.", "Joss Tarn"),
        ],
    ),
    (
        "fr",
        [
            "« Nous n’avons pas le choix », a déclaré la ministre Solène Cardavec jeudi.",
            "Selon Hervé Malancourt, il est « écrit par d’autres ». « On verra », a-t-il dit.",
        ],
        ["Solène Cardavec", "Hervé Malancourt"],
        [
            ("Nous n'avons pas le choix", "Solène Cardavec"),
            ("écrit par d’autres", "Hervé Malancourt"),
            ("On verra", "Hervé Malancourt"),
        ],
    ),
    (
        "de",
        [
            "„Das Wasser gehört niemandem“, sagte Ministerin Hanna Vogel am Montag in Wiesau.",
            "Bauer Jonas Krefft nennt den Plan »einen Schildbürgerstreich«.",
        ],
        ["Hanna Vogel", "Jonas Krefft"],
        [
            ("Das Wasser gehört niemandem", "Hanna Vogel"),
            ("einen Schildbürgerstreich", "Jonas Krefft"),
        ],
    ),
    (
        "da",
        [
            "»Vi kan ikke vente,« sagde borgmester Troels Mosegård onsdag.",
            "Ifølge Asta Hvidbjerg er planen ”for dyr og for sen”.",
        ],
        ["Troels Mosegård", "Asta Hvidbjerg"],
        [("Vi kan ikke vente", "Troels Mosegård"), ("for dyr og for sen", "Asta Hvidbjerg")],
    ),
    (
        "es",
        [
            "«No habrá más prórrogas», dijo la alcaldesa Marta Olivares el lunes.",
            "Según Julián Peralta, la tasa es “un castigo para los isleños”.",
        ],
        ["Marta Olivares", "Julián Peralta"],
        [
            ("No habrá más prórrogas", "Marta Olivares"),
            ("un castigo para los isleños", "Julián Peralta"),
        ],
    ),
    (
        "it",
        [
            "«Non possiamo aspettare un altro inverno», ha detto la sindaca Elena Bardi.",
            "Per Tullio Venzi il piano è “troppo caro”.",
        ],
        ["Elena Bardi", "Tullio Venzi"],
        [
            ("Non possiamo aspettare un altro inverno", "Elena Bardi"),
            ("troppo caro", "Tullio Venzi"),
        ],
    ),
    (
        "ar",
        [
            "وقالت الوزيرة هدى السالمي يوم الخميس: «لن ننتظر شتاءً آخر».",
            "وأضاف كريم العطار: “لم يسألنا أحد”.",
        ],
        ["هدى السالمي", "كريم العطار"],
        [("لن ننتظر شتاءً آخر", "هدى السالمي"), ("لم يسألنا أحد", "كريم العطار")],
    ),
    (
        "he",
        [
            "״לא נחכה לעוד חורף״, אמרה השרה נעמה ברקאית ביום רביעי במנכ״לות הנמל.",
            'לדברי יותם ארזיאל, התוכנית היא "טעות יקרה".',
        ],
        ["נעמה ברקאית", "יותם ארזיאל"],
        [("לא נחכה לעוד חורף", "נעמה ברקאית"), ("טעות יקרה", "יותם ארזיאל")],
    ),
    (
        "ja",
        [
            "高橋美咲市長は「次の冬まで待てない」と述べた。",
            "佐藤健一は「『高すぎる』と皆が言う」と語った。",
        ],
        ["高橋美咲", "佐藤健一"],
        [("次の冬まで待てない", "高橋美咲"), ("「高すぎる」と皆が言う", "佐藤健一")],
    ),
]


@pytest.mark.parametrize(
    ("language", "paragraphs", "persons", "quotations"), TEXTS, ids=[text[0] for text in TEXTS]
)
def test_a_quotation_is_found_and_given_to_its_speaker_alone(
    language: str, paragraphs: list[str], persons: list[str], quotations: list[tuple[str, str]]
) -> None:
    article = read_article("\n".join(paragraphs).encode(), "a.txt")
    reader = Speakers(article, {name: [name] for name in persons}, language)
    for words, speaker in quotations:
        match = article.find(words)
        assert match.found, words
        assert match.place
        assert reader.denies(match.place, speaker) is None, (words, reader.of(match.place))
        for other in persons:
            assert (reader.denies(match.place, other) is None) == (other == speaker)


@pytest.mark.parametrize(
    ("language", "paragraphs", "persons", "quotations"), TEXTS, ids=[text[0] for text in TEXTS]
)
def test_a_changed_word_is_found_in_every_language(
    language: str, paragraphs: list[str], persons: list[str], quotations: list[tuple[str, str]]
) -> None:
    article = read_article("\n".join(paragraphs).encode(), "a.txt")
    for words, _ in quotations:
        middle = len(words) // 2
        assert not article.find(words[:middle] + words[middle + 1 :]).found
        assert not article.find(f"{words} {words}").found
        if " " in words:
            first, _, rest = words.partition(" ")
            assert not article.find(f"{rest} {first}").found
