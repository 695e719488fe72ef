// The bar above the stories, and which stories it lets through.

const SIZES = [
  ["2", "2 articles or more"],
  ["3", "3 or more"],
  ["5", "5 or more"],
  ["10", "10 or more"],
  ["1", "any size, also alone"],
  ["alone", "articles that stand alone"],
];
const SORTS = {
  largest: ["largest first", (one, other) => other.articles.length - one.articles.length],
  newest: ["newest first", (one, other) => (other.last ?? -Infinity) - (one.last ?? -Infinity) || 0],
  oldest: ["oldest first", (one, other) => (one.first ?? Infinity) - (other.first ?? Infinity) || 0],
  outlets: ["most outlets first", (one, other) => other.outlets.size - one.outlets.size],
  copies: ["most copies first", (one, other) => other.copies - one.copies],
  weakest: ["weakest link first", (one, other) => weakestTie(one) - weakestTie(other)],
};
const WITHIN = [
  ["", "any verdict"],
  ["copies", "with copies"],
  ...VERDICTS.slice(0, RELATED).map((verdict) => [verdict, `with ${verdict}`]),
  ["own", "without copies"],
];
const weakestTie = (story) => (story.weakest && !story.onlyText ? story.weakest[2] : 2);
const COPY_BITS = (1 << IDENTICAL) | (1 << NEAR_DUPLICATE) | (1 << REPRINT);

function haystack(story) {
  story.haystack ??= folded(
    [...story.articles.map((article) => COLUMNS.title[article]), ...story.outlets.keys(), ...story.terms].join("\n"),
  );
  return story.haystack;
}

// The first search finds its words ready: they are gathered while the reader looks at the first view.
function gatherWords(from = 0) {
  const until = Math.min(from + 500, STORIES.length);
  for (let k = from; k < until; k++) haystack(STORIES[k]);
  if (until < STORIES.length) setTimeout(gatherWords, 0, until);
}

function isWithin(story, verdict) {
  if (verdict === "copies") return (story.verdicts & COPY_BITS) !== 0;
  if (verdict === "own") return (story.verdicts & COPY_BITS) === 0;
  return (story.verdicts & (1 << VERDICTS.indexOf(verdict))) !== 0;
}

function dayStart(text) {
  const time = Date.parse(`${text}T00:00:00Z`) / 1000;
  return Number.isNaN(time) ? null : time;
}

// The stories that the state lets through, in its order.
function matching(state) {
  const words = folded(state.q).split(/\s+/).filter(Boolean);
  const [from, until] = [dayStart(state.from), dayStart(state.to)];
  const [least, most] = state.size === "alone" ? [1, 1] : [Number(state.size) || 2, Infinity];
  const found = STORIES.filter(
    (story) =>
      story.articles.length >= least &&
      story.articles.length <= most &&
      (!state.outlet || story.outlets.has(state.outlet === UNKNOWN_OUTLET ? "" : state.outlet)) &&
      (from === null || (story.last !== null && story.last >= from)) &&
      (until === null || (story.first !== null && story.first < until + 86400)) &&
      (!state.verdict || isWithin(story, state.verdict)) &&
      words.every((word) => haystack(story).includes(word)),
  );
  const [, order] = SORTS[state.sort] ?? SORTS.largest;
  return found.sort((one, other) => order(one, other) || one.number - other.number);
}

function select(label, name, options, state, changed) {
  const chosen = options.some(([value]) => value === state[name]) ? state[name] : DEFAULTS[name];
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h(
      "select",
      { name, on: { change: (event) => changed({ [name]: event.target.value }) } },
      options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)),
    ),
  );
}

function dateField(label, name, state, changed) {
  const limits = STORIES.map((story) => story.first).filter((time) => time !== null);
  const min = limits.length ? isoDay(limits.reduce((a, b) => Math.min(a, b))) : null;
  return h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h("input", {
      type: "date",
      name,
      value: state[name],
      min,
      on: { change: (event) => changed({ [name]: event.target.value }) },
    }),
  );
}

function filterBar(state, changed) {
  const outlets = DATA.outlets.map(([outlet]) => outletName(outlet)).sort((a, b) => a.localeCompare(b, "en"));
  const search = h("input", {
    type: "search",
    name: "q",
    id: "search",
    value: state.q,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Titles, outlets, terms",
    "aria-keyshortcuts": "/",
    dir: "auto",
    on: { input: (event) => changed({ q: event.target.value }) },
  });
  const narrowed = ["outlet", "from", "to", "size", "verdict"].some((name) => state[name] !== DEFAULTS[name]);
  return h(
    "form",
    { class: "filters", role: "search", "aria-label": "Stories", on: { submit: (event) => event.preventDefault() } },
    h(
      "div",
      { class: "search-line" },
      h("label", { class: "field search" }, h("span", {}, "Search"), search),
      select(
        "Order",
        "sort",
        Object.entries(SORTS).map(([value, [words]]) => [value, words]),
        state,
        changed,
      ),
    ),
    h(
      "details",
      { class: "narrow", open: narrowed },
      h("summary", {}, "Filters"),
      h(
        "div",
        { class: "fields" },
        select("Outlet", "outlet", [["", "any outlet"], ...outlets.map((outlet) => [outlet, outlet])], state, changed),
        select("Size", "size", SIZES, state, changed),
        select("Verdict", "verdict", WITHIN, state, changed),
        dateField("From", "from", state, changed),
        dateField("To", "to", state, changed),
      ),
    ),
  );
}
