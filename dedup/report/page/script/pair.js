// Two articles side by side.

const LIMITS = {
  jaccard: [["min_jaccard", "near-duplicates have at least"]],
  containment: [["min_containment", "an excerpt has at least"]],
  cosine: [],
  probability: [["min_probability", "the same story from"], ["min_related", "related from"]],
};

function pairView(left, right) {
  const pair = pairOf(left, right);
  const texts = [textOf(left), textOf(right)];
  const shared = texts.includes(null) ? [] : sharedPassages(pair, texts);
  const sides = ["left", "right"].map((side, k) => (shared.byRun ? inUnits(texts[k], shared.found, side) : (shared.found ?? []).map((passage) => passage[side])));
  const stories = [...new Set([storyOf(left), storyOf(right)])];
  return h("article", { class: "view pair", "aria-labelledby": "view-heading" },
    h("p", { class: "crumbs" }, h("a", { href: to(CLOSED) }, "← All stories"),
      stories.map((story) => [" · ", h("a", { href: toStory(story.number) }, "story: ", titleOf(story.central))])),
    heading(pair ? DATA.sentences[pair.verdict] : "The run reports no match between these two."),
    measures(pair),
    texts.includes(null) ? h("p", { class: "notice" }, missingText()) : null,
    texts.includes(null) ? heads(left, right, null, null) : sideBySide([left, right], texts, shared, sides));
}

// The run's passages; where it has none, those found here.
function sharedPassages(pair, texts) {
  if (pair?.passages.length) return { found: pair.passages, byRun: true };
  return { found: findPassages(...texts, DATA.settings.shingle_size), byRun: false };
}

function measures(pair) {
  if (!pair) {
    return h("p", { class: "lead" }, `No measure reaches its limit: Jaccard ${DATA.settings.min_jaccard}, containment ${DATA.settings.min_containment}, `
      + `probability ${DATA.settings.min_related}; or nothing proposed the pair. Below is what their texts share all the same.`);
  }
  const rows = Object.entries(DATA.measures).map(([name, meaning]) => {
    const value = pair.measures[name];
    const limits = LIMITS[name].map(([limit, words]) => [DATA.settings[limit], words]);
    return h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "number" }, decimals(value)),
      h("td", { class: "bar" }, bar(value, limits.map(([limit]) => limit))),
      h("td", {}, `${meaning[0].toUpperCase()}${meaning.slice(1)}`, limits.length ? "; " : ".", limits.map(([limit, words]) => `${words} ${limit}`).join(", "), limits.length ? "." : ""));
  });
  return h("div", { class: "verdict" },
    h("p", { class: "lead" }, verdictBadge(pair.verdict), " ", because(pair)),
    table("Measures", [["Measure"], ["Value", "number"], [h("span", { class: "visually-hidden" }, "Bar"), "bar"], ["What it says"]], rows));
}

// Why the verdict is what it is, in the order in which the run decides.
function because({ verdict, measures: { jaccard, containment, probability } }) {
  const { min_jaccard, min_containment, min_coverage, min_probability, min_related } = DATA.settings;
  return {
    [IDENTICAL]: "Both have the same words in the same order; case, punctuation and layout aside.",
    [NEAR_DUPLICATE]: `They share ${percent(jaccard)} of all their shingles, and ${percent(min_jaccard)} are enough.`,
    [REPRINT]: `Aligned passages cover at least ${percent(min_coverage)} of both, though only ${percent(jaccard)} of all shingles are shared.`,
    [EXCERPT]: `${percent(containment)} of the shingles of one stand in the other, and ${percent(min_containment)} are enough.`,
    [SAME_STORY]: `By names, terms, numbers and dates the chance that they report one event is ${percent(probability)}, and ${percent(min_probability)} are enough; too little is shared word for word to be a copy.`,
    [RELATED]: `The chance that they report one event is ${percent(probability)}: above ${percent(min_related)}, but below ${percent(min_probability)}.`,
  }[verdict];
}

function bar(value, limits) {
  const width = 120;
  return s("svg", { width, height: 12, viewBox: `0 0 ${width} 12`, "aria-hidden": "true", class: "measure" },
    s("rect", { class: "track", x: 0, y: 4, width, height: 4, rx: 2 }),
    value === null ? null : s("rect", { class: "filled", x: 0, y: 4, width: width * Math.min(value, 1), height: 4, rx: 2 }),
    limits.map((limit) => s("path", { class: "limit", d: `M${width * limit} 0V12` })));
}

function heads(left, right, ownLeft, ownRight) {
  const head = (article, own, letter) => h("header", { class: "side-head" },
    h("p", { class: "side-outlet" }, h("span", { class: "side-letter" }, letter), outletLabel(article), " ", roleBadge(article)),
    h("h3", { ...setting(languageOf(article)) }, h("a", { href: toArticle(article) }, COLUMNS.title[article])),
    h("p", { class: "hint" }, timeElement(article)),
    provenance(article),
    own ? h("p", { class: "adds" }, addsBar(own), ` Adds ${counted(own[0], "word")} of ${grouped(own[1])}`, own[1] ? ` (${percent(own[0] / own[1])})` : "", ".") : null);
  return h("div", { class: "row heads" }, head(left, ownLeft, "A"), head(right, ownRight, "B"));
}

function addsBar([own, all]) {
  const part = all ? own / all : 0;
  return s("svg", { class: "measure", width: 64, height: 10, "aria-hidden": "true" },
    s("rect", { class: "track", width: 64, height: 10, rx: 2 }), s("rect", { class: "added", width: 64 * part, height: 10, rx: 2 }));
}

function sideBySide(articles, texts, shared, sides) {
  const paragraphs = texts.map((text, k) => paragraphsOf(text, languageOf(articles[k])));
  const own = texts.map((text, k) => ownWords(text, sides[k]));
  // Numbered as they stand in the left text.
  const order = shared.found.map((_, k) => k).sort((one, other) => sides[0][one][0] - sides[0][other][0]);
  const numbers = new Map(order.map((k, place) => [k, place + 1]));
  const rows = alignedRows(...paragraphs, ...sides).map((cells) => h("div", { class: "row" },
    cells.map((cell, side) => h("div", { class: "cell", ...setting(languageOf(articles[side])) },
      cell.map((paragraph) => markedParagraph(texts[side], paragraph, sides[side], side, shared.found, numbers))))));
  const body = h("div", { class: "rows", on: { mouseover: linkMarks, mouseout: linkMarks, click: jumpToOther } }, heads(...articles, ...own), rows);
  return [legend(shared, body), body];
}

function legend(shared, body) {
  const few = !shared.found.some((passage) => passage.articles > 2);
  const only = h("input", { type: "checkbox", on: { change: () => body.classList.toggle("only-added", only.checked) } });
  const found = shared.byRun ? "" : " They were looked for by this page; the run did not need them.";
  return h("div", { class: "pair-legend" },
    h("p", {}, shared.found.length
      ? [`${counted(shared.found.length, "shared passage")}, `, h("mark", {}, "marked"), " and numbered alike on both sides", few ? "" : [";", " ", h("mark", { class: "carried" }, "so where other articles carry it too")], ". ", h("span", { class: "added-sample" }, "A line at the edge"), " shows what only one side has.", found]
      : `They share no passage of ${counted(DATA.settings.shingle_size, "word")} or more.${found}`),
    h("label", { class: "check" }, only, " Show only what each adds"));
}

function markedParagraph(text, [from, until], stretches, side, passages, numbers) {
  const inside = stretches.map(([start, end], k) => [Math.max(start, from), Math.min(end, until), k, start >= from])
    .filter(([start, end]) => start < end).sort((one, other) => one[0] - other[0]);
  const parts = [];
  let [place, marked] = [from, 0];
  for (const [start, end, k, isStart] of inside) {
    if (start < place) continue;
    parts.push(text.slice(place, start), mark(text.slice(start, end), passages[k], numbers.get(k), side, isStart));
    marked += end - start;
    place = end;
  }
  parts.push(text.slice(place, until));
  return h("p", { class: marked * 2 > until - from ? "shared" : "added" }, parts);
}

function mark(words, passage, number, side, isStart) {
  const carried = passage.articles > 2;
  const jump = isStart ? h("button", { type: "button", class: "passage-number", "data-to": `${1 - side}-${number}`, id: `passage-${side}-${number}`,
    "aria-label": `Passage ${number}, ${counted(passage.words, "word")}${carried ? `, in ${grouped(passage.articles)} articles` : ""}: go to it in the other text` },
  carried ? `${number} · in ${grouped(passage.articles)}` : String(number)) : null;
  return h("mark", { class: carried ? "carried" : "", "data-passage": number, title: carried ? `${grouped(passage.articles)} articles carry this passage` : null }, jump, words);
}

function linkMarks(event) {
  const number = event.target.closest("mark")?.dataset.passage;
  for (const marked of event.currentTarget.querySelectorAll("mark.linked")) marked.classList.remove("linked");
  if (!number || event.type === "mouseout") return;
  for (const marked of event.currentTarget.querySelectorAll(`mark[data-passage="${number}"]`)) marked.classList.add("linked");
}

function jumpToOther(event) {
  const button = event.target.closest("button[data-to]");
  if (!button) return;
  const target = document.getElementById(`passage-${button.dataset.to}`);
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
