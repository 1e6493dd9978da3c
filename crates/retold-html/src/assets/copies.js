// Near-copies: the clusters of similar files, each with its representative.

function copiesView() {
  const row = (cluster) => {
    const list = pagedList({ items: cluster.members, rows: 20, tag: "ul.plain", row: ([doc, resemblance, relation]) => {
      const pair = pairOf(cluster.representative, doc);
      return el("li", null, pair ? el("a", { href: `#/pair/${pair.a}/${pair.b}` }, nameElement(doc)) : fileLink(doc), " ",
        el("span.badge", { class: `badge ${relation}`, title: relationMeaning(relation) }, relationName(relation)), ["identical", "same_words"].includes(relation) ? "" : ` resemblance ${share(resemblance)}`);
    } });
    return el("li.cluster", null,
      el("h2", null, el("a", { href: `#/file/${cluster.representative}`, "data-row": true }, nameElement(cluster.representative))),
      el("p.small", null, `represents ${count(cluster.members.length, "near-copy", "near-copies")}, each compared with it:`), list);
  };
  return {
    title: "Near-copies",
    content: [
      el("h1", null, "Near-copies"),
      el("p.lead", null, "Files that are similar as a whole. The first file of each cluster is its representative, with which the others were compared. A template is no copy: it has the same wording with other facts."),
      pagedList({ items: clusters, rows: 20, row, empty: "No two files are near-copies of one another, at the settings of this report.", label: "Clusters" }),
    ],
  };
}
