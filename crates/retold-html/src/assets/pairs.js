// The list of pairs of files.

function pairRow(pair) {
  const kept = pair.passages.filter(isKeptPassage);
  return el("li", null, el("a.row.pair", { href: `#/pair/${pair.a}/${pair.b}`, "data-row": true },
    el("span.figures", null,
      el("strong", null, sharedBy(pair)),
      pair.passages.length > 0 && el("span", null, count(kept.length, "passage")),
      sharesBoilerplateOnly(pair) && el("span.badge", null, "boilerplate only"),
      el("span.badge", { class: `badge ${pair.relation}`, title: relationMeaning(pair.relation) }, relationName(pair.relation)),
      pair.matched > 0 && el("span", { title: "Jaccard similarity of the whole texts" }, `resemblance ${share(pair.resemblance)}`)),
    el("span.sides", null, [[pair.a, 0], [pair.b, 1]].map(([doc, side]) => el("span.side", null,
      nameElement(doc), shareBar(shareOf(pair, doc)), el("span.share", null, percent(shareOf(pair, doc))))))));
}

// The share of a document's words that the pair has in common.
const shareOf = (pair, doc) => {
  if (pair.passages.length) return Math.min(1, pair.matched / Math.max(1, documents[doc].words));
  return doc === pair.a ? pair.containment[0] : pair.containment[1];
};

function shareBar(value) {
  return draw("svg.meter", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("rect.track", { width: 100, height: 8 }), draw("rect.full", { width: Math.max(value > 0 ? 1 : 0, value * 100), height: 8 }));
}

const PAIR_CHOICES = { content: ["Without boilerplate-only pairs"], all: ["All"] };
let chosenPairs = "content";

function pairsView() {
  const list = el("div.results");
  const tally = el("p.tally", { "aria-live": "polite" });
  const order = (a, b) => weightOf(b) - weightOf(a) || a.id - b.id;
  function show() {
    const asked = chosenPairs === "all" ? pairs.filter((pair) => isKeptPair(pair) || (sharesBoilerplateOnly(pair) && pair.passages.some(isKeptPassage))) : contentPairs.filter(isKeptPair);
    const items = asked.sort(order);
    tally.textContent = `${number(items.length)} of ${count(chosenPairs === "all" ? pairs.length : contentPairs.length, "pair")} of files, those that share most first`;
    list.replaceChildren(pagedList({ items, row: pairRow, empty: pairs.length ? "No pair matches these filters. Move a slider to the left, or show all." : "No two files share text, at the settings of this report.", label: "Pairs of files", order: chosenPairs }));
  }
  return filteredView({
    title: "Pairs",
    heading: "Pairs of files",
    lead: "Files that share text. Open a pair to read both files side by side.",
    filtered: pairs.length > 0,
    show,
    between: [
      el("div.tools", null, tally, pairs.length > contentPairs.length && choice("Pairs", PAIR_CHOICES, chosenPairs, (value) => {
        chosenPairs = value;
        show();
      })),
      unlistedPairs(),
    ],
    results: list,
  });
}

function unlistedPairs() {
  const { families: many } = data.truncated;
  return many > 0 && el("p.caution", null, `${count(many, "passage occurs", "passages occur")} in too many files to list every pair of them; the page of each passage lists all its places.`);
}
