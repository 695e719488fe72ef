from __future__ import annotations

import pytest

from dedup.article import Article
from dedup.clean.stubs import GALLERY, RECURRING, STUB, WALL, stubs

LEAD = "The harbour council voted seven to four on Tuesday to rebuild the pier before the winter storms return."
WALLS = {
    "de": "Wir und unsere 31 Partner verwenden Cookies. Klicken Sie auf „Akzeptieren“. Ablehnen. Auswahl verwalten.",
    "en": "Please enable JavaScript in your browser and disable any ad blocker.",
    "fr": "Avec votre accord, nos partenaires et nous utilisons des cookies. Accepter et continuer. Refuser.",
    "es": "Usamos cookies propias y de terceros. Puede aceptar o rechazar su uso.",
    "ru": "Мы используем файлы cookie. Продолжая пользоваться сайтом, вы соглашаетесь с этим. Принять.",
    "zh": "本站使用Cookie。继续使用即表示您同意。接受。",
    "ar": "نستخدم ملفات تعريف الارتباط. يمكنك قبول الكل أو إدارة التفضيلات.",
    "hi": "पढ़ना जारी रखने के लिए सदस्यता लें या लॉग इन करें।",
    "script": "Enable JavaScript and cookies to continue",
    "error": "Error 503. Service unavailable.",
    "nl": "Wij gebruiken cookies. Accepteer ze of beheer uw toestemming.",
    "pl": "Ta strona używa plików cookie. Akceptuję.",
    "gone": "We are sorry. This page could not be found.",
    "denied": "Access denied.",
    "de-gone": "Die angeforderte Seite wurde nicht gefunden.",
    "fr-gone": "Désolé, cette page n’existe pas ou plus.",
    "robot": "Just a moment... Checking your browser before you can visit the site. Ray ID: 5f2",
    "ru-error": "Страница не найдена. Вернитесь на главную.",
}
PAYWALLS = {
    "en": "You have read all your free articles this month. Already a subscriber? Sign in.",
    "fr": "Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés. Connectez-vous.",
    "pl": "Pozostało 75% tekstu. Wykup subskrypcję, zaloguj się i czytaj dalej.",
    "ja": "この記事は有料会員限定です。ログインすると続きを読むことができます。",
    "ko": "이 기사는 구독 회원 전용입니다. 로그인 후 계속 읽을 수 있습니다.",
    "en-account": "Create a free account to continue. Already registered? Log in.",
    "de": "Jetzt abonnieren und den ganzen Artikel lesen. Sie haben schon ein Abo? Anmelden.",
    "it": "Abbonati per continuare a leggere questo articolo. Accedi.",
    "ru": "Оформите подписку, чтобы продолжить чтение. Войти.",
    "tr": "Bu haberin devamını oku. Abone ol ya da giriş yap.",
    "zh": "订阅后继续阅读全文。登录。",
    "sv": "För att läsa vidare behöver du en prenumeration. Logga in.",
}
TITLES = ["Pier to be rebuilt", "Two ferries collide off Tarn", "Krone slides again", "Orchestra names conductor"]


def reasons(*articles: Article) -> list[str]:
    return [each.reason for each in stubs(articles)[1]]


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_or_error_page_is_no_article_in_any_language(wall: str) -> None:
    assert reasons(Article(text=WALLS[wall], title="Pier to be rebuilt")) == [WALL]


@pytest.mark.parametrize("wall", PAYWALLS)
def test_a_text_that_a_paywall_cuts_off_is_a_stub_with_or_without_its_lead(wall: str) -> None:
    for lead in ("", LEAD + "\n"):
        assert reasons(Article(text=lead + PAYWALLS[wall], title="Pier to be rebuilt")) == [STUB]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pier to be rebuilt", LEAD),
        (
            "Court bans cookie walls",
            "A court ruled that sites must let readers reject cookies as easily as accept them.",
        ),
        (
            "Paper raises price of subscription",
            "The Quay Post asks subscribers to accept a subscription price of 9 euros.",
        ),
        (
            "Pier to be rebuilt",
            f"{LEAD} {LEAD} {LEAD} {LEAD}\nSubscribe to our letter to continue reading.",
        ),
    ],
)
def test_news_on_the_same_matters_is_kept(title: str, text: str) -> None:
    assert reasons(Article(text=text, title=title)) == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Grève au port",
            "La grève entre dans sa cinquième semaine. Le syndicat compte poursuivre le mouvement samedi.",
        ),
        (
            "Nach dem Sturm",
            "Die Vermisste wurde auch am Montag nicht gefunden. Die Brücke ist bis Mai nicht verfügbar.",
        ),
        ("Ricerche sul lago", "Le parti hanno trovato un consenso e accettano di continuare i colloqui di pace."),
        (
            "Ugoda w Brzegu",
            "Strony doszły do zgody i zgodnie włączyły port do umowy. Pozostało pięć dni na akceptację.",
        ),
        ("МИД выступил с заявлением", "Стороны согласились встретиться через неделю, чтобы продолжить переговоры."),
        ("Acuerdo en Salmedo", "Los tres países suscribieron un acuerdo para continuar el diálogo y activar la ayuda."),
        ("Fiyatlar", "Bakan bu haber üzerine konuştu: çalışmalar devam ediyor, karar pazartesi kabul edilecek."),
        ("双方达成共识", "双方12日同意继续谈判。会员国接受了新的章程，并将在年底前启用。"),
        ("파업 이어져", "택시 기사들은 파업을 계속하기로 했다. 조합 회원들은 임금 인상에 동의했다."),
        ("संगठन की बैठक", "तीन नेताओं ने दल की सदस्यता स्वीकार की और अध्यक्ष ने उनका स्वागत किया।"),
        (
            "Search goes on",
            "The climber could not be found on Monday. The lodge is no longer available for rescue teams.",
        ),
        ("Halvern Telecom", "The chief executive said that he expected subscriber growth to continue next year."),
        ("Tila loppuu", "Koulun tilaa ei ole kaikille. Valtuusto hyväksyy budjetin vasta ensi viikolla."),
    ],
)
def test_the_words_of_the_day_make_no_wall(title: str, text: str) -> None:
    assert reasons(Article(text=text, title=title)) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "临江市议会周二以七票对四票决定在冬季风暴到来之前重建码头。",
            ["临江重建码头", "市议会投票决定", "冬季风暴前动工"],
        ),
        (
            "港の評議会は火曜日、冬の嵐の前に桟橋を再建することを決めた。",
            ["桟橋を再建へ", "評議会が火曜日に決定", "冬の嵐に備え"],
        ),
    ],
)
def test_a_brief_in_a_script_without_spaces_is_kept_under_other_headlines(text: str, titles: list[str]) -> None:
    assert reasons(*(Article(text=text, title=title) for title in titles)) == []


def test_one_short_text_under_unlike_titles_is_no_article_in_a_language_nobody_listed() -> None:
    wall = "Ke kenya leqephe lena o tlameha ho ngodisa lebitso la hao pele."
    assert reasons(*(Article(text=wall, title=title) for title in TITLES)) == [RECURRING] * 4
    assert reasons(*(Article(text=wall, title=title) for title in TITLES[:2])) == []


def test_a_wire_brief_under_other_headlines_is_kept() -> None:
    titles = ["Pier to be rebuilt", "Council votes for northern pier", "Harbour: winter storms decide", "Storms return"]
    assert reasons(*(Article(text=LEAD, title=title) for title in titles)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 / 24\nPhoto: Example\n2 / 24\nPhoto: Example\n3 / 24\nPhoto: Example", [GALLERY]),
        ("1 von 3\nDie Mole am Morgen\n2 von 3\nDie Mole am Abend\n3 von 3\nSturm", [GALLERY]),
        ("Dawn at the pier\nФото: Пример\nDusk\nФото: Пример\nStorm\nФото: Пример", [GALLERY]),
        (f"1 / 3\n{LEAD * 3}\n2 / 3\n{LEAD * 3}\n3 / 3\n{LEAD * 3}", []),
        (f"{LEAD}\nPhoto: Example\n{LEAD}\n{LEAD}", []),
        ("2 / 9\n2 / 9\nDawn\n3 / 9\nDusk\n3 / 9\n4 / 9\nStorm", [GALLERY]),
        ("1 / 10\nОрден\n3 / 10\nШкола\n5 / 10\nКлуб\n9 / 10\nЦех\n10 / 10\nБольница", []),
        ("6 / 10\n本田\n7 / 10\n石井\n7 / 10\n小林\n6 / 10\n山口", []),
        ("1 / 3\nRovers\n2 / 4\nUnited\n3 / 5\nCity", []),
    ],
)
def test_captions_alone_are_a_gallery(text: str, expected: list[str]) -> None:
    assert reasons(Article(text=text, title="The pier in pictures")) == expected
