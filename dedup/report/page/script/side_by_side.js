// Two texts in two columns: what they share is marked, and what only one has stands out.

function heads(left, right, ownLeft, ownRight) {
  const head = (article, own, letter) =>
    h(
      "header",
      { class: "side-head" },
      h(
        "p",
        { class: "side-outlet" },
        h("span", { class: "side-letter" }, letter),
        outletLabel(article),
        " ",
        roleBadge(article),
      ),
      h("h3", { ...setting(languageOf(article)) }, h("a", { href: toArticle(article) }, COLUMNS.title[article])),
      h("p", { class: "hint" }, timeElement(article)),
      provenance(article),
      own
        ? h(
            "p",
            { class: "adds" },
            addsBar(own),
            ` Adds ${counted(own[0], "word")} of ${grouped(own[1])}`,
            own[1] ? ` (${percent(own[0] / own[1])})` : "",
            ".",
          )
        : null,
    );
  return h("div", { class: "row heads" }, head(left, ownLeft, "A"), head(right, ownRight, "B"));
}

function addsBar([own, all]) {
  const part = all ? own / all : 0;
  return s(
    "svg",
    { class: "measure", width: 64, height: 10, "aria-hidden": "true" },
    s("rect", { class: "track", width: 64, height: 10, rx: 2 }),
    s("rect", { class: "added", width: 64 * part, height: 10, rx: 2 }),
  );
}

function sideBySide(articles, texts, shared, sides) {
  const paragraphs = texts.map((text, k) => paragraphsOf(text, languageOf(articles[k])));
  const own = texts.map((text, k) => ownWords(text, sides[k]));
  // Numbered as they stand in the left text.
  const order = shared.found.map((_, k) => k).sort((one, other) => sides[0][one][0] - sides[0][other][0]);
  const numbers = new Map(order.map((k, place) => [k, place + 1]));
  const rows = alignedRows(...paragraphs, ...sides).map((cells) =>
    h(
      "div",
      { class: "row" },
      cells.map((cell, side) =>
        h(
          "div",
          { class: "cell", ...setting(languageOf(articles[side])) },
          cell.map((paragraph) => markedParagraph(texts[side], paragraph, sides[side], side, shared.found, numbers)),
        ),
      ),
    ),
  );
  const body = h(
    "div",
    { class: "rows", on: { mouseover: linkMarks, mouseout: linkMarks, click: jumpToOther } },
    heads(...articles, ...own),
    rows,
  );
  return [legend(shared, body), body];
}

function legend(shared, body) {
  const few = !shared.found.some((passage) => passage.articles > 2);
  const only = h("input", {
    type: "checkbox",
    on: { change: () => body.classList.toggle("only-added", only.checked) },
  });
  const found = shared.byRun ? "" : " They were looked for by this page; the run did not need them.";
  return h(
    "div",
    { class: "pair-legend" },
    h(
      "p",
      {},
      shared.found.length
        ? [
            `${counted(shared.found.length, "shared passage")}, `,
            h("mark", {}, "marked"),
            " and numbered alike on both sides",
            few ? "" : [";", " ", h("mark", { class: "carried" }, "so where other articles carry it too")],
            ". ",
            h("span", { class: "added-sample" }, "A line at the edge"),
            " shows what only one side has.",
            found,
          ]
        : `They share no passage of ${counted(DATA.settings.shingle_size, "word")} or more.${found}`,
    ),
    h("label", { class: "check" }, only, " Show only what each adds"),
  );
}

function markedParagraph(text, [from, until], stretches, side, passages, numbers) {
  const inside = stretches
    .map(([start, end], k) => [Math.max(start, from), Math.min(end, until), k, start >= from])
    .filter(([start, end]) => start < end)
    .sort((one, other) => one[0] - other[0]);
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
  const jump = isStart
    ? h(
        "button",
        {
          type: "button",
          class: "passage-number",
          "data-to": `${1 - side}-${number}`,
          id: `passage-${side}-${number}`,
          "aria-label": `Passage ${number}, ${counted(passage.words, "word")}${carried ? `, in ${grouped(passage.articles)} articles` : ""}: go to it in the other text`,
        },
        carried ? `${number} · in ${grouped(passage.articles)}` : String(number),
      )
    : null;
  return h(
    "mark",
    {
      class: carried ? "carried" : "",
      "data-passage": number,
      title: carried ? `${grouped(passage.articles)} articles carry this passage` : null,
    },
    jump,
    words,
  );
}

function linkMarks(event) {
  const number = event.target.closest("mark")?.dataset.passage;
  for (const marked of event.currentTarget.querySelectorAll("mark.linked")) marked.classList.remove("linked");
  if (!number || event.type === "mouseout") return;
  for (const marked of event.currentTarget.querySelectorAll(`mark[data-passage="${number}"]`))
    marked.classList.add("linked");
}

function jumpToOther(event) {
  const button = event.target.closest("button[data-to]");
  if (!button) return;
  const target = document.getElementById(`passage-${button.dataset.to}`);
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}
