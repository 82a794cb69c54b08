// A second implementation of rounds in BigInt, written from docs/accounts-file.md:
// what a state of loss accounts leads to. Values are in points, amounts in base
// units of the asset they name.
import { KIND } from "./accounts.mjs";
import { drawBacks, settlements } from "./draws.mjs";
import { decidedAt, levelOf, targetAt } from "./level.mjs";
import { fit, floorOf, less, max, min, sum } from "./numbers.mjs";
import { decidedAtPlace, decidedTargets, targets } from "./pools.mjs";

const fail = (what) => {
  throw new Error(`accounts: ${what}`);
};

// computeRound gives the settlements of the next round, one a source, with the
// levels of the pools and the protocol's part in points.
export function computeRound(state) {
  check(state);
  const r = {
    state, ...measure(state.assets), paid: state.accounts.map(() => []), wants: state.pools.map(() => []),
    full: state.pools.map(() => false), bears: state.pools.map(() => 0n), levels: [], surplus: 0n, protocol: 0n,
  };
  r.acc = state.accounts.map((account) => load(r, account));
  bounties(r);
  attribute(r);
  r.acc.forEach((_, i) => settleInside(r, i));
  const due = splitBacks(r);
  applyBacks(r, due);
  targets(r);
  shareSurplus(r);
  r.gaps = r.acc.map((_, i) => gap(r, i));
  const out = { settlements: settlements(r), levels: r.levels, protocol: r.protocol };
  laws(r, out.settlements);
  return out;
}

const unique = (xs, what) => new Set(xs).size === xs.length || fail(`${what} twice`);

function check(state) {
  for (const p of state.pools) if (p.spent > p.pledge) fail(`${p.id} spent more than its pledge`);
  for (const v of state.recovered) {
    if (v.spent > v.collected) fail("more was spent than collected");
    unique(v.pools.map((p) => p.pool), "a pool of recovered money");
    unique(v.bounties.map((b) => b.id), "a bounty");
    if (v.bounties.some((b) => b.gross > v.collected)) fail("a bounty on more than came back");
    if (sum(v.bounties.map((b) => b.given)) > v.spent) fail("bounties were given more than was spent");
  }
  unique(state.recovered.map((v) => v.asset), "recovered money");
  unique(state.escheat.map((e) => e.asset), "escheat");
  for (const e of state.escheat) {
    unique(e.holders.map((h) => h.pool), "a pool of escheat");
    unique(e.payees.map((p) => p.id), "a payee of escheat");
  }
  for (const a of state.accounts) {
    unique(a.losses.map((u) => u.asset), `a loss of ${a.id}`);
    unique(a.revised.map((r) => r.asset), `a revision of ${a.id}`);
    for (const r of a.revised) {
      const loss = a.losses.find((u) => u.asset === r.asset)?.amount ?? 0n;
      if (fit(loss + r.lowered) < r.raised) fail(`${a.id}: raised by more than the loss`);
    }
    if (a.rights.some((x) => x.unlimited < x.amount)) fail(`${a.id}: a right owes more than its loss`);
    const ofPool = (e) => e.kind === KIND.cover || e.kind === KIND.givenBack;
    if (a.entries.some((e) => ofPool(e) && e.pool >= state.pools.length)) fail(`${a.id}: an entry of an unknown pool`);
  }
}

const gcd = (a, b) => {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
};

// measure finds the largest point of which every price is a whole number.
function measure(assets) {
  let den = 1n;
  for (const a of assets) {
    if (a.num === 0n || a.den === 0n) fail(`${a.id} has no price`);
    const d = a.den / gcd(a.num, a.den);
    den = fit((den / gcd(den, d)) * d);
  }
  const points = assets.map((a) => fit((a.num * den) / a.den));
  return { of: (asset, amount) => fit(amount * points[asset]), units: (asset, value) => value / points[asset] };
}

// load values losses, receipts and entries of an account.
function load(r, account) {
  const worth = (units) => sum(units.map((u) => r.of(u.asset, u.amount)));
  const given = (kind) => worth(account.entries.filter((e) => e.kind === kind));
  const [loss, outside] = [worth(account.losses), worth(account.outside)];
  return {
    loss, outside, room: less(loss, outside), covers: given(KIND.cover), recovered: given(KIND.recovery),
    escheat: given(KIND.escheat), back: given(KIND.givenBack), attributed: 0n, recovery: 0n, own: 0n, before: 0n,
    extra: 0n, returns: 0n, waits: 0n, best: 0n, decided: 0n, held: 0n, open: [],
  };
}

// bounties takes off each recovered asset what its bounties get of it in all; net is
// what is left for everybody else.
function bounties(r) {
  r.owing = r.state.recovered.map(() => []);
  r.net = r.state.recovered.map((v, n) => {
    let left = less(v.collected, sum(v.bounties.map((b) => b.given)));
    for (const b of v.bounties) {
      const missing = min(less(min(floorOf(b.gross, b.bps, 10000n), b.cap), b.given), left);
      left -= missing;
      r.owing[n].push(missing);
    }
    return left;
  });
}

const lossIn = (account, asset) => (account.excluded ? 0n : (account.losses.find((u) => u.asset === asset)?.amount ?? 0n));

// attribute gives every account its part of each recovered asset by the fixed
// denominator: in kind up to what was lost of it, the rest by loss.
function attribute(r) {
  const { accounts, unattributed, recovered } = r.state;
  const nobody = sum(unattributed.map((x, asset) => r.of(asset, x)));
  r.totalLoss = sum([nobody, ...r.acc.map((a, i) => (accounts[i].excluded ? 0n : a.loss))]);
  r.parts = recovered.map((v, n) => {
    const mine = unattributed[v.asset] ?? 0n;
    const lost = sum([mine, ...accounts.map((a) => lossIn(a, v.asset))]);
    const net = less(r.net[n], goneTo(accounts, v.asset));
    const inKind = min(net, lost);
    const rest = net - inKind;
    if (r.state.last) {
      r.surplus += r.of(v.asset, floorOf(inKind, mine, lost)) + r.of(v.asset, floorOf(rest, nobody, r.totalLoss));
    }
    return accounts.map((account, i) => {
      if (account.excluded) return 0n;
      const part = floorOf(inKind, lossIn(account, v.asset), lost) + floorOf(rest, r.acc[i].loss, r.totalLoss);
      r.acc[i].attributed += r.of(v.asset, part);
      return part;
    });
  });
}

// goneTo is what excluded accounts, and pools for them, have of a recovered asset.
function goneTo(accounts, asset) {
  const theirs = (e) => e.asset === asset && (e.kind === KIND.recovery || e.kind === KIND.givenBack);
  return sum(accounts.filter((a) => a.excluded).flatMap((a) => a.entries.filter(theirs).map((e) => e.amount)));
}

// settleInside: first the account's own residual, as far as it did not return
// before; then back to the pools up to what they paid on it; the rest is surplus.
function settleInside(r, i) {
  const a = r.acc[i];
  a.recovery = min(a.attributed, max(a.room, a.covers));
  r.surplus += a.attributed - a.recovery;
  a.own = min(less(a.recovery, a.back), less(less(a.room, a.covers), a.escheat));
  const back = min(less(a.recovery, a.own), a.covers);
  if (back > 0n) {
    const paid = paidBy(r, i);
    const now = min(back, sum(paid.map((p) => p.final)));
    a.waits = back - now;
    a.returns = less(now, sum(paid.map((p) => p.back)));
  }
  a.before = less(a.recovered, a.own);
  a.recovery = max(a.recovery, a.recovered + a.back);
}

// paidBy lists what each pool gave on an account, and what returned, in value.
function paidBy(r, i) {
  const pools = new Map();
  for (const e of r.state.accounts[i].entries) {
    if (e.kind !== KIND.cover && e.kind !== KIND.givenBack) continue;
    if (!pools.has(e.pool)) pools.set(e.pool, { pool: e.pool, gross: 0n, final: 0n, back: 0n, above: 0n, floor: 0n, low: false });
    const p = pools.get(e.pool);
    const worth = r.of(e.asset, e.amount);
    if (e.kind === KIND.givenBack) p.back += worth;
    else {
      p.gross += worth;
      if (e.final) p.final += worth;
    }
  }
  return [...pools.values()];
}

// splitBacks divides what returns on each account among the pools that paid on
// it: first to each what it gave above its target, then up to its final lines.
function splitBacks(r) {
  r.acc.forEach((_, i) => (r.paid[i] = paidBy(r, i)));
  if (r.acc.some((a, i) => a.returns > 0n && r.paid[i].length > 1)) givenAbove(r);
  const due = [];
  r.acc.forEach((a, i) => {
    let left = a.returns;
    for (const most of ["above", "final"]) {
      for (const p of r.paid[i]) {
        const value = min(min(left, p[most]), less(p.final, p.back));
        if (value === 0n) continue;
        left -= value;
        p.back += value;
        due.push({ account: i, pool: p.pool, value });
      }
    }
  });
  return due;
}

// givenAbove computes targets as if every pool could get back all that returns.
function givenAbove(r) {
  r.paid.forEach((paid, i) => {
    for (const p of paid) {
      p.floor = less(p.gross, p.back + min(r.acc[i].returns, less(p.final, p.back)));
      p.low = true;
    }
  });
  targets(r);
  const target = decidedTargets(r);
  r.paid.forEach((paid, i) => {
    for (const p of paid) {
      p.low = false;
      p.above = less(less(p.gross, p.back), decidedAtPlace(target, i, p.pool));
    }
  });
}

// applyBacks draws what returns, and counts what really could be drawn.
function applyBacks(r, due) {
  r.acc.forEach((a, i) => a.returns > 0n && (r.paid[i] = paidBy(r, i)));
  for (const b of drawBacks(r, due)) r.paid[b.account].find((p) => p.pool === b.pool).back += b.value;
}

// gap is what nothing else will fill on an account: least where open decisions
// give it all they could, most where they give it nothing.
function gap(r, i) {
  if (r.state.accounts[i].excluded) return { least: 0n, most: 0n };
  const a = r.acc[i];
  const given = less(a.covers, sum(r.paid[i].map((p) => p.back)));
  const could = a.decided + sum(a.open.map((o) => o.value));
  const left = less(less(a.room, a.recovery), a.escheat);
  return { least: less(left, max(could, given)), most: less(left, max(a.decided, given)) };
}

// shareSurplus lets what nobody needs for its own residual rise over the gaps,
// counting what each got of it before: at the level of the widest, to each what it
// gives its narrowest. What is above all gaps is the protocol's. What an excluded
// account has is taken off what is attributed, and counts once.
function shareSurplus(r) {
  if (r.surplus === 0n) return;
  const shares = r.acc.map((a, i) => {
    if (r.state.accounts[i].excluded) return { has: 0n, all: 0n, most: 0n, decided: 0n, decidedMost: 0n };
    const { least, most } = gap(r, i);
    const [all, sure] = [most + a.before, least + a.before];
    return { has: a.before, all, most: all, decided: sure, decidedMost: sure };
  });
  const level = levelOf(r.surplus, shares);
  let rest = r.surplus;
  r.acc.forEach((a, i) => {
    a.extra = less(decidedAt(shares[i], level), a.before);
    a.recovery += a.extra;
    rest = less(rest, targetAt(shares[i], level));
  });
  if (level.full) r.protocol = rest;
}

// laws: L3, every source adds up; L1, nobody receives more than the loss unless
// facts made it so before.
function laws(r, settlements) {
  const now = r.acc.map(() => 0n);
  for (const st of settlements) {
    const parts = [st.paid, st.held, st.carried, st.protocol, st.reserved, st.free, ...[...st.holders, ...st.payees].map((x) => x.amount)];
    if (sum(parts) !== st.available) fail(`L3: ${st.source} does not add up`);
    for (const l of st.lines) if (l.state === 0 && l.kind !== KIND.owner) now[l.account] += r.of(st.asset, l.amount);
  }
  r.state.accounts.forEach((account, i) => {
    const a = r.acc[i];
    const counted = account.entries.filter((e) => e.kind !== KIND.givenBack && e.kind !== KIND.owner && !e.lapsed);
    const received = sum([a.outside, now[i], ...counted.map((e) => r.of(e.asset, e.amount))]);
    const before = sum([a.outside, a.covers, a.recovered, a.escheat]);
    if (received > max(account.excluded ? 0n : a.loss, before)) fail(`L1: ${account.id} would receive more than it lost`);
  });
}
