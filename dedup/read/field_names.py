"""The names under which data sets, crawlers and APIs keep the few values that an article has."""

from __future__ import annotations

from functools import lru_cache


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
        "τίτλοσ заглавие כותרת tiêuđề tieude judul tajuk seotitle "
        "newsheadline articleheadline titredelarticle titoloarticolo заголовокновости"
    ),
    "text": _names(
        "text bodytext body plaintext fulltext maintext articlebody content contents contenttext articletext article "
        "newstext storytext storybody textcontent openingtext bodies bodyxhtml bodyhtml articlehtml contenthtml "
        "rawtext inhalt artikeltext volltext texte contenu texto cuerpo contenido conteúdo testo contenuto текст "
        "содержание نص النص المحتوى 正文 内容 內容 本文 본문 내용 tekst teksti treść tresc obsah szöveg "
        "conținut continut sadržaj metin içerik icerik κείμενο טקסט תוכן متن nộidung noidung isi teks "
        "articlecontent newscontent document "
        "corps textedelarticle cuerpodelanoticia textodelanoticia textodanotícia testoarticolo текстновости текстстатьи"
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
        "päivämäärä dátum tarih ημερομηνία תאריך تاریخ ngày tanggal tarikh "
        "erscheinungsdatum veröffentlichungsdatum publikationsdatum datedepublication datepublication datedeparution "
        "dateparution fechadepublicación fechapublicación datadepublicação datapublicação datadipubblicazione "
        "datapubblicazione publicatiedatum publiceringsdatum udgivelsesdato julkaisupäivä datapublikacji yayıntarihi "
        "датапубликации датапублікації 发布日期 發布日期 公開日"
    ),
    "outlet": _names(
        "outlet medianame outletname publisher publication publicationname newspaper newsoutlet sitename metasitename "
        "ogsitename sourcename sourcecommonname sourcehostname source site sitefull domain sourcedomain hostname host "
        "provider creditline copyrightholder medium quelle zeitung journal fuente diario fonte testata источник "
        "издание المصدر 来源 來源 媒体 媒體 出典 출처 매체 언론사 medio bron källa kilde lähde źródło "
        "zdroj forrás sursă sursa izvor kaynak πηγή джерело източник מקור منبع nguồn sumber newspapername mediaoutlet "
        "medienname veículo periódico сми"
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
