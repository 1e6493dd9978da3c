// The data of the report, read from its element, and look-ups in it.

const data = JSON.parse(document.getElementById("data").textContent);

const documents = data.documents.map((d, id) => ({ ...d, id, places: [], pairs: [] }));

// The kinds of text, in the order of lists.
const TEXT_KINDS = ["prose", "list", "heading", "table", "code", "data", "front_matter"];

const families = data.families.map((f, id) => {
  const places = f.places.map(([doc, start, end, first, last, similarity], index) => {
    return { doc, start, end, first, last, similarity, index, family: id };
  });
  const files = new Set(places.map((place) => place.doc)).size;
  const least = places.reduce((least, place) => Math.min(least, place.similarity), 1);
  const rank = f.text ? TEXT_KINDS.indexOf(f.text) : 0;
  return { nested: [], ...f, rank, edited: f.kind === "edited", id, places, files, least };
});

const readPassage = ([family, matched, identity, a, b, edits]) => ({
  family,
  matched,
  identity,
  a: { start: a[0], end: a[1], first: a[2], last: a[3] },
  b: { start: b[0], end: b[1], first: b[2], last: b[3] },
  edits: edits.map(([aStart, aEnd, bStart, bEnd, fact]) => ({ aStart, aEnd, bStart, bEnd, fact: fact === 1 })),
});

const pairs = data.pairs.map((p, id) => ({ ...p, id, passages: p.passages.map(readPassage) }));
const repeats = data.repeats.map(([doc, passage]) => ({ doc, ...readPassage(passage) }));
const clusters = data.clusters;

for (const family of families) for (const place of family.places) documents[place.doc].places.push(place);
for (const document of documents) document.places.sort((a, b) => a.start - b.start || b.end - a.end);
for (const pair of pairs) {
  documents[pair.a].pairs.push(pair);
  documents[pair.b].pairs.push(pair);
}

const pairIndex = new Map(pairs.map((pair) => [`${pair.a}/${pair.b}`, pair]));
const pairOf = (a, b) => pairIndex.get(a < b ? `${a}/${b}` : `${b}/${a}`);

// How much a pair shares, for sorting and drawing. Where whole files were compared, no words are
// counted as matched, and the resemblance is used instead.
const weightOf = (pair) => pair.matched || pair.resemblance * Math.min(documents[pair.a].words, documents[pair.b].words);
const sharedBy = (pair) => (pair.matched ? count(pair.matched, "shared word") : `resemblance ${share(pair.resemblance)}`);

const contentFamilies = families.filter((family) => !family.boilerplate);
const boilerplateFamilies = families.filter((family) => family.boilerplate);
// Pairs that share only boilerplate are listed separately.
const sharesBoilerplateOnly = (pair) => pair.passages.length > 0 && pair.passages.every((p) => families[p.family].boilerplate);
const contentPairs = pairs.filter((pair) => !sharesBoilerplateOnly(pair));
const isInside = (family) => family.files === 1;

const RELATIONS = {
  identical: ["identical", "The same text; only case, white space, the form of quotes and invisible characters may differ."],
  same_words: ["same words", "The same words in the same order, with other punctuation, signs or symbols."],
  template: ["template", "The same wording with other facts: mostly numbers, dates and names differ."],
  near_copy: ["near-copy", "Similar as a whole."],
  contained: ["contained", "One is an abridged or extended version of the other."],
  overlap: ["overlap", "They share passages, but most of each text is different."],
};
const relationName = (relation) => (RELATIONS[relation] || [relation])[0];
const relationMeaning = (relation) => (RELATIONS[relation] || ["", ""])[1];

// The folder that all names have in common. Short names leave it out.
const commonFolder = (() => {
  if (documents.length < 2) return "";
  let prefix = documents[0].name;
  for (const { name } of documents) while (!name.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix.slice(0, prefix.lastIndexOf("/") + 1);
})();
const nameOf = (id) => visible(documents[id].name.slice(commonFolder.length)) || "(no name)";

// A name that may be broken at any character and has its own text direction.
const nameElement = (id) => el("bdi.name", { title: visible(documents[id].name) }, nameOf(id));
const fileLink = (id) => el("a", { href: `#/file/${id}` }, nameElement(id));
const placeLabel = (place) => [nameElement(place.doc), el("span.lines", null, `:${lineRange(place)}`)];

// The text between two offsets, or null if this file does not contain all of it.
function slice(doc, start, end) {
  const piece = documents[doc].pieces.find(([at, , text]) => at <= start && end <= at + text.length);
  return piece ? piece[2].slice(start - piece[0], end - piece[0]) : null;
}

function isWhole(doc) {
  const { pieces, length } = documents[doc];
  return pieces.length === 1 && pieces[0][2].length === length;
}

const representativeOf = (family) => family.places[family.medoid];

// The text of the representative, or as much of it as this file contains.
function representativeText(family) {
  const place = representativeOf(family);
  return slice(place.doc, place.start, place.end) ?? family.opening ?? "";
}
