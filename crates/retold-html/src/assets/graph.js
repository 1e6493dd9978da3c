// Which files share with which: the files on a circle, a line for each pair.

const MOST_NODES = 60;
const MOST_EDGES = 600;

function graphView() {
  const box = el("div.results");
  const show = () => box.replaceChildren(...graphOf(pairs.filter(isKeptPair)));
  show();
  return {
    title: "Map",
    content: [
      el("h1", null, "Which files share with which"),
      el("p.lead", null, "A line for each pair, as strong as it shares words; a dot for each file, filled as far as it repeats. Point at a file to see its pairs, open a line to read both texts."),
      pairs.length > 0 && filterPanel(show),
      unlistedPairs(),
      box,
    ],
  };
}

function graphOf(kept) {
  if (!kept.length) return [el("p.empty", null, pairs.length ? "No pair is left by these filters." : "No two files share anything, so there is nothing to draw.")];
  const weight = new Map();
  for (const pair of kept) for (const doc of [pair.a, pair.b]) weight.set(doc, (weight.get(doc) || 0) + Math.max(1, pair.matched));
  const all = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || a - b);
  const chosenNodes = new Set(all.slice(0, MOST_NODES));
  const between = kept.filter((pair) => chosenNodes.has(pair.a) && chosenNodes.has(pair.b));
  const edges = [...between].sort((a, b) => b.matched - a.matched || a.id - b.id).slice(0, MOST_EDGES);
  const notes = [];
  if (all.length > chosenNodes.size) notes.push(`Drawn are the ${MOST_NODES} files of ${number(all.length)} that share most.`);
  if (between.length > edges.length) notes.push(`Drawn are the ${MOST_EDGES} strongest pairs of ${number(between.length)} among them.`);
  const order = neighboursTogether([...chosenNodes], edges);
  return [notes.length > 0 && el("p.caution", null, notes.join(" ")), circle(order, edges)].filter(Boolean);
}

// Goes from the strongest file along the strongest pairs, so that what belongs together stands together.
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

function circle(order, edges) {
  const radius = Math.max(120, order.length * 5);
  const margin = 210;
  const size = 2 * (radius + margin);
  const point = new Map(order.map((doc, i) => {
    const angle = (2 * Math.PI * i) / order.length - Math.PI / 2;
    return [doc, { angle, x: radius * Math.cos(angle), y: radius * Math.sin(angle) }];
  }));
  const round = (value) => Math.round(value * 10) / 10;
  const heaviest = Math.max(1, ...edges.map((pair) => pair.matched));
  const lines = edges.map((pair) => {
    const [p, q] = [point.get(pair.a), point.get(pair.b)];
    const path = `M${round(p.x)} ${round(p.y)}Q${round((p.x + q.x) * 0.15)} ${round((p.y + q.y) * 0.15)} ${round(q.x)} ${round(q.y)}`;
    return draw("a.edge", { href: `#/pair/${pair.a}/${pair.b}`, "data-a": pair.a, "data-b": pair.b, "aria-label": `${nameOf(pair.a)} and ${nameOf(pair.b)}: ${count(pair.matched, "shared word")}` },
      draw("path.reach", { d: path }),
      draw("path.line", { d: path, "stroke-width": round(0.8 + 5 * Math.sqrt(pair.matched / heaviest)) }),
      draw("title", null, `${nameOf(pair.a)} ~ ${nameOf(pair.b)}: ${count(pair.matched, "shared word")}, ${relationName(pair.relation)}`));
  });
  const nodes = order.map((doc) => {
    const { angle, x, y } = point.get(doc);
    const left = Math.cos(angle) < -0.01;
    const upright = order.length <= 12;
    const degrees = (angle * 180) / Math.PI;
    const turn = upright ? "" : ` rotate(${round(left ? degrees + 180 : degrees)})`;
    const gap = upright ? [left ? -12 : 12, Math.abs(Math.cos(angle)) < 0.3 ? Math.sign(Math.sin(angle)) * 14 : 0] : [left ? -9 : 9, 0];
    const middle = upright && Math.abs(Math.cos(angle)) < 0.3;
    const label = nameOf(doc).length > 32 ? `${nameOf(doc).slice(0, 14)}…${nameOf(doc).slice(-16)}` : nameOf(doc);
    return draw("a.node", { href: `#/file/${doc}`, "data-doc": doc, transform: `translate(${round(x)} ${round(y)})`, "aria-label": `${nameOf(doc)}, ${percent(documents[doc].reused)} told elsewhere or twice` },
      draw("circle", { r: 6 }), draw("circle.fill", { r: round(6 * Math.sqrt(documents[doc].reused)) }),
      draw("text", { transform: `${turn.trim() || "translate(0 0)"}`, x: middle ? 0 : gap[0], y: middle ? gap[1] * 1.3 : gap[1], "text-anchor": middle ? "middle" : left ? "end" : "start", "dominant-baseline": "middle" }, label),
      draw("title", null, `${visible(documents[doc].name)}: ${percent(documents[doc].reused)} told elsewhere or twice`));
  });
  const svg = draw("svg.graph", { viewBox: `${-size / 2} ${-radius - (order.length <= 12 ? 50 : margin)} ${size} ${2 * (radius + (order.length <= 12 ? 50 : margin))}`, role: "group", "aria-label": "Files and their pairs" }, lines, nodes);
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
  return el("div.graphbox", null, svg);
}
