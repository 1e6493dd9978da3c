// The page of a pair: two files side by side, a color for each passage, columns that scroll together.

const COLOURS = 7;

// The colors of the passages, in turn. The last, grey, is for boilerplate.
function coloursOf(places) {
  const colours = new Map();
  let next = 0;
  for (const { family } of places) {
    if (!colours.has(family)) colours.set(family, families[family].boilerplate ? COLOURS : next++ % COLOURS);
  }
  return colours;
}

function pairView(a, b, at) {
  const pair = pairOf(a, b);
  if (!pair) {
    if (!documents[a] || !documents[b]) return missing(`There is no pair ${a} and ${b}.`);
    return missing(`${nameOf(a)} and ${nameOf(b)} share no text, or share passages with too many files to be listed as a pair.`);
  }
  // Where whole files were compared, no passages were aligned. The differences are found here.
  const edits = pair.passages.length ? [] : wholeEdits(pair);
  const stops = pair.passages.length || edits.length;
  const colours = coloursOf(pair.passages);
  const columns = ["a", "b"].map((side) => column(pair, side, colours, edits));
  const chips = el("ol.chips", { "aria-label": "Shared passages" }, pair.passages.map((p, i) => el("li", null,
    el("button", { class: `chip p p${colours.get(p.family)}`, type: "button", "data-chip": i, "data-row": true, onclick: () => reveal(i) },
      el("strong", null, `${i + 1}`), el("span", null, `${lineRange(p.a)} ~ ${lineRange(p.b)}`), el("span", null, count(p.matched, "word")), el("span", null, p.edits.length || p.identity < 1 ? share(p.identity) : "identical")))));
  const linked = el("input", { type: "checkbox", id: "linked", checked: true });
  const view = el("div.columns", null, columns);

  const scrollers = columns.map((c) => c.querySelector(".scroller"));
  const link = linkScrolling(scrollers, () => linked.checked);
  let current = -1;

  // Brings a passage into view in both columns.
  function reveal(i) {
    current = i;
    for (const element of view.parentNode.querySelectorAll(".now")) element.classList.remove("now");
    const chip = chips.querySelector(`[data-chip="${i}"]`);
    if (chip) chip.classList.add("now");
    for (const scroller of scrollers) {
      const marks = [...scroller.querySelectorAll("[data-p]")].filter((m) => m.dataset.p.split(" ").includes(`${i}`));
      for (const mark of marks) mark.classList.add("now");
      if (marks.length) link.place(scroller, marks[0]);
    }
  }
  const step = (by) => stops && reveal((Math.max(current, by < 0 ? 0 : -1) + by + stops) % stops);
  view.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-p]");
    if (!mark) return;
    const here = mark.dataset.p.split(" ").map(Number);
    // If a place has several counterparts, each click shows the next one.
    reveal(here[(here.indexOf(current) + 1) % here.length]);
  });
  view.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.closest("[data-p]")) event.target.click();
  });
  const differing = pair.differing;
  const facts = differing ? differing.facts_a + differing.facts_b : 0;
  const others = differing ? differing.words_a + differing.words_b : 0;
  return {
    title: `${nameOf(a)} ~ ${nameOf(b)}`,
    wide: true,
    step,
    ready: () => {
      if (pair.passages.length) reveal(Math.min(Math.max(0, at || 0), pair.passages.length - 1));
    },
    content: [
      el("h1.two", null, nameElement(a), el("span.and", null, " ~ "), nameElement(b)),
      el("p.lead", null,
        el("span.badge", { class: `badge ${pair.relation}` }, relationName(pair.relation)), ` ${relationMeaning(pair.relation)} `,
        pair.passages.length > 0 && `${count(pair.matched, "shared word")} in ${count(pair.passages.length, "passage")}; `,
        edits.length > 0 && `${count(edits.length, "change")} between them; `,
        `resemblance ${share(pair.resemblance)}, containment ${share(pair.containment[0])} and ${share(pair.containment[1])}.`,
        differing && others > 0 && ` ${count(others, "word differs", "words differ")}, ${number(facts)} of them numbers, dates or names.`),
      el("div.pairtools", null, chips,
        el("label.choice", null, linked, " Scroll together"),
        el("span.small.keys", null, el("kbd", null, "n"), " ", el("kbd", null, "p"), " next and previous ", pair.passages.length ? "passage" : "change")),
      view,
    ],
  };
}

// The words that differ between two whole texts, if both are here and not too different.
function wholeEdits(pair) {
  const [a, b] = [pair.a, pair.b].map((doc) => slice(doc, ...bounds(doc)));
  return (a !== null && b !== null && editsBetween(a, b)) || [];
}

function column(pair, side, colours, edits) {
  const doc = pair[side];
  const marks = [];
  pair.passages.forEach((p, i) => {
    const place = p[side];
    marks.push({ ...place, classes: ["p", `p${colours.get(p.family)}`], attributes: { "data-p": i, tabindex: 0 } });
    for (const edit of p.edits) {
      const [start, end] = side === "a" ? [edit.aStart, edit.aEnd] : [edit.bStart, edit.bEnd];
      if (end > start) marks.push({ start, end, classes: edit.fact ? ["changed", "fact"] : ["changed"], attributes: edit.fact ? { title: FACT_TITLE } : {} });
    }
  });
  edits.forEach((edit, i) => {
    const [start, end] = side === "a" ? [edit.aStart, edit.aEnd] : [edit.bStart, edit.bEnd];
    if (end > start) marks.push({ start, end, classes: ["p", edit.fact ? "p1" : "p0", ...(edit.fact ? ["fact"] : [])], attributes: { "data-p": i, tabindex: 0, ...(edit.fact ? { title: FACT_TITLE } : {}) } });
  });
  const text = documents[doc].pieces.length
    ? textLines(doc, ...bounds(doc), marks, { fold: true })
    : el("p.gap", null, "The text of this file is not included, because the size limit for texts was reached.");
  return el("section.column", { "aria-label": visible(documents[doc].name) },
    el("header", null, fileLink(doc), shareBar(shareOf(pair, doc)), el("span.share", null, pair.passages.length ? `${percent(shareOf(pair, doc))} of ${count(documents[doc].words, "word")} shared` : `containment ${share(shareOf(pair, doc))}`)),
    el("div.scroller.text", { tabindex: 0, "data-side": side }, text));
}

// A document from its first to its last character; missing text is shown as a gap.
const bounds = (doc) => [0, documents[doc].length];

// Keeps the counterpart of the text at a third of one column at a third of the other, in between in
// proportion. Near the ends this line moves to them, so that both columns end together.
function linkScrolling(scrollers, isOn) {
  const expected = new Map();
  let anchors = null;
  const forget = () => {
    anchors = null;
  };
  const observer = new ResizeObserver(forget);
  const topIn = (scroller, element) => element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;

  function measure() {
    const tops = scrollers.map((scroller) => {
      const first = new Map();
      for (const mark of scroller.querySelectorAll("[data-p]")) {
        for (const i of mark.dataset.p.split(" ")) if (!first.has(Number(i))) first.set(Number(i), topIn(scroller, mark));
      }
      return first;
    });
    const both = [...tops[0]].filter(([i]) => tops[1].has(i)).map(([i, top]) => [top, tops[1].get(i)]);
    return [0, 1].map((side) => {
      const points = both.map((point) => [point[side], point[1 - side]]).sort((p, q) => p[0] - q[0]);
      return [[0, 0], ...points, [scrollers[side].scrollHeight, scrollers[1 - side].scrollHeight]];
    });
  }

  function follow(side) {
    const [from, to] = [scrollers[side], scrollers[1 - side]];
    if (expected.has(from)) {
      const meant = Math.abs(expected.get(from) - from.scrollTop) < 2;
      expected.delete(from);
      if (meant) return;
    }
    if (!isOn()) return;
    anchors ??= measure();
    const height = from.clientHeight;
    const rest = from.scrollHeight - height - from.scrollTop;
    const down = Math.max(Math.min(from.scrollTop, height / 3), height - rest);
    const at = from.scrollTop + down;
    const points = anchors[side];
    let i = 1;
    while (i + 1 < points.length && points[i][0] <= at) i += 1;
    const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
    const y = y0 + (x1 > x0 ? Math.min(1, Math.max(0, (at - x0) / (x1 - x0))) * (y1 - y0) : 0);
    put(to, rest < 1 ? to.scrollHeight : y - down);
  }

  // Scrolls without moving the other column.
  function put(scroller, top) {
    const before = scroller.scrollTop;
    scroller.scrollTop = top;
    if (scroller.scrollTop !== before) expected.set(scroller, scroller.scrollTop);
  }
  scrollers.forEach((scroller, side) => {
    scroller.addEventListener("scroll", () => follow(side), { passive: true });
    scroller.addEventListener("click", forget);
    observer.observe(scroller);
  });
  return { place: (scroller, mark) => put(scroller, topIn(scroller, mark) - scroller.clientHeight / 3) };
}
