// The lists of repeated passages, boilerplate separately.

// Prose comes before lists, tables and code, whatever the order.
const proseFirst = (order) => (a, b) => a.rank - b.rank || order(a, b) || a.id - b.id;

const SORTS = {
  words: ["Longest first", proseFirst((a, b) => b.words - a.words)],
  places: ["Most places first", proseFirst((a, b) => b.places.length - a.places.length)],
  least: ["Most edited first", proseFirst((a, b) => a.least - b.least)],
  weight: ["Most repeated text first", proseFirst((a, b) => b.words * (b.places.length - 1) - a.words * (a.places.length - 1))],
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

// Repeated passages, without the boilerplate.
function familiesView() {
  const kinds = { all: ["Any wording", () => true], edited: ["Edited only", (f) => f.edited], same: ["Same words only", (f) => f.kind === "same_words"], identical: ["Identical only", (f) => f.kind === "identical"] };
  const list = el("div.results");
  const tally = el("p.tally", { "aria-live": "polite" });
  function show() {
    const items = contentFamilies.filter((f) => isKept(f) && SCOPES[chosen.scope][1](f) && kinds[chosen.kind][1](f));
    items.sort(SORTS[chosen.sort][1]);
    tally.textContent = `${number(items.length)} of ${count(contentFamilies.length, "passage")}`;
    list.replaceChildren(pagedList({
      items,
      row: (family) => familyRow(family),
      empty: contentFamilies.length ? "No passage matches these filters. Move a slider to the left, or show all." : "No text is repeated, at the settings of this report.",
      label: "Passages",
      order: Object.values(chosen).join(" "),
    }));
  }
  const set = (key) => (value) => {
    chosen[key] = value;
    show();
  };
  return filteredView({
    title: "Passages",
    lead: "Text that occurs more than once. Open a passage to see its text at every place.",
    filtered: contentFamilies.length > 0,
    show,
    between: el("div.tools", null, tally, choice("Order", SORTS, chosen.sort, set("sort")), choice("Where", SCOPES, chosen.scope, set("scope")), choice("Wording", kinds, chosen.kind, set("kind"))),
    results: list,
  });
}

function boilerplateView() {
  return {
    title: "Boilerplate",
    content: [
      el("h1", null, "Boilerplate"),
      el("p.lead", null, "Footers, licences, menus: text that occurs in very many files. It is listed here so that it does not hide other passages."),
      pagedList({ items: boilerplateFamilies, row: (family) => familyRow(family), empty: "No passage occurs in so many files that it is boilerplate.", label: "Boilerplate" }),
    ],
  };
}
