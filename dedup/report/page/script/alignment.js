// Two texts -> rows in which what corresponds stands side by side.

const LONG_LINE = 420; // characters: a line beyond is set as several paragraphs, at the ends of sentences
const SHORT_PART = 240;

// The paragraphs of a text as [start, end]: its lines, and of long lines several sentences at a time.
function paragraphsOf(text, language) {
  const found = [];
  for (const line of text.matchAll(/[^\n]+/g)) {
    if (!line[0].trim()) continue;
    if (line[0].length <= LONG_LINE) found.push([line.index, line.index + line[0].length]);
    else found.push(...sentencesTogether(line[0], line.index, language));
  }
  return found;
}

function sentencesTogether(line, offset, language) {
  const parts = [];
  let start = 0;
  for (const end of sentenceEnds(line, language)) {
    if (end - start >= SHORT_PART || end === line.length) {
      parts.push([offset + start, offset + end]);
      start = end;
    }
  }
  return parts;
}

function sentenceEnds(line, language) {
  if (!("Segmenter" in Intl))
    return [...Array.from(line.matchAll(/[.!?。！？؟]\s+/g), (m) => m.index + m[0].length), line.length];
  let segmenter;
  try {
    segmenter = new Intl.Segmenter(language || "en", { granularity: "sentence" });
  } catch {
    segmenter = new Intl.Segmenter("en", { granularity: "sentence" }); // a language code it does not know
  }
  return Array.from(segmenter.segment(line), (part) => part.index + part.segment.length);
}

// Rows of [paragraphs on the left, paragraphs on the right]. Paragraphs that share most are paired, in the order of
// both texts (the heaviest chain of pairs); what lies between two pairs has a row of its own.
function alignedRows(left, right, leftStretches, rightStretches) {
  const shared = sharedCharacters(left, right, leftStretches, rightStretches);
  const rows = [];
  let [i, j] = [0, 0];
  for (const [a, b] of heaviestChain(shared, left.length, right.length)) {
    if (a > i || b > j) rows.push([left.slice(i, a), right.slice(j, b)]);
    rows.push([[left[a]], [right[b]]]);
    [i, j] = [a + 1, b + 1];
  }
  if (i < left.length || j < right.length) rows.push([left.slice(i), right.slice(j)]);
  return rows;
}

// Both texts of a passage are taken to run at one speed, from its start to its end.
function sharedCharacters(left, right, leftStretches, rightStretches) {
  const shared = new Map();
  leftStretches.forEach(([start, end], k) => {
    const [start2, end2] = rightStretches[k];
    const rate = (end2 - start2) / Math.max(end - start, 1);
    left.forEach(([from, until], a) => {
      const [low, high] = [Math.max(from, start), Math.min(until, end)];
      if (low >= high) return;
      const [low2, high2] = [start2 + (low - start) * rate, start2 + (high - start) * rate];
      right.forEach(([from2, until2], b) => {
        const overlap = Math.min(until2, high2) - Math.max(from2, low2);
        if (overlap > 0) shared.set(a * right.length + b, (shared.get(a * right.length + b) ?? 0) + overlap);
      });
    });
  });
  return shared;
}

function heaviestChain(shared, n, m) {
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  for (let a = n - 1; a >= 0; a--) {
    for (let b = m - 1; b >= 0; b--) {
      const together = shared.get(a * m + b);
      const skipped = Math.max(best[a + 1][b], best[a][b + 1]);
      best[a][b] = together ? Math.max(skipped, together + best[a + 1][b + 1]) : skipped;
    }
  }
  const chain = [];
  for (let a = 0, b = 0; a < n && b < m;) {
    if (best[a][b] === best[a + 1][b]) a++;
    else if (best[a][b] === best[a][b + 1]) b++;
    else chain.push([a++, b++]);
  }
  return chain;
}
