"""Forms that are filled in anew, by one outlet or by several, are told from reports of one event."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest

from dedup.article import Article
from dedup.features.extract import extract
from dedup.features.weights import weigh
from dedup.match.forms import same_forms
from dedup.match.pairs import Pairs
from dedup.match.reprints import align_pairs
from dedup.pipeline import scan_articles
from dedup.records import Spans
from dedup.settings import Settings
from tests.match.builders import invented_words

APPEAL = (
    "Police are appealing for witnesses after {} in {} on {}. Officers were called to {} shortly before {}. The victim,"
    " {}, was taken to hospital for treatment and has since been discharged. Detective Constable {}, who is leading the"
    " investigation, said: We are keen to hear from anyone who was in the area and saw anything suspicious. Anyone with"
    " information is asked to call the force on the non-emergency number, or to contact the charity anonymously."
)
APPEALS = (
    ("a robbery", "Millthorpe", "Monday", "Station Road", "nine", "a man in his forties", "Priya Nand"),
    ("an assault", "Brackley Ford", "Tuesday", "the Nag's Head", "midnight", "a young barman", "Owen Tresco"),
    ("a hit-and-run", "Upper Soke", "Wednesday", "Dyers Lane", "eight", "a cyclist", "Helen Garrow"),
    ("a stabbing", "Kestrel Quay", "Friday", "the car park", "eleven", "a boy of seventeen", "Siobhan Rusk"),
    ("a dog attack", "Wexcombe", "Saturday", "Jubilee Park", "noon", "a jogger", "Tom Abiola"),
)
BLAZE = (
    "Сообщение о возгорании в {} поступило на пульт дежурного {}. По прибытии первого подразделения было установлено,"
    " что горит {}. Благодаря слаженным действиям пожарных огонь удалось локализовать и не допустить его"
    " распространения на соседние строения. {}. Причину случившегося и материальный ущерб установят дознаватели."
    " Главное управление напоминает жителям о необходимости соблюдать правила пожарной безопасности."
)
BLAZES = (
    ("Верхних Ключах", "в понедельник ночью", "сарай с сеном", "Караул Семёна Дробота поблагодарил добровольцев"),
    ("Озёрске", "во вторник утром", "квартира на третьем этаже", "Соседей вывел участковый Руслан Бекетов"),
    ("посёлке Лесном", "в среду днём", "цех лесопилки", "Директор лесопилки Ковригин обещал помощь"),
    ("Заречье", "в четверг вечером", "торговый павильон", "Рынок закрыт до субботы, сказала Марина Тулина"),
    ("селе Покровка", "в пятницу", "дом многодетной семьи", "Детей вынес тракторист Игнат Сомов"),
)
SENTENCE = (
    "{}人民法院公开开庭审理了被告人{}一案,并当庭作出宣判。法院经审理查明,{}。法院认为,被告人的行为已构成犯罪,"
    "公诉机关指控的事实清楚,证据确实充分。鉴于其到案后如实供述,依法可以从轻处罚,遂判处{}。宣判后,被告人当庭"
    "表示服从判决,不上诉。"
)
SENTENCES = (
    ("海州市", "郑大伟盗窃", "他多次潜入电动车棚拆走电池变卖", "有期徒刑一年"),
    ("云岭县", "何秀芬诈骗", "她假冒招生老师收取家长择校费", "有期徒刑四年"),
    ("龙塘市", "马建国滥伐林木", "他未经许可砍伐水杉两百余株", "罚金两万元"),
    ("青禾县", "曹磊危险驾驶", "他酒后驾驶收割机冲进鱼塘", "拘役两个月"),
    ("江畔区", "彭丽娜非法经营", "她在出租屋里灌装假冒白酒", "有期徒刑二年"),
)
MATCH = (
    "حقق فريق {} فوزا ثمينا على ضيفه {} بهدفين مقابل هدف في المباراة التي جمعتهما على ملعب {} ضمن منافسات الدوري."
    " افتتح {} التسجيل في الشوط الأول بعد تمريرة من {}، قبل أن يدرك {} التعادل من ركلة جزاء. وفي الدقائق الأخيرة خطف"
    " {} هدف الفوز لأصحاب الأرض. وقال المدرب بعد المباراة إن اللاعبين قدموا كل ما لديهم واستحقوا النقاط الثلاث."
)
MATCHES = (
    ("الساحل", "النخيل", "البحر", "حسام دياب", "يزن عمار", "مازن لطفي", "كريم سعد"),
    ("الوحدة", "الصقور", "التلة", "فادي غنيم", "أنس بركات", "طارق جمعة", "زيد شامي"),
    ("الاتفاق", "الميناء", "المدينة", "رامي عودة", "باسل خير", "سامر وهبة", "علاء نجم"),
    ("الجبل", "النصر", "الأرز", "إلياس صقر", "شادي مراد", "وسيم كنعان", "عمر زهدي"),
    ("الربيع", "الأنوار", "الواحة", "عادل بدران", "خالد صبري", "جهاد عيسى", "لؤي حمدان"),
)
FORMS = (("en", APPEAL, APPEALS), ("ru", BLAZE, BLAZES), ("zh", SENTENCE, SENTENCES), ("ar", MATCH, MATCHES))

EVENTS = (  # each in the words of two outlets, or in those of one agency that the second has reworked
    ("de", "Vier Verletzte bei Fährunfall", "Die Fähre „Wiebke“ hat am Dienstag beim Anlegen in Brunsdeich die "
     "Kaimauer gerammt. Vier Fahrgäste stürzten und wurden leicht verletzt. Kapitän Hauke Brix sprach von einem "
     "Ausfall der Maschine. Das Schiff liegt nun in der Werft."),
    ("de", "Fähre „Wiebke“ rammt Kaimauer", "Beim Zusammenstoß der „Wiebke“ mit der Kaimauer von Brunsdeich haben sich "
     "vier Passagiere verletzt. Die Maschine sei ausgefallen, sagte Kapitän Brix. Gutachter prüfen den Schaden am Bug, "
     "der Fahrplan ist ausgesetzt."),
    ("ja", "跨線橋から男児転落、命に別条なし", "10日午後3時ごろ、北山市柳町の跨線橋で、小学2年の桑原陽太君が欄干の隙間"
     "から約6メートル下の線路脇に転落した。通りかかった配達員の丹羽誠さんが線路に下りて抱き上げ、電車は手前で停止した。"
     "男児は足の骨を折ったが命に別条はない。市は隙間をふさぐ工事を急ぐ。"),
    ("ja", "小2転落、配達員が救助 北山市", "北山市柳町の跨線橋で10日午後、小学2年の桑原陽太君が欄干の隙間から線路脇に"
     "転落した。配達員の丹羽誠さんが線路に下りて抱き上げ、電車は手前で停止し、けがは足の骨折だけで命に別条はない。"
     "丹羽さんは「体が勝手に動いた」と話した。市は隙間をふさぐ。"),
)  # fmt: skip


def folder() -> list[Article]:
    """Return the events, then the forms: each filled in five times, on five days, by three outlets."""
    texts = [(language, title, text, day) for day, (language, title, text) in enumerate(EVENTS)]
    for language, form, filled in FORMS:
        texts += [(language, "", form.format(*values), day) for day, values in enumerate(filled)]
    return [
        Article(
            title=title,
            text=text,
            outlet=f"Outlet {k % 3}",
            published=date(2031, 3, 3 + day),
            language=language,
            location=str(k),
        )
        for k, (language, title, text, day) in enumerate(texts)
    ]


def flagged(texts: list[str], languages: list[str], pair: tuple[int, int] = (0, 1)) -> bool:
    articles = [Article(text=text, language=language) for text, language in zip(texts, languages, strict=True)]
    features, terms = extract(articles, Spans.whole(articles), Settings())
    rows = weigh(terms, features.n_words, languages)
    only = Pairs(*np.array([pair], np.int32).T)
    alike = align_pairs(articles, Spans.whole(articles), only)
    return len(same_forms(rows, languages, np.arange(len(articles), dtype=np.int32), alike).left) == 1


def test_forms_are_not_one_story_and_events_are() -> None:
    report = scan_articles(folder(), Settings(jobs=1))
    assert sorted(sorted(story.articles) for story in report.stories if len(story.articles) > 1) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(("language", "form", "filled"), FORMS, ids=[language for language, _, _ in FORMS])
def test_two_that_share_a_form_are_told_by_the_others_that_have_it(
    language: str, form: str, filled: tuple[tuple[str, ...], ...]
) -> None:
    assert flagged([form.format(*values) for values in filled], [language] * len(filled))


def test_names_tell_two_that_share_a_form_where_no_others_have_it() -> None:
    assert flagged([APPEAL.format(*values) for values in APPEALS[:2]], ["en", "en"])


def test_a_reworked_text_is_no_form() -> None:
    assert not flagged([EVENTS[2][2], EVENTS[3][2]], ["ja", "ja"])
    assert not flagged([text for _, _, text in EVENTS], [language for language, _, _ in EVENTS], (2, 3))


COMMON = (
    "the of and to in that it was for on as with his they at be this have from or had by but not what all were when "
    "there each which she how their if will other about out many then these some her would make into time has two more "
    "number no way could people first water been call who now find long down day did get come made may part"
)


def sentence(seed: int, n_names: int) -> str:
    """Return a sentence of common English words with so many names in it."""
    random = Random(seed)
    names = [name.capitalize() + "ov" for name in invented_words(random, n_names, vocabulary=400_000)]
    return " ".join(random.sample([*random.choices(COMMON.split(), k=10), *names], 10 + n_names)) + "."


def versions(language: str) -> list[str]:
    """Return thirty versions of one text, each with most of its sentences and four of its own."""
    texts = []
    for seed in range(100, 130):
        kept = [sentence(k, 2) for k in range(12) if Random(100 * seed + k).random() < 0.7]
        texts.append(" ".join([*kept, *(sentence(1000 * seed + k, 1) for k in range(4))]))
    return texts if language == "en" else [text.lower() for text in texts]


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_text_that_many_outlets_print_in_their_own_versions_is_no_form(language: str) -> None:
    """What thirty versions share is common in their folder, as the words of a form are; `xx` has no word list."""
    texts = versions(language)
    assert not any(flagged(texts, [language] * len(texts), (0, k)) for k in range(1, 10))
