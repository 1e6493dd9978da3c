// The filter by similarity and length of passages. All views share it.

const LENGTHS = [0, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000];

// The scale starts at the least similarity in the report, rounded down to a tenth.
const lowest = (() => {
  let least = 1;
  for (const family of families) least = Math.min(least, family.least);
  for (const pair of pairs) for (const passage of pair.passages) least = Math.min(least, passage.identity);
  for (const pair of pairs) if (!pair.passages.length) least = Math.min(least, pair.resemblance);
  return Math.min(80, Math.floor(least * 10) * 10);
})();

const filter = { similarity: lowest, words: 0 };

const isFiltered = () => filter.similarity > lowest || filter.words > 0;
const isKept = (family) => family.least * 100 + 1e-9 >= filter.similarity && family.words >= filter.words;
const isKeptPassage = (p) => p.identity * 100 + 1e-9 >= filter.similarity && p.matched >= filter.words;

// A pair is shown if one of its passages is shown and is no boilerplate. A pair without passages has
// figures of its own.
function isKeptPair(pair) {
  if (pair.passages.length) return pair.passages.some((p) => isKeptPassage(p) && !families[p.family].boilerplate);
  return pair.resemblance * 100 + 1e-9 >= filter.similarity && Math.min(documents[pair.a].words, documents[pair.b].words) >= filter.words;
}

function readFilter(query) {
  const asked = new URLSearchParams(query);
  const similarity = Number(asked.get("similarity"));
  const words = Number(asked.get("words"));
  if (asked.has("similarity") && similarity >= lowest && similarity <= 100) filter.similarity = similarity;
  if (asked.has("words") && words >= 0) filter.words = words;
}

function filterQuery() {
  const parts = [];
  if (filter.similarity > lowest) parts.push(`similarity=${filter.similarity}`);
  if (filter.words > 0) parts.push(`words=${filter.words}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

// Keeps the filter in the address while a slider moves.
function noteFilter() {
  const path = location.hash.split("?")[0] || "#/";
  try {
    history.replaceState(null, "", path + filterQuery());
  } catch {
    // A sandboxed frame may forbid it; the filter still works.
  }
}

// Two histograms with a slider each; changed() is called at most once per frame.
function filterPanel(changed) {
  const panel = el("section.filters", { "aria-label": "Filters" });
  let waiting = false;
  const update = () => {
    noteFilter();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      refresh();
      changed();
    });
  };
  // Where whole files were compared, pairs are filtered instead of passages.
  const filtered = contentFamilies.length ? contentFamilies : pairs.map((p) => ({ least: p.resemblance, words: Math.min(documents[p.a].words, documents[p.b].words) }));
  const steps = 100 - lowest;
  const stride = steps > 25 ? 5 : 1;
  const similarityBins = [];
  for (let at = lowest; at <= 100; at += stride) similarityBins.push(at);
  const bySimilarity = histogram(similarityBins, filtered.map((f) => Math.floor(f.least * 100 + 1e-9)), (at) => at >= filter.similarity);
  const longest = filtered.reduce((most, f) => Math.max(most, f.words), 20);
  const used = LENGTHS.filter((at) => at <= longest);
  const byWords = histogram(used, filtered.map((f) => f.words), (at) => at >= filter.words);

  const similarity = el("input", { id: "similarity", type: "range", min: lowest, max: 100, step: 1, value: filter.similarity, "aria-label": "Least similarity in percent", oninput: () => {
    filter.similarity = Number(similarity.value);
    update();
  } });
  const words = el("input", { id: "words", type: "range", min: 0, max: used.length - 1, step: 1, value: Math.max(0, used.findLastIndex((at) => at <= filter.words)), "aria-label": "Least number of words", oninput: () => {
    filter.words = used[Number(words.value)];
    update();
  } });
  const similarityOut = el("output", { for: "similarity" });
  const wordsOut = el("output", { for: "words" });
  const reset = el("button.quiet", { type: "button", onclick: () => {
    filter.similarity = lowest;
    filter.words = 0;
    similarity.value = lowest;
    words.value = 0;
    update();
  } }, "Show all");

  function refresh() {
    similarityOut.textContent = filter.similarity === 100 ? "identical only" : filter.similarity > lowest ? `at least ${share(filter.similarity / 100)}` : "any";
    wordsOut.textContent = filter.words ? `at least ${number(filter.words)}` : "any";
    similarity.setAttribute("aria-valuetext", similarityOut.textContent);
    words.setAttribute("aria-valuetext", wordsOut.textContent);
    bySimilarity.refresh();
    byWords.refresh();
    reset.hidden = !isFiltered();
  }
  const scale = (low, high) => el("div.scale", { "aria-hidden": "true" }, el("span", null, low), el("span", null, high));
  panel.append(
    el("div.filter", null, el("label", { for: "similarity" }, "Similarity ", similarityOut), bySimilarity.element, similarity, scale(share(lowest / 100), "1.00")),
    el("div.filter", null, el("label", { for: "words" }, "Words ", wordsOut), byWords.element, words, scale("any", `${number(used[used.length - 1])}+`)),
    reset,
  );
  refresh();
  return panel;
}

// A page with filtered results: show() fills it, now and whenever a slider moves.
// `filtered` says whether there is anything to filter; `between` is placed before the results.
function filteredView({ title, heading = title, lead, filtered, show, between, results }) {
  show();
  return {
    title,
    content: [el("h1", null, heading), el("p.lead", null, lead), filtered && filterPanel(show), between, results],
  };
}

// Bars for bins that start at the given values; bars outside the filter are faint.
function histogram(starts, values, kept) {
  const counts = starts.map(() => 0);
  for (const value of values) {
    let bin = starts.length - 1;
    while (bin > 0 && starts[bin] > value) bin -= 1;
    counts[bin] += 1;
  }
  // The square root keeps small bars visible next to large ones.
  const most = Math.sqrt(Math.max(1, ...counts));
  const height = 44;
  const width = 100 / starts.length;
  const bars = counts.map((passages, i) => {
    const tall = passages ? Math.max(2, (height * Math.sqrt(passages)) / most) : 0;
    return draw("rect.bar", { x: i * width + 0.15 * width, y: height - tall, width: 0.7 * width, height: tall },
      draw("title", null, `${starts[i]}${i + 1 < starts.length && starts[i + 1] - starts[i] > 1 ? `–${starts[i + 1] - 1}` : ""}: ${count(passages, contentFamilies.length ? "passage" : "pair")}`));
  });
  const element = draw("svg.histogram", { viewBox: `0 0 100 ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": `${contentFamilies.length ? "Passages" : "Pairs"} by value: ${starts.map((at, i) => `${at}: ${counts[i]}`).join(", ")}` }, bars);
  const refresh = () => bars.forEach((bar, i) => bar.classList.toggle("out", !kept(starts[i])));
  return { element, refresh };
}
