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
    "robot": "Just a moment... Checking your browser before you can visit the site. Ray ID: 5f2",
    "ru-error": "Страница не найдена. Вернитесь на главную.",
}
PAYWALLS = {
    "en": "You have read all your free articles this month. Already a subscriber? Sign in.",
    "fr": "Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés. Connectez-vous.",
    "pl": "Pozostało 75% tekstu. Wykup subskrypcję, zaloguj się i czytaj dalej.",
    "ja": "この記事は有料会員限定です。ログインすると続きを読むことができます。",
    "ko": "이 기사는 구독 회원 전용입니다. 로그인 후 계속 읽을 수 있습니다.",
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
    ],
)
def test_captions_alone_are_a_gallery(text: str, expected: list[str]) -> None:
    assert reasons(Article(text=text, title="The pier in pictures")) == expected
