// Two articles side by side.

const LIMITS = {
  jaccard: [["min_jaccard", "near-duplicates have at least"]],
  containment: [["min_containment", "an excerpt has at least"]],
  cosine: [],
  probability: [
    ["min_probability", "the same story from"],
    ["min_related", "related from"],
  ],
};

function pairView(left, right) {
  const pair = pairOf(left, right);
  const texts = [textOf(left), textOf(right)];
  const shared = texts.includes(null) ? [] : sharedPassages(pair, texts);
  const sides = ["left", "right"].map((side, k) =>
    shared.byRun ? inUnits(texts[k], shared.found, side) : (shared.found ?? []).map((passage) => passage[side]),
  );
  const stories = [...new Set([storyOf(left), storyOf(right)])];
  return h(
    "article",
    { class: "view pair", "aria-labelledby": "view-heading" },
    h(
      "p",
      { class: "crumbs" },
      h("a", { href: to(CLOSED) }, "← All stories"),
      stories.map((story) => [" · ", h("a", { href: toStory(story.number) }, "story: ", titleOf(story.central))]),
    ),
    heading(pair ? DATA.sentences[pair.verdict] : "The run reports no match between these two."),
    measures(pair),
    pair ? reasonsSection(pair, left, right) : null,
    texts.includes(null) ? h("p", { class: "notice" }, missingText()) : null,
    texts.includes(null) ? heads(left, right, null, null) : sideBySide([left, right], texts, shared, sides),
  );
}

// The run's passages; where it has none, those found here.
function sharedPassages(pair, texts) {
  if (pair?.passages.length) return { found: pair.passages, byRun: true };
  return { found: findPassages(...texts, DATA.settings.shingle_size), byRun: false };
}

function measures(pair) {
  if (!pair) {
    return h(
      "p",
      { class: "lead" },
      `No measure reaches its limit: Jaccard ${DATA.settings.min_jaccard}, containment ${DATA.settings.min_containment}, ` +
        `probability ${DATA.settings.min_related}; or nothing proposed the pair. Below is what their texts share all the same.`,
    );
  }
  const rows = Object.entries(DATA.measures).map(([name, meaning]) => {
    const value = pair.measures[name];
    const limits = LIMITS[name].map(([limit, words]) => [DATA.settings[limit], words]);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      h("td", { class: "number" }, decimals(value)),
      h(
        "td",
        { class: "bar" },
        bar(
          value,
          limits.map(([limit]) => limit),
        ),
      ),
      h(
        "td",
        {},
        `${meaning[0].toUpperCase()}${meaning.slice(1)}`,
        limits.length ? "; " : ".",
        limits.map(([limit, words]) => `${words} ${limit}`).join(", "),
        limits.length ? "." : "",
      ),
    );
  });
  return h(
    "div",
    { class: "verdict" },
    h("p", { class: "lead" }, verdictBadge(pair.verdict), " ", because(pair)),
    table(
      "Measures",
      [["Measure"], ["Value", "number"], [h("span", { class: "visually-hidden" }, "Bar"), "bar"], ["What it says"]],
      rows,
    ),
  );
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
  return s(
    "svg",
    { width, height: 12, viewBox: `0 0 ${width} 12`, "aria-hidden": "true", class: "measure" },
    s("rect", { class: "track", x: 0, y: 4, width, height: 4, rx: 2 }),
    value === null
      ? null
      : s("rect", { class: "filled", x: 0, y: 4, width: width * Math.min(value, 1), height: 4, rx: 2 }),
    limits.map((limit) => s("path", { class: "limit", d: `M${width * limit} 0V12` })),
  );
}
