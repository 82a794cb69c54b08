"use strict";

// Renders /openapi.json with textContent only: nothing of the document is ever
// parsed as HTML.
const el = (tag, cls, text) => {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
};

const verbs = ["get", "post", "put", "delete"];

function resolve(doc, schema) {
  let s = schema || {};
  for (let i = 0; s.$ref && i < 10; i++) s = doc.components.schemas[s.$ref.split("/").pop()] || {};
  return s;
}

// example writes a schema as a commented shape, a few levels deep.
function shape(doc, schema, depth, indent) {
  const s = resolve(doc, schema);
  const types = [].concat(s.type || []);
  if (types.includes("object") && s.properties) {
    if (depth > 5) return "{ … }";
    const pad = "  ".repeat(indent + 1);
    const lines = Object.entries(s.properties).map(([name, prop]) => {
      const need = (s.required || []).includes(name) ? "" : "?";
      return pad + name + need + ": " + shape(doc, prop, depth + 1, indent + 1);
    });
    return "{\n" + lines.join("\n") + "\n" + "  ".repeat(indent) + "}";
  }
  if (types.includes("array")) return "[" + shape(doc, s.items, depth + 1, indent) + "]";
  if (s.enum) return s.enum.join(" | ");
  let text = types.filter((t) => t !== "null").join(" | ") || "any";
  if (s.format) text += " (" + s.format + ")";
  const note = (schema && schema.description) || s.description;
  return note ? text + "   // " + note : text;
}

function parameters(op) {
  const table = el("table");
  for (const p of op.parameters) {
    const row = el("tr");
    row.append(el("td", "", p.name), el("td", "dim", p.in + (p.required ? ", required" : "")), el("td", "", p.description || ""));
    table.append(row);
  }
  return table;
}

function content(doc, title, parts) {
  const box = el("div");
  for (const [media, part] of Object.entries(parts || {})) {
    box.append(el("div", "dim", title + " · " + media), el("pre", "", shape(doc, part.schema, 0, 0)));
  }
  return box;
}

function operation(doc, path, verb, op) {
  const box = el("details");
  box.id = op.operationId;
  const head = el("summary");
  head.append(el("span", "verb " + verb, verb.toUpperCase()), el("code", "", path), el("span", "dim", op.summary || ""));
  box.append(head);
  box.addEventListener("toggle", () => {
    if (!box.open || box.dataset.done) return;
    box.dataset.done = "1";
    const body = el("div", "body");
    if (op.description) body.append(el("p", "", op.description));
    if ((op.parameters || []).length) body.append(parameters(op));
    if (op.requestBody) body.append(content(doc, "Body", op.requestBody.content));
    for (const [status, answer] of Object.entries(op.responses || {})) {
      body.append(content(doc, status === "default" ? "Error" : status, answer.content));
    }
    box.append(body);
  });
  return box;
}

function render(doc) {
  document.getElementById("intro").textContent = doc.info.description;
  const groups = new Map();
  for (const [path, item] of Object.entries(doc.paths)) {
    for (const verb of verbs) {
      const op = item[verb];
      if (!op) continue;
      const tag = (op.tags || ["other"])[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push({ node: operation(doc, path, verb, op), text: [path, op.summary, tag, verb].join(" ").toLowerCase() });
    }
  }
  const list = document.getElementById("list");
  list.textContent = "";
  // What strangers and claimants need stands first, what the staff needs last.
  const rank = (tag) => (tag.startsWith("admin") ? "1" : "0") + tag;
  const sections = [...groups.keys()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).map((tag) => {
    const section = el("section");
    section.append(el("h2", "", tag), ...groups.get(tag).map((o) => o.node));
    list.append(section);
    return { section, ops: groups.get(tag) };
  });
  document.getElementById("filter").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { section, ops } of sections) {
      let shown = 0;
      for (const o of ops) {
        const hit = words.every((w) => o.text.includes(w));
        o.node.hidden = !hit;
        shown += hit ? 1 : 0;
      }
      section.hidden = shown === 0;
    }
  });
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) { target.open = true; target.scrollIntoView(); }
}

fetch("/openapi.json")
  .then((answer) => answer.json())
  .then(render)
  .catch(() => { document.getElementById("list").textContent = "The document could not be loaded."; });
