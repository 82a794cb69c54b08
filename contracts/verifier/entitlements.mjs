// Reader of the canonical entitlement file, docs/entitlement-file.md.
import { latin1 } from "./bytes.mjs";

const ID = /^[a-z0-9_.-]{1,64}$/;
const NUMBER = /^(0|[1-9][0-9]{0,77})$/;
const ADDRESS = /^0x[0-9a-f]{40}$/;
const HASH = /^0x[0-9a-f]{64}$/;
const SOURCE = /^(pool|recovered|escheat):(0|[1-9][0-9]{0,5})$/;

const bad = (what) => {
  throw new Error(`entitlement file: ${what}`);
};
const bits = (most) => (s) => {
  if (!NUMBER.test(s)) bad(`"${s.slice(0, 80)}" is no canonical number`);
  const n = BigInt(s);
  return n < 1n << most ? n : bad(`number above 2^${most}-1`);
};
const number = bits(256n);
const matching = (form, what) => (s) => (form.test(s) ? s : bad(`"${s.slice(0, 80)}" is no ${what}`));
const address = matching(ADDRESS, "address");
const hash = matching(HASH, "hash");
const source = matching(SOURCE, "source");
const id = (s) => (ID.test(s) && s !== "protocol" ? s : bad(`"${s}" is no id`));
const flag = (s) => (s === "0" ? false : s === "1" ? true : bad(`"${s}" is no flag`));
const part = matching(/^(cover|recovery)$/, "part");
const anyPart = matching(/^(cover|recovery|share|escheat|bounty|protocol)$/, "part");
const pools = (s) => {
  const ids = s === "" ? [] : s.split(",").map(id);
  return ids.length <= 16 && ids.every((p, i) => i === 0 || ids[i - 1] < p) ? ids : bad("pools are not ascending, or too many");
};
const level = bits(8n);

const COMMON = {
  incident: id, settlement: id, pool: id, chain: bits(64n), distributor: address, token: address, sequence: bits(64n),
  rule: (s) => s,
};
const KEYS = {
  "water-fill/1": { available: number, min_pay: number },
  "water-fill/2": { available: number, min_pay: number },
  "pro-rata/1": { available: number, denominator: number, min_pay: number },
  "recovery/1": {
    collected: number, total_affected: number, total_units: number, residuals_first: flag, min_pay: number,
    protocol_receiver: address, protocol_already: number, pools,
  },
  "targets/1": { available: number, accounts: hash, source },
};
const COLUMNS = {
  "water-fill/1": { id, part, class: level, e: number, a: number, held: flag, receiver: address },
  "water-fill/2": { id, part, class: level, e: number, cap: number, a: number, held: flag, receiver: address },
  "pro-rata/1": { id, part, weight: number, cap: (s) => (s === "" ? null : number(s)), held: flag, receiver: address },
  "recovery/1": { id, part, loss: number, units: number, elsewhere: number, already: number, held: flag, receiver: address },
  "targets/1": {
    id, part: anyPart, account: id, target: number, already: number, weight: number, held: flag, carried: flag, receiver: address,
  },
};
const SHARES = { id, pool: id, shares: number, already: number, held: flag, receiver: address };

const camel = (s) => s.replace(/_([a-z])/g, (_, c) => c.toUpperCase());

export function read(bytes) {
  const text = latin1(bytes);
  if (!text.endsWith("\n") || /[^\n\x21-\x7e]/.test(text)) bad("only printable ASCII without spaces, lines end with LF");
  const lines = text.slice(0, -1).split("\n");
  let at = 0;
  const take = () => lines[at++] ?? bad("ends too early");
  if (take() !== "makewhole-entitlements/1") bad("unknown format");
  const f = { shares: [], pools: [], minPay: 0n };
  const header = (keys) => {
    for (const [name, parse] of Object.entries(keys)) {
      const line = take();
      if (!line.startsWith(name + "=")) bad(`line ${at} should be ${name}`);
      f[camel(name)] = parse(line.slice(name.length + 1));
    }
  };
  header(COMMON);
  if (!KEYS[f.rule]) bad(`unknown rule ${f.rule}`);
  header(KEYS[f.rule]);
  if (take() !== "") bad("no empty line after the header");
  const table = (columns, pools) => {
    const names = [...Object.keys(columns), ...pools.map((p) => "pool_paid:" + p)];
    if (take() !== names.join(",")) bad(`line ${at} should name the columns ${names}`);
    const rows = [];
    while (at < lines.length && lines[at] !== "") {
      const cells = take().split(",");
      if (cells.length !== names.length) bad(`line ${at} has ${cells.length} cells`);
      const row = {};
      Object.entries(columns).forEach(([name, parse], i) => (row[name] = parse(cells[i])));
      if (pools.length || f.rule === "recovery/1") row.poolPaid = cells.slice(Object.keys(columns).length).map(number);
      if ("class" in row) row.class = Number(row.class);
      if (row.held && row.carried) bad(`line ${at} is held and carried`);
      if (f.rule === "targets/1" && row.part !== "share" && row.weight > 0n) bad(`line ${at} has a weight and is no share`);
      if (rows.length && rows.at(-1).id >= row.id) bad(`line ${at} is out of order`);
      rows.push(row);
    }
    return rows;
  };
  f.rows = table(COLUMNS[f.rule], f.pools);
  if (f.rule === "recovery/1") {
    if (take() !== "") bad("no empty line before the shares");
    f.shares = table(SHARES, []);
    const taken = new Set(f.rows.map((r) => r.id));
    for (const s of f.shares) if (!f.pools.includes(s.pool) || taken.has(s.id)) bad(`share ${s.id}: unknown pool, or the id is taken`);
  }
  if (at !== lines.length) bad(`trailing line ${at + 1}`);
  return f;
}
