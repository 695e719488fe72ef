// Why a pair has its probability: what each reason adds to the log-odds, which sum to it.

const DIGIT = new Map(
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((character, value) => [character, value]),
);
const NAME_DIGITS = 4;

const numberIn = (digits) => [...digits].reduce((number, digit) => number * 64 + DIGIT.get(digit), 0);

// The topics of a pair with what each adds in hundredths, and its names; null where the page does not hold them.
function reasonsOf(pair) {
  const packed = DATA.reasons?.packed[pair];
  if (!packed) return null;
  const { topics, width } = DATA.reasons;
  const n = topics.reduce((total, [, features]) => total + features.length, 0);
  const added = Array.from({ length: n }, (_, k) => numberIn(packed.slice(k * width, (k + 1) * width)) - 64 ** width / 2);
  const end = n * width + Math.ceil(n / 6);
  const unknown = numberIn(packed.slice(n * width, end));
  const names = (packed.slice(end).match(new RegExp(`.{${NAME_DIGITS}}`, "g")) ?? []).map(
    (digits) => DATA.names[numberIn(digits)],
  );
  let k = 0;
  const found = topics.map(([words, features], topic) => {
    const parts = features.map((said) => ({ words: said, added: added[k], unknown: Boolean((unknown >> k++) & 1) }));
    const total = parts.reduce((sum, part) => sum + part.added, 0);
    return { topic, words, parts, added: total, unknown: parts.every((part) => part.unknown) };
  });
  return { topics: found, names };
}

function reasonsSection({ reasons, measures: { probability } }, left, right) {
  const head = h("h3", { id: "why-heading" }, "What makes up the chance that both report one event");
  if (!reasons) {
    const missing = DATA.reasons
      ? "To stay small, the page holds the reasons of the strongest pairs only. Those of this one are in reasons.csv, beside it."
      : "The run kept no reasons: it is of an older version of dedup. Scan again to have them.";
    return h("section", { class: "why", "aria-labelledby": "why-heading" }, head, h("p", { class: "hint" }, missing));
  }
  const strongest = reasons.topics.slice().sort((one, other) => Math.abs(other.added) - Math.abs(one.added));
  const { words, prior } = DATA.reasons;
  const total = strongest.reduce((sum, topic) => sum + topic.added, prior);
  const longest = Math.max(Math.abs(prior), Math.abs(total), ...strongest.map((topic) => Math.abs(topic.added)));
  const parts = [];
  const rows = strongest.flatMap((topic) => {
    const details = topic.parts.length > 1 ? topic.parts.map((part) => partRow(part, longest)) : [];
    parts.push(...details);
    return [reasonRow(saidOf(topic, reasons.names, left, right), topic.added, longest), ...details];
  });
  const sum = h("strong", {}, `Sum: a chance of ${percent(probability)}`);
  return h(
    "section",
    { class: "why", "aria-labelledby": "why-heading" },
    head,
    h(
      "p",
      { class: "hint" },
      "In log-odds: 0 is even odds, and each 0.7 doubles them or, with a minus, halves them. ",
      "A reason speaks for or against by comparison with what is usual for two articles that share rare words.",
    ),
    table(
      "Reasons, strongest first",
      [["Reason"], ["Log-odds", "number"], ["Speaks"], [h("span", { class: "visually-hidden" }, "Bar"), "bar"]],
      [reasonRow(words, prior, longest, "start"), ...rows, reasonRow(sum, total, longest, "total")],
    ),
    partsButton(parts),
  );
}

// In the words of what it says: for one story, against it, or not known.
const spoken = ({ words: [inFavour, against, missing], added, unknown }) =>
  unknown ? missing : added >= 0 ? inFavour : against;

function saidOf(topic, names, left, right) {
  if (topic.unknown) return spoken(topic);
  if (topic.topic === DATA.reasons.time) return daysApart(left, right);
  if (topic.topic !== DATA.reasons.names || !names.length) return spoken(topic);
  const listed = h("span", setting(languageOf(Math.min(left, right))), names.join(", "));
  return [`${spoken(topic)}: `, listed];
}

function daysApart(left, right) {
  const days = Math.abs(timeOf(left) - timeOf(right)) / 86400;
  return days < 1 ? "less than a day apart" : `${counted(Math.floor(days + 0.5), "day")} apart`;
}

const signed = (hundredths) => `${hundredths < 0 ? "−" : "+"}${(Math.abs(hundredths) / 100).toFixed(2)}`;
const side = (added) => (added > 0 ? "for" : added < 0 ? "against" : "neither");

function reasonRow(words, added, longest, kind = "") {
  return h(
    "tr",
    { class: kind },
    h("th", { scope: "row" }, words),
    h("td", { class: "number" }, signed(added)),
    h("td", { class: "side" }, side(added)),
    h("td", { class: "bar" }, signedBar(added, longest)),
  );
}

function partRow(part, longest) {
  const row = reasonRow(part.unknown ? `${part.words} (not known)` : part.words, part.added, longest, "part");
  row.hidden = true;
  return row;
}

// To the right of the middle what speaks for one story, to the left what speaks against it.
function signedBar(added, longest) {
  const half = 60;
  const length = Math.max((half * Math.abs(added)) / longest, added ? 1 : 0);
  return s(
    "svg",
    { height: 12, viewBox: `0 0 ${2 * half} 12`, "aria-hidden": "true", class: "signed" },
    s("rect", { class: side(added), x: added < 0 ? half - length : half, y: 2, width: length, height: 8 }),
    s("path", { class: "middle", d: `M${half} 0V12` }),
  );
}

function partsButton(parts) {
  const words = { false: `Show the ${parts.length} measures they are made of`, true: "Show the reasons only" };
  const button = h("button", { type: "button", class: "quiet-button", "aria-expanded": "false" }, words.false);
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-expanded") === "false";
    for (const part of parts) part.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    button.textContent = words[shown];
  });
  return button;
}
