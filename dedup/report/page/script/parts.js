// Parts that several views share.

const PAGE = 30; // entries shown at a time: what a reader looks through, and a browser draws in 20 ms

function titleOf(article, tag = "span") {
  return h(tag, { ...setting(languageOf(article)), class: "title" }, COLUMNS.title[article]);
}

const badge = (kind, words) => h("span", { class: `badge ${kind.replace(/ /g, "-")}` }, words);
const verdictBadge = (verdict) => badge(VERDICTS[verdict], VERDICTS[verdict]);

const ROLES = { original: "original", copy: "copy", excerpt: "excerpt" };
function roleBadge(article) {
  return roleOf(article) in ROLES ? badge(roleOf(article), ROLES[roleOf(article)]) : null;
}

function outletLabel(article) {
  return h(
    "span",
    { class: outletOf(article) ? "outlet" : "outlet unknown", dir: "auto" },
    outletName(outletOf(article)),
  );
}

// Where an article was read, and its address on the web where that is one.
function provenance(article) {
  const address = COLUMNS.url[article];
  const link = webLink(
    address,
    "on the web",
    h("span", { class: "visually-hidden" }, ` (opens ${COLUMNS.title[article]})`),
  );
  return h(
    "p",
    { class: "provenance" },
    h("code", { dir: "ltr" }, COLUMNS.location[article]),
    link ? [" · ", link] : address ? [" · ", h("code", { dir: "ltr" }, address)] : null,
  );
}

function outletsLine(story, most) {
  const names = [...story.outlets].filter(([outlet]) => outlet);
  const shown = names
    .slice(0, most)
    .map(([outlet, n]) => h("span", { dir: "auto", class: "outlet" }, n > 1 ? `${outlet} (${grouped(n)})` : outlet));
  const rest = names.length - shown.length;
  const unknown = story.outlets.get("") ?? 0;
  if (rest > 0) shown.push(h("span", {}, `+${grouped(rest)} more`));
  if (unknown)
    shown.push(
      h("span", { class: "outlet unknown" }, unknown > 1 ? `${UNKNOWN_OUTLET} (${grouped(unknown)})` : UNKNOWN_OUTLET),
    );
  return h(
    "p",
    { class: "outlets-line" },
    shown.flatMap((name, k) => (k ? [", ", name] : [name])),
  );
}

// A list that grows by `PAGE` entries when asked to; `draw` makes one entry.
function growing(container, entries, draw, noun) {
  let shown = 0;
  const more = h("button", { type: "button", class: "more", on: { click: () => grow(true) } });
  function grow(byHand) {
    const added = entries.slice(shown, shown + PAGE).map(draw);
    container.append(...added);
    shown += added.length;
    const left = entries.length - shown;
    more.hidden = left === 0;
    more.textContent = `Show ${grouped(Math.min(PAGE, left))} more of ${counted(left, ...noun)} left`;
    if (byHand && added.length) {
      const target = added[0].querySelector("a, button") ?? added[0];
      target.focus();
      announce(`${grouped(shown)} of ${grouped(entries.length)} shown`);
    }
  }
  grow(false);
  return [container, more];
}

function pickButton(article, state) {
  const picked = articleNumber(state.pick);
  const words = h("span", { class: "visually-hidden" }, `: ${COLUMNS.title[article]}`);
  if (picked < 0) return h("a", { class: "button", href: to({ pick: article }) }, "Compare…", words);
  if (picked === article) return h("a", { class: "button chosen", href: to({ pick: "" }) }, "Chosen ✕", words);
  return h("a", { class: "button inviting", href: toPair(picked, article) }, "Compare with this", words);
}

// A bar along the bottom while the first of two articles is chosen.
function showPicked(state) {
  const bar = document.getElementById("picked");
  const picked = articleNumber(state.pick);
  bar.hidden = picked < 0;
  if (picked < 0) return bar.replaceChildren();
  return bar.replaceChildren(
    h(
      "p",
      {},
      h("strong", {}, "Comparing "),
      titleOf(picked),
      h("span", { class: "hint" }, " – choose a second article, in any story."),
    ),
    h("a", { class: "button", href: to({ pick: "" }) }, "Cancel"),
  );
}

function heading(words, ...more) {
  return h("h2", { tabindex: "-1", id: "view-heading" }, words, ...more);
}

function table(caption, heads, rows) {
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: "visually-hidden" }, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map(([words, kind]) => h("th", { scope: "col", class: kind ?? "" }, words)),
        ),
      ),
      h("tbody", {}, rows),
    ),
  );
}
