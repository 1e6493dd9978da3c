// The list of pairs of files.

function pairRow(pair) {
  const kept = pair.passages.filter(isKeptPassage);
  return el("li", null, el("a.row.pair", { href: `#/pair/${pair.a}/${pair.b}`, "data-row": true },
    el("span.figures", null,
      el("strong", null, sharedBy(pair)),
      pair.passages.length > 0 && el("span", null, count(kept.length, "passage")),
      sharesFrameOnly(pair) && el("span.badge", null, "boilerplate only"),
      el("span.badge", { class: `badge ${pair.relation}`, title: relationMeaning(pair.relation) }, relationName(pair.relation)),
      pair.matched > 0 && el("span", { title: "Jaccard similarity of the whole texts" }, `resemblance ${share(pair.resemblance)}`)),
    el("span.sides", null, [[pair.a, 0], [pair.b, 1]].map(([doc, side]) => el("span.side", null,
      nameElement(doc), shareBar(shareOf(pair, doc)), el("span.share", null, percent(shareOf(pair, doc))))))));
}

// What part of a document's words the pair shares.
const shareOf = (pair, doc) => {
  if (pair.passages.length) return Math.min(1, pair.matched / Math.max(1, documents[doc].words));
  return doc === pair.a ? pair.containment[0] : pair.containment[1];
};

function shareBar(value) {
  return draw("svg.meter", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("rect.track", { width: 100, height: 8 }), draw("rect.full", { width: Math.max(value > 0 ? 1 : 0, value * 100), height: 8 }));
}

const PAIR_CHOICES = { news: ["Without those of boilerplate only"], all: ["All"] };
let chosenPairs = "news";

function pairsView() {
  const list = el("div.results");
  const tally = el("p.tally", { "aria-live": "polite" });
  const order = (a, b) => weightOf(b) - weightOf(a) || a.id - b.id;
  function show() {
    const asked = chosenPairs === "all" ? pairs.filter((pair) => isKeptPair(pair) || (sharesFrameOnly(pair) && pair.passages.some(isKeptPassage))) : newsPairs.filter(isKeptPair);
    const items = asked.sort(order);
    tally.textContent = `${number(items.length)} of ${count(chosenPairs === "all" ? pairs.length : newsPairs.length, "pair")} of files, those that share most first`;
    list.replaceChildren(pagedList({ items, row: pairRow, empty: pairs.length ? "No pair is left by these filters. Move a slider to the left, or show all." : "No two files share anything, at the settings of this report.", label: "Pairs of files", order: chosenPairs }));
  }
  return filteredView({
    title: "Pairs",
    heading: "Pairs of files",
    lead: "Two files that share something. Open a pair to read both side by side.",
    filtered: pairs.length > 0,
    show,
    between: [
      el("div.tools", null, tally, pairs.length > newsPairs.length && choice("Pairs", PAIR_CHOICES, chosenPairs, (value) => {
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
  return many > 0 && el("p.caution", null, `${count(many, "passage stands", "passages stand")} in too many files to list every pair of them; their own pages name all places.`);
}
