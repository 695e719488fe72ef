// Files and records that are not among the articles, each with its reason.

function skippedView(state) {
  const reasons = Object.entries(DATA.counts.skipped);
  const total = reasons.reduce((sum, [, n]) => sum + n, 0);
  const head = h(
    "div",
    { class: "view-head" },
    heading("Skipped"),
    h("p", { class: "tally" }, total ? counted(total, "file or record", "files and records") : "nothing"),
  );
  if (!total)
    return h(
      "section",
      { class: "view skipped", "aria-labelledby": "view-heading" },
      head,
      h("p", { class: "empty" }, "Every file and record was read."),
    );
  const shown = DATA.skipped.filter(([, reason]) => !state.reason || reason === state.reason);
  const link = (reason, words) =>
    h("a", { href: to({ reason }), "aria-current": state.reason === reason ? "true" : null }, words);
  const body = h("tbody");
  const frame = table("Skipped files and records", [["File or record"], ["Reason"], ["What was found"]], []);
  frame.querySelector("tbody").replaceWith(body);
  const [, more] = growing(
    body,
    shown,
    ([place, reason, detail]) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, h("code", { dir: "ltr" }, place)),
        h("td", {}, reason),
        h("td", { dir: "auto" }, detail),
      ),
    ["file or record", "files and records"],
  );
  return h(
    "section",
    { class: "view skipped", "aria-labelledby": "view-heading" },
    head,
    h(
      "ul",
      { class: "reasons", "aria-label": "Reasons" },
      h("li", {}, link("", `all ${grouped(total)}`)),
      reasons.map(([reason, n]) => h("li", {}, link(reason, `${reason} ${grouped(n)}`))),
    ),
    frame,
    more,
  );
}
