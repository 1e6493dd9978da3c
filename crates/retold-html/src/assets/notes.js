// The notes: skipped inputs, limits that were reached, settings.

// The limits of the figures, which the first page mentions too.
function warnings() {
  const said = boundsMet();
  if (data.skipped.length) said.unshift(`${count(data.skipped.length, "input was", "inputs were")} not read.`);
  if (!said.length) return null;
  return el("section.caution", { "aria-label": "Limits" }, el("ul.plain", null, said.map((text) => el("li", null, text))), el("a", { href: "#/notes" }, "Details"));
}

function boundsMet() {
  const { buckets, unresolved, families: many, clusters, collapsed, passages, pairs, runs } = data.truncated;
  const { tally, budget } = data.texts;
  const said = [];
  if (buckets) said.push(`${count(buckets, "very large bucket was", "very large buckets were")} compared with representatives only, not pairwise.`);
  if (unresolved) said.push(`${count(unresolved, "document or segment", "documents or segments")} may have more matches than were found.`);
  if (many) said.push(`${count(many, "passage occurs", "passages occur")} in too many files to list every pair of them.`);
  if (clusters) said.push(`${count(clusters, "cluster of near-copies is", "clusters of near-copies are")} so large that only pairs with the representative are listed.`);
  if (pairs) said.push(`${count(pairs, "pair of files is", "pairs of files are")} not listed, because one of the two files has the same words as many others.`);
  if (runs) said.push(`${count(runs, "place", "places")} of very frequent text could not be linked with all its other places.`);
  if (collapsed) said.push(`${count(collapsed, "near-copy was", "near-copies were")} not searched for passages: only their representatives were.`);
  if (passages) said.push(`${count(passages, "match of very repetitive text was", "matches of very repetitive text were")} left out or only partly followed.`);
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
      said.length ? el("ul", null, said.map((text) => el("li", null, text))) : el("p.empty", null, "No limit was reached: every list is complete."),
      el("h2", null, "Settings"),
      el("p.lead", null, "The settings that produce this report."),
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

function missing(text) {
  return { title: "Not found", content: [el("h1", null, "Not found"), el("p.lead", null, text), el("p", null, el("a", { href: "#/" }, "Back to the overview"))] };
}
