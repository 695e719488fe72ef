"""News agencies, whose texts stand on other outlets' pages: the one table of them, and how a credit spells them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

UNNAMED: Final = "an agency that is not named"

# Name -> other names, abbreviations, spellings in other scripts, and domains. Measured on three sets from many
# outlets: of 103 datelines of AP, AFP, Reuters, UPI or dpa, 91 stood on another outlet's page; of 310 other names
# about 20 did.
AGENCIES: Final[dict[str, tuple[str, ...]]] = {
    "AAP": ("Australian Associated Press", "aap.com.au"),
    "AFP": (
        *("afp", "AFPTV", "Agence France-Presse", "Agence France Presse", "АФП", "أ ف ب", "أ.ف.ب", "فرانس برس"),
        *("法新社", "フランス通信", "AFP News", "afp.com"),
    ),
    "Anadolu": ("AA", "Anadolu Agency", "Anadolu Ajansı", "Anadolu Agentur", "الأناضول", "aa.com.tr"),
    "ANI": ("Asian News International", "aninews.in"),
    "ANP": ("Algemeen Nederlands Persbureau", "anp.nl"),
    "ANSA": ("Agenzia ANSA", "ansa.it"),
    "Antara": ("antaranews.com",),
    "AP": (
        *("Associated Press", "The Associated Press", "АП", "Ассошиэйтед Пресс", "أسوشيتد برس", "美联社", "美聯社"),
        *("AP通信", "AP News", "apnews.com", "ap.org"),
    ),
    "APA": ("Austria Presse Agentur", "apa.at"),
    "ATS": ("Keystone-ATS",),
    "Belga": ("belga.be",),
    "Bernama": ("bernama.com",),
    "Canadian Press": ("The Canadian Press", "La Presse canadienne", "thecanadianpress.com"),
    "CNS": ("中新社", "中国新闻网", "China News Service", "chinanews.com"),
    "ČTK": ("CTK", "Česká tisková kancelář", "ctk.cz"),
    "DHA": ("Demirören Haber Ajansı",),
    "dpa": (
        *("DPA", "Dpa", "dpa-AFX", "dpa-infocom", "dpa international", "Deutsche Presse-Agentur"),
        *("Deutschen Presse-Agentur", "dpa.com"),
    ),
    "EFE": ("Agencia EFE", "EFE News", "efe.com"),
    "epd": ("Epd", "Evangelischer Pressedienst", "epd.de"),
    "Europa Press": ("europapress.es",),
    "IANS": ("Indo-Asian News Service", "ians.in"),
    "Interfax": ("Интерфакс", "interfax.ru"),
    "Jiji": ("Jiji Press", "時事", "時事通信", "jiji.com"),
    "KNA": ("Katholische Nachrichten-Agentur", "kna.de"),
    "Kyodo": ("Kyodo News", "共同", "共同通信", "共同社", "kyodonews.net", "nordot.app"),
    "Lusa": ("Agência Lusa", "lusa.pt"),
    "MTI": ("Magyar Távirati Iroda", "mti.hu"),
    "NTB": ("ntb.no",),
    "PA": ("PA Media", "Press Association", "pa.media"),
    "PAP": ("Polska Agencja Prasowa", "pap.pl"),
    "PTI": ("Press Trust of India", "भाषा", "PTI Bhasha", "पीटीआई", "पीटीआई भाषा", "ptinews.com"),
    "Reuters": (
        *("Thomson Reuters", "Thomson Reuters Foundation", "Рейтер", "رويترز", "路透社", "路透", "ロイター", "로이터"),
        *("Reuters Staff", "Reuters News", "Reuters Deutschland", "reuters.com"),
    ),
    "RIA Novosti": ("RIA", "РИА Новости", "РИА", "ria.ru"),
    "Ritzau": ("ritzau.dk",),
    "SDA": ("sda", "Keystone-SDA", "sda.ch"),
    "SID": ("sid", "Sport-Informations-Dienst"),
    "STMW": (),
    "STT": ("stt.fi",),
    "TASS": (
        *("ТАСС", "ИТАР-ТАСС", "ITAR-TASS", "TASS Russian News Agency", "تاس", "塔斯社", "タス通信"),
        *("tass.com", "tass.ru"),
    ),
    "TT": ("Tidningarnas Telegrambyrå", "tt.se"),
    "Ukrinform": ("Укринформ", "Укрінформ", "ukrinform.ua"),
    "UNI": ("United News of India",),
    "UPI": ("United Press International", "upi.com"),
    "Xinhua": (
        *("Xinhua News Agency", "Xinhua News", "Xinhuanet", "新华社", "新華社", "新华网", "Синьхуа", "شينخوا"),
        *("xinhuanet.com", "news.cn"),
    ),
    "Yonhap": ("Yonhap News Agency", "연합뉴스", "聯合通訊社", "yna.co.kr"),
    UNNAMED: (
        *("agencies", "news agencies", "wire services", "wire reports", "news services", "Agenturen"),
        *("unserer Agentur", "unseren Agenturen", "agences", "agencias", "agências", "agenzie", "agentschappen"),
        *("ajanslar", "агентства", "وكالات"),
    ),
}
ALONE: Final = frozenset({"MTI", "भाषा"})
"""Names that are also the initials of others, or a word ("language"): they count as the name of an outlet, as a part of
a byline and behind a label, not in brackets or elsewhere."""

# Shorter names are words and initials too ("pa", "sid"): they must be written as in the table.
_MIN_FOLDED: Final = 5


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Return all names as they are written, and the long ones case-folded, each with the agency it stands for."""
    written = {name: agency for agency, others in AGENCIES.items() for name in (agency, *others)}
    return written, {name.casefold(): agency for name, agency in written.items() if len(name) >= _MIN_FOLDED}


@lru_cache(maxsize=4096)
def agency_of(name: str) -> str:
    """Return the agency that goes by `name`, or "" where it is none in the table.

    >>> [agency_of(name) for name in ("Agence France-Presse", "ASSOCIATED PRESS", "ТАСС", "pa", "Harbour Post")]
    ['AFP', 'AP', 'TASS', '', '']
    """
    written, folded = _names()
    name = name.strip().removeprefix("www.")
    return written.get(name) or folded.get(name.casefold(), "")


@lru_cache(maxsize=1)
def names_without_spaces() -> tuple[str, ...]:
    """Return the names in scripts without spaces, where a credit runs into the place before it, longest first."""
    names = (name for name in _names()[0] if "\u3040" <= name[0] <= "\u9fff" or "\uac00" <= name[0] <= "\ud7af")
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
