"""How the languages say who speaks: verbs of speech, words for "according to", pronouns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_VERBS = {
    "en": (
        "sa(?:id|ys?|ying)|t(?:old|ells?|elling)|add(?:ed|s|ing)|repl(?:ied|ying)"
        "|answer(?:ed|ing)|ask(?:ed|s|ing)|wr(?:ote|ites?|iting)|written"
        "|warn(?:ed|s|ing)|argu(?:ed|es|ing)|call(?:ed|ing)|describ(?:ed|es|ing)"
        "|explain(?:ed|s|ing)|insist(?:ed|s|ing)|claim(?:ed|ing)|admit(?:ted|s|ting)"
        "|conced(?:ed|es|ing)|acknowledg(?:ed|es|ing)|not(?:ed|ing)|observ(?:ed|es|ing)"
        "|remark(?:ed|ing)|comment(?:ed|ing)|declar(?:ed|es|ing)|announc(?:ed|es|ing)"
        "|stat(?:ed|ing)|continu(?:ed|es|ing)|conclud(?:ed|es|ing)|recall(?:ed|s|ing)"
        "|stress(?:ed|es|ing)|emphasi[sz](?:ed|es|ing)|urg(?:ed|es|ing)|demand(?:ed|ing)"
        "|promis(?:ed|ing)|vow(?:ed|s|ing)|pledg(?:ed|es|ing)|predict(?:ed|s|ing)"
        "|suggest(?:ed|s|ing)|propos(?:ed|es|ing)|complain(?:ed|s|ing)|object(?:ed|ing)"
        "|protest(?:ed|ing)|den(?:ied|ies|ying)|confirm(?:ed|s|ing)"
        "|respond(?:ed|s|ing)|rul(?:ed|es|ing)|quipped|joked|shouted|shot back"
        "|post(?:ed|ing)|tweeted|testif(?:ied|ies|ying)|recount(?:ed|s|ing)|interject(?:ed|s)"
        "|reaffirm(?:ed|s|ing)|reiterat(?:ed|es|ing)|maintain(?:ed|s|ing)|contend(?:ed|s|ing)"
        "|assert(?:ed|s|ing)|praised?|prais(?:es|ing)|criticis(?:ed|es|ing)|criticiz(?:ed|es|ing)"
        "|condemn(?:ed|s|ing)|denounc(?:ed|es|ing)|dismiss(?:ed|es|ing)|defend(?:ed|s|ing)"
        "|refer(?:red|s|ring)|sp(?:oke|eaks|eaking)|express(?:ed|es|ing)|summed up|put it"
        "|believ(?:ed|es)|hop(?:ed|ing)|fear(?:ed|ing)|label(?:led|ed)"
        "|branded|chimed in|countered|cautioned|assured|reassured|informed|wondered"
        "|recommend(?:ed|s|ing)|accus(?:ed|es|ing)|instructed|quot(?:ed|es|ing)"
        "|sigh(?:ed|s)|laughed|whispered|welcomed"
        "|inquir(?:ed|es)|enquir(?:ed|es)|goes on|cried"
        "|cries|exclaim(?:ed|s)|yell(?:ed|s)|mutter(?:ed|s)|grumbled|murmured|boomed|joked|jokes"
        "|laughs|grinned|smiled|nodded|shrugged|insists|deadpanned|pleaded|reasoned|advised|advises"
        "|marvelled|scoffed|sniffed|noted|offers|retorted|snapped|concurred|lamented|thundered|mused|intoned|ventured|summari[sz]ed"
        "|signed off|cut in|broke in|interrupted|repeated|clarified|specified"
    ),
    "fr": (
        "(?:a|ont|avait|aurait)(?:-t-(?:il|elle)|-(?:ils|elles))?\\s+(?:\\w+\\s)?"
        "(?:dit|déclaré|ajouté|affirmé|expliqué|répondu|répliqué|précisé|estimé|écrit|indiqué|souligné"
        "|assuré|insisté|averti|prévenu|rappelé|regretté|dénoncé|conclu|confié|jugé|lancé|reconnu"
        "|admis|demandé|promis|annoncé|salué|poursuivi|tranché|martelé|évoqué|qualifié|résumé"
        "|protesté|objecté|rétorqué|lâché|nuancé|confirmé|raconté|reproché|accusé|réagi|démenti|parlé)"
        "|dit|disent|disait|déclare|ajoute|affirme|explique|répond|réplique|précise|estime|écrit|indique"
        "|souligne|assure|insiste|avertit|prévient|rappelle|regrette|dénonce|conclut|confie|juge|lance"
        "|reconnaît|admet|demande|promet|annonce|salue|poursuit|tranche|martèle|évoque|qualifie|résume"
        "|proteste|objecte|rétorque|nuance|confirme|raconte|reproche|accuse|parle|appelle|soupire|note"
        "|observe|s’inquiète|s’indigne|s’interroge|se félicite|renchérit|glisse|commente|plaide"
        "|déplore"
    ),
    "de": (
        "sagt(?:e|en)?|gesagt|erklärt(?:e|en)?|antwortet(?:e|en)?|schr(?:ieb|ieben|eibt)|geschrieben"
        "|betont(?:e|en)?|ergänzt(?:e|en)?|warnt(?:e|en)?|meint(?:e|en)?|nennt|nann?te|nannten"
        "|fügte|hinzu|kritisiert(?:e|en)?|fordert(?:e|en)?|spr(?:ach|achen|icht)|bestätigt(?:e|en)?"
        "|teilt(?:e|en)?|mitgeteilt|behauptet(?:e|en)?|räumt(?:e|en)?|bezeichnet(?:e|en)?|fragt(?:e|en)?"
        "|verlangt(?:e|en)?|beton|berichtet(?:e|en)?|hieß|heißt|lobt(?:e|en)?|beklagt(?:e|en)?"
        "|entgegnet(?:e|en)?|erwidert(?:e|en)?|versichert(?:e|en)?|verspr(?:ach|icht)|kündigt(?:e|en)?"
        "|zitiert(?:e|en)?|rief|ruft|mahnt(?:e|en)?|stellt(?:e|en)?|verteidigt(?:e|en)?|gab|gibt"
        "|widerspr(?:ach|icht)|unterstr(?:ich|eicht)|resümiert(?:e)?|erinnert(?:e|en)?|urteilt(?:e|en)?"
    ),
    "da": (
        "sagde|siger|sagt|svarede|svarer|skrev|skriver|forklarede|forklarer|tilføjede|tilføjer"
        "|mente|mener|kaldte|kalder|understregede|understreger|advarede|advarer|fortalte|fortæller"
        "|oplyste|oplyser|udtalte|udtaler|lød|lyder|erklærede|erklærer|spurgte|spørger|lovede|lover"
        "|bekræftede|bekræfter|afviste|afviser|kritiserede|kritiserer|roste|roser|konstaterede"
        "|konstaterer|fastslog|fastslår|påpegede|påpeger|talte|taler|indrømmede|indrømmer|krævede"
        "|kræver|betegnede|betegner|fortsatte|fortsætter|replicerede|vurderede|vurderer|gentog"
        "|hedder|hed|meddelte|meddeler|opfordrede|opfordrer|sluttede|beskrev|beskriver|medgav"
    ),
    "es": (
        "dij(?:o|eron)|dicen?|añad(?:ió|ieron|e)|afirm(?:ó|aron|a)|explic(?:ó|aron|a)|declar(?:ó|aron|a)"
        "|respond(?:ió|ieron|e)|escrib(?:ió|ieron|e)|señal(?:ó|aron|a)|asegur(?:ó|aron|a)"
        "|insist(?:ió|ieron|e)|advirt(?:ió|ieron)|advierten?|subray(?:ó|aron|a)|reconoc(?:ió|ieron|e)"
        "|admit(?:ió|ieron|e)|preguntó|pregunta|prometi?ó|promete|anunci(?:ó|aron|a)|calific(?:ó|aron|a)"
        "|llam(?:ó|aron|a)|denunci(?:ó|aron|a)|critic(?:ó|aron|a)|sostuv(?:o|ieron)|sostienen?"
        "|replic(?:ó|aron|a)|lament(?:ó|aron|a)|recordó|recuerda|concluyó|concluye|pidi(?:ó|eron)|pide"
        "|habl(?:ó|aron|a)|indic(?:ó|aron|a)|precis(?:ó|aron|a)|matizó|resumió|resume|contó|cuenta"
        "|manifest(?:ó|aron)|celebró|defendió|defiende|reclamó|reclama|zanjó|apuntó|apunta|ha dicho"
        "|describió|describe|confirmó|negó|opinó|opina|agregó|objetó|protestó|expresó|denomina|denominó"
    ),
    "it": (
        "(?:ha|hanno|aveva)\\s+(?:\\w+\\s)?(?:detto|dichiarato|aggiunto|affermato|spiegato|risposto|scritto"
        "|sottolineato|assicurato|ribadito|avvertito|ricordato|replicato|ammesso|chiesto|promesso"
        "|annunciato|definito|denunciato|criticato|sostenuto|concluso|parlato|chiamato|precisato"
        "|commentato|osservato|confermato|raccontato|lamentato|riconosciuto|insistito|accusato)"
        "|diss(?:e|ero)|dice|dicono|aggiun(?:se|ge)|affermò?a?|spieg(?:ò|a)|rispos(?:e|ero)|risponde"
        "|scriss(?:e|ero)|scrive|dichiar(?:ò|a)|sottoline(?:ò|a)|defin(?:ì|isce)|avvert(?:ì|e)|ricord(?:ò|a)"
        "|replic(?:ò|a)|ammis(?:e)|ammette|chies(?:e)|chiede|conclude|osserva|osservò|sostiene|sostenne"
        "|ribadisce|ribadì|insiste|insistette|commenta|commentò|precisa|precisò|parla|parlò|chiama|chiamò"
        "|lamenta|lamentò|racconta|raccontò|denuncia|denunciò|promette|promise|protesta|riassume"
    ),
    "ar": (
        "و?(?:قالت?|قالوا|يقول|تقول|أضافت?|أضافوا|يضيف|أكدت?|أكدوا|تؤكد|يؤكد|صرحت?|أوضحت?|أعلنت?|ذكرت?"
        "|كتبت?|ردت?|حذرت?|وصفت?|اعتبرت?|شددت?|أشارت?|تابعت?|تساءلت?|رأت|رأى|دعت|دعا|طالبت?|نفت|نفى"
        "|اعترفت?|تعهدت?|وعدت?|علقت?|اختتمت?|ختمت?|لفتت?|بينت?|أفادت?|جاء|انتقدت?|وعلق|مضت?|استطردت?)"
        "|قائلا?ً?ة?|مضيفا?ً?ة?|قوله|قولها|بقوله|بقولها|مؤكدا?ً?ة?"
    ),
    "he": (
        "ו?(?:אמרה?|אמרו|אומרת?|הוסיפה?|הוסיפו|הסבירה?|הסבירו|הדגישה?|טענה?|טענו|כתבה?|כתבו|הזהירה?|השיבה?"
        "|השיבו|ענתה?|ענה|הודיעה?|הודיעו|ציינה?|כינתה|כינה|קראה?|הבהירה?|הצהירה?|סיפרה?|הודתה?|הודה|שאלה?"
        "|ביקרה?|תיארה?|סיכמה?|המשיכה?|הגיבה?|הגיבו|הבטיחה?|אישרה?|דרשה?|קבעה?|קבע|מסרה?|מסרו|נמסר|התריעה?"
        "|ספדה?|פירטה?|מתח|מתחה|נכתב|חזרה?|לחשה?)"
    ),
    "ja": (
        "述べ|語っ|話し|言っ|言う|語る|話す|強調し|指摘し|説明し|答え|コメントし|訴え|主張し|批判し|反論し"
        "|書い|記し|呼ん|呼び|呼ぶ|表現し|発表し|明らかにし|警告し|求め|約束し|認め|質問し|尋ね|述懐し|振り返"
        "|加え|続け|評し|評価し|懸念を示し|つぶやい|漏らし|断言し|応じ|苦言を呈し|締めくくっ|危機感を"
    ),
}
# Verbs that speak only where no other verb does.
_WEAK = {
    "en": (
        "claims|notes|comments|demands|calls|promises|states|answers|replies|objects|posts|labels|fears"
        "|hopes|remarks|protests|found|finds|reads?|thinks?|thought|offer(?:ed|s)|gave|gives|order(?:ed|s)|allow(?:ed|s)"
        "|began|finish(?:ed|es)|agree(?:d|s)|report(?:ed|s)|went on|estimat(?:ed|es)|expect(?:ed|s)"
        "|terms?|dubbed|terming|sees?|saw|appealed|appeals|apologi[sz]ed|thank(?:ed|s)|hailed|hails"
        "|rejected|rejects|issued|issues|mocked|mocks|invoked|invokes|sent|sends|commits?|committed"
    ),
}
_ACCORDING = {
    "en": "according to|in the words of|as|by",
    "fr": "selon|d’après|pour|aux yeux de|de l’avis de",
    "de": "laut|nach Angaben|nach Ansicht|nach Worten|zufolge|so|nach",
    "da": "ifølge|efter|med",
    "es": "según|para|en palabras de|a juicio de",
    "it": "secondo|per|a detta di|stando a",
    "ar": "بحسب|وبحسب|حسب|وفق|وفقا ل|وفقاً ل|وفقًا ل|على حد قول|على حد تعبير",
    "he": "לדברי|לפי|על פי|לטענת|בלשונו של|בלשונה של|כדברי",
    "ja": "によると|によれば|は|も|が",
}
_PRONOUNS = {
    "en": "he|she|they|it(?!\\s+(?:is|was)\\b|['’]s\\b)",
    "fr": "il|elle|ils|elles|-t-il|-t-elle|-il|-elle|celui-ci|celle-ci|ce dernier|cette dernière",
    "de": "er|sie",
    "da": "han|hun|de",
    "es": "él|ella|ellos|ellas",
    "it": "lui|lei|egli|ella",
    "ar": "هو|هي",
    "he": "הוא|היא|לדבריו|לדבריה|לדבריהם",
    "ja": "彼|彼女|同氏|氏",
}


def verbs(language: str) -> re.Pattern[str]:
    """Return the pattern of a language's verbs of speech; English for one that has none."""
    return _words(_VERBS, language)


def weak_verbs(language: str) -> re.Pattern[str]:
    """Return the pattern of verbs that may speak; the strong ones again where none are listed."""
    tag = language.partition("-")[0]
    return _words(_WEAK if tag in _WEAK else _VERBS, language)


def according(language: str) -> re.Pattern[str]:
    """Return the pattern of the words that name a speaker without a verb."""
    return _words(_ACCORDING, language)


def pronouns(language: str) -> re.Pattern[str]:
    """Return the pattern of the pronouns that stand for a speaker."""
    return _words(_PRONOUNS, language)


def _words(table: Mapping[str, str], language: str) -> re.Pattern[str]:
    tag = language.partition("-")[0]
    tag = tag if tag in table else "en"
    return _compiled(table[tag].replace("’", "[’']"), spaced=tag != "ja")


@cache
def _compiled(words: str, *, spaced: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if spaced else f"(?:{words})", re.IGNORECASE)
