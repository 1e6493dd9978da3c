// The page of a passage: the text of its representative, and the differences at every other place.

const CARDS = 20;
const OPEN_CARDS = 6;

function familyView(id) {
  const family = families[id];
  if (!family) return missing(`There is no passage ${id}.`);
  const representative = representativeOf(family);
  const others = family.places.filter((place) => place.index !== family.medoid);
  const cards = el("ol.cards");
  const more = el("button", { type: "button", onclick: () => add() });
  let shown = 0;
  function add() {
    const next = others.slice(shown, shown + CARDS);
    cards.append(...next.map((place, i) => card(family, place, shown + i < OPEN_CARDS)));
    shown += next.length;
    more.textContent = `Show ${number(Math.min(CARDS, others.length - shown))} more of ${count(others.length - shown, "place")}`;
    more.hidden = shown >= others.length;
  }
  add();
  const siblings = family.boilerplate ? boilerplateFamilies : contentFamilies;
  const at = siblings.indexOf(family);
  const step = (to, text, name) => siblings[to] && el("a.button", { href: `#/family/${siblings[to].id}`, "data-step": name }, text);
  const spread = family.edited ? `least similarity to the representative ${share(family.least)}` : FAMILY_KINDS[family.kind][1].toLowerCase();
  return {
    title: `Passage ${id}`,
    content: [
      el("nav.crumbs", { "aria-label": "Neighbours" },
        el("a", { href: family.boilerplate ? "#/boilerplate" : `#/passages${filterQuery()}` }, family.boilerplate ? "Boilerplate" : "Passages"),
        el("span", null, `${number(at + 1)} of ${number(siblings.length)}`),
        step(at - 1, "Previous", "back"), step(at + 1, "Next", "on")),
      el("h1", null, `${count(family.words, "word")} in ${count(family.places.length, "place")}`),
      el("p.lead", null, kindBadge(family), family.boilerplate && el("span.badge", null, "boilerplate"), ` In ${count(family.files, "file")}; ${spread}.`),
      family.nested.length > 0 && el("p.small", null, `${count(family.nested.length, "shorter passage")} of ${rangeOf(family.nested)} words inside these places are not listed separately.`),
      el("h2", null, "Representative"),
      el("p.small", null, "The place with which every other place was compared: ", el("a", { href: `#/file/${representative.doc}/${family.id}` }, placeLabel(representative))),
      placeText(representative, [], "representative"),
      el("h2", null, others.length === 1 ? "The other place" : `The ${number(others.length)} other places`),
      family.edited && legend(),
      cards, more,
    ],
  };
}

function legend() {
  return el("p.legend.small", null,
    el("del.changed", null, "removed"), " ", el("ins.changed", null, "inserted"), " ",
    el("ins.changed.fact", null, "7 May"), " a number, a date, a name or a word such as “not” differs: check which is right.");
}

// A place: location, similarity and text. The text is built when the place is opened.
function card(family, place, open) {
  const representative = representativeOf(family);
  const edits = place.similarity < 1 || family.edited ? editsOf(representative, place) : [];
  const facts = edits ? edits.filter((edit) => edit.fact).length : 0;
  const pair = place.doc !== representative.doc && pairOf(place.doc, representative.doc);
  const body = el("div");
  const fillIn = () => {
    if (!body.childNodes.length) body.append(placeText(place, edits || [], "", representative.doc), edits ? "" : el("p.small", null, "The texts are too different, or not in this file, so differing words are not marked."));
  };
  if (open) fillIn();
  const changes = !edits ? "differs" : edits.length ? count(edits.length, "change") : "same words";
  return el("li", null, el("details.card", { open, ontoggle: fillIn },
    el("summary", { "data-row": true },
      el("span.where", null, placeLabel(place)),
      el("span.badge", { class: edits && !edits.length ? "badge identical" : "badge edited" }, changes),
      facts > 0 && el("span.badge.fact", { title: "Numbers, dates or names that differ" }, `${count(facts, "fact")} changed`),
      edits && edits.length > 0 && el("span.figure", null, share(place.similarity))),
    el("p.links.small", null,
      el("a", { href: `#/file/${place.doc}/${family.id}` }, "In its file"),
      pair && el("a", { href: `#/pair/${pair.a}/${pair.b}/${passageOf(pair, family)}` }, "Side by side with the representative")),
    body));
}

// The passage of the pair that belongs to the family, or else the first.
const passageOf = (pair, family) => Math.max(0, pair.passages.findIndex((p) => p.family === family.id));

// The text of a place with the lines around it.
function placeText(place, edits, classes, docA) {
  const { doc, start, end } = place;
  if (slice(doc, start, end) === null) {
    const opening = families[place.family].opening;
    return el("div.text", null, opening && el("p", { dir: "auto" }, shown(opening), " …"),
      el("p.gap", null, `The text of ${linesOf(place)} is not in this file, because its size limit for texts was reached.`));
  }
  const piece = documents[doc].pieces.find(([at, , text]) => at <= start && end <= at + text.length);
  const [from, to] = around(piece, start, end);
  const { marks, insertions } = editMarks(edits, docA ?? doc);
  const itself = { start, end, classes: ["place-text"] };
  return el("div", { class: `text ${classes}` }, textLines(doc, from, to, [itself, ...marks], { insertions, trim: true }));
}

// Up to three lines before and after, of which at most some hundred characters, cut between words.
function around([at, , text], start, end) {
  const before = text.slice(Math.max(0, start - at - 260), start - at);
  const after = text.slice(end - at, end - at + 260);
  let from = start - before.split("\n").slice(-4).join("\n").length;
  let to = end + after.split("\n").slice(0, 4).join("\n").length;
  const first = text.slice(from - at, start - at);
  const last = text.slice(end - at, to - at);
  if (from > at && !/[\s]/.test(text[from - at - 1])) from += /^\S{0,24}\s/.exec(first)?.[0].length ?? (/^[\udc00-\udfff]/.test(first) ? 1 : 0);
  if (to < at + text.length && !/[\s]/.test(text[to - at])) to -= /\s\S{0,24}$/.exec(last)?.[0].length ?? (/[\ud800-\udbff]$/.test(last) ? 1 : 0);
  return [from, to];
}
