// What two texts share word for word. The run's own passages are used where it has them; between two other articles
// they are looked for here, by the same rule: the longest runs of equal words, none overlapping another.

const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

function tokensOf(text) {
  return Array.from(text.matchAll(TOKEN), (found) => ({
    word: folded(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

// Offsets of the run count code points, those of a script UTF-16 units; they differ where a text has rare characters.
function inUnits(text, passages, side) {
  if (!/[\ud800-\udfff]/.test(text)) return passages.map((passage) => passage[side]);
  const units = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return passages.map((passage) => passage[side].map((offset) => units[Math.min(offset, units.length - 1)]));
}

function findPassages(one, other, minWords) {
  const [left, right] = [tokensOf(one), tokensOf(other)];
  const runs = maximalRuns(left, right, minWords).sort((a, b) => b.words - a.words || a.i - b.i);
  const [usedLeft, usedRight] = [new Uint8Array(left.length), new Uint8Array(right.length)];
  const found = [];
  for (const run of runs) {
    const { i, j, words } = longestFree(run, usedLeft, usedRight);
    if (words < minWords) continue;
    usedLeft.fill(1, i, i + words);
    usedRight.fill(1, j, j + words);
    found.push({
      words,
      articles: 2,
      left: [left[i].start, left[i + words - 1].end],
      right: [right[j].start, right[j + words - 1].end],
    });
  }
  return found;
}

function maximalRuns(left, right, minWords) {
  const places = new Map();
  const key = (tokens, at) =>
    tokens
      .slice(at, at + minWords)
      .map((token) => token.word)
      .join(" ");
  for (let j = 0; j + minWords <= right.length; j++) {
    const words = key(right, j);
    if (places.has(words)) places.get(words).push(j);
    else places.set(words, [j]);
  }
  const runs = [];
  for (let i = 0; i + minWords <= left.length; i++) {
    for (const j of places.get(key(left, i)) ?? []) {
      if (i && j && left[i - 1].word === right[j - 1].word) continue; // found from where it begins
      let words = minWords;
      while (i + words < left.length && j + words < right.length && left[i + words].word === right[j + words].word)
        words++;
      runs.push({ i, j, words });
    }
  }
  return runs;
}

function longestFree({ i, j, words }, usedLeft, usedRight) {
  let [best, longest, length] = [0, 0, 0];
  for (let k = 0; k < words; k++) {
    length = usedLeft[i + k] || usedRight[j + k] ? 0 : length + 1;
    if (length > longest) [best, longest] = [k + 1 - length, length];
  }
  return { i: i + best, j: j + best, words: longest };
}

// How many words of a text lie outside of its passages, and how many it has.
function ownWords(text, stretches) {
  const tokens = tokensOf(text);
  const shared = tokens.filter((token) => stretches.some(([start, end]) => token.start >= start && token.start < end));
  return [tokens.length - shared.length, tokens.length];
}
