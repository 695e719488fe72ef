// What is shown, kept in the address after `#`, so that a link leads a colleague to the very same view.

const DEFAULTS = {
  view: "stories",
  story: "",
  article: "",
  pair: "",
  pick: "",
  shown: "",
  q: "",
  outlet: "",
  from: "",
  to: "",
  size: "2",
  verdict: "",
  sort: "largest",
  reason: "",
};

function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, given.get(name) ?? value]));
}

function fragment(state) {
  const changed = Object.entries(state).filter(([name, value]) => name in DEFAULTS && String(value) !== DEFAULTS[name]);
  return `#${new URLSearchParams(changed)}`;
}

// The address of this view with some things changed.
const to = (changes) => fragment({ ...readState(), ...changes });

const CLOSED = { story: "", article: "", pair: "" };
const toStory = (number) => to({ ...CLOSED, view: "stories", story: number });
const toArticle = (article) => to({ ...CLOSED, view: "stories", story: COLUMNS.story[article], article });
const toPair = (left, right) => to({ ...CLOSED, view: "stories", pair: `${left}-${right}`, pick: "" });

// Changes the address without an entry in the history: for each letter typed.
function replaceState(changes) {
  history.replaceState(null, "", to(changes));
}

function articleNumber(text) {
  const number = /^\d+$/.test(text) ? Number(text) : -1;
  return number < N_ARTICLES ? number : -1;
}
