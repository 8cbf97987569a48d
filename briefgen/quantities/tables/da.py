"""Danish."""

from __future__ import annotations

from briefgen.quantities.model import Table, alternatives, words

_SMALL = (
    "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten"
    " atten nitten"
).split()
_TENS = {
    "tyve": 20,
    "tredive": 30,
    "fyrre": 40,
    "halvtreds": 50,
    "tres": 60,
    "halvfjerds": 70,
    "firs": 80,
    "halvfems": 90,
}
_ORDINALS = (
    "første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte"
).split()

TABLE = Table(
    decimal=",",
    words={w: n for n, w in enumerate(_SMALL) if n != 1}
    | _TENS
    | {f"{_SMALL[n]}og{w}": t + n for w, t in _TENS.items() for n in range(1, 10)}
    | {"dusin": 12, "snes": 20},
    ones=words("en et én ét"),
    single=words("én ét"),
    hundreds=words("hundrede hundred"),
    scales={
        "tusind": 10**3,
        "tusinde": 10**3,
        "million": 10**6,
        "millioner": 10**6,
        "milliard": 10**9,
        "milliarder": 10**9,
        "billion": 10**12,
        "billioner": 10**12,
    },
    bare_scales=words("hundrede tusind tusinde"),
    shorts={
        "mio": 10**6,
        "mill": 10**6,
        "mia": 10**9,
        "k": 10**3,
    },
    joiners=words("og"),
    joined="hundreds",
    halves=words("halvdelen halv halve halvt"),
    parts=words("af"),
    fractions={
        "tredjedel": 3,
        "tredjedele": 3,
        "fjerdedel": 4,
        "fjerdedele": 4,
        "kvart": 4,
        "femtedel": 5,
        "femtedele": 5,
        "tiendedel": 10,
        "tiendedele": 10,
    },
    out_of=("ud af", "af"),
    ordinals={w: n for n, w in enumerate(_ORDINALS, 1)},
    ordinal_ends=frozenset(),
    units=alternatives(
        {
            "percent": "procent|pct",
            "percentage-point": "procentpoint|procentpoints|procentenheder",
            "USD": "dollar|dollars",
            "US": "amerikanske dollar|us dollar",
            "EUR": "euro|euros",
            "GBP": "britiske pund|pund",
            "kr": "kroner|krone|kr",
            "DKK": "danske kroner",
            "SEK": "svenske kroner|svenske kronor",
            "NOK": "norske kroner",
            "JPY": "yen",
            "CNY": "yuan",
            "RUB": "rubler|rubel",
            "cent": "cent",
            "km": "kilometer",
            "m": "meter",
            "cm": "centimeter",
            "mm": "millimeter",
            "mile": "mil",
            "km2": "kvadratkilometer",
            "m2": "kvadratmeter",
            "m3": "kubikmeter",
            "km/h": "kilometer i timen|km i timen",
            "hectare": "hektar",
            "litre": "liter",
            "barrel": "tønder",
            "kg": "kilogram|kilo",
            "g": "gram",
            "t": "tons|ton",
            "°C": "grader celsius",
            "degree": "grader|grad",
            "MW": "megawatt",
            "GW": "gigawatt",
            "year": "år",
            "month": "måneder|måned",
            "week": "uger|uge",
            "day": "dage|dag",
            "hour": "timer|time",
            "minute": "minutter|minut",
            "second": "sekunder|sekund",
        }
    ),
    names=words(
        "artikel art afsnit kapitel bilag del titel regel resolution forordning direktiv fase trin"
        " niveau protokol paragraf side tabel figur punkt nummer nr bind kategori stk verdenskrig"
    ),
    stop=words(
        "en et den det de der som og eller men i på til fra med uden for om over under mellem mod"
        " ved efter før af at er var bliver blev har havde kan skal vil må ikke flere færre andre"
        " hver sin sit sine hans hendes deres vores også kun når hvis fordi siden indtil inden han"
        " hun vi sig så da ud op ned"
    ),
    more=words("andre flere færre nye yderligere"),
    of=words("af"),
    to=words("til og eller"),
    pairs=words("begge dobbelt dobbelte"),
    vague=words("få nogle flere"),
    members=words("land stat medlem nation parti regering underskriver magt partner"),
    count_of=("antal", "antallet af", "optælling"),
    plurals={
        "lande": "land",
        "landene": "land",
        "landes": "land",
        "børn": "barn",
        "mænd": "mand",
        "kvinder": "kvinde",
    },
    endings=("erne", "ene", "er", "en", "et", "e", "s"),
    adjectives=("ske", "ige", "ende", "ede", "ste", "ive", "ale", "øse", "nye", "ære"),
    same={"stat": "land", "nation": "land"},
)
