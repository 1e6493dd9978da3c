// Near-copies: files that are alike as wholes, each cluster around its representative.

function copiesView() {
  const row = (cluster) => {
    const list = pagedList({ items: cluster.members, rows: 20, tag: "ul.plain", row: ([doc, resemblance, relation]) => {
      const pair = pairOf(cluster.representative, doc);
      return el("li", null, pair ? el("a", { href: `#/pair/${pair.a}/${pair.b}` }, nameElement(doc)) : fileLink(doc), " ",
        el("span.badge", { class: `badge ${relation}`, title: relationMeaning(relation) }, relationName(relation)), ["identical", "same_words"].includes(relation) ? "" : ` resemblance ${share(resemblance)}`);
    } });
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
