// Where the money of a round comes from, docs/accounts-file.md, "Draws" and
// "Lines". A vault is one recovered asset.
import { KIND } from "./accounts.mjs";
import { floorOf, less, min, sum } from "./numbers.mjs";

// States of a line.
const PAID = 0, HELD = 1, CARRIED = 2;

// drawBacks takes from each vault what bounties miss, then, account by account, what is
// the account's own and then what returns to its pools, and reserves what waits. It returns what
// returned, in value.
export function drawBacks(r, due) {
  const { accounts, pools, recovered } = r.state;
  const waits = r.acc.map((a) => a.waits);
  const open = due.map((b) => b.value);
  const drawn = [];
  r.undrawn = r.acc.map((a) => less(a.own, a.recovered));
  r.vaults = recovered.map((v, n) => {
    const available = v.collected - v.spent;
    const funds = oldFunds(r, v);
    const vault = {
      n, asset: v.asset, open: v.open, available, left: funds.reduce(less, available), own: [], returns: [], payees: [], funds,
      unspent: accounts.map((a, i) => unspent(a, v.asset, r.parts[n][i])),
    };
    if (v.open) return vault;
    v.bounties.forEach(({ id }, k) => {
      const amount = min(r.owing[n][k], vault.left);
      vault.left -= amount;
      if (amount > 0n) vault.payees.push({ id, amount });
    });
    r.undrawn.forEach((value, i) => {
      const units = take(r, vault, i, value);
      r.undrawn[i] -= r.of(v.asset, units);
      if (units > 0n) vault.own.push({ account: i, kind: KIND.recovery, pool: 0, amount: units });
    });
    due.forEach(({ account, pool }, k) => {
      const units = take(r, vault, account, open[k]);
      if (units > 0n) open[k] -= returned(r, vault, drawn, account, pool, units);
    });
    waits.forEach((value, i) => (waits[i] -= r.of(v.asset, take(r, vault, i, value))));
    return vault;
  });
  drawInstead(r, due, open, waits, drawn);
  return drawn;
}

// returned keeps units that return to a pool on an account, and says what they are worth.
function returned(r, vault, drawn, account, pool, units) {
  const value = r.of(vault.asset, units);
  const before = vault.returns.find((x) => x.account === account && x.pool === pool);
  if (before) before.amount += units;
  else vault.returns.push({ account, pool, amount: units });
  vault.funds[pool] += units;
  drawn.push({ account, pool, value });
  return value;
}

// drawInstead returns to pools, or reserves for them, what accounts have drawn of their
// own parts as shares of the surplus: as much of the surplus is theirs now.
function drawInstead(r, due, open, waits, drawn) {
  const spare = r.acc.map((a) => a.before);
  for (const vault of r.vaults) {
    due.forEach(({ account, pool }, k) => {
      const units = fromLeft(r, vault, min(open[k], spare[account]));
      if (units === 0n) return;
      const value = returned(r, vault, drawn, account, pool, units);
      open[k] = less(open[k], value);
      spare[account] = less(spare[account], value);
    });
    waits.forEach((value, i) => {
      const worth = r.of(vault.asset, fromLeft(r, vault, min(value, spare[i])));
      waits[i] = less(value, worth);
      spare[i] = less(spare[i], worth);
    });
  }
}

// oldFunds is what each pool owns of a vault: what returned, less what it spent.
function oldFunds(r, v) {
  const funds = r.state.pools.map(() => 0n);
  for (const a of r.state.accounts) {
    for (const e of a.entries) if (e.kind === KIND.givenBack && e.asset === v.asset) funds[e.pool] += e.amount;
  }
  for (const s of v.pools) funds[s.pool] = less(funds[s.pool], s.covers + s.holders);
  return funds;
}

// unspent is what of an account's part was neither given to it nor returned.
const unspent = (account, asset, part) =>
  account.entries
    .filter((e) => e.asset === asset && (e.kind === KIND.recovery || e.kind === KIND.givenBack))
    .reduce((rest, e) => less(rest, e.amount), part);

// take draws units worth at most value from an account's part of a vault.
function take(r, vault, i, value) {
  const units = min(min(r.units(vault.asset, value), vault.unspent[i]), vault.left);
  vault.unspent[i] -= units;
  vault.left -= units;
  return units;
}

// fromLeft draws units worth at most value from what nobody else has a right to.
function fromLeft(r, vault, value) {
  const units = vault.open ? 0n : min(r.units(vault.asset, value), vault.left);
  vault.left -= units;
  return units;
}

// settlements makes the lines of every source: pools, vaults, escheat.
export function settlements(r) {
  const covers = r.vaults.map(() => []);
  const holders = r.vaults.map(() => []);
  const pools = r.state.pools.map((_, p) => {
    const needs = needsOf(r, p);
    for (const vault of r.vaults) {
      if (vault.open || vault.funds[p] === 0n) continue;
      const { lines, rest } = fromFund(r, vault, p, needs);
      covers[vault.n].push(...lines);
      if (rest > 0n && r.full[p]) holders[vault.n].push({ pool: p, amount: rest });
    }
    return fromPool(r, p, needs);
  });
  drawExtra(r);
  let given = sum(r.state.recovered.map((v) => r.of(v.asset, v.protocol)));
  const vaults = r.vaults.map((vault) => {
    const st = fromVault(r, vault, covers[vault.n], holders[vault.n], less(r.protocol, given));
    given += r.of(vault.asset, st.protocol);
    return st;
  });
  return [...pools, ...vaults, ...escheat(r)];
}

// settlement adds up lines by their states; what is left of the source is reserved.
function settlement(source, asset, available, lines, more = {}) {
  const of = (state) => sum(lines.filter((l) => l.state === state).map((l) => l.amount));
  const st = { source, asset, available, lines, returns: [], holders: [], payees: [], protocol: 0n, free: 0n, ...more };
  Object.assign(st, { paid: of(PAID), held: of(HELD), carried: of(CARRIED) });
  st.reserved = [st.paid, st.held, st.carried, st.protocol, ...[...st.holders, ...st.payees].map((x) => x.amount)].reduce(less, available);
  return st;
}

// needsOf is what is missing to the targets of a pool.
function needsOf(r, p) {
  const needs = [];
  for (const w of r.wants[p]) {
    if (w.decided > w.has) needs.push({ account: w.account, held: r.state.accounts[w.account].held, value: w.decided - w.has });
    if (w.held > 0n) needs.push({ account: w.account, held: true, value: w.held });
  }
  return needs;
}

// fromFund pays needs from a pool's own money in a vault, each the same part where
// it does not reach; what rounding leaves then stays the fund's.
function fromFund(r, vault, p, needs) {
  const worth = r.of(vault.asset, vault.funds[p]);
  const total = sum(needs.map((x) => x.value));
  const lines = [];
  let rest = vault.funds[p];
  for (const x of needs) {
    const value = worth < total ? floorOf(x.value, worth, total) : x.value;
    const amount = min(r.units(vault.asset, value), rest);
    if (amount === 0n) continue;
    rest -= amount;
    x.value = less(x.value, r.of(vault.asset, amount));
    lines.push(coverLine(x, p, amount));
  }
  return { lines, rest: worth < total ? 0n : rest };
}

// coverLine waits while it is held.
const coverLine = (need, pool, amount) => ({ account: need.account, kind: KIND.cover, pool, amount, state: need.held ? HELD : PAID });

// payments makes of the cover lines of one source what its entitlement file can say:
// one row for each cover, in one state. What stays off the lines stays reserved.
const payments = (r, asset, covers) => carry(r, asset, withCover(r, covers));

// withCover leaves out held lines for which there is no undecided cover, where
// decided covers of the account are paid beside them.
function withCover(r, covers) {
  const [paid, pools] = [new Set(), new Map()];
  for (const l of covers) {
    if (l.state !== HELD) paid.add(l.account);
    pools.set(l.account, [...(pools.get(l.account) ?? []), l.pool]);
  }
  return covers.filter((l) => l.state !== HELD || !paid.has(l.account) || undecided(r, l.account, pools.get(l.account)));
}

// undecided reports whether a cover of an account that one of the pools bears waits.
const undecided = (r, account, pools) =>
  r.state.accounts[account].rights.some((x) => x.held && r.state.products[x.product].layers.some((l) => pools.includes(l.pool)));

// carry lets small payments wait for the last round. What covers of one account get
// from one source is one payment, whatever pools it comes from: it waits where it is
// worth less than the least minimum of these pools.
function carry(r, asset, covers) {
  if (r.state.last) return covers;
  const by = new Map();
  for (const l of covers.filter((x) => x.state === PAID)) {
    const p = by.get(l.account) ?? { amount: 0n, least: minPay(r, l.pool) };
    by.set(l.account, { amount: p.amount + l.amount, least: min(p.least, minPay(r, l.pool)) });
  }
  const small = (l) => l.state === PAID && r.of(asset, by.get(l.account).amount) < by.get(l.account).least;
  return covers.map((l) => (small(l) ? { ...l, state: CARRIED } : l));
}

// minPay is the smallest payment of a pool: the least of its products.
function minPay(r, pool) {
  const of = r.state.products.filter((x) => x.layers.some((l) => l.pool === pool)).map((x) => x.minPay);
  return of.length === 0 ? 0n : of.reduce(min);
}

// fromPool pays what is still missing from the pledge; a pool with an open
// settlement adds no line. Free is what no target can need.
function fromPool(r, p, needs) {
  const pool = r.state.pools[p];
  const available = pool.pledge - pool.spent;
  const source = `pool:${p}`;
  if (pool.open) return settlement(source, pool.asset, available, []);
  const amounts = needs.map((x) => r.units(pool.asset, x.value));
  const total = sum(amounts);
  const lines = needs
    .map((x, k) => coverLine(x, p, total > available ? floorOf(amounts[k], available, total) : amounts[k]))
    .filter((l) => l.amount > 0n);
  const rest = settlement(source, pool.asset, available, lines).reserved;
  const st = settlement(source, pool.asset, available, payments(r, pool.asset, lines));
  const free = r.full[p] ? rest : min(rest, less(pool.pledge, r.units(pool.asset, r.bears[p])));
  return { ...st, free, reserved: st.reserved - free };
}

// drawExtra gives each account its part of the surplus, and what of its own no
// part of its own covers to the unit.
function drawExtra(r) {
  r.acc.forEach((a, i) => {
    let value = r.undrawn[i] + a.extra;
    for (const vault of r.vaults) {
      const units = fromLeft(r, vault, value);
      if (units === 0n) continue;
      value -= r.of(vault.asset, units);
      vault.own.push({ account: i, kind: KIND.recovery, pool: 0, amount: units });
    }
  });
}

// fromVault joins everything that a recovered asset pays; the protocol gets its
// due in the last round.
function fromVault(r, vault, covers, holders, due) {
  const own = vault.own.map((l) => ({ ...l, state: r.state.accounts[l.account].held ? HELD : PAID }));
  const protocol = r.state.last ? fromLeft(r, vault, due) : 0n;
  const more = { returns: vault.returns, holders, payees: vault.payees, protocol };
  return settlement(`recovered:${vault.n}`, vault.asset, vault.available, [...own, ...payments(r, vault.asset, covers)], more);
}

// escheat pays owners whose lines were swept, and shares what lapsed over the
// gaps; what lapsed above all gaps is free in the last round.
function escheat(r) {
  const [gaps, least] = [r.gaps.map((g) => g.most), r.gaps.map((g) => g.least)];
  let filled = sum(gaps) === 0n;
  return r.state.escheat.map((e, n) => {
    const lapsed = less(e.lapsed, e.shared);
    const lines = [];
    if (!e.open) {
      lines.push(...ownerLines(r, e.asset));
      filled = r.of(e.asset, lapsed) >= sum(gaps) || filled;
      lines.push(...lapsedLines(r, e.asset, lapsed, gaps, least));
    }
    const holders = e.open ? [] : e.holders.filter((h) => h.amount > 0n);
    const payees = e.open ? [] : e.payees.filter((p) => p.amount > 0n);
    const st = settlement(`escheat:${n}`, e.asset, less(e.collected, e.spent), lines, { holders, payees });
    const free = r.state.last && filled ? min(less(e.lapsed, e.shared), st.reserved) : 0n;
    return { ...st, free, reserved: st.reserved - free };
  });
}

const line = (r, i, kind, amount) => ({ account: i, kind, pool: 0, amount, state: r.state.accounts[i].held ? HELD : PAID });

function ownerLines(r, asset) {
  return r.state.accounts.flatMap((a, i) =>
    a.entries
      .filter((e) => e.swept && !e.lapsed && e.asset === asset && e.amount > e.repaid)
      .map((e) => ({ ...line(r, i, KIND.owner, e.amount - e.repaid), ...(a.excluded ? { state: HELD } : {}) })),
  );
}

function lapsedLines(r, asset, lapsed, gaps, least) {
  const [worth, total] = [r.of(asset, lapsed), sum(gaps)];
  const lines = [];
  gaps.forEach((g, i) => {
    const units = r.units(asset, worth < total ? floorOf(least[i], worth, total) : least[i]);
    if (units === 0n) return;
    gaps[i] = g - r.of(asset, units);
    least[i] = less(least[i], r.of(asset, units));
    lines.push(line(r, i, KIND.escheat, units));
  });
  return lines;
}
