// The page of a file: repeated text is marked, and the margin names the other places.

const MOST_NOTES = 3;

function fileView(id, familyAt) {
  const document = documents[id];
  if (!document) return missing(`There is no file ${id}.`);
  const places = document.places.filter((place) => isKept(families[place.family]) || place.family === familyAt);
  const colours = coloursOf(places);
  const marks = places.map((place) => ({ start: place.start, end: place.end, classes: ["p", `p${colours.get(place.family)}`], attributes: { "data-f": place.family } }));
  let next = 0;
  const margin = (line) => {
    const starting = [];
    // A place may start in a line break, before the line of its first word.
    while (next < places.length && places[next].start < line.end) starting.push(places[next++]);
    return starting.length > 0 && el("aside.margin", null, starting.map((place) => note(place, colours)));
  };
  const hidden = document.places.length - places.length;
  const whole = isWhole(id);
  const text = () => {
    if (!document.places.length && !document.pieces.length) return el("p.empty", null, "Nothing in this file is repeated, so its text is not included.");
    if (!document.pieces.length) return el("p.empty", null, "The text of this file is not included, because the size limit for texts was reached. Its places are:", placesOf(places));
    return el("div.text.file", null, textLines(id, ...bounds(id), marks, { fold: true, margin }));
  };
  const body = text();
  return {
    title: nameOf(id),
    ready: () => {
      new ResizeObserver(() => spreadNotes(body)).observe(body);
      const target = familyAt !== null && body.querySelector(`[data-f="${familyAt}"]`);
      if (!target) return;
      for (const mark of body.querySelectorAll(`[data-f="${familyAt}"]`)) mark.classList.add("now");
      target.scrollIntoView({ block: "center" });
    },
    content: [
      el("h1", null, nameElement(id)),
      el("p.lead", null,
        `${count(document.words, "word")}, ${count(document.paragraphs, "paragraph")}. `,
        document.places.length ? `${percent(document.reused)} of the words are repeated, in ${count(document.places.length, "place")}. ` : "",
        document.encoding && `Read from ${visible(document.encoding)}. `,
        !whole && document.pieces.length > 0 && "Only the places and the lines around them are included. ",
        hidden > 0 && `${count(hidden, "place is", "places are")} hidden by the filters. `),
      strip(document, places, colours),
      document.pairs.length > 0 && el("details.partners", { open: document.pairs.length <= 8 },
        el("summary", null, `Shares text with ${count(document.pairs.length, "file")}`),
        partners(document)),
      body,
    ],
  };
}

function partners(document) {
  const items = [...document.pairs].sort((a, b) => weightOf(b) - weightOf(a) || a.id - b.id);
  return pagedList({ items, rows: 20, tag: "ul.plain", label: "Files that share text with this one", row: (pair) => {
    const other = pair.a === document.id ? pair.b : pair.a;
    return el("li", null, el("a", { href: `#/pair/${pair.a}/${pair.b}` }, nameElement(other)), ` ${sharedBy(pair)}, ${sharesBoilerplateOnly(pair) ? "boilerplate only" : relationName(pair.relation)}`);
  } });
}

const placesOf = (places) => pagedList({ items: places, tag: "ul.plain", row: (place) => el("li", null, el("a", { href: `#/family/${place.family}` }, `${linesOf(place)}, ${count(families[place.family].words, "word")}`)) });

// The note next to the first line of a place: the passage, and its other places.
function note(place, colours) {
  const family = families[place.family];
  const others = family.places.filter((other) => other.index !== place.index);
  const more = others.length - MOST_NOTES;
  const link = (other) => {
    const pair = other.doc !== place.doc && pairOf(other.doc, place.doc);
    const href = pair ? `#/pair/${pair.a}/${pair.b}/${passageOf(pair, family)}` : `#/file/${other.doc}/${family.id}`;
    return el("li", null, el("a", { href }, other.doc === place.doc ? `${linesOf(other)} here` : placeLabel(other)));
  };
  return el("div", { class: `note p${colours.get(place.family)}` },
    el("a.title", { href: `#/family/${family.id}`, "data-row": true }, count(family.words, "word"), family.edited ? `, ${share(family.least)}` : `, ${FAMILY_KINDS[family.kind][0]}`, family.boilerplate ? ", boilerplate" : ""),
    el("ul", null, others.slice(0, MOST_NOTES).map(link), more > 0 && el("li", null, el("a", { href: `#/family/${family.id}` }, `and ${number(more)} more`))));
}

// Notes are next to their lines, or below each other where lines are close.
function spreadNotes(body) {
  const margins = [...body.querySelectorAll(".margin")];
  // Everything is measured before anything moves, so that the page is laid out once.
  const measured = margins.map((margin) => [margin.parentNode.offsetTop, margin.offsetHeight]);
  let free = 0;
  margins.forEach((margin, i) => {
    const [top, height] = measured[i];
    margin.style.marginTop = `${Math.max(0, free - top)}px`;
    free = Math.max(free, top) + height + 4;
  });
  body.style.minHeight = `${free + 8}px`;
}

// A strip of the whole file, with repeated text in color.
function strip(document, places, colours) {
  if (!places.length) return null;
  const whole = Math.max(1, document.length);
  const bars = places.slice(0, 2000).map((place) => draw("rect", {
    class: `p${colours.get(place.family)}`, x: (place.start / whole) * 1000, width: Math.max(2, ((place.end - place.start) / whole) * 1000), height: 10,
  }, draw("title", null, `${linesOf(place)}, ${count(families[place.family].words, "word")}`)));
  return draw("svg.strip", { viewBox: "0 0 1000 10", preserveAspectRatio: "none", role: "img", "aria-label": "Positions of repeated text in the file" }, draw("rect.track", { width: 1000, height: 10 }), bars);
}
