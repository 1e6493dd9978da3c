// Near-copies, the inputs that were not read, the bounds that were met, the settings; and search.

function copiesView() {
  const row = (cluster) => {
    const rest = el("ul.plain");
    const list = pagedList({ items: cluster.members, rows: 20, tag: "ul.plain", row: ([doc, resemblance, relation]) => {
      const pair = pairOf(cluster.representative, doc);
      return el("li", null, pair ? el("a", { href: `#/pair/${pair.a}/${pair.b}` }, nameElement(doc)) : fileLink(doc), " ",
        el("span.badge", { class: `badge ${relation}`, title: relationMeaning(relation) }, relationName(relation)), relation === "identical" ? "" : ` resemblance ${share(resemblance)}`);
    } });
    rest.remove();
    return el("li.cluster", null,
      el("h2", null, el("a", { href: `#/file/${cluster.representative}`, "data-row": true }, nameElement(cluster.representative))),
      el("p.small", null, `stands for ${count(cluster.members.length, "near-copy", "near-copies")}, each checked against it:`), list);
  };
  return {
    title: "Near-copies",
    content: [
      el("h1", null, "Near-copies"),
      el("p.lead", null, "Files that are alike as wholes. The first of each cluster stands for the others: keep it, and the others tell nothing new. A template is no copy: it tells other facts in the same frame."),
      pagedList({ items: clusters, rows: 20, row, empty: "No two files are near-copies of one another, at the settings of this report.", label: "Clusters" }),
    ],
  };
}

// What a reader must know before trusting the figures, said on the first page too.
function warnings() {
  const said = boundsMet();
  if (data.skipped.length) said.unshift(`${count(data.skipped.length, "input was", "inputs were")} not read.`);
  if (!said.length) return null;
  return el("section.caution", { "aria-label": "Limits" }, el("ul.plain", null, said.map((text) => el("li", null, text))), el("a", { href: "#/notes" }, "Details"));
}

function boundsMet() {
  const { buckets, unresolved, families: many } = data.truncated;
  const { tally, budget } = data.texts;
  const said = [];
  if (buckets) said.push(`${count(buckets, "very large bucket was", "very large buckets were")} compared with representatives only, not all with all.`);
  if (unresolved) said.push(`${count(unresolved, "document or segment", "documents or segments")} may be like more than was found.`);
  if (many) said.push(`${count(many, "passage stands", "passages stand")} in too many files to list every pair of them.`);
  if (tally.part || tally.none) {
    said.push(`Of the files that share something, the texts of ${number(tally.whole)} are here in full, of ${number(tally.part)} the places with some lines around them, of ${number(tally.none)} nothing: this page holds ${number(Math.round(budget / 1e5) / 10)} MB of text at most.`);
  }
  return said;
}

function notesView() {
  const said = boundsMet();
  return {
    title: "Notes",
    content: [
      el("h1", null, "Notes"),
      el("h2", null, "Not read"),
      pagedList({ items: data.skipped, tag: "ul.plain", empty: "Every input was read.", row: ([name, reason]) => el("li", null, el("bdi.name", null, visible(name)), `: ${visible(reason)}`) }),
      el("h2", null, "Bounds"),
      said.length ? el("ul", null, said.map((text) => el("li", null, text))) : el("p.empty", null, "No bound was met: every list is complete."),
      el("h2", null, "Settings"),
      el("p.lead", null, "What it takes to make this report again."),
      el("table.settings", null, el("tbody", null, settingRows(data.settings, ""))),
    ],
  };
}

function settingRows(value, prefix) {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix ? `${prefix}.${key}` : key;
    if (inner && typeof inner === "object" && !Array.isArray(inner)) return settingRows(inner, name);
    const text = Array.isArray(inner) ? inner.join(", ") : `${inner}`;
    return [el("tr", null, el("th", { scope: "row" }, name), el("td", null, visible(text) || "–"))];
  });
}

const folded_texts = new Map();

// The canonical text of a family, ready to be searched.
function searchable(family) {
  if (!folded_texts.has(family.id)) folded_texts.set(family.id, canonical(family).replace(/[\s\u00ad]+/g, (s) => (s.includes("\u00ad") ? "" : " ")).toLowerCase());
  return folded_texts.get(family.id);
}

function searchView(query) {
  const needle = query.trim().replace(/\s+/g, " ").toLowerCase();
  const files = needle ? documents.filter((document) => document.name.toLowerCase().includes(needle)) : [];
  const found = needle ? families.filter((family) => searchable(family).includes(needle)) : [];
  const excerpt = (family) => {
    const row = familyRow(family, needle);
    const at = searchable(family).indexOf(needle);
    const text = oneLine(canonical(family), Infinity);
    const from = Math.max(0, at - 60);
    const opening = row.querySelector(".opening");
    if (at > 150) opening.replaceChildren("… ", ...highlighted(oneLine(text.slice(from).replace(/^\S{0,24}\s/, ""), 220), needle));
    return row;
  };
  return {
    title: `Search: ${query}`,
    content: [
      el("h1", null, "Search"),
      el("p.lead", null, needle ? ["For ", el("q", { dir: "auto" }, visible(query)), `: ${count(files.length, "file")}, ${count(found.length, "passage")}.`] : "Type a word or a part of a name."),
      files.length > 0 && [el("h2", null, "Files"), pagedList({ items: files, rows: 20, label: "Files", row: (document) => el("li", null, el("a.row", { href: `#/file/${document.id}`, "data-row": true }, el("span.figures", null, el("strong", null, el("bdi.name", null, highlighted(nameOf(document.id), needle))), `${count(document.places.length, "place")}`))) })],
      found.length > 0 && [el("h2", null, "Passages"), pagedList({ items: found, row: excerpt, label: "Passages" })],
      needle && !files.length && !found.length && el("p.empty", null, "Nothing was found in the names of files or in the text of passages. Text that stands only once is not searched."),
    ],
  };
}

function missing(text) {
  return { title: "Not here", content: [el("h1", null, "Not here"), el("p.lead", null, text), el("p", null, el("a", { href: "#/" }, "Back to the overview"))] };
}
