// Numbered lines of text with marks.

// In texts with more lines than this, lines far from any mark are folded.
const FOLD_ABOVE = 1500;
const FOLD_MARGIN = 4;

const startsOfLines = new WeakMap();

// The offsets of the lines of a piece, from its start. Lines end as in the report: with LF,
// CRLF or CR.
function lineStarts(piece) {
  if (!startsOfLines.has(piece)) {
    const starts = [0];
    for (const found of piece[2].matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
    startsOfLines.set(piece, starts);
  }
  return startsOfLines.get(piece);
}

// The lines between two offsets of a document: { start, end, number, text }, and { gap } where the
// file does not contain the text.
function linesBetween(doc, from, to) {
  const lines = [];
  let reached = from;
  for (const piece of documents[doc].pieces) {
    const [at, first, text] = piece;
    const end = at + text.length;
    if (end <= from || at >= to) continue;
    if (at > reached) lines.push({ gap: true });
    const starts = lineStarts(piece);
    for (let i = Math.max(0, countUpTo(starts, from - at) - 1); i < starts.length && at + starts[i] < to; i += 1) {
      const next = i + 1 < starts.length ? starts[i + 1] : text.length;
      const stop = next - /[\r\n]*$/.exec(text.slice(Math.max(starts[i], next - 2), next))[0].length;
      if (next === starts[i] || at + next <= from) continue;
      const [start, cutAt] = [Math.max(at + starts[i], from), Math.min(at + stop, to)];
      lines.push({ start, end: Math.max(start, cutAt), number: first + i, text: text.slice(start - at, cutAt - at), cut: at + starts[i] < from, cutAfter: at + stop > to });
    }
    reached = Math.min(end, to);
  }
  if (reached < to) lines.push({ gap: true });
  return lines;
}

// The number of ascending numbers that are at most the given one.
function countUpTo(numbers, most) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The elements of the lines between two offsets. A mark is { start, end, classes, attributes }; marks
// may overlap. An insertion is { at, text, classes }. options.margin(line) may give an element that
// is placed next to a line; options.fold folds stretches without marks.
function textLines(doc, from, to, marks, options = {}) {
  const lines = linesBetween(doc, from, to);
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end);
  const insertions = [...(options.insertions || [])].sort((a, b) => a.at - b.at);
  for (const line of lines) line.blank = !line.gap && !line.text.trim();
  let next = 0;
  let open = [];
  for (const line of lines) {
    if (line.gap) continue;
    while (next < sorted.length && sorted[next].start < line.end) open.push(sorted[next++]);
    open = open.filter((mark) => mark.end > line.start);
    line.marks = open.slice();
  }
  const kept = lines.filter((line, i) => !(line.blank && i > 0 && lines[i - 1].blank && !line.marks.length));
  if (options.trim) {
    while (kept.length && kept[0].blank && !kept[0].marks.length) kept.shift();
    while (kept.length && kept[kept.length - 1].blank && !kept[kept.length - 1].marks.length) kept.pop();
  }
  const row = (line) => lineElement(doc, line, insertions, options);
  if (!options.fold || kept.length <= FOLD_ABOVE) return kept.map(row);
  const near = new Uint8Array(kept.length);
  kept.forEach((line, i) => {
    if (line.gap || line.marks.length) near.fill(1, Math.max(0, i - FOLD_MARGIN), i + FOLD_MARGIN + 1);
  });
  const rows = [];
  for (let i = 0; i < kept.length; ) {
    if (near[i]) {
      rows.push(row(kept[i]));
      i += 1;
      continue;
    }
    let end = i;
    while (end < kept.length && !near[end]) end += 1;
    rows.push(folded(kept.slice(i, end), row));
    i = end;
  }
  return rows;
}

function folded(lines, row) {
  const label = `${count(lines.length, "line")} without repeats`;
  const button = el("button.fold", { type: "button", onclick: () => {
    const rest = lines.slice(FOLD_ABOVE);
    button.replaceWith(...lines.slice(0, FOLD_ABOVE).map(row), ...(rest.length ? [folded(rest, row)] : []));
  } }, label);
  return button;
}

function lineElement(doc, line, insertions, options) {
  if (line.gap) return el("div.gap", null, "… not in this file: the size limit for texts was reached …");
  const words = el("span.words", { dir: "auto" });
  const cuts = new Set([line.start, line.end]);
  for (const mark of line.marks) {
    cuts.add(Math.max(mark.start, line.start));
    cuts.add(Math.min(mark.end, line.end));
  }
  const here = insertions.filter((i) => i.at >= line.start && i.at <= line.end);
  for (const insertion of here) cuts.add(insertion.at);
  const ends = [...cuts].sort((a, b) => a - b);
  for (let i = 0; i < ends.length; i += 1) {
    for (const insertion of here) {
      if (insertion.at === ends[i]) words.append(el(insertion.tag, { title: insertion.title }, shown(insertion.text)));
    }
    if (i + 1 === ends.length) break;
    const [start, end] = [ends[i], ends[i + 1]];
    const over = line.marks.filter((mark) => mark.start < end && mark.end > start);
    const text = shown(line.text.slice(start - line.start, end - line.start));
    words.append(over.length ? marked(text, over) : text);
  }
  if (line.cut) words.prepend("… ");
  if (line.cutAfter) words.append(" …");
  const margin = options.margin && options.margin(line);
  return el("div.line", { "data-line": line.number },
    el("span.no", { "aria-hidden": "true" }, line.cut ? "" : `${line.number}`), words, margin);
}

// Overlapping marks become one element with the classes of all.
function marked(text, over) {
  const element = el(over.some((mark) => mark.tag === "ins") ? "ins" : "mark", null, text);
  for (const mark of over) {
    element.classList.add(...mark.classes);
    for (const [key, value] of Object.entries(mark.attributes || {})) {
      const before = element.getAttribute(key);
      element.setAttribute(key, before && key === "data-p" ? `${before} ${value}` : value);
    }
  }
  return element;
}

// Other kinds of line breaks break the line; other control characters are invisible.
function shown(text) {
  return text.replace(/[\u000b\u000c\u0085\u2028\u2029]/g, "\n").replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "\ufffd").replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

const FACT_TITLE = "A number, a date, a name or a word such as “not” differs here";

// The marks of edits on the second text, and the text that it lacks of the first.
function editMarks(edits, docA) {
  const marks = [];
  const insertions = [];
  for (const edit of edits) {
    const classes = edit.fact ? ["changed", "fact"] : ["changed"];
    if (edit.bEnd > edit.bStart) {
      const attributes = edit.fact ? { title: FACT_TITLE } : {};
      marks.push({ start: edit.bStart, end: edit.bEnd, tag: "ins", classes, attributes });
    }
    const left = edit.aEnd > edit.aStart ? slice(docA, edit.aStart, edit.aEnd) : "";
    if (left) {
      const tag = edit.fact ? "del.changed.fact" : "del.changed";
      insertions.push({ at: edit.bStart, text: oneLine(left, 400), tag, title: edit.fact ? FACT_TITLE : null });
    }
  }
  return { marks, insertions };
}
