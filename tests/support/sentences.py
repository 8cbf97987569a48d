"""Sentences of invented articles, in several languages; an article keeps what it says."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

LANGUAGES: dict[str, dict[str, Any]] = {
    "en": {
        "places": ["Norhavn", "Brackmere", "Osmouth", "Tarnholt", "Selwick"],
        "things": ["ferry tickets", "sugared drinks", "second homes", "parking in the old town"],
        "people": ["Ida Falk", "Corin Vasht", "Halla Merrin", "Tomas Reyle"],
        "role": "mayor of {place}",
        "union": "The union of {place}",
        "title": "{place} weighs a levy on {thing}, part {n}",
        "summary": "The council of {place} is considering a levy of {n} crowns on {thing}. It wants"
        " to repair the pier and two roads with the money. The council said so on Tuesday.",
        "facts": [
            "The plan covers {n} households in the districts along the river.",
            "A report puts the cost of the repairs at {n} million crowns.",
            "The council counted {n} visitors a day in summer.",
            "Some {n} boats use the pier of {place}.",
        ],
        "claim": "The union of {place} says that the levy would cost {n} jobs.",
        "quotations": [
            "The pier will not wait for another winter.",
            "We have counted every crown twice.",
            "Nobody here wants a toll for its own sake.",
        ],
        "said": "“{quote}” said {person}, mayor of {place}.",
        "figure": ("{n} crowns", "crowns", "A ticket costs {n} crowns today."),
        "start": "The levy of {place} starts on March 1, 2027.",
    },
    "de": {
        "places": ["Nordhafen", "Brackmoor", "Tannholz", "Selwiek"],
        "things": ["Fährkarten", "Zweitwohnungen", "Parkplätze in der Altstadt"],
        "people": ["Ida Falk", "Jörg Vasold", "Halka Mehring"],
        "role": "Bürgermeisterin von {place}",
        "union": "Der Verband von {place}",
        "title": "{place} erwägt eine Abgabe auf {thing} ({n})",
        "summary": "Der Rat von {place} erwägt eine Abgabe von {n} Kronen auf {thing}. Er will mit"
        " dem Geld den Anleger und zwei Straßen erneuern. Das hat der Rat am Dienstag mitgeteilt.",
        "facts": [
            "Der Plan betrifft {n} Haushalte in den Bezirken am Fluss.",
            "Ein Gutachten nennt Kosten von {n} Kronen je Haus.",
            "Der Rat zählte im Sommer {n} Gäste am Tag.",
        ],
        "claim": "Der Verband von {place} sagt, die Abgabe koste {n} Arbeitsplätze.",
        "quotations": [
            "Der Anleger wartet nicht auf den nächsten Winter.",
            "Wir haben jede Krone zweimal gezählt.",
        ],
        "said": "„{quote}“, sagte {person}, Bürgermeisterin von {place}.",
        "figure": ("{n} Kronen", "Kronen", "Eine Karte kostet heute {n} Kronen."),
        "start": "Die Abgabe von {place} beginnt am 1. März 2027.",
    },
    "fr": {
        "places": ["Norhavre", "Brackmer", "Tarnois", "Selvique"],
        "things": ["les billets de bac", "les résidences secondaires", "les boissons sucrées"],
        "people": ["Ida Falque", "Corin Vachet", "Hélène Mérin"],
        "role": "maire de {place}",
        "union": "Le syndicat de {place}",
        "title": "{place} étudie une taxe sur {thing}, partie {n}",
        "summary": "Le conseil de {place} étudie une taxe de {n} couronnes sur {thing}. Il veut"
        " réparer le quai et deux routes avec cet argent. Le conseil l’a annoncé mardi.",
        "facts": [
            "Le projet touche {n} foyers dans les quartiers du fleuve.",
            "Un rapport évalue les travaux à {n} millions de couronnes.",
            "Le conseil a compté {n} visiteurs par jour en été.",
        ],
        "claim": "Le syndicat de {place} affirme que la taxe coûterait {n} emplois.",
        "quotations": [
            "Le quai n’attendra pas un autre hiver.",
            "Nous avons compté chaque couronne deux fois.",
        ],
        "said": "« {quote} » a déclaré {person}, maire de {place}.",
        "figure": ("{n} couronnes", "couronnes", "Un billet coûte aujourd’hui {n} couronnes."),
        "start": "La taxe de {place} commence le 1er mars 2027.",
    },
    "ar": {
        "places": ["نَدارة", "ميناء الشمال", "تل الريح"],
        "things": ["تذاكر العبّارات", "المشروبات المحلاة", "المنازل الثانية"],
        "people": ["ليلى الحمداني", "فارس الدوسي"],
        "role": "رئيس بلدية {place}",
        "union": "نقابة {place}",
        "title": "{place}: دراسة رسم على {thing}، الجزء {n}",
        "summary": "يدرس مجلس {place} فرض رسم قدره {n} كرونة على {thing}. ويريد المجلس أن يصلح بهذا"
        " المال الرصيف وطريقين قرب النهر. وقد أعلن المجلس ذلك يوم الثلاثاء أمام السكان.",
        "facts": [
            "تشمل الخطة {n} أسرة في الأحياء القريبة من النهر.",
            "أحصى المجلس {n} زائرا في اليوم خلال الصيف.",
        ],
        "claim": "تقول نقابة {place} إن الرسم سيلغي {n} وظيفة.",
        "quotations": ["لن ينتظر الرصيف شتاء آخر.", "لقد عددنا كل كرونة مرتين."],
        "said": "قال {person}، رئيس بلدية {place}: «{quote}»",
        "figure": ("{n} كرونة", "كرونة", "ثمن التذكرة اليوم {n} كرونة."),
        "start": "يبدأ رسم {place} في 1 مارس 2027.",
    },
}


@dataclass
class Sentences:
    """Says sentences of one language, and keeps those of the article.

    `last` is the last figure as the article writes it.
    """

    tag: str
    chance: random.Random

    def __post_init__(self) -> None:
        self.words = LANGUAGES[self.tag]
        self.place = self.chance.choice(self.words["places"])
        self.thing = self.chance.choice(self.words["things"])
        self.union = self._with("union")
        self.last = ""
        self.article: list[str] = []
        self.start = self._kept(self._with("start"))

    def title(self, number: int) -> str:
        """Return a headline."""
        return self._kept(self._with("title", n=number))

    def summary(self) -> str:
        """Return three sentences that say what it is about."""
        return self._kept(self._with("summary", n=self._number()))

    def fact(self) -> str:
        """Return a sentence with a number."""
        text = self.chance.choice(self.words["facts"])
        return self._kept(text.format(n=self._number(), place=self.place))

    def claim(self) -> str:
        """Return what somebody says against it."""
        return self._kept(self._with("claim", n=self._number()))

    def quotation(self) -> tuple[str, str, str]:
        """Return words that were said, who said them, and what that person is."""
        quote, person = (self.chance.choice(self.words[k]) for k in ("quotations", "people"))
        self._kept(self._with("said", quote=quote, person=person))
        return quote, person, self._with("role")

    def figure(self) -> tuple[int, str]:
        """Return a number and its unit."""
        written, unit, sentence = self.words["figure"]
        number = self._number()
        self.last = written.format(n=number)
        self._kept(sentence.format(n=number))
        return number, unit

    def _with(self, name: str, **more: Any) -> str:
        text: str = self.words[name]
        return text.format(place=self.place, thing=self.thing, **more)

    def _number(self) -> int:
        return self.chance.randint(20, 980)

    def _kept(self, sentence: str) -> str:
        self.article.append(sentence)
        return sentence
