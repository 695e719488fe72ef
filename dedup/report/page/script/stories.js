// All stories as cards.

function storiesView(state) {
  const total = STORIES.filter((story) => story.articles.length > 1).length;
  const results = h("div", { class: "results" });
  const tally = h("p", { class: "tally" });
  const clear = h("a", { class: "clear", href: "#" }, "Clear search and filters");
  function show(changes, byHand) {
    replaceState(changes);
    const now = readState();
    const found = matching(now);
    const isFiltered = fragment({ ...now, pick: "", sort: DEFAULTS.sort }) !== "#";
    tally.textContent = isFiltered
      ? `${counted(found.length, "story", "stories")} of ${grouped(total)} with two articles or more`
      : counted(found.length, "story", "stories");
    if (now.size === "alone") tally.textContent = counted(found.length, "article stands alone", "articles stand alone");
    if (now.size === "1")
      tally.textContent = `${counted(found.length, "story", "stories")}, articles that stand alone among them`;
    clear.hidden = !isFiltered;
    const list = h("ol", { class: "cards" });
    const empty = h(
      "p",
      { class: "empty" },
      total
        ? "No story fits. Try fewer words, or a longer period."
        : "No two articles of this run are on the same story.",
    );
    results.replaceChildren(...(found.length ? growing(list, found, storyCard, ["story", "stories"]) : [empty]));
    if (byHand) announce(tally.textContent);
  }
  const view = h(
    "section",
    { class: "view stories", "aria-labelledby": "view-heading" },
    h("div", { class: "view-head" }, heading("Stories"), tally, clear),
    filterBar(state, (changes) => show(changes, true)),
    results,
  );
  show({}, false);
  return view;
}

function storyCard(story) {
  const parts = [counted(story.articles.length, "article")];
  if (story.outlets.size > 1) parts.push(counted(story.outlets.size - (story.outlets.has("") ? 1 : 0), "outlet"));
  if (story.copies) parts.push(story.copies === 1 ? "1 copy" : `${grouped(story.copies)} copies`);
  return h(
    "li",
    { class: "card" },
    h("p", { class: "card-number", "aria-hidden": "true" }, String(story.number)),
    h(
      "div",
      { class: "card-body" },
      h("h3", {}, h("a", { href: toStory(story.number), class: "card-link" }, titleOf(story.central))),
      h("p", { class: "card-size" }, parts.join(" · ")),
      outletsLine(story, 4),
      story.terms.length
        ? h("p", { class: "card-terms", ...setting(languageOf(story.central)) }, story.terms.slice(0, 5).join(" · "))
        : null,
    ),
    h("div", { class: "card-time" }, spark(story), h("p", {}, periodOf(story.first, story.last))),
  );
}
