// Numbers, dates and names in words. Dates are in UTC and English, so that a page reads alike wherever it is opened.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const UNKNOWN_OUTLET = "unknown outlet";

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (number, one, many = `${one}s`) => `${grouped(number)} ${number === 1 ? one : many}`;
const percent = (part) => `${Math.round(part * 100)}%`;
const decimals = (measure) => (measure === null ? "unknown" : measure.toFixed(2));
const outletName = (outlet) => outlet || UNKNOWN_OUTLET;

const isoDay = (time) => new Date(time * 1000).toISOString().slice(0, 10);

function dayOf(time, withYear = true) {
  const date = new Date(time * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${withYear ? ` ${date.getUTCFullYear()}` : ""}`;
}

const hourOf = (time) => new Date(time * 1000).toISOString().slice(11, 16);

function momentOf(article) {
  const time = timeOf(article);
  if (time === null) return "no date";
  return hasHour(article) ? `${dayOf(time)}, ${hourOf(time)} UTC` : dayOf(time);
}

function timeElement(article) {
  return h("time", timeOf(article) === null ? {} : { datetime: COLUMNS.published[article] }, momentOf(article));
}

function periodOf(first, last) {
  if (first === null) return "no dates";
  if (isoDay(first) === isoDay(last)) return dayOf(first);
  const sameYear = isoDay(first).slice(0, 4) === isoDay(last).slice(0, 4);
  return `${dayOf(first, !sameYear)} – ${dayOf(last)}`;
}

// How long it took from the first to the last article, in one unit; in days where an hour is unknown.
function lasting(story) {
  const seconds = story.last - story.first;
  if (![story.dated[0], story.dated[story.dated.length - 1]].every(hasHour)) {
    return counted(
      Math.max(1, Math.round((Date.parse(isoDay(story.last)) - Date.parse(isoDay(story.first))) / 86400000)),
      "day",
    );
  }
  if (seconds < 3600) return counted(Math.max(1, Math.round(seconds / 60)), "minute");
  if (seconds < 48 * 3600) return counted(Math.round(seconds / 3600), "hour");
  return counted(Math.round(seconds / 86400), "day");
}

// Text as it is searched: letters alike whatever their case and marks.
const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
