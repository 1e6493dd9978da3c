// The map of shared text: the files on a circle, a line for each pair.

const MOST_NODES = 60;
const MOST_EDGES = 600;

function graphView() {
  const box = el("div.results");
  return filteredView({
    title: "Map",
    heading: "Map of shared text",
    lead: "Each line is a pair of files; its width is the number of shared words. Each dot is a file; its filled part is the share of repeated words. Point at a file to see its pairs; open a line to read both texts.",
    filtered: contentPairs.length > 0,
    show: () => box.replaceChildren(...graphOf(contentPairs.filter(isKeptPair))),
    between: [
      unlistedPairs(),
      boilerplateFamilies.length > 0 && pairs.length > contentPairs.length && el("p.small", null, `${count(pairs.length - contentPairs.length, "pair that shares only boilerplate is", "pairs that share only boilerplate are")} not drawn.`),
    ],
    results: box,
  });
}

function graphOf(kept) {
  if (!kept.length) return [el("p.empty", null, contentPairs.length ? "No pair matches these filters." : "No two files share text, so there is no map.")];
  const strongest = [...kept].sort((a, b) => weightOf(b) - weightOf(a) || a.id - b.id);
  const all = new Set(kept.flatMap((pair) => [pair.a, pair.b]));
  const nodes = new Set();
  for (const { a, b } of strongest) {
    const more = new Set([...nodes, a, b]);
    if (more.size > MOST_NODES) break;
    nodes.add(a).add(b);
  }
  const between = strongest.filter((pair) => nodes.has(pair.a) && nodes.has(pair.b));
  const edges = between.slice(0, MOST_EDGES);
  const notes = [];
  if (all.size > nodes.size) notes.push(`The map shows ${nodes.size} of ${number(all.size)} files: those of the pairs that share most. Use the filters to show others.`);
  if (between.length > edges.length) notes.push(`The map shows the ${MOST_EDGES} pairs that share most, of ${number(between.length)} between these files.`);
  const order = neighboursTogether([...nodes], edges);
  return [notes.length > 0 && el("p.caution", null, notes.join(" ")), circle(order, edges)].filter(Boolean);
}

// Orders the files from the strongest one along the strongest pairs, so that related files are
// neighbours.
function neighboursTogether(nodes, edges) {
  const next = new Map(nodes.map((node) => [node, []]));
  for (const { a, b } of edges) {
    next.get(a).push(b);
    next.get(b).push(a);
  }
  const order = [];
  const seen = new Set();
  for (const start of nodes) {
    const stack = [start];
    while (stack.length) {
      const node = stack.pop();
      if (seen.has(node)) continue;
      seen.add(node);
      order.push(node);
      stack.push(...[...next.get(node)].reverse());
    }
  }
  return order;
}

function graphLabel(doc) {
  const name = nameOf(doc);
  return name.length > 32 ? `${name.slice(0, 14)}…${name.slice(-16)}` : name;
}

function circle(order, edges) {
  const radius = Math.max(120, order.length * 5);
  const few = order.length <= 12;
  const labels = new Map(order.map((doc) => [doc, graphLabel(doc)]));
  const longest = Math.max(...order.map((doc) => labels.get(doc).length));
  // Room for the labels, which cannot be measured before they are shown. Wide characters count twice.
  const wide = order.some((doc) => /[\u1100-\uffff]/.test(labels.get(doc)));
  const margin = 30 + longest * (wide ? 11 : 6.4);
  const [width, height] = [2 * (radius + margin), 2 * (radius + (few ? 50 : margin))];
  const point = new Map(order.map((doc, i) => {
    const angle = (2 * Math.PI * i) / order.length - (order.length === 2 ? Math.PI : Math.PI / 2);
    return [doc, { angle, x: radius * Math.cos(angle), y: radius * Math.sin(angle) }];
  }));
  const heaviest = Math.max(1, ...edges.map(weightOf));
  const lines = edges.map((pair) => {
    const strength = (few ? 4 : 2.2) * Math.sqrt(weightOf(pair) / heaviest);
    return edgeElement(pair, arc(point.get(pair.a), point.get(pair.b), radius), tenths(0.6 + strength));
  });
  const nodes = order.map((doc) => nodeOn(point.get(doc), doc, labels.get(doc), few));
  const svg = draw(few ? "svg.graph.few" : "svg.graph", { viewBox: [-width / 2, -height / 2, width, height].map(tenths).join(" "), role: "group", "aria-label": "Files and their pairs" }, lines, nodes);
  lightUp(svg);
  return el("div.graphbox", null, svg);
}

const tenths = (value) => Math.round(value * 10) / 10;

// Neighbours are joined by a flat arc, distant files through the middle.
function arc(p, q, radius) {
  const pull = 0.4 - 0.35 * (Math.hypot(p.x - q.x, p.y - q.y) / (2 * radius));
  return `M${tenths(p.x)} ${tenths(p.y)}Q${tenths((p.x + q.x) * pull)} ${tenths((p.y + q.y) * pull)} ${tenths(q.x)} ${tenths(q.y)}`;
}

function edgeElement(pair, path, width) {
  return draw("a.edge", { href: `#/pair/${pair.a}/${pair.b}`, "data-a": pair.a, "data-b": pair.b, "aria-label": `${nameOf(pair.a)} and ${nameOf(pair.b)}: ${sharedBy(pair)}` },
    draw("path.reach", { d: path }),
    draw("path.line", { d: path, "stroke-width": width }),
    draw("title", null, `${nameOf(pair.a)} ~ ${nameOf(pair.b)}: ${sharedBy(pair)}, ${relationName(pair.relation)}`));
}

// A file with its label outside the circle: horizontal where there is room, else radial.
function nodeOn({ angle, x, y }, doc, label, few) {
  const left = Math.cos(angle) < -0.01;
  const middle = few && Math.abs(Math.cos(angle)) < 0.3;
  const degrees = tenths((angle * 180) / Math.PI + (left ? 180 : 0));
  const gap = few ? 12 : 9;
  const place = middle ? { x: 0, y: Math.sign(Math.sin(angle)) * 18, "text-anchor": "middle" } : { x: left ? -gap : gap, y: 0, "text-anchor": left ? "end" : "start" };
  const repeated = `${percent(documents[doc].reused)} repeated`;
  return draw("a.node", { href: `#/file/${doc}`, "data-doc": doc, transform: `translate(${tenths(x)} ${tenths(y)})`, "aria-label": `${nameOf(doc)}, ${repeated}` },
    draw("circle", { r: 6 }), draw("circle.fill", { r: tenths(6 * Math.sqrt(documents[doc].reused)) }),
    draw("text", { transform: few ? null : `rotate(${degrees})`, "dominant-baseline": "middle", ...place }, label),
    draw("title", null, `${visible(documents[doc].name)}: ${repeated}`));
}

// Pointing at a file, or focusing it, highlights its pairs and their other files.
function lightUp(svg) {
  const light = (event) => {
    const node = event.target.closest ? event.target.closest(".node") : null;
    svg.classList.toggle("lit", Boolean(node));
    for (const element of svg.querySelectorAll(".on")) element.classList.remove("on");
    if (!node) return;
    const { doc } = node.dataset;
    node.classList.add("on");
    for (const edge of svg.querySelectorAll(".edge")) {
      if (edge.dataset.a !== doc && edge.dataset.b !== doc) continue;
      edge.classList.add("on");
      const other = edge.dataset.a === doc ? edge.dataset.b : edge.dataset.a;
      svg.querySelector(`.node[data-doc="${other}"]`).classList.add("on");
    }
  };
  svg.addEventListener("pointerover", light);
  svg.addEventListener("focusin", light);
  svg.addEventListener("pointerleave", light);
}
