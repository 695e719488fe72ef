// One story, opened.

function storyView(story, state) {
  const opened = articleNumber(state.article);
  return h(
    "article",
    { class: "view story", "aria-labelledby": "view-heading" },
    h("p", { class: "crumbs" }, h("a", { href: to(CLOSED) }, "← All stories"), ` · story ${grouped(story.number)}`),
    h("h2", { tabindex: "-1", id: "view-heading", ...setting(languageOf(story.central)) }, story.title),
    h("p", { class: "lead" }, storyLead(story)),
    story.articles.length > 1 ? heldTogether(story) : null,
    story.articles.length > 1 ? timelineFigure(story) : null,
    h(
      "section",
      { "aria-labelledby": "story-articles" },
      h("h3", { id: "story-articles" }, story.articles.length > 1 ? "Articles, earliest first" : "The article"),
      growing(
        h("ol", { class: "entries" }),
        openedFirst(story, opened),
        (article) => articleEntry(article, state, article === opened),
        ["article"],
      ),
    ),
    pairsSection(story),
    relatedStories(story),
  );
}

// An article that a link leads to is drawn even where the list is longer than a page.
function openedFirst(story, opened) {
  const place = story.articles.indexOf(opened);
  return place < PAGE ? story.articles : [opened, ...story.articles.filter((article) => article !== opened)];
}

function storyLead(story) {
  const known = [...story.outlets.keys()].filter(Boolean).length;
  const parts = [counted(story.articles.length, "article")];
  if (known) parts.push(`from ${counted(known, "outlet")}`);
  if (story.copies)
    parts.push(
      `${story.copies === 1 ? "1 of them a copy" : `${grouped(story.copies)} of them copies`} or excerpt${story.copies === 1 ? "" : "s"}`,
    );
  const when = periodOf(story.first, story.last);
  const spread = story.first !== null && story.last > story.first ? `, over ${lasting(story)}` : "";
  return `${parts.join(", ")}. ${when[0].toUpperCase()}${when.slice(1)}${spread}.`;
}

function heldTogether(story) {
  const facts = h("dl", { class: "facts" });
  if (story.terms.length) {
    facts.append(
      h(
        "div",
        {},
        h("dt", {}, "What holds it together"),
        h(
          "dd",
          {},
          h(
            "ul",
            { class: "terms", ...setting(languageOf(story.central)) },
            story.terms.map((term) =>
              h("li", {}, h("a", { href: to({ ...CLOSED, q: term }), title: "Search all stories for it" }, term)),
            ),
          ),
        ),
      ),
    );
  }
  if (story.onlyText) {
    const link = story.onlyText.leastAlike;
    const told = `All are copies of one text. The least alike have a Jaccard similarity of ${decimals(link[2])}: `;
    facts.append(weakestLink(told, link));
  } else if (story.weakest) {
    const strength = decimals(story.weakest[2]);
    const told = `Without a tie of probability ${strength} it would fall apart. When in doubt, look here first: `;
    facts.append(weakestLink(told, story.weakest, story.reasons));
  }
  return facts;
}

function weakestLink(told, [left, right], reasons = []) {
  return h(
    "div",
    {},
    h("dt", {}, "Weakest link"),
    h(
      "dd",
      {},
      h(
        "p",
        {},
        told,
        h("a", { href: toPair(left, right) }, weakestSide(left), " and ", weakestSide(right)),
        ".",
      ),
      reasons.length ? h("p", {}, `Its strongest reasons: ${reasons.join("; ")}.`) : null,
    ),
  );
}

const weakestSide = (article) =>
  h("span", {}, h("bdi", {}, outletName(outletOf(article))), ", “", titleOf(article), "”");

function timelineFigure(story) {
  const width = Math.max(280, document.getElementById("main").clientWidth);
  const picture = timeline(story, width);
  picture.addEventListener("click", (event) => {
    const dotOf = event.target.closest("[data-article]");
    if (dotOf) location.hash = toArticle(dotOf.dataset.article);
  });
  const more = story.outlets.size - MAX_ROWS;
  return h(
    "figure",
    { class: "timeline-figure" },
    h(
      "figcaption",
      {},
      h("h3", {}, "Timeline by outlet"),
      h(
        "ul",
        { class: "legend", "aria-label": "Legend" },
        [
          ["single", "own text"],
          ["original", "original"],
          ["copy", "copy"],
          ["excerpt", "excerpt"],
        ].map(([role, words]) =>
          h(
            "li",
            {},
            s(
              "svg",
              { width: 14, height: 14, "aria-hidden": "true" },
              s("circle", { class: `dot ${role}`, cx: 7, cy: 7, r: 5 }),
            ),
            words,
          ),
        ),
      ),
      story.dated.every(hasHour)
        ? null
        : h("p", { class: "hint" }, "Where the hour is unknown, an article stands at noon."),
      more > 0
        ? h(
            "p",
            { class: "hint" },
            `The ${MAX_ROWS} earliest outlets; ${counted(more, "more outlet")} in the list below.`,
          )
        : null,
    ),
    picture,
  );
}

function pairsSection(story) {
  const pairs = pairsOf(story)
    .slice()
    .sort(
      (one, other) =>
        PAIRS.verdict[one] - PAIRS.verdict[other] || PAIRS.probability[other] - PAIRS.probability[one] || one - other,
    );
  if (!pairs.length) return null;
  const rows = growing(h("ul", { class: "ties" }), pairs, tieEntry, ["pair"]);
  return h(
    "section",
    { "aria-labelledby": "story-pairs" },
    h("h3", { id: "story-pairs" }, "Pairs, strongest first"),
    rows,
  );
}

function tieEntry(pair) {
  const [left, right] = [PAIRS.left[pair], PAIRS.right[pair]];
  const side = (article) => h("span", { class: "tie-side" }, outletLabel(article), " ", titleOf(article));
  return h(
    "li",
    {},
    verdictBadge(PAIRS.verdict[pair]),
    h("a", { href: toPair(left, right) }, side(left), h("span", { class: "tie-and" }, " and "), side(right)),
    h("span", { class: "number" }, decimals(PAIRS.probability[pair] === null ? null : PAIRS.probability[pair] / 10000)),
  );
}

function relatedStories(story) {
  const found = [...(PAIRS_BETWEEN.get(story.number) ?? [])].sort(
    (one, other) => other[1][1] - one[1][1] || one[0] - other[0],
  );
  if (!found.length) return null;
  const entry = ([number, [pairs, best]]) =>
    h(
      "li",
      {},
      h("a", { href: toStory(number) }, titleOf(STORIES[number - 1].central)),
      h(
        "span",
        { class: "hint" },
        ` ${counted(STORIES[number - 1].articles.length, "article")}, ${counted(pairs, "tie")}, up to ${decimals(best / 10000)}`,
      ),
    );
  return h(
    "section",
    { "aria-labelledby": "story-related" },
    h("h3", { id: "story-related" }, "Related stories"),
    h(
      "p",
      { class: "hint" },
      "On a topic they share, but not held to be the same event; with the highest probability of a tie between the two.",
    ),
    growing(h("ul", { class: "related" }), found, entry, ["story", "stories"]),
  );
}
