// The overview: how much is repeated, where to start, which files repeat most.

function overviewView() {
  const across = contentFamilies.filter((family) => !isInside(family));
  const words = documents.reduce((sum, document) => sum + document.words, 0);
  const tile = (value, [one, many], href) => el(value ? "a.tile" : "a.tile.none", { href }, el("strong", null, number(value)), el("span", null, value === 1 ? one : many));
  const tally = el("p.tally", { "aria-live": "polite" });
  const preview = el("div.results");
  function show() {
    const kept = contentFamilies.filter(isKept);
    const keptPairs = contentPairs.filter(isKeptPair).length;
    kept.sort(SORTS.weight[1]);
    tally.replaceChildren(
      el("a", { href: `#/passages${filterQuery()}` }, `${number(kept.length)} of ${count(contentFamilies.length, "passage")}`), " and ",
      el("a", { href: `#/pairs${filterQuery()}` }, `${number(keptPairs)} of ${count(contentPairs.length, "pair")}`),
      isFiltered() ? " match the filters." : " in all. Most repeated text first:");
    preview.replaceChildren(el("ol.rows", null, kept.slice(0, 5).map((family) => familyRow(family))),
      kept.length > 5 ? el("p", null, el("a.more", { href: `#/passages${filterQuery()}` }, `All ${count(kept.length, "passage")}`)) : "");
  }
  show();
  return {
    title: "Overview",
    content: [
      el("h1", null, visible(data.title)),
      el("p.lead", null, `${count(documents.length, "file")} with ${count(words, "word")} were compared. `, verdict(across)),
      el("div.tiles", null,
        tile(across.length, ["passage shared by files", "passages shared by files"], "#/passages"),
        tile(contentFamilies.length - across.length, ["passage repeated in one file", "passages repeated in one file"], "#/passages"),
        tile(contentPairs.length, ["pair of files", "pairs of files"], "#/pairs"),
        tile(clusters.length, ["cluster of near-copies", "clusters of near-copies"], "#/copies"),
        tile(boilerplateFamilies.length, ["boilerplate passage", "boilerplate passages"], "#/boilerplate"),
        tile(data.skipped.length, ["input not read", "inputs not read"], "#/notes")),
      startHere(),
      warnings(),
      contentFamilies.length > 0 && [el("h2", null, "Passages"), filterPanel(show), tally, preview],
      data.rows.length > 0 && [el("h2", null, "Similar rows"), rowsList()],
      el("h2", null, "Files"),
      filesTable(),
      commonFolder && el("p.small", null, "All files are in ", el("bdi.name", null, visible(commonFolder)), ", which the names below leave out."),
    ],
  };
}

// Regions of similar rows, the largest first. Repeats among these rows are no passages.
function rowsList() {
  const regions = [...data.rows].sort((x, y) => y[3] - x[3]);
  return pagedList({
    items: regions,
    tag: "ul.plain",
    empty: "",
    row: ([document, first, last, rows, equal, hidden, example]) => el("li", null,
      el("bdi.name", null, visible(documents[document].name)), `, lines ${number(first)} to ${number(last)}: ${count(rows, "row")}, ${percent(equal)} of the words equal in each. `,
      `${count(hidden, "passage is", "passages are")} repeated only among these rows and not listed. Example: `, el("code", null, visible(example))),
  });
}

function verdict(across) {
  if (!families.length && !clusters.length && data.rows.length) return `${count(data.rows.length, "region")} of similar rows, and no other repeated text.`;
  if (!families.length && !clusters.length) return `No text of ${count(data.settings.min_words, "word")} or more is repeated.`;
  if (!families.length) return `${count(clusters.length, "cluster")} of near-copies. With the settings of this report, only whole files were compared.`;
  const reusing = documents.filter((document) => document.reused > 0).length;
  const words = documents.reduce((sum, document) => sum + document.words * document.reused, 0);
  const all = documents.reduce((sum, document) => sum + document.words, 0);
  return `${percent(words / Math.max(1, all))} of all words, in ${count(reusing, "file")}, are repeated${across.length ? "" : "; no two files share one"}.`;
}

// Starting points: the passage with most text, the most similar pair, the file that repeats most.
function startHere() {
  const first = [];
  const family = [...contentFamilies].sort(SORTS.weight[1])[0];
  if (family) {
    first.push([`#/family/${family.id}`, "Most repeated text", `${count(family.words, "word")}, ${count(family.places.length, "place")}`, oneLine(representativeText(family).slice(0, 400), 90)]);
  }
  const pair = contentPairs.reduce((best, p) => (!best || weightOf(p) > weightOf(best) ? p : best), null);
  if (pair) {
    first.push([`#/pair/${pair.a}/${pair.b}`, "Most similar pair", `${sharedBy(pair)}, ${relationName(pair.relation)}`, `${nameOf(pair.a)} ~ ${nameOf(pair.b)}`]);
  }
  const file = documents.reduce((best, d) => (d.reused > (best ? best.reused : 0) ? d : best), null);
  if (file) {
    first.push([`#/file/${file.id}`, "File with most repeated text", `${percent(file.reused)} of ${count(file.words, "word")}`, nameOf(file.id)]);
  }
  if (!first.length) return null;
  return el("section", { "aria-label": "Where to start" }, el("h2", null, "Where to start"), el("div.starts", null, first.map(([href, title, figures, text]) =>
    el("a.start", { href }, el("strong", null, title), el("span.figure", null, figures), el("span.opening", { dir: "auto" }, text)))));
}

function filesTable() {
  const partnersOf = (d) => d.pairs.filter((pair) => !sharesBoilerplateOnly(pair)).length;
  return sortedTable({
    items: documents,
    sortBy: families.length ? 2 : 4,
    empty: "There is no file.",
    label: "Files",
    columns: [
      { title: "File", up: true, value: (d) => d.name, cell: (d) => el("a", { href: `#/file/${d.id}`, "data-row": true }, nameElement(d.id)) },
      { title: "Words", classes: ".figure", value: (d) => d.words, cell: (d) => number(d.words) },
      { title: "Repeated", classes: ".reuse", value: (d) => d.reused, cell: (d) => [shareBar(d.reused), el("span.share", null, d.reused > 0 ? percent(d.reused) : "–")] },
      { title: "Places", classes: ".figure", value: (d) => d.places.length, cell: (d) => (d.places.length ? number(d.places.length) : "–") },
      { title: "Shares text with", classes: ".figure", value: partnersOf, cell: (d) => (partnersOf(d) ? count(partnersOf(d), "file") : "–") },
    ],
  });
}
