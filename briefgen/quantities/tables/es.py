"""Spanish."""

from __future__ import annotations

from briefgen.quantities.model import Table, alternatives, words

_SMALL = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro"
    " veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = (
    "ciento doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
).split()
_ORDINALS = (
    "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim"
).split()

TABLE = Table(
    decimal=",",
    either=True,
    words={w: n for n, w in enumerate(_SMALL) if n != 1}
    | {w: 30 + 10 * n for n, w in enumerate(_TENS)}
    | {f"{w}{end}": 100 * n for n, w in enumerate(_HUNDREDS[1:], 2) for end in ("os", "as")}
    | {"cien": 100, "ciento": 100, "veintiún": 21, "veintiuna": 21, "docena": 12},
    ones=words("un una uno"),
    single=words("uno"),
    scales={
        "mil": 10**3,
        "miles": 10**3,
        "millón": 10**6,
        "millones": 10**6,
        "millardo": 10**9,
        "millardos": 10**9,
        "billón": 10**12,
        "billones": 10**12,
    },
    bare_scales=words("mil"),
    shorts={"k": 10**3, "m": 10**6, "mm": 10**6, "mill": 10**6, "mdd": 10**6},
    joiners=words("y"),
    joined="after",
    halves=words("mitad medio media"),
    and_half=("y medio", "y media"),
    parts=words("de del los las"),
    fractions={
        "tercio": 3,
        "tercios": 3,
        "cuarto": 4,
        "cuartos": 4,
        "quinto": 5,
        "quintos": 5,
        "quinta": 5,
        "décimo": 10,
        "décimos": 10,
    },
    out_of=("de cada",),
    ordinals={f"{w}{end}": n for n, w in enumerate(_ORDINALS, 1) for end in ("o", "a")}
    | {"primer": 1, "tercer": 3},
    ordinal_ends=words("º ª o a er"),
    units=alternatives(
        {
            "percent": "por ciento|por cien|porciento",
            "percentage-point": "puntos porcentuales|punto porcentual|puntos de porcentaje",
            "USD": "dólares|dólar",
            "US": "dólares estadounidenses|dólares americanos|dólares de estados unidos",
            "CAD": "dólares canadienses",
            "AUD": "dólares australianos",
            "EUR": "euros|euro",
            "GBP": "libras esterlinas|libra esterlina|libras",
            "MXN": "pesos mexicanos",
            "ARS": "pesos argentinos",
            "peso": "pesos|peso",
            "kr": "coronas|corona",
            "DKK": "coronas danesas",
            "SEK": "coronas suecas",
            "NOK": "coronas noruegas",
            "JPY": "yenes|yen",
            "CNY": "yuanes|yuan",
            "CHF": "francos suizos",
            "RUB": "rublos|rublo",
            "cent": "céntimos|céntimo|centavos|centavo",
            "km": "kilómetros|kilómetro",
            "m": "metros|metro",
            "cm": "centímetros|centímetro",
            "mm": "milímetros|milímetro",
            "mile": "millas|milla",
            "km2": "kilómetros cuadrados|kilómetro cuadrado",
            "m2": "metros cuadrados|metro cuadrado",
            "m3": "metros cúbicos|metro cúbico",
            "km/h": "kilómetros por hora",
            "hectare": "hectáreas|hectárea",
            "litre": "litros|litro",
            "barrel": "barriles|barril",
            "kg": "kilogramos|kilogramo|kilos|kilo",
            "g": "gramos|gramo",
            "t": "toneladas|tonelada",
            "°C": "grados celsius|grados centígrados",
            "degree": "grados|grado",
            "MW": "megavatios|megavatio",
            "GW": "gigavatios|gigavatio",
            "year": "años|año",
            "month": "meses|mes",
            "week": "semanas|semana",
            "day": "días|día",
            "hour": "horas|hora",
            "minute": "minutos|minuto",
            "second": "segundos",
        }
    ),
    names=words(
        "artículo artículos sección capítulo anexo parte título regla resolución reglamento"
        " directiva fase nivel etapa protocolo párrafo página tabla cláusula enmienda vuelo ruta"
        " sala número volumen decreto ley categoría apartado guerra"
    ),
    stop=words(
        "el la los las lo un una unos unas de del a al en por para con sin sobre entre contra desde"
        " hasta hacia según y e o u pero que quien cual cuyo donde como cuando si es son era eran"
        " fue fueron será serán ha han había habían no más menos otros otras otro otra se su sus"
        " este esta estos estas cada también solo ya tras ante bajo durante"
    ),
    more=words("otros otras más nuevos nuevas"),
    of=words("de del"),
    to=words("a y o"),
    pairs=words("ambos ambas doble"),
    vague=words("unos unas algunos varios pocos"),
    members=words("país estado miembro nación partido gobierno firmante potencia aliado"),
    count_of=("número de", "recuento", "cuenta de", "cantidad de"),
    plurals={"países": "país", "naciones": "nación", "meses": "mes"},
    endings=("es", "s"),
    same={"estado": "país", "nación": "país"},
)
