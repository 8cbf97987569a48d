"""English."""

from __future__ import annotations

from briefgen.quantities.model import Table, alternatives, words

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

TABLE = Table(
    decimal=".",
    words={w: n for n, w in enumerate(_SMALL) if n != 1}
    | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
    | {"dozen": 12},
    ones=words("one a an"),
    single=words("one"),
    hundreds=words("hundred"),
    scales={
        "thousand": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "billion": 10**9,
        "billions": 10**9,
        "trillion": 10**12,
        "dozen": 12,
    },
    bare_scales=words("dozen"),
    shorts={
        "k": 10**3,
        "m": 10**6,
        "mn": 10**6,
        "mln": 10**6,
        "mio": 10**6,
        "bn": 10**9,
        "b": 10**9,
        "bln": 10**9,
        "tn": 10**12,
        "trn": 10**12,
        "tr": 10**12,
    },
    joiners=words("and"),
    joined="hundreds",
    halves=words("half"),
    and_half=("and a half",),
    parts=words("of the a an its their his her our all that this these those what as"),
    fractions={w: n for n, w in enumerate(_ORDINALS, 1) if 2 < n <= 10}
    | {f"{w}s": n for n, w in enumerate(_ORDINALS, 1) if 2 < n <= 10}
    | {"quarter": 4, "quarters": 4, "half": 2, "halves": 2},
    out_of=("in", "out of"),
    ordinals={w: n for n, w in enumerate(_ORDINALS, 1)},
    ordinal_ends=words("st nd rd th"),
    units=alternatives(
        {
            "percent": "percent|per cent|pct|percents|pc",
            "percentage-point": "percentage points|percentage point|points of a percent"
            "|percentage-points|percentage-point|pp|ppt",
            "basis-point": "basis points|basis point|bps|bp",
            "USD": "dollars|dollar|bucks",
            "US": "us dollars|us dollar|american dollars|american dollar",
            "CAD": "canadian dollars|canadian dollar",
            "AUD": "australian dollars|australian dollar",
            "NZD": "new zealand dollars|new zealand dollar",
            "HKD": "hong kong dollars",
            "SGD": "singapore dollars",
            "EUR": "euros|euro",
            "GBP": "pounds sterling|pound sterling|british pounds|pounds|pound|quid",
            "kr": "crowns|crown|kroner|kronor|krone|krona",
            "DKK": "danish kroner|danish crowns|danish krone",
            "SEK": "swedish kronor|swedish crowns|swedish krona",
            "NOK": "norwegian kroner|norwegian crowns|norwegian krone",
            "CZK": "czech crowns|koruna|korunas|czech koruna",
            "JPY": "yen|japanese yen",
            "CNY": "yuan|renminbi|chinese yuan",
            "CHF": "swiss francs|swiss franc",
            "INR": "rupees|rupee|indian rupees",
            "RUB": "rubles|ruble|roubles|rouble|russian rubles",
            "ILS": "shekels|shekel|new israeli shekels",
            "SAR": "saudi riyals|riyals|riyal",
            "KRW": "won|korean won|south korean won",
            "TRY": "turkish lira|turkish liras",
            "UAH": "hryvnia|hryvnias",
            "PLN": "zloty|zlotys",
            "BRL": "reais",
            "ZAR": "rand",
            "cent": "cents|cent",
            "pence": "pence|penny",
            "km": "kilometers|kilometres|kilometer|kilometre",
            "m": "meters|metres|meter|metre",
            "cm": "centimeters|centimetres|centimeter|centimetre",
            "mm": "millimeters|millimetres|millimeter|millimetre",
            "mile": "miles|mile",
            "nmi": "nautical miles|nautical mile",
            "foot": "feet|foot",
            "inch": "inches|inch",
            "yard": "yards|yard",
            "km2": "square kilometers|square kilometres|square kilometer|square kilometre",
            "m2": "square meters|square metres|square meter|square metre",
            "mile2": "square miles|square mile",
            "foot2": "square feet|square foot",
            "m3": "cubic meters|cubic metres|cubic meter|cubic metre",
            "foot3": "cubic feet|cubic foot",
            "hectare": "hectares|hectare",
            "acre": "acres|acre",
            "litre": "liters|litres|liter|litre",
            "gallon": "gallons|gallon",
            "barrel": "barrels|barrel",
            "kg": "kilograms|kilogrammes|kilogram|kilos|kilo",
            "g": "grams|grammes|gram",
            "t": "tonnes|tonne|metric tons|metric ton",
            "ton": "tons|ton|short tons",
            "lb": "lbs",
            "ounce": "ounces|ounce",
            "°C": "degrees celsius|degree celsius|degrees centigrade",
            "°F": "degrees fahrenheit|degree fahrenheit",
            "degree": "degrees|degree",
            "km/h": "kilometers per hour|kilometres per hour|kilometers an hour"
            "|kilometres an hour|kph|kmh",
            "mph": "miles per hour|miles an hour",
            "knot": "knots|knot",
            "kW": "kilowatts|kilowatt",
            "MW": "megawatts|megawatt",
            "GW": "gigawatts|gigawatt",
            "kWh": "kilowatt hours|kilowatt-hours|kilowatt-hour|kilowatt hour",
            "MWh": "megawatt hours|megawatt-hours|megawatt-hour",
            "GWh": "gigawatt hours|gigawatt-hours",
            "TWh": "terawatt hours|terawatt-hours",
            "MB": "megabytes|megabyte",
            "GB": "gigabytes|gigabyte",
            "TB": "terabytes|terabyte",
            "year": "years|year|yrs|yr",
            "month": "months|month",
            "week": "weeks|week",
            "day": "days|day",
            "hour": "hours|hour|hrs|hr",
            "minute": "minutes|minute|mins",
            "second": "seconds",
        }
    ),
    scaled_units={
        "mcm": (10**6, "m3"),
        "bcm": (10**9, "m3"),
        "bcf": (10**9, "foot3"),
        "tcf": (10**12, "foot3"),
    },
    names=words(
        "article section chapter annex appendix part title rule resolution regulation directive"
        " route phase level tier category stage protocol paragraph page table figure clause item"
        " amendment proposition flight highway interstate room no nos number schedule schedules"
        " volume form line pillar step type class grade lot sector zone area unit block gate"
        " terminal platform channel track option scenario case order bill act law code war"
    ),
    stop=words(
        "a an the of in on at by to for from with and or but nor as than that which who whom whose"
        " is are was were be been being has have had do does did will would shall should can could"
        " may might must not no if when while where because until unless since after before during"
        " over under between among against into onto through about above below per each every more"
        " less fewer other others another further additional its their his her our your my this"
        " these those it they he she we you i so then there here up down out off again also only"
        " just both all any some such what how why within without across toward towards around"
        " near plus minus times versus via out-of said says told made make makes came come comes"
        " went go goes gave give gives took take takes got get gets put puts set sets"
        " instead ago earlier later now yet still even too very away apart back"
    ),
    more=words("more other further additional fewer less new"),
    of=words("of"),
    to=words("to and or"),
    pairs=words("both twice pair double"),
    vague=words("few several many some couple"),
    members=words(
        "country state member nation party government signatory power ally partner territory"
    ),
    count_of=("count of", "number of", "counted", "a count of", "the number of", "tally of"),
    plurals={
        "people": "person",
        "persons": "person",
        "children": "child",
        "men": "man",
        "women": "woman",
        "feet": "foot",
        "lives": "life",
        "wives": "wife",
        "knives": "knife",
        "teeth": "tooth",
        "mice": "mouse",
        "policemen": "policeman",
        "fishermen": "fisherman",
        "servicemen": "serviceman",
        "criteria": "criterion",
        "cattle": "cattle",
        "troops": "troop",
        "staff": "staff",
        "personnel": "personnel",
        "aircraft": "aircraft",
        "series": "series",
        "headquarters": "headquarters",
    },
    same={"nation": "country", "state": "country"},
    head="plural",
)
