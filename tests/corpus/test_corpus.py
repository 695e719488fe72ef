"""The invented news folder is what its labels say, told by a walk that shares no code with `dedup.read`."""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEWS = HERE / "news"
LEGACY_ENCODINGS = {"abendblick-warnsee": "cp1252", "golos-prirechya": "cp1251"}
NOT_ARTICLES = {"stub", "empty"}
SHINGLE_SIZE = 5


@dataclass(frozen=True)
class Label:
    """One row of labels.csv."""

    article: str
    story: str
    copies: str
    kind: str
    language: str
    note: str


def read_labels() -> list[Label]:
    with (HERE / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [Label(**row) for row in csv.DictReader(file)]


def decoded(path: Path) -> str:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return content.decode(LEGACY_ENCODINGS.get(path.parent.name, "utf-8-sig"))


def records(path: Path) -> list[dict[str, str | None]]:
    """The records of a file that holds several, in order; nothing for a file that is one article."""
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    if kind == "csv":
        return list(csv.DictReader(decoded(path).splitlines(keepends=True)))
    if kind == "jsonl":
        return [json.loads(line) for line in decoded(path).splitlines()]
    content = json.loads(decoded(path)) if kind == "json" else None
    return content if isinstance(content, list) else []


def longest_value(record: dict[str, object]) -> str:
    return max((value for value in record.values() if isinstance(value, str)), key=len)


def single_text(path: Path) -> str:
    if path.suffix == ".json":
        return longest_value(json.loads(decoded(path)))
    if path.suffix == ".html":
        page = re.findall(r"<article.*?</article>", decoded(path), re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(page)))
    return decoded(path)


def walk() -> Iterator[tuple[str, str]]:
    """Every article of the folder as (location, text): its body and, in plain files, all that surrounds it."""
    for path in sorted(file for file in NEWS.rglob("*") if file.is_file()):
        name = path.relative_to(NEWS).as_posix()
        found = records(path)
        for number, record in enumerate(found, start=1):
            yield f"{name}#{number}", longest_value(dict(record))
        if not found:
            yield name, single_text(path)


LABELS = read_labels()
TEXTS = dict(walk())
BY_STORY: dict[str, list[Label]] = defaultdict(list)
for _label in LABELS:
    BY_STORY[_label.story].append(_label)


def of_kind(*kinds: str) -> list[Label]:
    return [label for label in LABELS if label.kind in kinds]


def original_of(label: Label) -> Label:
    """The agency's own text that `label` copies or quotes."""
    (original,) = (other for other in BY_STORY[label.story] if other.kind == "original")
    return original


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def shingles(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + SHINGLE_SIZE]) for start in range(len(found) - SHINGLE_SIZE + 1)}


def part_standing_in(part: Label, whole: Label) -> float:
    own = shingles(TEXTS[part.article])
    return len(own & shingles(TEXTS[whole.article])) / len(own)


def paragraphs_of(label: Label) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in TEXTS[label.article].split("\n\n")]


def ids(label: Label) -> str:
    return label.article


def test_every_article_has_one_label_and_every_label_an_article() -> None:
    assert sorted(label.article for label in LABELS) == sorted(TEXTS)


def test_all_but_stubs_belong_to_a_story() -> None:
    assert [label for label in LABELS if bool(label.story) == (label.kind in NOT_ARTICLES)] == []


def test_stubs_have_at_most_three_words() -> None:
    stubs = of_kind(*NOT_ARTICLES)
    assert sorted(len(words(TEXTS[label.article])) for label in stubs) == [0, 3]


def test_folder_is_as_large_and_varied_as_promised() -> None:
    articles = [label for label in LABELS if label.story]
    formats = {"".join(Path(label.article.partition("#")[0]).suffixes) for label in articles}
    assert len(articles) >= 60
    assert len({label.article.partition("/")[0] for label in articles}) >= 15
    assert formats >= {".txt", ".md", ".html", ".json", ".jsonl", ".jsonl.gz", ".csv"}
    assert len({label.language for label in articles}) >= 5
    assert sum(len(members) >= 2 for story, members in BY_STORY.items() if story) >= 15


@pytest.mark.parametrize("folder", LEGACY_ENCODINGS)
def test_legacy_files_are_not_utf8(folder: str) -> None:
    for path in (NEWS / folder).iterdir():
        with pytest.raises(UnicodeDecodeError):
            path.read_bytes().decode("utf-8")


def test_links_lead_to_invented_hosts_only() -> None:
    links = [
        link for path in NEWS.rglob("*") if path.is_file() for link in re.findall(r"https?://[\w.-]+", decoded(path))
    ]
    assert links
    assert {link for link in links if not link.endswith(".example")} <= {"https://schema.org"}


@pytest.mark.parametrize("story", sorted(story for story in BY_STORY if story))
def test_story_is_in_one_language(story: str) -> None:
    assert len({label.language for label in BY_STORY[story]}) == 1


def test_copies_lie_within_one_story_and_include_the_original() -> None:
    for name in {label.copies for label in LABELS if label.copies}:
        group = [label for label in LABELS if label.copies == name]
        assert len({label.story for label in group}) == 1
        assert Counter(label.kind for label in group)["original"] == 1
        assert len(group) >= 2


@pytest.mark.parametrize("label", of_kind("verbatim"), ids=ids)
def test_verbatim_copy_holds_every_paragraph_of_the_original(label: Label) -> None:
    copy = " ".join(TEXTS[label.article].split())
    assert [paragraph for paragraph in paragraphs_of(original_of(label)) if paragraph not in copy] == []


@pytest.mark.parametrize("label", of_kind("edited"), ids=ids)
def test_edited_copy_keeps_most_of_the_original_but_not_all(label: Label) -> None:
    assert 0.7 <= part_standing_in(original_of(label), label) < 1


@pytest.mark.parametrize("label", of_kind("reprint"), ids=ids)
def test_reprint_keeps_about_half_of_the_original(label: Label) -> None:
    assert 0.35 <= part_standing_in(original_of(label), label) < 0.8


@pytest.mark.parametrize("label", of_kind("excerpt"), ids=ids)
def test_long_article_holds_the_short_item(label: Label) -> None:
    item = original_of(label)
    assert len(words(TEXTS[item.article])) >= 60
    assert len(words(TEXTS[label.article])) >= 300
    assert part_standing_in(item, label) >= 0.9


@pytest.mark.parametrize("label", of_kind("own words"), ids=ids)
def test_own_words_share_almost_no_phrases_with_the_rest_of_the_story(label: Label) -> None:
    others = [other for other in BY_STORY[label.story] if other.article != label.article]
    assert others
    assert max(part_standing_in(label, other) for other in others) < 0.1


@pytest.mark.parametrize("label", of_kind("single", "roundup", "background", "template"), ids=ids)
def test_single_article_has_its_story_to_itself(label: Label) -> None:
    assert BY_STORY[label.story] == [label]


def test_templates_differ_in_little_but_their_numbers() -> None:
    forms: dict[str, list[Label]] = defaultdict(list)
    for label in of_kind("template"):
        forms[label.story.partition("-")[0]].append(label)
    assert [len(pair) for pair in forms.values()] == [2, 2, 2]
    for left, right in forms.values():
        assert left.story != right.story
        assert part_standing_in(left, right) < 1
        assert len({*words(TEXTS[left.article])} & {*words(TEXTS[right.article])}) >= 0.5 * len(
            {*words(TEXTS[left.article])}
        )
