"""German."""

from __future__ import annotations

from briefgen.quantities.model import Table, alternatives, words

_SMALL = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn"
).split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_UNITS = ["", "ein", *_SMALL[2:10]]
_BELOW_100 = (
    {w: n for n, w in enumerate(_SMALL)}
    | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
    | {
        f"{u}und{w}": 20 + 10 * t + n
        for t, w in enumerate(_TENS)
        for n, u in enumerate(_UNITS)
        if n
    }
)
_HUNDREDS = {
    f"{u}hundert{und}{rest}": 100 * max(n, 1) + value
    for n, u in enumerate(_UNITS)
    for rest, value in {"": 0, **_BELOW_100}.items()
    for und in ("", "und")
    if rest or not und
}
_ALL = _BELOW_100 | _HUNDREDS
_THOUSANDS = {
    f"{word}tausend": value * 1000
    for word, value in {"ein": 1, **_ALL}.items()
    if value and word != "eins"
}
_ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft".split()
_CASES = ("e", "en", "er", "es", "em")

TABLE = Table(
    decimal=",",
    words={w: n for w, n in _ALL.items() if n != 1}
    | _THOUSANDS
    | {"zwo": 2, "zweier": 2, "dreier": 3, "dutzend": 12},
    ones=words("ein eine einen einem einer eines eins"),
    single=words("eins"),
    hundreds=words("hundert"),
    scales={
        "tausend": 10**3,
        "million": 10**6,
        "millionen": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
        "billion": 10**12,
        "billionen": 10**12,
        "dutzend": 12,
    },
    bare_scales=words("tausend hundert dutzend"),
    shorts={
        "tsd": 10**3,
        "mio": 10**6,
        "mill": 10**6,
        "mrd": 10**9,
        "md": 10**9,
        "bio": 10**12,
        "k": 10**3,
    },
    halves=words("hälfte halb halbe halben halber halbes"),
    parts=words("der des von aller die den dem"),
    fractions={
        "drittel": 3,
        "viertel": 4,
        "fünftel": 5,
        "sechstel": 6,
        "siebtel": 7,
        "achtel": 8,
        "neuntel": 9,
        "zehntel": 10,
    },
    out_of=("von",),
    ordinals={f"{w}{e}": n for n, w in enumerate(_ORDINALS, 1) for e in _CASES},
    ordinal_ends=words("te ten ter"),
    units=alternatives(
        {
            "percent": "prozent|v.h.",
            "percentage-point": "prozentpunkte|prozentpunkten|prozentpunkt",
            "USD": "dollar|dollars",
            "US": "us-dollar|us dollar",
            "CAD": "kanadische dollar|kanadischen dollar",
            "AUD": "australische dollar",
            "EUR": "euro|euros",
            "GBP": "pfund sterling|britische pfund|pfund",
            "kr": "kronen|krone",
            "DKK": "dänische kronen|dänischen kronen",
            "SEK": "schwedische kronen|schwedischen kronen",
            "NOK": "norwegische kronen|norwegischen kronen",
            "CHF": "franken|schweizer franken",
            "JPY": "yen",
            "CNY": "yuan",
            "RUB": "rubel",
            "cent": "cent|cents",
            "km": "kilometer|kilometern|kilometers",
            "m": "meter|metern|meters",
            "cm": "zentimeter|zentimetern",
            "mm": "millimeter|millimetern",
            "mile": "meilen|meile",
            "km2": "quadratkilometer|quadratkilometern",
            "m2": "quadratmeter|quadratmetern",
            "m3": "kubikmeter|kubikmetern",
            "km/h": "stundenkilometer|kilometer pro stunde|kilometern pro stunde",
            "hectare": "hektar",
            "litre": "liter|litern",
            "barrel": "barrel|fass",
            "kg": "kilogramm|kilo",
            "g": "gramm",
            "t": "tonnen|tonne",
            "°C": "grad celsius",
            "°F": "grad fahrenheit",
            "degree": "grad",
            "MW": "megawatt",
            "GW": "gigawatt",
            "kWh": "kilowattstunden|kilowattstunde",
            "TWh": "terawattstunden",
            "year": "jahre|jahren|jahr|jahres",
            "month": "monate|monaten|monat|monats",
            "week": "wochen|woche",
            "day": "tage|tagen|tag",
            "hour": "stunden|stunde",
            "minute": "minuten|minute",
            "second": "sekunden|sekunde",
        }
    ),
    names=words(
        "artikel art abschnitt kapitel anhang teil titel regel resolution verordnung richtlinie"
        " phase stufe etappe protokoll absatz abs seite tabelle ziffer nummer nr punkt klausel flug"
        " raum band paragraph paragraf kategorie weltkrieg"
    ),
    stop=words(
        "der die das den dem des ein eine einen einem einer und oder aber in im an am auf aus bei"
        " beim mit nach von vom vor zu zum zur für gegen ohne um über unter zwischen durch bis seit"
        " während wegen als wie dass ob wenn weil ist sind war waren wird werden wurde wurden hat"
        " haben hatte hatten kann können soll sollen muss müssen nicht kein keine mehr weniger"
        " weitere weiteren andere anderen pro je auch nur noch schon sich er sie es wir ihr"
    ),
    more=words("mehr weitere weiteren weiterer andere anderen weniger neue neuen"),
    of=words("von der des"),
    to=words("bis und oder"),
    pairs=words("beide beiden beider zweimal doppelt doppelte"),
    vague=words("einige mehrere paar"),
    members=words("land staat mitglied nation partei regierung unterzeichner macht partner"),
    count_of=("anzahl", "die anzahl", "zahl der", "zählung", "gezählt"),
    plurals={
        "länder": "land",
        "ländern": "land",
        "staaten": "staat",
        "männer": "mann",
        "häuser": "haus",
        "kinder": "kind",
        "kindern": "kind",
    },
    endings=("innen", "ungen", "en", "er", "e", "n", "s"),
    same={"staat": "land", "nation": "land", "nat": "land"},
    head="capital",
)
