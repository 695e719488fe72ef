// What surrounds the views, and which of them is shown.

const VIEWS = {
  stories: ["Stories", storiesView],
  outlets: ["Outlets", outletsView],
  copies: ["Copies", copiesView],
  skipped: ["Skipped", skippedView],
};

function viewOf(state) {
  const [left, right] = state.pair.split("-").map(articleNumber);
  if (left >= 0 && right >= 0 && left !== right) return pairView(left, right);
  const story = STORIES[Number(state.story) - 1];
  if (story) return storyView(story, state);
  if (state.pair || state.story)
    return h(
      "section",
      { class: "view" },
      heading("Not in this page"),
      h(
        "p",
        {},
        "The link leads to a story or an article that this report does not hold. ",
        h("a", { href: "#" }, "All stories"),
      ),
    );
  return (VIEWS[state.view] ?? VIEWS.stories)[1](state);
}

function showTabs(state) {
  const isOpen = state.story || state.pair;
  document.getElementById("tabs").replaceChildren(
    h(
      "ul",
      {},
      Object.entries(VIEWS).map(([view, [words]]) =>
        h(
          "li",
          {},
          h(
            "a",
            { href: to({ ...CLOSED, view }), "aria-current": state.view === view ? (isOpen ? "true" : "page") : null },
            words,
          ),
        ),
      ),
    ),
  );
}

function render(byHand) {
  const state = readState();
  showTabs(state);
  document.body.classList.toggle("opened", Boolean(state.story || state.pair));
  document.getElementById("main").replaceChildren(viewOf(state));
  showPicked(state);
  const title = document.getElementById("view-heading")?.textContent ?? "";
  document.title = `${title} · dedup`;
  if (!byHand) return;
  const opened = document.querySelector(".entry.open h4");
  (opened ?? document.getElementById("view-heading"))?.focus({ preventScroll: true });
  if (opened) opened.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
}

function showFigures() {
  const { counts } = DATA;
  const skipped = Object.values(counts.skipped).reduce((sum, n) => sum + n, 0);
  const figures = [
    [counts.articles === 1 ? "article" : "articles", counts.articles],
    [counts.outlets === 1 ? "outlet" : "outlets", counts.outlets],
    [counts.stories === 1 ? "story" : "stories", counts.stories],
    [counts.articles_dropped === 1 ? "copy to drop" : "copies to drop", counts.articles_dropped],
    ["skipped", skipped],
  ];
  document
    .getElementById("figures")
    .append(...figures.map(([words, n]) => h("div", {}, h("dt", {}, words), h("dd", {}, grouped(n)))));
  const { first, last } = DATA.period;
  const undated = counts.articles_without_date ? ` · ${grouped(counts.articles_without_date)} without a date` : "";
  document.getElementById("period").textContent =
    (first === null ? "No article has a date" : periodOf(first, last)) + (first === null ? "" : undated);
}

function showColophon() {
  const left = DATA.left_out;
  const words = {
    articles: "article",
    texts: "text",
    pairs: "pair",
    passages: "passage",
    reasons: "pair's reasons",
    skipped: "skipped file or record",
  };
  const plurals = { reasons: "pairs' reasons", skipped: "skipped files and records" };
  const missing = Object.entries(words)
    .filter(([name]) => left[name])
    .map(([name, noun]) => counted(left[name], noun, plurals[name]));
  const settings = Object.entries(DATA.settings).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(", ") || "none" : (value ?? "shipped")}`,
  );
  make(document.getElementById("colophon"), {}, [
    missing.length
      ? h(
          "p",
          { class: "notice" },
          `This page holds only so much. Left out: ${missing.join(", ")}. The files beside it hold everything; texts are where they were read.`,
        )
      : null,
    PAIRS.left.length && !DATA.reasons
      ? h("p", { class: "notice" }, "The run kept no reasons for its verdicts: it is of an older version of dedup.")
      : null,
    DATA.gone
      ? h(
          "p",
          { class: "notice" },
          `${counted(DATA.gone, "text")} could not be read again when this page was made anew: the originals are gone or have changed.`,
        )
      : null,
    h(
      "p",
      {},
      `Made by dedup ${DATA.version}. Times are UTC. `,
      `${counted(DATA.counts.characters_set_aside, "character")} of page furniture were set aside before texts were compared. Press / to search.`,
    ),
    h("details", {}, h("summary", {}, "Settings"), h("p", {}, settings.join(" · "))),
  ]);
}

const THEMES = { "": "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const button = document.getElementById("theme");
  button.hidden = false;
  button.textContent = THEMES[theme];
}

function rememberedTheme() {
  try {
    const theme = localStorage.getItem("dedup-theme") ?? "";
    return theme in THEMES ? theme : "";
  } catch {
    return ""; // a browser may keep nothing for pages from disk
  }
}

function nextTheme() {
  const names = Object.keys(THEMES);
  const theme = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
  try {
    localStorage.setItem("dedup-theme", theme);
  } catch {
    // then it is not remembered
  }
  showTheme(theme);
}

function keyPressed(event) {
  const typing = event.target.closest("input, select, textarea");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.getElementById("search");
  if (search) {
    event.preventDefault();
    search.focus();
  }
}

let width = window.innerWidth;
function resized() {
  if (window.innerWidth === width || !document.querySelector(".timeline")) return;
  width = window.innerWidth;
  document.querySelector(".timeline-figure").replaceWith(timelineFigure(STORIES[Number(readState().story) - 1]));
}

showTheme(rememberedTheme());
document.getElementById("theme").addEventListener("click", nextTheme);
document.querySelector(".skip-link").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
document.addEventListener("keydown", keyPressed);
window.addEventListener("hashchange", () => render(true));
window.addEventListener("resize", resized);
showFigures();
showColophon();
render(false);
setTimeout(gatherWords, 50);
