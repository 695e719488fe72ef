// Groups of copies, each with the one to keep.

function copiesView() {
  const { groups_of_copies: groups, articles_in_copies: articles, articles_dropped: dropped } = DATA.counts;
  return h(
    "section",
    { class: "view copies", "aria-labelledby": "view-heading" },
    h(
      "div",
      { class: "view-head" },
      heading("Copies"),
      h(
        "p",
        { class: "tally" },
        groups
          ? `${counted(groups, "group")}, ${counted(articles, "article")} in all; ${grouped(dropped)} to drop`
          : "none",
      ),
    ),
    GROUPS.length
      ? growing(h("ol", { class: "groups" }), GROUPS, groupEntry, ["group"])
      : h("p", { class: "empty" }, "No two articles of this run are one text."),
  );
}

function groupEntry(group) {
  const kept = group.articles.filter((article) => COLUMNS.kept_for[article] < 0);
  const dropped = group.articles.filter((article) => COLUMNS.kept_for[article] >= 0);
  const story = storyOf(group.representative);
  return h(
    "li",
    { class: "group" },
    h("h3", {}, titleOf(group.representative)),
    h(
      "p",
      { class: "hint" },
      `Group ${grouped(group.number)}, ${counted(group.articles.length, "copy", "copies")}, in `,
      h("a", { href: toStory(story.number) }, `story ${grouped(story.number)}`),
      groupSource(group),
    ),
    h(
      "ul",
      {},
      kept.map((article) => member(article, "Keep", "keep")),
      dropped.map((article) => member(article, "Drop", "drop")),
    ),
  );
}

function groupSource(group) {
  const known = group.articles.find((article) => nameOf("confidence", article));
  if (known === undefined) return ". Its source is unknown.";
  return [
    ". Likely source, with ",
    `${nameOf("confidence", known)} confidence: `,
    h("strong", { dir: "auto" }, outletName(nameOf("source_name", known))),
    COLUMNS.source[known] < 0 ? ", not among the articles." : ".",
  ];
}

function member(article, word, kind) {
  const kept = COLUMNS.kept_for[article];
  return h(
    "li",
    { class: kind },
    badge(kind, word),
    h(
      "div",
      {},
      h(
        "p",
        {},
        h(
          "a",
          { href: kept < 0 ? toArticle(article) : toPair(kept, article) },
          outletLabel(article),
          " ",
          titleOf(article),
        ),
      ),
      h(
        "p",
        { class: "hint" },
        timeElement(article),
        ` · ${nameOf("keep_reason", article)} · `,
        h("code", { dir: "ltr" }, COLUMNS.location[article]),
      ),
    ),
  );
}
