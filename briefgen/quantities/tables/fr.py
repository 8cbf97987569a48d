"""French."""

from __future__ import annotations

from briefgen.quantities.model import Table, alternatives, words

_SMALL = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split()
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_SWISS = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_ORDINALS = (
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième"
).split()

TABLE = Table(
    decimal=",",
    words={w: n for n, w in enumerate(_SMALL) if n != 1}
    | _TENS
    | _SWISS
    | {"douzaine": 12, "dizaine": 10, "vingtaine": 20, "centaine": 100},
    ones=words("un une"),
    twenties=True,
    hundreds=words("cent cents"),
    scales={
        "mille": 10**3,
        "millier": 10**3,
        "milliers": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "billion": 10**12,
        "billions": 10**12,
    },
    bare_scales=words("mille cent"),
    shorts={"k": 10**3, "m": 10**6, "mio": 10**6, "md": 10**9, "mds": 10**9, "mrd": 10**9},
    joiners=words("et"),
    joined="after",
    halves=words("moitié demi demie"),
    and_half=("et demi", "et demie"),
    parts=words("de des du d la les"),
    fractions={
        "tiers": 3,
        "quart": 4,
        "quarts": 4,
        "cinquième": 5,
        "cinquièmes": 5,
        "dixième": 10,
        "dixièmes": 10,
    },
    out_of=("sur",),
    ordinals={w: n for n, w in enumerate(_ORDINALS, 1)}
    | {"première": 1, "second": 2, "seconde": 2},
    ordinal_ends=words("er re ère e ème nd nde"),
    units=alternatives(
        {
            "percent": "pour cent|pourcent|pour-cent|pct|p. 100",
            "percentage-point": "points de pourcentage|point de pourcentage|points de pour cent",
            "USD": "dollars|dollar",
            "US": "dollars américains|dollars us|dollar us|dollar américain",
            "CAD": "dollars canadiens",
            "AUD": "dollars australiens",
            "EUR": "euros|euro",
            "GBP": "livres sterling|livre sterling|livres",
            "kr": "couronnes|couronne",
            "DKK": "couronnes danoises",
            "SEK": "couronnes suédoises",
            "NOK": "couronnes norvégiennes",
            "JPY": "yens|yen",
            "CNY": "yuans|yuan",
            "CHF": "francs suisses",
            "RUB": "roubles|rouble",
            "cent": "centimes|centime",
            "km": "kilomètres|kilomètre",
            "m": "mètres|mètre",
            "cm": "centimètres|centimètre",
            "mm": "millimètres|millimètre",
            "mile": "miles",
            "km2": "kilomètres carrés|kilomètre carré",
            "m2": "mètres carrés|mètre carré",
            "m3": "mètres cubes|mètre cube",
            "km/h": "kilomètres par heure|kilomètres heure|kilomètres à l’heure",
            "hectare": "hectares|hectare",
            "litre": "litres|litre",
            "barrel": "barils|baril",
            "kg": "kilogrammes|kilogramme|kilos|kilo",
            "g": "grammes|gramme",
            "t": "tonnes|tonne",
            "°C": "degrés celsius|degré celsius",
            "°F": "degrés fahrenheit",
            "degree": "degrés|degré",
            "MW": "mégawatts|mégawatt",
            "GW": "gigawatts|gigawatt",
            "kWh": "kilowattheures|kilowattheure",
            "TWh": "térawattheures",
            "year": "ans|an|années|année",
            "month": "mois",
            "week": "semaines|semaine",
            "day": "jours|jour",
            "hour": "heures|heure",
            "minute": "minutes|minute",
            "second": "secondes",
        }
    ),
    names=words(
        "article articles section chapitre annexe partie titre règle résolution règlement"
        " directive phase niveau étape protocole paragraphe page tableau figure clause alinéa"
        " amendement vol route salle numéro volume décret loi catégorie guerre"
    ),
    stop=words(
        "le la les l un une des du de d à au aux en dans sur sous par pour avec sans et ou mais"
        " que qui dont où est sont était étaient a ont avait avaient sera seront ne pas plus moins"
        " autres autre ce cet cette ces son sa ses leur leurs notre nos se si chacun chacune dès"
        " depuis avant après contre entre vers chez selon comme lors jusque jusqu y il elle ils"
        " elles on nous vous soit puis alors"
    ),
    more=words("autres autre nouveaux nouvelles"),
    of=words("de d des du"),
    to=words("à et ou"),
    pairs=words("double doublement"),
    vague=words("quelques plusieurs"),
    members=words("pays état membre nation parti gouvernement signataire puissance allié"),
    count_of=("nombre de", "nombre des", "décompte", "compte des", "total des"),
    plurals={"états": "état", "pays": "pays"},
    endings=("s", "x"),
    same={"état": "pays", "nation": "pays"},
)
