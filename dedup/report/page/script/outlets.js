// Outlets: a table, and who has text from whom.

const MATRIX_SIDE = 16; // outlets on each side of the picture; the list below it has all

function outletsView(state) {
  const rows = DATA.outlets.map((facts) => outletRow(facts));
  const body = h("tbody");
  const heads = [["Outlet"], ["Articles", "number"], ["Copies", "number"], ["Own text", "number"], ["First", "number"]];
  const frame = table("Table of outlets", heads, []);
  frame.querySelector("table").append(body);
  frame.querySelector("tbody:empty").remove();
  const [, more] = growing(body, rows, (row) => row, ["outlet"]);
  return h(
    "section",
    { class: "view outlets", "aria-labelledby": "view-heading" },
    h(
      "div",
      { class: "view-head" },
      heading("Outlets"),
      h("p", { class: "tally" }, counted(DATA.counts.outlets, "known outlet")),
    ),
    h(
      "section",
      { "aria-labelledby": "matrix-heading" },
      h("h3", { id: "matrix-heading" }, "Who has text from whom"),
      matrixFigure(),
    ),
    h(
      "section",
      { "aria-labelledby": "outlets-heading" },
      h("h3", { id: "outlets-heading" }, "Each outlet"),
      h(
        "p",
        { class: "hint" },
        "Copies: articles whose text, or most of it, stands elsewhere and is not known to start here. Own text: the part that no earlier article of another outlet has. First: of the stories it shares with others, those it was first with, where the dates leave no doubt.",
      ),
      frame,
      more,
    ),
  );
}

function outletRow([outlet, articles, copies, own, stories, first]) {
  const name = outletName(outlet);
  return h(
    "tr",
    {},
    h(
      "th",
      { scope: "row" },
      h(
        "a",
        { href: to({ ...CLOSED, view: "stories", outlet: name, size: "1" }), class: outlet ? "" : "unknown" },
        h("bdi", {}, name),
      ),
    ),
    h("td", { class: "number" }, grouped(articles)),
    h("td", { class: "number" }, copies ? grouped(copies) : "–"),
    h("td", { class: "number" }, own === null ? "unknown" : percent(own), own === null ? null : share(own)),
    h("td", { class: "number" }, stories ? `${grouped(first)} of ${grouped(stories)}` : "–"),
  );
}

function share(part) {
  return s(
    "svg",
    { class: "measure share", width: 48, height: 8, "aria-hidden": "true" },
    s("rect", { class: "track", width: 48, height: 8, rx: 1 }),
    s("rect", { class: "filled", width: 48 * part, height: 8, rx: 1 }),
  );
}

function matrixFigure() {
  if (!DATA.flows.length) return h("p", { class: "empty" }, "No outlet is known to have text from another.");
  const sources = busiest(0);
  const takers = busiest(1);
  const counts = new Map(DATA.flows.map(([source, taker, n]) => [`${source}\n${taker}`, n]));
  const most = Math.max(...DATA.flows.map(([, , n]) => n));
  const cell = (source, taker) => {
    const n = counts.get(`${source}\n${taker}`) ?? 0;
    // Five shades: a reader tells no more of them apart.
    const shade = n ? Math.ceil(Math.sqrt(n / Math.max(most, 25)) * 5) : 0;
    return h(
      "td",
      { class: `shade-${shade}` },
      n ? grouped(n) : source === taker ? h("span", { class: "self", "aria-label": "itself" }, "·") : "",
    );
  };
  const left = new Set(
    DATA.flows.flatMap(([source, taker]) =>
      sources.includes(source) && takers.includes(taker) ? [] : [source + taker],
    ),
  ).size;
  return h(
    "figure",
    { class: "matrix-figure" },
    h(
      "figcaption",
      { class: "hint" },
      "Articles of the outlet at the top whose text comes from the outlet at the left, as far as credits and dates tell.",
      left
        ? ` The busiest ${MATRIX_SIDE} on each side; ${counted(left, "more pair")} of outlets in the list below.`
        : "",
    ),
    h(
      "div",
      { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Matrix of outlets" },
      h(
        "table",
        { class: "matrix" },
        h("caption", { class: "visually-hidden" }, "Rows give text, columns take it"),
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col", class: "corner" }, "from ↓ to →"),
            takers.map((taker) =>
              h("th", { scope: "col" }, h("span", { class: "slanted", dir: "auto" }, outletName(taker))),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          sources.map((source) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, h("bdi", {}, outletName(source))),
              takers.map((taker) => cell(source, taker)),
            ),
          ),
        ),
      ),
    ),
    left
      ? h(
          "details",
          {},
          h("summary", {}, "All pairs of outlets"),
          growing(
            h("ul", { class: "flows" }),
            DATA.flows,
            ([source, taker, n]) => h("li", {}, `${outletName(source)} → ${outletName(taker)}: ${grouped(n)}`),
            ["pair"],
          ),
        )
      : null,
  );
}

function busiest(side) {
  const totals = new Map();
  for (const flow of DATA.flows) totals.set(flow[side], (totals.get(flow[side]) ?? 0) + flow[2]);
  return [...totals]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, MATRIX_SIDE)
    .map(([outlet]) => outlet);
}
