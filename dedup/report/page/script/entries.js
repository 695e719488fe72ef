// One article in a list: when, where, what it is to the others, and its text.

function articleEntry(article, state, isOpen) {
  const text = textOf(article);
  return h(
    "li",
    { class: isOpen ? "entry open" : "entry", id: `article-${article}` },
    h("div", { class: "entry-when" }, timeElement(article), h("br"), outletLabel(article)),
    h(
      "div",
      { class: "entry-body" },
      h("h4", { tabindex: "-1" }, titleOf(article), " ", roleBadge(article)),
      sourceLine(article),
      keepLine(article),
      provenance(article),
      text === null
        ? h("p", { class: "hint" }, missingText())
        : h(
            "details",
            { open: isOpen },
            h("summary", {}, "Read the text", h("span", { class: "visually-hidden" }, ` of ${COLUMNS.title[article]}`)),
            h(
              "div",
              { class: "article-text", ...setting(languageOf(article)) },
              paragraphsOf(text, languageOf(article)).map(([start, end]) => h("p", {}, text.slice(start, end))),
            ),
          ),
    ),
    h("div", { class: "entry-actions" }, pickButton(article, state)),
  );
}

function missingText() {
  if (DATA.gone) return "It has no text here: when this page was made anew, the original was gone or had changed.";
  return DATA.left_out.texts
    ? "Its text is not in this page, which holds only so much; it is in the file named above."
    : "It has no text.";
}

function sourceLine(article) {
  const [source, name, confidence] = [
    COLUMNS.source[article],
    nameOf("source_name", article),
    nameOf("confidence", article),
  ];
  const reason = nameOf("source_reason", article);
  if (!reason || !confidence) return null;
  if (source === article)
    return h("p", { class: "reason" }, `The likely source, with ${confidence} confidence: ${reason}.`);
  const words = outletName(name);
  return h(
    "p",
    { class: "reason" },
    "Its text comes from ",
    source >= 0
      ? h(
          "a",
          { href: toPair(source, article) },
          words,
          h("span", { class: "visually-hidden" }, `, compared with ${COLUMNS.title[article]}`),
        )
      : h("span", { dir: "auto" }, words),
    source < 0 ? ", which is not among the articles" : "",
    ` (${confidence} confidence: ${reason}).`,
  );
}

function keepLine(article) {
  const reason = nameOf("keep_reason", article);
  if (!reason) return null;
  const kept = COLUMNS.kept_for[article];
  if (kept < 0) return h("p", { class: "reason" }, h("strong", {}, "Keep: "), `${reason}.`);
  return h(
    "p",
    { class: "reason" },
    h("strong", {}, "Drop "),
    "in favour of ",
    h(
      "a",
      { href: toPair(kept, article) },
      outletName(outletOf(kept)),
      h("span", { class: "visually-hidden" }, `, compared with ${COLUMNS.title[article]}`),
    ),
    `: ${reason}.`,
  );
}
