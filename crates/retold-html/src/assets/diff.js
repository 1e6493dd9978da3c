// The words that differ between two places: from the report where it aligned them, else found here.

const ONE_BY_ONE = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const WORD = new RegExp(
  `[${ONE_BY_ONE}]\\p{M}*|(?:(?![${ONE_BY_ONE}])[\\p{L}\\p{N}\\p{M}_\\u00ad\\u200b-\\u200d])+` +
    `(?:(?:['’.:·]|(?<=\\p{N}),(?=\\p{N}))(?:(?![${ONE_BY_ONE}])[\\p{L}\\p{N}\\p{M}_\\u00ad])+)*`,
  "gu",
);
const SENTENCE_END = /(?:^|[.!?…:\n\r•-])[ \t]*["'([“‘«„*_]*$/u;

// Texts with more edits than this are not compared word by word.
const MOST_EDITS = 1200;

function wordsOf(text) {
  const words = [];
  for (const found of text.matchAll(WORD)) {
    const key = found[0].replace(/[\u00ad\u200b-\u200d]/g, "").normalize("NFKC").toLowerCase().replace(/’/g, "'");
    words.push({ start: found.index, end: found.index + found[0].length, key });
  }
  return words;
}

// A number, or a name: a capital letter that does not start a sentence.
function isFact(text, word) {
  const itself = text.slice(word.start, word.end);
  if (/\p{N}/u.test(itself)) return true;
  return /^\p{Lu}/u.test(itself) && !SENTENCE_END.test(text.slice(Math.max(0, word.start - 40), word.start));
}

// The edits between two texts as the report gives them, offsets from each text's start; null where
// the texts are too different for a comparison word by word.
function editsBetween(a, b) {
  const wordsA = wordsOf(a);
  const wordsB = wordsOf(b);
  const runs = differences(wordsA.map((w) => w.key), wordsB.map((w) => w.key));
  if (!runs) return null;
  const from = (text, words, at) => (at < words.length ? words[at].start : text.length);
  return runs.map(([a0, a1, b0, b1]) => {
    const fact = wordsA.slice(a0, a1).some((w) => isFact(a, w)) || wordsB.slice(b0, b1).some((w) => isFact(b, w));
    const aStart = from(a, wordsA, a0);
    const bStart = from(b, wordsB, b0);
    const aEnd = a1 > a0 ? wordsA[a1 - 1].end : aStart;
    const bEnd = b1 > b0 ? wordsB[b1 - 1].end : bStart;
    return { aStart, aEnd, bStart, bEnd, fact };
  });
}

// The shortest edit script (Myers 1986) as runs [a0, a1, b0, b1] that differ.
function differences(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const n = a.length - head - tail;
  const m = b.length - head - tail;
  if (n === 0 && m === 0) return [];
  if (n === 0 || m === 0) return [[head, head + n, head, head + m]];
  const most = Math.min(n + m, MOST_EDITS);
  const reach = new Int32Array(2 * most + 3);
  const trace = [];
  for (let d = 0; d <= most; d += 1) {
    trace.push(reach.slice(most - d, most + d + 3));
    for (let k = -d; k <= d; k += 2) {
      const at = k + most + 1;
      let x = k === -d || (k !== d && reach[at - 1] < reach[at + 1]) ? reach[at + 1] : reach[at - 1] + 1;
      while (x < n && x - k < m && a[head + x] === b[head + x - k]) x += 1;
      reach[at] = x;
      if (x >= n && x - k >= m) return runsOf(trace, d, n, m, head);
    }
  }
  return null;
}

function runsOf(trace, edits, n, m, head) {
  const runs = [];
  let [x, y] = [n, m];
  for (let d = edits; d > 0; d -= 1) {
    const before = trace[d];
    const reached = (k) => before[k + d + 1];
    const k = x - y;
    const down = k === -d || (k !== d && reached(k - 1) < reached(k + 1));
    const fromX = down ? reached(k + 1) : reached(k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    const [toX, toY] = down ? [fromX, fromY + 1] : [fromX + 1, fromY];
    const last = runs[runs.length - 1];
    if (last && last[0] === toX + head && last[2] === toY + head) {
      last[0] = fromX + head;
      last[2] = fromY + head;
    } else {
      runs.push([fromX + head, toX + head, fromY + head, toY + head]);
    }
    [x, y] = [fromX, fromY];
  }
  return runs.reverse();
}

const editIndex = new Map();
const editKey = (docA, a, docB, b) => `${docA}:${a.start}-${a.end}/${docB}:${b.start}-${b.end}`;
for (const pair of pairs) for (const p of pair.passages) editIndex.set(editKey(pair.a, p.a, pair.b, p.b), p.edits);
for (const repeat of repeats) editIndex.set(editKey(repeat.doc, repeat.a, repeat.doc, repeat.b), repeat.edits);

// The edits from one place to another, with offsets in the documents; null if there are none.
function editsOf(from, to) {
  const listed = editIndex.get(editKey(from.doc, from, to.doc, to));
  if (listed && listed.length) return listed;
  const turned = editIndex.get(editKey(to.doc, to, from.doc, from));
  if (turned && turned.length) {
    return turned.map((e) => ({ aStart: e.bStart, aEnd: e.bEnd, bStart: e.aStart, bEnd: e.aEnd, fact: e.fact }));
  }
  const a = slice(from.doc, from.start, from.end);
  const b = slice(to.doc, to.start, to.end);
  if (a === null || b === null) return null;
  const edits = editsBetween(a, b);
  return edits && edits.map((e) => ({
    aStart: e.aStart + from.start,
    aEnd: e.aEnd + from.start,
    bStart: e.bStart + to.start,
    bEnd: e.bEnd + to.start,
    fact: e.fact,
  }));
}
