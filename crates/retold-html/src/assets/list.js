// Lists with a pager, which stay fast at any length.

const ROWS = 50;

// The last page of each list, for the way back to it.
const turnedTo = new Map();

// A list of items with a pager. row(item) returns an element; empty is the text of an empty list.
function pagedList({ items, row, empty, rows = ROWS, tag = "ol.rows", label, order = "" }) {
  const box = el("div.paged");
  const pages = Math.max(1, Math.ceil(items.length / rows));
  const here = `${location.hash} ${label} ${order}`;
  let page = Math.min(pages - 1, turnedTo.get(here) || 0);
  const turn = (to) => {
    page = Math.min(pages - 1, Math.max(0, to));
    turnedTo.set(here, page);
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

// A table whose columns sort: { title, value(item), cell(item), classes, up }; one that is 'up' starts
// with the least.
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
        down = i === column ? !down : !c.up;
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
      label,
      order: `${column} ${down}`,
    });
    // The pager is outside the table, the head inside.
    box.replaceChildren(tableAround(table, el("thead", null, el("tr", null, columns.map(heading))), label));
  }
  show();
  return box;
}

// Wraps the body of a paged list into a table, now and on every change of page.
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

const FAMILY_KINDS = {
  identical: ["identical", "The same text at every place"],
  same_words: ["same words", "The same words at every place, with other punctuation, signs or symbols"],
  edited: ["edited", "Words differ between the places"],
};

// `14` or `14 to 38`.
function rangeOf(numbers) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? number(most) : `${number(least)} to ${number(most)}`;
}

function kindBadge(family) {
  return family.edited
    ? el("span.badge.edited", { title: "Words differ between the places; the figure is the least similarity" }, `edited ${share(family.least)}`)
    : el("span.badge.identical", { title: FAMILY_KINDS[family.kind][1] }, FAMILY_KINDS[family.kind][0]);
}

const MOST_WHERE = 4;

function familyRow(family, needle) {
  const text = oneLine(representativeText(family).slice(0, 600), 220);
  const where = family.places.slice(0, MOST_WHERE).map((place) => el("span.place", null, placeLabel(place)));
  const more = family.places.length - MOST_WHERE;
  return el("li", null, el("a.row.family", { href: `#/family/${family.id}`, "data-row": true },
    el("span.figures", null,
      el("strong", null, count(family.words, "word")),
      el("span", null, `${count(family.places.length, "place")}`),
      el("span", null, isInside(family) ? "in one file" : `in ${count(family.files, "file")}`),
      family.rank > 0 && el("span.badge", null, family.text.replace("_", " ")),
      kindBadge(family)),
    el("span.opening", { dir: "auto" }, highlighted(text, needle)),
    el("span.where", null, where, more > 0 && el("span", null, `and ${number(more)} more`))));
}
