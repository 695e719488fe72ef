from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dedup.read import limits, read_file
from dedup.settings import Settings

from .builders import BODY, TEXTS, Read, article, articles, skipped


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_delimiter_is_found(read: Read, delimiter: str, name: str) -> None:
    rows = [["Title", "Text", "Source"], ["Pier", f'"{BODY}\n\n{BODY}"', "Example Post"]]
    found = article(read(name, "\n".join(delimiter.join(row) for row in rows)))
    assert (found.title, found.text, found.outlet) == ("Pier", f"{BODY}\n\n{BODY}", "Example Post")


@pytest.mark.parametrize("line", ["sep=;", "sep=;\r", "SEP=;", "\ufeffsep=;"])
def test_a_line_for_excel_names_the_delimiter(read: Read, line: str) -> None:
    found = article(read("a.csv", f"{line}\nTitle;a, b;Text\nPier;;{BODY}\n"))
    assert (found.title, found.text) == ("Pier", BODY)


def test_a_line_for_excel_alone_is_no_table(read: Read) -> None:
    assert skipped(read("a.csv", "sep=;\n")).reason == "no text"


@pytest.mark.parametrize("name", ["a.txt", "a.dat", "a"])
@pytest.mark.parametrize(
    ("header", "row"), [("title,text", 'a,"{}"'), ('"Title";"x";"Body"', "a;b;{}"), ("id|Text", "1|{}")]
)
def test_a_table_is_told_by_its_header_whatever_the_name(read: Read, name: str, header: str, row: str) -> None:
    found = articles(read(name, "\n".join([header, row.format(BODY), row.format(TEXTS["de"])])))
    assert [each.text for each in found] == [BODY, TEXTS["de"]]


def test_a_text_whose_first_line_is_a_list_is_no_table(read: Read) -> None:
    assert article(read("a.txt", f"Text, sound and video\n\n{BODY}")).title == "Text, sound and video"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(read: Read, encoding: str) -> None:
    found = article(read("a.csv", f"Überschrift;Inhalt\r\nMole;{TEXTS['de']}\r\n".encode(encoding)))
    assert (found.title, found.text) == ("Mole", TEXTS["de"])


def test_rows_are_numbered_from_one_without_the_header(read: Read) -> None:
    found = articles(read("a.csv", f'id,text\n7,"{BODY}\n{BODY}"\n\n8,{BODY}\n'))
    assert [(each.location.rpartition("#")[2], each.id) for each in found] == [("1", "7"), ("2", "8")]


def test_line_ends_in_fields_become_line_feeds(read: Read) -> None:
    assert article(read("a.csv", 'text\r\n"one\r\ntwo\rthree"\r\n')).text == "one\ntwo\nthree"


def test_a_field_longer_than_the_usual_limit_is_read(read: Read) -> None:
    assert len(article(read("a.csv", f'text\n"{"pier " * 60_000}"\n')).text) == 299_999


def test_a_quote_that_is_never_closed_is_reported_with_what_it_swallowed(read: Read) -> None:
    first, second = read("a.csv", 'title,text\nPier,fine\nQuay,"never closed\nDock,lost\nWharf,lost\n')
    assert first in articles([first])
    assert skipped([second]).reason == "bad CSV"
    assert skipped([second]).location.endswith("#2")
    assert "2 lines after it" in skipped([second]).detail


def test_a_quote_that_is_closed_in_the_middle_of_a_text_is_reported_with_what_it_swallowed(read: Read) -> None:
    rows = ['"Ada sank,one', "Quay,two", 'Dock,"Never", they say', f"Wharf,{BODY}"]
    first, second = read("a.csv", "\n".join(["title,text", *rows]))
    assert (skipped([first]).reason, skipped([first]).location[-2:]) == ("bad CSV", "#1")
    assert "2 lines after it" in skipped([first]).detail
    assert (article([second]).title, article([second]).location[-2:]) == ("Wharf", "#2")


def test_in_tables_with_tabs_and_a_row_a_line_quotes_may_stand_as_other_characters(read: Read) -> None:
    titles = ['"Ada sank', '"Ada" sank', "Quay", '"Dock" and "Wharf"', '5" of rain', '"Pier ""Eve"" again"']
    found = articles(read("a.tsv", "".join(["id\ttitle\ttext\r\n", *(f"7\t{each}\t{BODY}\r\n" for each in titles)])))
    assert [each.title for each in found] == [*titles[:-1], 'Pier "Eve" again']
    assert {each.text for each in found} == {BODY}


def test_a_line_with_too_few_fields_far_below_lines_with_all_of_them_is_reported(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_BLOCK_BYTES", 1000)
    rows = [f"Pier\t{n} {BODY}\n" for n in range(1000)]
    found = read("a.tsv", "".join(["title\ttext\n", *rows, '"Quay\n', f'Dock\t"{BODY}\n']))
    assert len(articles(found)) == 1001
    assert skipped(found).location.endswith("#1001")
    assert articles(found)[-1].title == "Dock"


def test_quotes_inside_quotes_may_have_a_backslash_before_them(read: Read) -> None:
    found = article(read("a.csv", "title,text\n" + r'"The \"Ada\"","Said \"no\", and left: \"C:\\\""' + "\n"))
    assert (found.title, found.text) == ('The "Ada"', r'Said "no", and left: "C:\\"')


def test_a_backslash_before_the_quote_that_closes_a_field_belongs_to_the_text(read: Read) -> None:
    found = article(read("a.csv", 'title,text\n"C:\\",in drive C\n'))
    assert (found.title, found.text) == ("C:\\", "in drive C")


def test_of_columns_of_one_name_the_first_counts(read: Read) -> None:
    assert article(read("a.csv", "title,text,text,title\nPier,first,second,Quay\n")).text == "first"


def test_a_row_with_more_fields_than_the_header_is_skipped(read: Read) -> None:
    found = read("a.csv", "title,text\nPier,one,two\nQuay,fine\nDock,fine,,\n")
    assert skipped(found).location.endswith("#1")
    assert [each.title for each in articles(found)] == ["Quay", "Dock"]


def test_a_short_row_is_a_headline(read: Read) -> None:
    found = article(read("a.csv", "title,text\nPier to be rebuilt\n"))
    assert (found.title, found.text) == ("Pier to be rebuilt", "")


@pytest.mark.parametrize(
    "above",
    [
        '"Export of 4 Mar 2031"\n"Query: pier, quay, mole, jetty"\n\n',
        "Выгрузка за 4 марта\n",
        "Hafenarchiv;;;\nSuche:;Mole;;\n;;;\n",
        "A line\n" * 20,
    ],
)
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_stands_above_the_header_is_passed_over(read: Read, above: str, delimiter: str) -> None:
    rows = ["Nr;Title;Day;Text", f'1;Pier;2031-03-04;"{BODY}\n\n{BODY}"', f"2;Quay;;{TEXTS['ru']}"]
    found = articles(read("a.csv", (above + "\n".join(rows)).replace(";", delimiter)))
    assert [(each.title, each.text) for each in found] == [("Pier", f"{BODY}\n\n{BODY}"), ("Quay", TEXTS["ru"])]
    assert [each.location[-2:] for each in found] == ["#1", "#2"]


def test_the_map_finds_a_header_below_other_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Export of 4 Mar\n\nkopf,wortlaut\nPier,{BODY}\n")
    found = list(read_file(tmp_path / "a.csv", Settings(map=("text=wortlaut", "title=kopf"))))
    assert (article(found).title, article(found).text) == ("Pier", BODY)


@pytest.mark.parametrize(
    "above", [f"Pier,{BODY}\n", f"1,Pier,2031,{BODY}\n", f'Export\nPier,"{BODY}\n', "A line\n" * 21]
)
def test_no_row_is_passed_over_for_a_header_below_it(read: Read, above: str) -> None:
    assert skipped(read("a.csv", f"{above}title,text\nQuay,{BODY}\n")).reason == "no header"


def test_a_text_below_the_header_is_no_header(read: Read) -> None:
    found = articles(read("a.csv", f"text\n{BODY}\ntitle,\n"))
    assert [each.text for each in found] == [BODY, "title"]


def test_a_table_without_a_header_is_skipped_with_its_first_row(read: Read) -> None:
    found = skipped(read("a.csv", f"1,Pier,{BODY}\n2,Quay,{BODY}\n"))
    assert found.reason == "no header"
    assert "1, Pier" in found.detail


@pytest.mark.parametrize("content", ["", "\n", "title,text\n"])
def test_an_empty_table_is_not_passed_over(read: Read, content: str) -> None:
    assert skipped(read("a.csv", content)).reason == "no text"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["03/04/2031", "25/04/2031 10:15"], ["2031-04-03", "2031-04-25T10:15:00+00:00"]),
        (["03/04/2031 2:05 PM", "04/25/2031"], ["2031-03-04T14:05:00+00:00", "2031-04-25"]),
        (["03/04/2031", "25/04/2031", "04/25/2031"], ["", "2031-04-25", "2031-04-25"]),
        (["03/04/2031", "05/05/2031", "soon"], ["", "2031-05-05", ""]),
        (["2031-03-04", "25/04/2031", "3/4/31"], ["2031-03-04", "2031-04-25", ""]),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_whole_table(
    read: Read, dates: list[str], expected: list[str]
) -> None:
    found = articles(read("a.csv", "".join(["Date;Text\n", *(f"{date};{BODY}\n" for date in dates)])))
    assert [each.published.isoformat() if each.published else "" for each in found] == expected


def test_the_order_of_day_and_month_is_asked_of_the_column_that_the_map_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Day,Due,Text\n03/04/2031,04/25/2031,{BODY}\n25/04/2031,,{BODY}\n")
    found = articles(list(read_file(path, Settings(map=("published=Day",)))))
    assert [str(each.published) for each in found] == ["2031-04-03", "2031-04-25"]


def test_the_rows_before_damage_are_in_the_order_that_they_tell(read: Read) -> None:
    rows = [f"{n % 28 + 1:02}/04/2031,{n * n} {BODY}\n" for n in range(500)]
    packed = gzip.compress("".join(["date,text\n", *rows]).encode())
    *found, damage = read("a.csv.gz", packed[: len(packed) // 2])
    assert skipped([damage]).reason == "damaged file"
    assert {each.published.month for each in articles(found) if each.published} == {4}
    assert len(articles(found)) > 100


def test_blanks_behind_the_delimiters_of_the_header_stand_behind_all_of_them(read: Read) -> None:
    assert article(read("a.csv", f'title, text\nPier, "A pier, {BODY}"\n')).text == f"A pier, {BODY}"
    assert article(read("a.csv", 'title,text\nPier, "one" two\n')).text == '"one" two'
