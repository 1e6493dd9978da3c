// Lists that stay quick however long they are: a page at a time.

const ROWS = 50;

// A list of items with a pager. row(item) gives an element; empty is said where there is none.
function pagedList({ items, row, empty, rows = ROWS, tag = "ol.rows", label }) {
  const box = el("div.paged");
  const pages = Math.max(1, Math.ceil(items.length / rows));
  let page = 0;
  const turn = (to) => {
    page = Math.min(pages - 1, Math.max(0, to));
    show();
    const first = box.querySelector("[data-row]");
    if (first) first.focus({ preventScroll: true });
    box.scrollIntoView({ block: "start" });
  };
  function show() {
    if (!items.length) {
      box.replaceChildren(el("p.empty", null, empty));
      return;
    }
    const shown = items.slice(page * rows, (page + 1) * rows);
    const button = (text, to, off, name) => el("button", { type: "button", disabled: off, "data-turn": name, onclick: () => turn(to) }, text);
    const pager = pages > 1 && el("nav.pager", { "aria-label": "Pages" },
      button("First", 0, page === 0), button("Previous", page - 1, page === 0, "back"),
      el("span", null, `${number(page * rows + 1)}–${number(page * rows + shown.length)} of ${number(items.length)}`),
      button("Next", page + 1, page === pages - 1, "on"), button("Last", pages - 1, page === pages - 1));
    box.replaceChildren(el(tag, { "aria-label": label }, shown.map(row)), ...(pager ? [pager] : []));
  }
  show();
  return box;
}

// A table whose columns sort: { title, value(item), cell(item), classes, first: "up" }.
function sortedTable({ items, columns, sortBy, empty, rows = 100, label }) {
  const box = el("div.sorted");
  let [column, down] = [sortBy, true];
  function show() {
    const { value } = columns[column];
    const order = (a, b) => (typeof a === "string" ? a.localeCompare(b, "en") : a - b);
    const sorted = items.map((item, i) => [value(item), i, item]);
    sorted.sort((a, b) => (down ? order(b[0], a[0]) : order(a[0], b[0])) || a[1] - b[1]);
    const heading = (c, i) => el(`th${c.classes || ""}`, { scope: "col", "aria-sort": i === column ? (down ? "descending" : "ascending") : null },
      el("button", { type: "button", onclick: () => {
        down = i === column ? !down : typeof value(items[0]) !== "string" && !c.up;
        if (i !== column) down = !c.up;
        column = i;
        show();
        box.querySelectorAll("th button")[i].focus();
      } }, c.title, el("span.arrow", { "aria-hidden": "true" }, i === column ? (down ? "▾" : "▴") : "")));
    const table = pagedList({
      items: sorted.map(([, , item]) => item),
      row: (item) => el("tr", null, columns.map((c) => el(`td${c.classes || ""}`, null, c.cell(item)))),
      tag: "tbody",
      rows,
      empty,
    });
    // The pager lives outside of the table, the head inside of it.
    box.replaceChildren(tableAround(table, el("thead", null, el("tr", null, columns.map(heading))), label));
  }
  show();
  return box;
}

// Wraps the body that a paged list shows into a table, now and whenever a page is turned.
function tableAround(list, head, label) {
  const wrap = () => {
    const body = list.querySelector(":scope > tbody");
    if (body) {
      const table = el("table", { "aria-label": label }, head);
      body.replaceWith(table);
      table.append(body);
    }
  };
  wrap();
  new MutationObserver(wrap).observe(list, { childList: true });
  return list;
}

function kindBadge(family) {
  return family.edited
    ? el("span.badge.edited", { title: "Words differ between the places; the figure is the least similarity" }, `edited ${share(family.least)}`)
    : el("span.badge.identical", { title: "The same words at every place" }, "identical");
}

const MOST_WHERE = 4;

function familyRow(family, needle) {
  const text = oneLine(canonical(family).slice(0, 600), 220);
  const where = family.places.slice(0, MOST_WHERE).map((place) => el("span.place", null, placeLabel(place)));
  const more = family.places.length - MOST_WHERE;
  return el("li", null, el("a.row.family", { href: `#/family/${family.id}`, "data-row": true },
    el("span.figures", null,
      el("strong", null, count(family.words, "word")),
      el("span", null, `${count(family.places.length, "place")}`),
      el("span", null, isInside(family) ? "in one file" : `in ${count(family.files, "file")}`),
      kindBadge(family)),
    el("span.opening", { dir: "auto" }, highlighted(text, needle)),
    el("span.where", null, where, more > 0 && el("span", null, `and ${number(more)} more`))));
}

const SORTS = {
  words: ["Longest first", (a, b) => b.words - a.words || a.id - b.id],
  places: ["Most places first", (a, b) => b.places.length - a.places.length || a.id - b.id],
  least: ["Most edited first", (a, b) => a.least - b.least || a.id - b.id],
  weight: ["Most repeated text first", (a, b) => b.words * (b.places.length - 1) - a.words * (a.places.length - 1) || a.id - b.id],
};
const SCOPES = {
  all: ["Everywhere", () => true],
  across: ["Across files", (family) => !isInside(family)],
  inside: ["Inside a file", isInside],
};

const chosen = { sort: "words", scope: "all", kind: "all" };

function choice(label, options, value, onchange) {
  return el("label.choice", null, `${label} `, el("select", { onchange: (event) => onchange(event.target.value) },
    Object.entries(options).map(([key, [text]]) => el("option", { value: key, selected: key === value }, text))));
}

// What is told more than once, without the boilerplate.
function familiesView() {
  const kinds = { all: ["Any wording", () => true], edited: ["Edited only", (f) => f.edited], same: ["Identical only", (f) => !f.edited] };
  const list = el("div.results");
  const tally = el("p.tally", { "aria-live": "polite" });
  function show() {
    const items = news.filter((f) => isKept(f) && SCOPES[chosen.scope][1](f) && kinds[chosen.kind][1](f));
    items.sort(SORTS[chosen.sort][1]);
    tally.textContent = `${number(items.length)} of ${count(news.length, "passage")}`;
    list.replaceChildren(pagedList({
      items,
      row: (family) => familyRow(family),
      empty: news.length ? "No passage is left by these filters. Move a slider to the left, or show all." : "Nothing is told more than once here, at the settings of this report.",
      label: "Passages",
    }));
  }
  const set = (key) => (value) => {
    chosen[key] = value;
    show();
  };
  show();
  return {
    title: "Passages",
    content: [
      el("h1", null, "Passages"),
      el("p.lead", null, "What is told more than once, each with all its places. Open one to see its wording at every place."),
      news.length > 0 && filterPanel(show),
      el("div.tools", null, tally, choice("Order", SORTS, chosen.sort, set("sort")), choice("Where", SCOPES, chosen.scope, set("scope")), choice("Wording", kinds, chosen.kind, set("kind"))),
      list,
    ],
  };
}

function boilerplateView() {
  return {
    title: "Boilerplate",
    content: [
      el("h1", null, "Boilerplate"),
      el("p.lead", null, "Footers, licences, menus: what stands in so many files that it is a frame rather than news. It is kept apart so that it hides nothing."),
      pagedList({ items: frame, row: (family) => familyRow(family), empty: "No passage stands in so many files that it is boilerplate.", label: "Boilerplate" }),
    ],
  };
}

function pairRow(pair) {
  const kept = pair.passages.filter(isKeptPassage);
  const longest = kept.reduce((most, p) => Math.max(most, p.matched), 0);
  return el("li", null, el("a.row.pair", { href: `#/pair/${pair.a}/${pair.b}`, "data-row": true },
    el("span.figures", null,
      el("strong", null, count(pair.matched || longest, "shared word")),
      el("span", null, count(kept.length, "passage")),
      el("span.badge", { class: `badge ${pair.relation}`, title: relationMeaning(pair.relation) }, relationName(pair.relation)),
      el("span", { title: "Jaccard similarity of the whole texts" }, `resemblance ${share(pair.resemblance)}`)),
    el("span.sides", null, [[pair.a, 0], [pair.b, 1]].map(([doc, side]) => el("span.side", null,
      nameElement(doc), shareBar(shareOf(pair, doc)), el("span.share", null, percent(shareOf(pair, doc))))))));
}

// What part of a document's words the pair shares.
const shareOf = (pair, doc) => {
  if (pair.passages.length) return Math.min(1, pair.matched / Math.max(1, documents[doc].words));
  return doc === pair.a ? pair.containment[0] : pair.containment[1];
};

function shareBar(value) {
  return draw("svg.meter", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("rect.track", { width: 100, height: 8 }), draw("rect.full", { width: Math.max(value > 0 ? 1 : 0, value * 100), height: 8 }));
}

function pairsView() {
  const list = el("div.results");
  const tally = el("p.tally", { "aria-live": "polite" });
  const order = (a, b) => b.matched - a.matched || b.resemblance - a.resemblance || a.id - b.id;
  function show() {
    const items = pairs.filter(isKeptPair).sort(order);
    tally.textContent = `${number(items.length)} of ${count(pairs.length, "pair")} of files, those that share most first`;
    list.replaceChildren(pagedList({ items, row: pairRow, empty: pairs.length ? "No pair is left by these filters. Move a slider to the left, or show all." : "No two files share anything, at the settings of this report.", label: "Pairs of files" }));
  }
  show();
  return {
    title: "Pairs",
    content: [
      el("h1", null, "Pairs of files"),
      el("p.lead", null, "Two files that share something. Open a pair to read both side by side."),
      pairs.length > 0 && filterPanel(show),
      el("div.tools", null, tally),
      unlistedPairs(),
      list,
    ],
  };
}

function unlistedPairs() {
  const { families: many } = data.truncated;
  return many > 0 && el("p.caution", null, `${count(many, "passage stands", "passages stand")} in too many files to list every pair of them; their own pages name all places.`);
}
