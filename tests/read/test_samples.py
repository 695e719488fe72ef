"""The real and made-up files of ../shared/formats: what each must give."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.read import read_file, read_folders
from dedup.settings import Settings

from .builders import articles, skipped

SHARED = Path(__file__).resolve().parents[3] / "shared"
FORMATS = SHARED / "formats"

pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="needs the sample files in ../shared/formats")

FERRY = "Harbour ferry service to restart after two-week strike"
AT_1205 = datetime(2024, 6, 18, 12, 5, tzinfo=timezone.utc)
AT_1405 = datetime(2024, 6, 18, 14, 5, tzinfo=timezone.utc)
A_DAY = date(2024, 6, 18)


def first(path: str) -> Article:
    found = articles(list(read_file(FORMATS / path)))
    assert found, path
    return found[0]


@pytest.mark.parametrize(
    ("path", "outlet", "published", "n_chars"),
    [
        ("synthetic/json/cc_news.jsonl", "examplewire.test", AT_1205, 609),
        ("synthetic/json/columnar-pandas.json", "examplewire.test", AT_1205, 609),
        ("synthetic/json/elasticsearch-export.jsonl", "examplewire.test", AT_1205, 609),
        ("synthetic/json/eventregistry.json", "examplewire.test", AT_1205, 609),
        ("synthetic/json/guardian-content-api.json", "examplewire.test", AT_1205, 609),
        ("synthetic/json/mongoexport.jsonl", "examplewire.test", AT_1205, 609),
        ("synthetic/json/newsapi-everything.json", "examplewire.test", AT_1205, 200),
        ("synthetic/json/nyt-archive.json", "Example Times", AT_1205, 191),
        ("synthetic/json/realnews.jsonl", "examplewire.test", A_DAY, 609),
        ("synthetic/json/schema-org-newsarticle.json", "Example Wire", AT_1205, 609),
        ("synthetic/json/trec-wapo.jl", "Example Post", AT_1205, 609),
        ("synthetic/json/webz/news_0000001.json", "examplewire.test", AT_1205, 609),
        ("synthetic/scrapy/items.jl", "examplewire.test", None, 609),
        ("synthetic/tool-output/newspaper4k.json", "Example Wire", A_DAY, 609),
        ("synthetic/tool-output/trafilatura.json", "Example Wire", A_DAY, 606),
        ("synthetic/tool-output/trafilatura.md", "Example Wire", A_DAY, 609),
        ("synthetic/tool-output/trafilatura.txt", "Example Wire", A_DAY, 606),
        ("synthetic/compressed/cc_news.jsonl.gz", "examplewire.test", AT_1205, 609),
        ("synthetic/csv/all-the-news-1.csv", "examplewire.test", A_DAY, 609),
        ("synthetic/csv/all-the-news-2-1.csv", "examplewire.test", AT_1205, 609),
        ("synthetic/csv/excel-semicolon-cp1252.csv", "examplewire.test", None, 609),
        ("synthetic/csv/gdelt-artlist.csv", "examplewire.test", AT_1405, 0),
        ("synthetic/csv/headlines-only.csv", "", A_DAY, 0),
        ("synthetic/csv/mediacloud-content.csv", "examplewire.test", A_DAY, 0),
        ("synthetic/csv/unicode-text-utf16.txt", "examplewire.test", AT_1205, 120),
        ("synthetic/txt/hardwrapped-72.txt", "Example Wire", None, 609),
        ("synthetic/txt/headers.txt", "Example Wire", A_DAY, 609),
        ("synthetic/txt/title-line1.txt", "Example Wire", None, 609),
        ("synthetic/md/frontmatter.md", "Example Wire", A_DAY, 609),
        ("synthetic/md/h1.md", "Example Wire", None, 637),
        ("synthetic/wayback/20240618142000_ferry.html", "Example Wire", AT_1205, 606),
        ("synthetic/saved-complete/Ferry strike ends.html", "Example Wire", AT_1205, 606),
    ],
)
def test_one_article_in_every_format_is_read_alike(
    path: str, outlet: str, published: date | None, n_chars: int
) -> None:
    found = first(path)
    assert (found.title, found.outlet, found.published, len(found.text)) == (FERRY, outlet, published, n_chars)
    assert found.language == "en"


@pytest.mark.parametrize(
    ("path", "title", "outlet", "day", "language"),
    [
        ("json-fang-covid/10001.json", "Er sagt", "zeit.de", "2020-10-25", "de"),
        ("json-news-please/sample.json", "Moscow to Kiev", "rt.com", "2017-07-17", "en"),
        ("json-tgcontest/example1.json", "Израиль приостановил", "Interfax.ru", "2019-11-01", "ru"),
        ("ninjs/v2.1-dpa_text.json", "Faktencheck Derby-Elfmeter", "dpa", "2019-05-10", "de"),
        ("ninjs/v2.1-ntb_text.json", "Google har kjøpt", "NTB", "2019-08-09", "no"),
        ("ninjs/v2.1-tt_text_image_2.json", "Militärövning", "TT", "2021-05-26", "sv"),
        ("ninjs/v1.4-ninjsExMediumText1.json", "Captain of wrecked", "", "2013-07-09", "en"),
        ("ninjs/superdesk-ninjs_embargoed.json", "Trouble is brewing", "360info", "2022-06-26", "en"),
        ("wire-json/dpa-digitalwires-dw-1.json", "«Mythos", "dpa", "2024-09-24", "de"),
        ("wire-json/ap_media_text_feed.json", "BC-BBN--Top Ten", "AP", "2019-07-03", ""),
        ("feeds/trafilatura-feed.json", "Keller Rinaudo", "npr.org", "2021-10-29", "en"),
        ("html/at-ORF_2024_11_22.html", "Nach Gaetz-Rückzug", "news.ORF.at", "2024-11-22", "de"),
        ("html/cn-People_2024_04_24.html", "促进航天技术", "", "2024-04-24", "zh"),
        ("html/de-NDR_2025_06_18.html", "Forscher warnt", "ndr.de", "2025-06-17", "de"),
        ("html/jp-TheJapanNews_2024_10_13.html", "Japan Prime Minister", "The Japan News", "2024-10-13", "en"),
        ("html/no-VerdensGang_2024_08_05.html", "Søskenbarna", "VG", "2024-08-05", "no"),
        ("html/ru-Kommersant_2025_05_14.html", "Легкий троннинг", "Коммерсантъ", "2025-05-14", "ru"),
        ("html/tr-NTVTR_2024_04_30.html", "Süper Lig", "NTV", "2024-04-30", "tr"),
        ("html/uk-TheTelegraph_2024_09_17.html", "Starmer defiant", "The Telegraph", "2024-09-16", "en"),
        ("html/us-APNews_2023_04_28.html", "Mexico's economy", "AP NEWS", "2023-04-28", "en"),
        ("html/fr-EuronewsFR_2024_04_30.html.gz", "Le merlu", "euronews", "2024-04-30", "fr"),
        ("html/pl-Rzeczpospolita_2026_04_19.html.gz", "Koniec negocjacji", "Rzeczpospolita", "2026-04-19", "pl"),
        ("html/vn-VnExpress_2025_10_22.html.gz", "Đau bụng kéo dài", "vnexpress.net", "2025-10-22", "vi"),
        ("html-legacy-encoding/archive.org-travaillent.html", "Les Français", "", "", "fr"),
        ("html-legacy-encoding/archive.org.he.xinhuanet.com.25340717.html", "话剧", "", "2012-06-04", "zh"),
    ],
)
def test_real_samples_give_title_outlet_date_and_language(
    path: str, title: str, outlet: str, day: str, language: str
) -> None:
    found = first(path)
    assert found.title.startswith(title)
    assert (found.outlet, found.language) == (outlet, language)
    assert (found.published.isoformat()[:10] if found.published else "") == day


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("synthetic/compressed/truncated.jsonl.gz", "damaged file"),
    ],
)
def test_samples_that_cannot_be_read_say_why(path: str, reason: str) -> None:
    assert skipped(list(read_file(FORMATS / path))).reason == reason


@pytest.mark.parametrize(
    ("path", "starts", "ends"),
    [
        ("html/at-ORF_2024_11_22.html", "Der designierte", "Ehe kämpft, begrüßt."),
        ("html/es-MallorcaMagazin_2025_04_16.html", "Er galt als", "unsterblich."),
    ],
)
def test_real_pages_give_lead_and_end(path: str, starts: str, ends: str) -> None:
    text = first(path).text
    assert text.startswith(starts), text[:100]
    assert text.endswith(ends), text[-100:]


def test_every_sample_is_an_article_or_skipped() -> None:
    found, left_out = read_folders([FORMATS], Settings())
    assert len(found) > 200
    assert all(each.text or each.title for each in found)
    assert {each.reason for each in left_out} <= {"format not supported", "no text", "damaged file", "not an article"}


def test_the_seed_texts_get_the_right_outlet_or_none() -> None:
    found, _ = read_folders([SHARED / "seed"], Settings())
    assert {article.location[-24:]: article.outlet for article in found} == {
        "000_1f77204437edae2f.txt": "CNN",
        "001_339150d75bc715b7.txt": "",
    }
    assert all(article.title for article in found)
