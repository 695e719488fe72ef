// What the run found, as objects. Articles count from 0, stories and groups of copies from 1, as in the files beside.

const DATA = JSON.parse(document.getElementById("data").textContent);
const COLUMNS = DATA.articles;
const N_ARTICLES = COLUMNS.title ? COLUMNS.title.length : 0;
const VERDICTS = DATA.verdicts;
const [IDENTICAL, NEAR_DUPLICATE, REPRINT, EXCERPT, SAME_STORY, RELATED] = VERDICTS.keys();

const nameOf = (column, article) => DATA.names[COLUMNS[column][article]];
const outletOf = (article) => nameOf("outlet", article);
const languageOf = (article) => nameOf("language", article);
const timeOf = (article) => COLUMNS.time[article];
const hasHour = (article) => COLUMNS.published[article].includes("T");
const roleOf = (article) => nameOf("role", article);
const isTaken = (article) => ["copy", "excerpt"].includes(roleOf(article));

const STORIES = DATA.stories.map(([articles, central, weakest, terms, reasons], index) => {
  const dated = articles.filter((article) => timeOf(article) !== null);
  const outlets = new Map();
  for (const article of articles) outlets.set(outletOf(article), (outlets.get(outletOf(article)) ?? 0) + 1);
  return {
    number: index + 1,
    articles,
    weakest,
    terms,
    reasons,
    central,
    title: COLUMNS.title[central],
    outlets: new Map([...outlets].sort((one, other) => other[1] - one[1])),
    dated,
    first: dated.length ? timeOf(dated[0]) : null,
    last: dated.length ? timeOf(dated[dated.length - 1]) : null,
    copies: articles.filter(isTaken).length,
    onlyText: null, // the group of copies that all of them are
    verdicts: 0,
  };
});
const storyOf = (article) => STORIES[COLUMNS.story[article] - 1];

const GROUPS = DATA.copies.map(([number, articles, representative, leastAlike]) => ({
  number,
  articles,
  representative,
  leastAlike,
}));
for (const group of GROUPS) {
  const story = storyOf(group.representative);
  if (group.articles.length === story.articles.length) story.onlyText = group;
}

const PAIRS = DATA.pairs;
const PAIR_OF = new Map();
const PAIRS_BETWEEN = new Map(); // story -> other story -> [pairs, best probability]
for (let pair = 0; pair < PAIRS.left.length; pair++) {
  const [left, right] = [PAIRS.left[pair], PAIRS.right[pair]];
  const [one, other] = [COLUMNS.story[left], COLUMNS.story[right]];
  PAIR_OF.set(left * N_ARTICLES + right, pair);
  if (one === other) {
    STORIES[one - 1].verdicts |= 1 << PAIRS.verdict[pair];
  } else {
    relate(one, other, PAIRS.probability[pair]);
    relate(other, one, PAIRS.probability[pair]);
  }
}

function relate(story, other, probability) {
  if (!PAIRS_BETWEEN.has(story)) PAIRS_BETWEEN.set(story, new Map());
  const others = PAIRS_BETWEEN.get(story);
  const [pairs, best] = others.get(other) ?? [0, 0];
  others.set(other, [pairs + 1, Math.max(best, probability ?? 0)]);
}

const PAIRS_OF_STORY = new Map();
function pairsOf(story) {
  if (!PAIRS_OF_STORY.size) {
    for (let pair = 0; pair < PAIRS.left.length; pair++) {
      const number = COLUMNS.story[PAIRS.left[pair]];
      if (number !== COLUMNS.story[PAIRS.right[pair]]) continue;
      if (!PAIRS_OF_STORY.has(number)) PAIRS_OF_STORY.set(number, []);
      PAIRS_OF_STORY.get(number).push(pair);
    }
  }
  return PAIRS_OF_STORY.get(story.number) ?? [];
}

const FIRST_PASSAGE = new Map();
DATA.passages.pair.forEach((pair, place) => {
  if (!FIRST_PASSAGE.has(pair)) FIRST_PASSAGE.set(pair, place);
});

// The pair of two articles with its measures and the passages the run found; null where the run reports none.
function pairOf(left, right) {
  const pair = PAIR_OF.get(Math.min(left, right) * N_ARTICLES + Math.max(left, right));
  if (pair === undefined) return null;
  const measures = Object.keys(DATA.measures).map((name) => {
    const value = PAIRS[name][pair];
    return [name, value === null ? null : value / 10000];
  });
  const swapped = left > right;
  return {
    verdict: PAIRS.verdict[pair],
    measures: Object.fromEntries(measures),
    passages: passagesOf(pair, swapped),
    reasons: reasonsOf(pair),
  };
}

function passagesOf(pair, swapped) {
  const { pair: pairs, words, left, right, articles } = DATA.passages;
  const found = [];
  for (let k = FIRST_PASSAGE.get(pair) ?? pairs.length; pairs[k] === pair; k++) {
    const sides = [left.slice(2 * k, 2 * k + 2), right.slice(2 * k, 2 * k + 2)];
    if (swapped) sides.reverse();
    found.push({ words: words[k], left: sides[0], right: sides[1], articles: articles[k] });
  }
  return found;
}

const TEXT_ELEMENTS = [...document.querySelectorAll("script.texts")];
const TEXT_PIECES = new Map();

// The text of an article; null where the page does not hold it. Pieces are parsed when they are first needed.
function textOf(article) {
  let piece = TEXT_ELEMENTS.length - 1;
  while (piece >= 0 && Number(TEXT_ELEMENTS[piece].dataset.first) > article) piece--;
  if (piece < 0) return null;
  if (!TEXT_PIECES.has(piece)) TEXT_PIECES.set(piece, JSON.parse(TEXT_ELEMENTS[piece].textContent));
  return TEXT_PIECES.get(piece)[article] ?? null;
}
