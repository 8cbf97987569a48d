"""Italian."""

from __future__ import annotations

from briefgen.quantities.model import Table, alternatives, words

_SMALL = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove"
).split()
_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
_BELOW_100 = (
    {w: n for n, w in enumerate(_SMALL)}
    | {w: 20 + 10 * t for t, w in enumerate(_TENS)}
    | {
        # The vowel before "uno" and "otto" falls away; "tre" at the end takes an accent.
        form: 20 + 10 * t + n
        for t, w in enumerate(_TENS)
        for n in range(1, 10)
        for form in (
            (w[:-1] if n in (1, 8) else w) + _SMALL[n],
            (w[:-1] if n in (1, 8) else w) + {1: "un", 3: "tré"}.get(n, _SMALL[n]),
        )
    }
)
_HUNDREDS = {
    f"{_SMALL[n] if n > 1 else ''}cento{rest}": 100 * n + value
    for n in range(1, 10)
    for rest, value in {"": 0, **_BELOW_100}.items()
}
_ALL = _BELOW_100 | _HUNDREDS
_ORDINALS = "prim second terz quart quint sest settim ottav non decim".split()

TABLE = Table(
    decimal=",",
    words={w: n for w, n in _ALL.items() if n != 1}
    | {f"{w}mila": n * 1000 for w, n in _ALL.items() if n > 1}
    | {"dozzina": 12},
    ones=words("un uno una"),
    scales={
        "mille": 10**3,
        "mila": 10**3,
        "milione": 10**6,
        "milioni": 10**6,
        "miliardo": 10**9,
        "miliardi": 10**9,
        "bilione": 10**12,
        "bilioni": 10**12,
    },
    bare_scales=words("mille"),
    shorts={"mln": 10**6, "mld": 10**9, "mio": 10**6, "mrd": 10**9, "k": 10**3},
    joiners=words("e"),
    joined="hundreds",
    halves=words("metà mezzo mezza"),
    and_half=("e mezzo", "e mezza"),
    parts=words("di del dei delle degli della dell"),
    fractions={
        "terzo": 3,
        "terzi": 3,
        "quarto": 4,
        "quarti": 4,
        "quinto": 5,
        "quinti": 5,
        "decimo": 10,
        "decimi": 10,
    },
    out_of=("su",),
    ordinals={f"{w}{end}": n for n, w in enumerate(_ORDINALS, 1) for end in "oaie"},
    ordinal_ends=words("º ª o a"),
    units=alternatives(
        {
            "percent": "per cento|percento",
            "percentage-point": "punti percentuali|punto percentuale",
            "USD": "dollari|dollaro",
            "US": "dollari statunitensi|dollari americani|dollari usa",
            "CAD": "dollari canadesi",
            "AUD": "dollari australiani",
            "EUR": "euro",
            "GBP": "sterline|sterlina",
            "kr": "corone|corona",
            "DKK": "corone danesi",
            "SEK": "corone svedesi",
            "NOK": "corone norvegesi",
            "JPY": "yen",
            "CNY": "yuan",
            "CHF": "franchi svizzeri",
            "RUB": "rubli|rublo",
            "cent": "centesimi|centesimo",
            "km": "chilometri|chilometro",
            "m": "metri|metro",
            "cm": "centimetri|centimetro",
            "mm": "millimetri|millimetro",
            "mile": "miglia|miglio",
            "km2": "chilometri quadrati|chilometri quadri",
            "m2": "metri quadrati|metri quadri",
            "m3": "metri cubi|metro cubo",
            "km/h": "chilometri orari|chilometri all’ora",
            "hectare": "ettari|ettaro",
            "litre": "litri|litro",
            "barrel": "barili|barile",
            "kg": "chilogrammi|chilogrammo|chili|chilo",
            "g": "grammi|grammo",
            "t": "tonnellate|tonnellata",
            "°C": "gradi celsius|gradi centigradi",
            "degree": "gradi|grado",
            "MW": "megawatt",
            "GW": "gigawatt",
            "year": "anni|anno",
            "month": "mesi|mese",
            "week": "settimane|settimana",
            "day": "giorni|giorno",
            "hour": "ore|ora",
            "minute": "minuti|minuto",
            "second": "secondi",
        }
    ),
    names=words(
        "articolo articoli sezione capitolo allegato parte titolo regola risoluzione regolamento"
        " direttiva fase livello tappa protocollo paragrafo pagina tabella clausola emendamento"
        " volo sala numero volume decreto legge categoria comma guerra"
    ),
    stop=words(
        "il lo la i gli le l un uno una di del dello della dei degli delle dell d a al allo alla ai"
        " agli alle all da dal dalla dai dalle in nel nella nei nelle con su sul sulla sui sulle"
        " per tra fra e ed o ma che chi cui dove come quando se è sono era erano fu furono sarà"
        " saranno ha hanno aveva avevano non più meno altri altre altro altra si suo sua suoi sue"
        " loro ogni anche solo già dopo prima durante contro verso secondo entro ciascuno"
    ),
    more=words("altri altre nuovi nuove"),
    of=words("di d del dei degli delle della dell"),
    to=words("a e o ai"),
    pairs=words("entrambi entrambe doppio doppia"),
    vague=words("alcuni alcune pochi poche"),
    members=words("paes stat membr nazion partit govern firmatar potenz alleat"),
    count_of=("numero di", "numero dei", "conteggio", "conto dei"),
    plurals={"paesi": "paes", "paese": "paes"},
    endings=("hi", "he", "i", "e", "o", "a", "à"),
    same={"stat": "paes", "nazion": "paes"},
)
