"""The many names under which data sets, crawlers and APIs keep the few values an article has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from dedup.read.dates import published
from dedup.read.values import first_text, page_url, paragraphs, paragraphs_of_html, scalar, scalar_text


def _names(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# Field -> its names, best first: letters and digits only, lower case (`date_publish`, `datePublish` and
# `Date Publish` are one name). Collected from news APIs, crawlers, wire formats and published data sets; names
# in some 30 languages from tables people keep by hand.
# Left out on purpose: when a page was downloaded (`date_download`, `scraped_at`, `indexed_date`, `crawled`).
NAMES: dict[str, tuple[str, ...]] = {
    "title": _names(
        "title headline headlines header headlinetext webtitle articletitle newstitle ogtitle heading hed titel "
        "überschrift schlagzeile titre título titulo titular titolo заголовок عنوان العنوان 标题 標題 タイトル 見出し "
        "제목 rubrik overskrift otsikko kop tytuł tytul titulek titulok nadpis cím titlu naslov başlık başlik baslik "
        "τίτλοσ заглавие כותרת tiêuđề tieude judul tajuk seotitle"
    ),
    "text": _names(
        "text bodytext body plaintext fulltext maintext articlebody content contents contenttext articletext article "
        "newstext textcontent openingtext bodies bodyxhtml bodyhtml articlehtml contenthtml rawtext inhalt "
        "artikeltext volltext texte contenu texto cuerpo contenido conteúdo testo contenuto текст содержание نص النص "
        "المحتوى 正文 内容 內容 本文 본문 내용 tekst teksti treść tresc obsah szöveg "
        "conținut continut sadržaj metin içerik icerik κείμενο טקסט תוכן متن nộidung noidung isi teks "
        "articlecontent newscontent document"
    ),
    "page": _names("html rawhtml pagehtml htmlcontent"),
    "summary": _names(
        "description descriptiontext shortdescription lead leadparagraph abstract summary excerpt snippet teaser "
        "standfirst descriptions descriptionhtml"
    ),
    "published": _names(
        "published publishedat datetimepub datetime datepublished publishdate datepublish publisheddate "
        "publicationdate publishingdate pubdate webpublicationdate firstpublished originalpublishedat publishtime "
        "publishedtime publishtimestamp dategmt date articledate newsdate created createdat datecreated firstcreated "
        "versioncreated time timestamp seendate datum veröffentlicht fecha data "
        "дата تاريخ التاريخ 日期 时间 時間 发布时间 發布時間 発行日 日付 날짜 작성일 dato "
        "päivämäärä dátum tarih ημερομηνία תאריך تاریخ ngày tanggal tarikh"
    ),
    "outlet": _names(
        "outlet medianame outletname publisher publication publicationname newspaper newsoutlet sitename metasitename "
        "ogsitename sourcename sourcecommonname sourcehostname source site sitefull domain sourcedomain hostname host "
        "provider creditline copyrightholder medium quelle zeitung journal fuente diario fonte testata источник "
        "издание المصدر 来源 來源 媒体 媒體 出典 출처 매체 언론사 medio bron källa kilde lähde źródło "
        "zdroj forrás sursă sursa izvor kaynak πηγή джерело източник מקור منبع nguồn sumber"
    ),
    "url": _names(
        "url link canonical canonicallink canonicalurl articleurl weburl pageurl permalink sourceurl originalurl "
        "documenturl mainentityofpage href links lien enlace ссылка 链接 网址 網址 링크 odkaz source"
    ),
    "language": _names(
        "language lang inlanguage languagecode metalang sprache langue idioma lingua язык اللغة 语言 言語 언어 taal "
        "språk sprog kieli język jazyk nyelv jezik limba dil γλώσσα мова език שפה زبان ngônngữ bahasa"
    ),
    "author": _names(
        "author authors byline by creator dccreator writer autor autorin autores autora auteur auteurs autore автор "
        "المؤلف الكاتب 作者 记者 記者 著者 기자 författare forfatter kirjoittaja "
        "szerző yazar συγγραφέασ מחבר نویسنده tácgiả penulis"
    ),
    "version": _names(
        "version versionnumber versionid itemversion currentversion revision revisionnumber updatenumber"
    ),
    "id": _names("id uuid guid articleid newsid docid documentid did entryid urn uri"),
}

# Mappings that wrap the article's own values, as Elasticsearch, the Guardian, AP and webz.io do; searched in turn.
# Spelled as they are: Elasticsearch's `_source` is an envelope, everyone else's `source` is an outlet.
ENVELOPES = ("_source", "article", "fields", "item", "thread", "extra", "attributes")
_ENVELOPES = frozenset(ENVELOPES)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return `name` as the table spells it.

    >>> plain_name("Date_Publish"), plain_name("$oid"), plain_name("og:title")
    ('datepublish', 'oid', 'ogtitle')
    """
    return "".join(filter(str.isalnum, name.casefold()))


_FIELD_OF = {name: field for field, names in reversed(NAMES.items()) for name in names}


@lru_cache(maxsize=4096)
def field_of(name: str) -> str:
    """Return the field that `name` stands for, or "" where it is not in the table.

    >>> field_of("Source"), field_of("_source")
    ('outlet', '')
    """
    return "" if name == "_source" else _FIELD_OF.get(plain_name(name), "")


def fields_of_names(pairs: Sequence[str]) -> dict[str, str]:
    """Return name -> field of `Settings.map`.

    >>> fields_of_names(["title=headline_text"])
    {'headline_text': 'title'}
    """
    split = (pair.partition("=") for pair in pairs)
    return {name: field for field, _, name in split}


def apply_map(values: Mapping[str, object], pairs: Sequence[str]) -> Mapping[str, object]:
    """Return `values` with those that `Settings.map` names in place of all else that might be their field.

    A name is that of a value, or a path into nested objects.

    >>> apply_map({"title": "no", "meta": {"top": "Ferries are back"}}, ["title=meta.top"])
    {'meta': {'top': 'Ferries are back'}, 'title': 'Ferries are back'}
    """
    found = {field: _at(values, name) for name, field in fields_of_names(pairs).items()}
    given = {field: value for field, value in found.items() if value is not None}
    return {**{name: value for name, value in values.items() if field_of(str(name)) not in given}, **given}


def _at(values: Mapping[str, object], path: str) -> object:
    if path in values:
        return values[path]
    first, _, rest = path.partition(".")
    inner = values.get(first)
    return _at(inner, rest) if rest and isinstance(inner, Mapping) else None


def looks_like_article(values: Mapping[str, object]) -> bool:
    """Return whether `values` has a title or a body, itself or in an envelope."""
    layers = ({name: layer[name] for name in _spelt(_known(tuple(layer))).values()} for layer in _layers(values))
    return any(_has(layer, ("title", "text")) for layer in layers)


def has_body(values: Mapping[str, object]) -> bool:
    """Return whether `values` has a body of its own."""
    return _has(values, ("text",))


def _has(values: Mapping[str, object], fields: tuple[str, ...]) -> bool:
    return any(field_of(str(name)) in fields and value for name, value in values.items())


def _layers(values: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return `values` and what it wraps."""
    if _ENVELOPES.isdisjoint(values):
        return [values]
    return [values, *(layer for layer in map(values.get, ENVELOPES) if isinstance(layer, Mapping))]


_Layer = tuple[str, ...]
"""The names in one layer, as the record spells them."""
_AsText = Callable[[Any], str]
"""Turns a value into text; "" where it cannot be a value of the field."""
_Place = tuple[int, str, _AsText]
"""Where a record may hold a value of a field: the layer, the name, and what turns the value into text."""


def _known(names: _Layer) -> _Layer:
    """Return those of `names` that are in the table."""
    return tuple([name for name in names if field_of(str(name))])


def _spelt(layer: _Layer) -> dict[str, str]:
    """Return plain name -> name; of names that are one but for their spelling, the last counts."""
    return {plain_name(str(name)): name for name in layer}


# The records of a file hardly differ in their names: to look each of them up took a third of reading JSON lines.
@lru_cache(maxsize=1024)
def _places(*layers: _Layer) -> dict[str, tuple[_Place, ...]]:
    """Return field -> where records with these names may hold it, best first."""
    return _places_of_known(*map(_known, layers))


@lru_cache(maxsize=1024)
def _places_of_known(*layers: _Layer) -> dict[str, tuple[_Place, ...]]:
    spelt = list(enumerate(map(_spelt, layers)))
    return {
        field: tuple((i, its[name], _as_text(field, name)) for name in names for i, its in spelt if name in its)
        for field, names in NAMES.items()
    }


class Fields:
    """The values of one record, found by field; where it has none, those of the `others` count."""

    __slots__ = ("_layers", "_places")

    def __init__(self, values: Mapping[str, object], *others: Mapping[str, object]) -> None:
        self._layers = _layers(values)
        for other in others:
            self._layers += _layers(other)
        self._places = _places(*map(tuple, self._layers))

    def first(self, field: str) -> str:
        """Return the first value of a field that gives text, best name first; "" where none does."""
        for layer, name, as_text in self._places[field]:
            value = self._layers[layer][name]
            if value and (text := as_text(value)):
                return text
        return ""

    def published(self) -> date | None:
        """Return the date of publication by the best value that tells one."""
        for layer, name, _ in self._places["published"]:
            if found := published(scalar(self._layers[layer][name])):
                return found
        return None


def _as_text(field: str, name: str) -> _AsText:
    """Return what turns the value of a field into text; `name` is the plain name under which it was found."""
    as_text = _AS_TEXT.get(field, scalar_text)
    return paragraphs_of_html if as_text is paragraphs and name.endswith("html") else as_text


def _on_one_line(value: object) -> str:
    return " ".join(first_text(value).split())


def _outlet_name(value: object) -> str:
    return _outlet_called(scalar_text(value))


# A corpus has few outlets.
@lru_cache(maxsize=1 << 14)
def _outlet_called(text: str) -> str:
    """Return the name of an outlet on one line; "" of the address of a page, or a number."""
    name = _on_one_line(text)
    return "" if page_url(name) or name.isdecimal() else name


def _names_joined(value: object) -> str:
    return ", ".join(filter(None, map(_on_one_line, value))) if isinstance(value, list) else _on_one_line(value)


def _url(value: object) -> str:
    return page_url(first_text(value))


def _text_as_it_is(value: object) -> str:
    return value if isinstance(value, str) else ""


_AS_TEXT: Mapping[str, _AsText] = {
    "title": _on_one_line,
    "text": paragraphs,
    "page": _text_as_it_is,
    "summary": paragraphs,
    "outlet": _outlet_name,
    "url": _url,
    "author": _names_joined,
}
"""What turns the values of each field into text; other fields are taken as they are."""
