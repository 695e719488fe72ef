// Pictures in plain SVG. Each has a sentence that says the same; the lists beside them hold every number.

const BARS = 24;

// How a story spread: its articles over time, copies and excerpts on top in another colour.
function spark(story) {
  if (story.dated.length < 2 || story.first === story.last) return null;
  const [width, height] = [144, 34];
  const own = new Array(BARS).fill(0);
  const taken = new Array(BARS).fill(0);
  for (const article of story.dated) {
    const place = Math.floor(((timeOf(article) - story.first) / (story.last - story.first)) * (BARS - 0.001));
    (isTaken(article) ? taken : own)[place] += 1;
  }
  const most = Math.max(...own.map((count, bar) => count + taken[bar]));
  const step = width / BARS;
  const unit = (height - 1) / most;
  // One path for all bars of a colour: a page of cards is drawn in half the time that rectangles take.
  const bars = (counts, below) =>
    counts
      .map((count, bar) =>
        count
          ? `M${bar * step + 0.5} ${height - 1 - below[bar] * unit}v${-count * unit}h${step - 1}v${count * unit}z`
          : "",
      )
      .join("");
  const label = `Spread over ${lasting(story)}, from ${dayOf(story.first)}`;
  return s(
    "svg",
    { class: "spark", role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height}`, width, height },
    s("path", { class: "axis", d: `M0 ${height - 0.5}H${width}` }),
    s("path", { class: "own", d: bars(own, new Array(BARS).fill(0)) }),
    s("path", { class: "taken", d: bars(taken, own) }),
  );
}

const ROW = 30;
const MAX_ROWS = 60;

// A story's articles, a line for each outlet, with each copy tied to the article its text comes from.
function timeline(story, width) {
  const rows = [...story.outlets.keys()].sort((one, other) => firstOf(story, one) - firstOf(story, other));
  const shown = rows.slice(0, MAX_ROWS);
  const labels = width < 560 ? 0 : Math.min(210, width * 0.28);
  const undated = story.dated.length < story.articles.length ? 84 : 0;
  const right = width - undated - 14;
  const scale = timeScale(story, labels + 14, right);
  const places = placesOf(story, shown, scale, width - undated / 2, labels ? 0 : 9);
  const height = shown.length * ROW + 30;
  const label = `Timeline of ${counted(story.articles.length, "article")} by outlet; the list below has every date`;
  return s(
    "svg",
    { class: "timeline", role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height}`, width, height },
    axis(story, scale, labels, right, height, undated && width - undated / 2),
    shown.map((outlet, row) => rowOf(outlet, row, labels, width)),
    story.articles.map((article) => tie(article, places)),
    story.articles.map((article) => dot(article, places)),
  );
}

function firstOf(story, outlet) {
  const first = story.dated.find((article) => outletOf(article) === outlet);
  return first === undefined ? Infinity : timeOf(first);
}

function timeScale(story, left, right) {
  const length = Math.max(story.last - story.first, 1);
  if (story.first === story.last) return () => (left + right) / 2;
  return (time) => left + ((time - story.first) / length) * (right - left);
}

function placesOf(story, shown, scale, undatedX, lower) {
  const places = new Map();
  const taken = new Map();
  for (const article of story.articles) {
    const row = shown.indexOf(outletOf(article));
    if (row < 0) continue;
    const x = timeOf(article) === null ? undatedX : scale(timeOf(article));
    // Articles of one outlet at nearly one time stand beside one another, not on top.
    const key = `${row}:${Math.round(x / 8)}`;
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    places.set(article, [
      x + before * 9 * (x > undatedX - 60 && timeOf(article) !== null ? -1 : 1),
      row * ROW + ROW / 2 + lower,
    ]);
  }
  return places;
}

function axis(story, scale, labels, right, height, undatedX) {
  const parts = [];
  if (story.first !== null) {
    const withHours = story.last - story.first < 4 * 86400 && story.dated.some(hasHour);
    const most = withHours ? 5 : Math.round((story.last - story.first) / 86400) + 1; // no day stands there twice
    const n = Math.max(2, Math.min(5, most, Math.floor((right - labels) / 130)));
    const step = (story.last - story.first) / (n - 1);
    const times =
      story.first === story.last ? [story.first] : Array.from({ length: n }, (_, k) => story.first + k * step);
    times.forEach((time, k) => {
      const anchor = times.length === 1 ? "middle" : k === 0 ? "start" : k === n - 1 ? "end" : "middle";
      const words = dayOf(time, false) + (withHours ? `, ${hourOf(time)}` : "");
      parts.push(s("path", { class: "grid", d: `M${scale(time)} 0V${height - 24}` }));
      parts.push(s("text", { class: "tick", x: scale(time), y: height - 8, "text-anchor": anchor }, words));
    });
  }
  if (undatedX)
    parts.push(s("text", { class: "tick", x: undatedX, y: height - 8, "text-anchor": "middle" }, "no date"));
  return parts;
}

function rowOf(outlet, row, labels, width) {
  const y = row * ROW + ROW / 2;
  const room = Math.floor((labels || width) / 7.2);
  const name = outletName(outlet);
  const words = name.length > room ? `${name.slice(0, room - 1)}…` : name;
  const at = labels ? { x: 0, y: y + 4 } : { x: 0, y: y - 4 };
  return [
    s("path", { class: "lane", d: `M${labels} ${labels ? y : y + 9}H${width}` }),
    s("text", { class: "outlet", ...at }, words, s("title", {}, name)),
  ];
}

function tie(article, places) {
  const source = COLUMNS.source[article];
  if (source < 0 || source === article || !places.has(article) || !places.has(source)) return null;
  const [[x1, y1], [x2, y2]] = [places.get(source), places.get(article)];
  if (y1 === y2) return s("path", { class: "tie", d: `M${x1} ${y1}Q${(x1 + x2) / 2} ${y1 - 26} ${x2} ${y2}` });
  const bend = Math.max(18, Math.abs(x2 - x1) / 2);
  return s("path", { class: "tie", d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` });
}

function dot(article, places) {
  if (!places.has(article)) return null;
  const [x, y] = places.get(article);
  const title = s("title", {}, `${outletName(outletOf(article))}, ${momentOf(article)}: ${COLUMNS.title[article]}`);
  return s("circle", { class: `dot ${roleOf(article)}`, cx: x, cy: y, r: 5.5, "data-article": article }, title);
}
