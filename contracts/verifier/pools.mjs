// What each account should have from each pool, docs/accounts-file.md, "Targets".
// All amounts are values in points.
import { decidedAt, levelOf, targetAt } from "./level.mjs";
import { floorOf, less, max, min, sum } from "./numbers.mjs";

// mayGet is the most that covers may leave on an account.
const mayGet = (a) => min(a.best, less(less(a.room, a.recovery), a.escheat));

// net is what a pool gave on an account, less what returned on it.
export function net(r, account, pool) {
  const p = r.paid[account].find((p) => p.pool === pool);
  if (!p) return 0n;
  return p.low ? p.floor : less(p.gross, p.back);
}

// claims adds up the rights of each account by product: together at most what the
// best of them owes without its limit, the decided ones first.
function claims(r) {
  const all = [];
  r.state.accounts.forEach((account, i) => {
    if (account.excluded) return;
    const a = r.acc[i];
    a.best = account.rights.reduce((m, x) => max(m, x.unlimited), 0n);
    for (const product of new Set(account.rights.map((x) => x.product))) {
      const rights = account.rights.filter((x) => x.product === product);
      const best = rights.reduce((m, x) => max(m, x.unlimited), 0n);
      const of = (held) => sum(rights.filter((x) => x.held === held).map((x) => x.amount));
      const decided = min(of(false), best);
      all.push({
        account: i, product, class: Math.min(...rights.map((x) => x.class)), decided, held: min(of(true), best - decided), taken: 0n,
      });
    }
  });
  r.state.products.forEach((p, n) => shareLimit(p.limit, all.filter((c) => c.product === n)));
  return all;
}

// shareLimit applies a product's limit once, pro rata over decided and held.
function shareLimit(limit, claims) {
  const total = sum(claims.map((c) => c.decided + c.held));
  if (limit === 0n || total <= limit) return;
  for (const c of claims) {
    const all = floorOf(c.decided + c.held, limit, total);
    c.decided = floorOf(c.decided, limit, total);
    c.held = all - c.decided;
  }
}

// poolOrder: each pool after those that bear before it in any product, the
// smallest id first among free ones.
function poolOrder(state) {
  const order = [];
  const before = state.pools.map(() => new Set());
  for (const p of state.products) p.layers.forEach((l, k) => k > 0 && before[l.pool].add(p.layers[k - 1].pool));
  while (order.length < state.pools.length) {
    const free = state.pools.map((_, p) => p).filter((p) => !order.includes(p) && [...before[p]].every((b) => order.includes(b)));
    if (free.length === 0) throw new Error("the layers of the products name the pools in contradictory orders");
    order.push(free.reduce((a, b) => (state.pools[b].id < state.pools[a].id ? b : a)));
  }
  return order;
}

// targets goes through the pools once, or twice where an account has rights in
// several products: the second time it knows what other pools pay for certain.
export function targets(r) {
  const all = claims(r);
  const order = poolOrder(r.state);
  const twice = all.some((c, n) => n > 0 && c.account === all[n - 1].account);
  let certain = new Map();
  for (let pass = 0; pass < (twice ? 2 : 1); pass++) {
    if (pass > 0) certain = decidedTargets(r);
    r.levels = [];
    for (const a of r.acc) Object.assign(a, { decided: 0n, held: 0n, open: [] });
    const left = all.map((c) => ({ ...c }));
    order.forEach((p, n) => fillPool(r, p, order.slice(n + 1), left, certain));
  }
}

const place = (account, pool) => account + ":" + pool;

// decidedTargets maps (account, pool) to what the pool should give for certain.
export function decidedTargets(r) {
  return new Map(r.wants.flatMap((wants, p) => wants.map((w) => [place(w.account, p), w.decided])));
}

export const decidedAtPlace = (map, account, pool) => map.get(place(account, pool)) ?? 0n;

function fillPool(r, p, later, all, certain) {
  const pool = r.state.pools[p];
  let m = r.of(pool.asset, pool.pledge);
  const bearing = bearers(r, p);
  const mine = all.filter((c) => bearing.has(c.product));
  for (const c of mine) c.layer = c.decided + c.held;
  for (const [product, layer] of bearing) {
    if (layer.cap === 0n) continue;
    const most = r.of(pool.asset, layer.cap);
    if (bearing.size === 1) m = min(m, most);
    else capLayer(r, most, mine.filter((c) => c.product === product));
  }
  const rows = rowsOf(r, p, later, mine, certain);
  r.bears[p] = m;
  m = less(m, givenToOthers(r, p, rows));
  const byLoss = [...bearing.keys()].some((n) => r.state.products[n].rule === "pro-rata/1");
  r.full[p] = byLoss ? fillByLoss(r, p, m, rows) : fillByLevel(r, p, m, rows);
  r.wants[p] = rows;
  for (const row of rows) {
    const a = r.acc[row.account];
    a.decided += row.decided;
    a.held += row.held;
    if (row.could > row.decided) a.open.push({ pool: p, value: row.could - row.decided });
  }
  takeOff(rows);
}

// bearers maps the products that a pool bears to their layers; they must name one
// rule.
function bearers(r, p) {
  const out = new Map();
  r.state.products.forEach((product, n) => {
    for (const l of product.layers) if (l.pool === p) out.set(n, l);
  });
  if (new Set([...out.keys()].map((n) => r.state.products[n].rule)).size > 1) throw new Error(`pool ${p}: two rules`);
  return out;
}

// capLayer limits the claims of one product to what they would get of its layer
// alone.
function capLayer(r, most, claims) {
  const shares = claims.map((c) => {
    const room = mayGet(r.acc[c.account]);
    return { has: 0n, all: c.decided + c.held, most: room, decided: c.decided, decidedMost: room };
  });
  const level = levelOf(most, shares);
  claims.forEach((c, k) => (c.layer = min(c.layer, targetAt(shares[k], level))));
}

// rowsOf joins the claims of each account into one row of the pool, with what it
// may still get of it and what it has. owed and owedMost are what the row is owed
// for certain; sureOwed and sureMost what of it no open decision can move to an
// earlier pool.
function rowsOf(r, p, later, mine, certain) {
  const byAccount = new Map();
  for (const c of mine) byAccount.set(c.account, [...(byAccount.get(c.account) ?? []), c]);
  return [...byAccount].map(([account, claims]) => {
    const a = r.acc[account];
    const of = (what) => sum(claims.map(what));
    const taken = claims.map((c) => c.taken).reduce(min);
    const given = sum([a.decided, ...later.map((q) => net(r, account, q))]);
    const elsewhere = sum([a.decided, taken, ...later.map((q) => max(net(r, account, q), decidedAtPlace(certain, account, q)))]);
    const room = mayGet(a);
    const layer = of((c) => c.layer);
    const all = min(of((c) => c.decided + c.held), a.best);
    const owed = min(of((c) => c.decided), all);
    const moves = a.open.map((o) => ({ ...o, ...behind(r.state, p, o.pool) })).filter((o) => !o.all);
    return {
      account, claims, class: Math.min(...claims.map((c) => c.class)), has: net(r, account, p), all, most: min(less(room, elsewhere), layer),
      owed, owedMost: min(less(room, given), layer), sureOwed: moves.filter((o) => o.some).reduce((x, o) => less(x, o.value), owed),
      sureMost: min(less(room, given + sum(moves.map((o) => o.value))), layer), decided: 0n, held: 0n, could: 0n,
    };
  });
}

// behind says whether all, and whether some, of the products that name pool p have
// pool q before it.
function behind(state, p, q) {
  const before = state.products
    .map((x) => x.layers.map((l) => l.pool))
    .filter((pools) => pools.includes(p))
    .map((pools) => pools.slice(0, pools.indexOf(p)).includes(q));
  return { all: before.every((x) => x), some: before.some((x) => x) };
}

const targetOf = (row) => ({ has: row.has, all: row.all, most: row.most, decided: row.owed, decidedMost: row.owedMost });

// givenToOthers is what a pool gave on accounts that have no right to it any more.
function givenToOthers(r, p, rows) {
  const has = new Set(rows.map((row) => row.account));
  return sum(r.paid.map((_, i) => (has.has(i) ? 0n : net(r, i, p))));
}

// fillByLevel serves the classes in order, each to the highest level the money
// allows, and reports whether everybody is served in full. Where not, nothing is
// decided that an open decision may still move to an earlier pool; how far a row
// could rise is what the others leave if they get no more than that.
function fillByLevel(r, p, m, rows) {
  const served = serve(m, rows, targetOf);
  for (const { class: c, level } of served.levels) r.levels.push({ pool: p, class: c, num: level.num, den: level.den });
  for (const row of rows) {
    const level = served.levels.find((x) => x.class === row.class)?.level;
    const of = served.full ? targetOf(row) : { ...targetOf(row), decided: row.sureOwed, decidedMost: min(row.owedMost, row.sureMost) };
    row.could = level ? targetAt(targetOf(row), level) : row.has;
    row.decided = level ? decidedAt(of, level) : row.has;
    row.held = row.could - row.decided;
  }
  if (served.full) return true;
  const least = serve(m, rows, ({ has, sureOwed, sureMost }) => ({ has, all: sureOwed, most: sureMost, decided: sureOwed, decidedMost: sureMost }));
  for (const { class: c, level } of least.levels) {
    for (const row of rows) if (row.class === c) row.could = max(row.could, targetAt(targetOf(row), level));
  }
  return false;
}

// serve finds the level of each class; those after the first that is not served in
// full have none.
function serve(m, rows, of) {
  const levels = [];
  for (const c of [...new Set(rows.map((row) => row.class))].sort((a, b) => a - b)) {
    const group = rows.filter((row) => row.class === c).map(of);
    const level = levelOf(m, group);
    levels.push({ class: c, level });
    if (!level.full) return { levels, full: false };
    m = less(m, sum(group.map((t) => targetAt(t, level))));
  }
  return { levels, full: true };
}

// fillByLoss is pro-rata/1: floor(m·loss/Σ loss) with everybody's loss below.
function fillByLoss(r, p, m, rows) {
  r.levels.push({ pool: p, class: 0, num: m, den: r.totalLoss });
  let full = true;
  for (const row of rows) {
    const part = floorOf(m, r.acc[row.account].loss, r.totalLoss);
    row.decided = max(row.has, min(part, min(row.owed, row.owedMost)));
    row.held = less(min(part, min(row.all, row.most)), row.decided);
    row.could = row.decided + row.held;
    full &&= part >= row.all;
  }
  return full;
}

// takeOff leaves to the next layers what this pool does not bear.
function takeOff(rows) {
  for (const row of rows) {
    let [decided, held] = [row.decided, row.held];
    for (const c of row.claims) {
      const [d, h] = [min(c.decided, decided), min(c.held, held)];
      [c.decided, c.held, decided, held] = [c.decided - d, c.held - h, decided - d, held - h];
      c.taken += h;
    }
  }
}
