// Search in the names of files and the texts of passages.

const searched = new Map();

// The text of a family's representative, prepared for the search.
function searchable(family) {
  if (!searched.has(family.id)) searched.set(family.id, representativeText(family).replace(/[\s\u00ad]+/g, (s) => (s.includes("\u00ad") ? "" : " ")).toLowerCase());
  return searched.get(family.id);
}

function searchView(query) {
  const needle = query.trim().replace(/\s+/g, " ").toLowerCase();
  const files = needle ? documents.filter((document) => document.name.toLowerCase().includes(needle)) : [];
  const found = needle ? families.filter((family) => searchable(family).includes(needle)) : [];
  const excerpt = (family) => {
    const row = familyRow(family, needle);
    const at = searchable(family).indexOf(needle);
    const text = oneLine(representativeText(family), Infinity);
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
      needle && !files.length && !found.length && el("p.empty", null, "No file name and no passage contains this. Text that occurs only once is not searched."),
    ],
  };
}
