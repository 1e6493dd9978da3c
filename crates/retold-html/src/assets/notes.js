// The inputs that were not read, the bounds that were met, the settings.

// What a reader must know before trusting the figures, said on the first page too.
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
  if (buckets) said.push(`${count(buckets, "very large bucket was", "very large buckets were")} compared with representatives only, not all with all.`);
  if (unresolved) said.push(`${count(unresolved, "document or segment", "documents or segments")} may be like more than was found.`);
  if (many) said.push(`${count(many, "passage stands", "passages stand")} in too many files to list every pair of them.`);
  if (clusters) said.push(`${count(clusters, "cluster of near-copies is", "clusters of near-copies are")} so large that pairs with the representative are listed only.`);
  if (pairs) said.push(`${count(pairs, "pair of files is", "pairs of files are")} not listed, since one of the two has the words of many others.`);
  if (runs) said.push(`${count(runs, "place", "places")} of very frequent text could not be joined with all others of it.`);
  if (collapsed) said.push(`${count(collapsed, "near-copy was", "near-copies were")} not searched for passages: another document stands for each.`);
  if (passages) said.push(`${count(passages, "match of very repetitive text was", "matches of very repetitive text were")} left out or not followed to the end.`);
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

function missing(text) {
  return { title: "Not here", content: [el("h1", null, "Not here"), el("p.lead", null, text), el("p", null, el("a", { href: "#/" }, "Back to the overview"))] };
}
