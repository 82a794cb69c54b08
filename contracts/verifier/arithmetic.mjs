// The arithmetic of settlements in BigInt, written from docs/entitlement-file.md
// and not from the Go code: two programs that agree by accident are rare.
import { less, max, min, sum } from "./numbers.mjs";

// waterFill: the largest λ ≤ 1 with Σ max(0, λ·e − a) ≤ m; line = max(0, floor(λ·e) − a).
// Classes are served in ascending order. Returns lines and what is left of m.
export function waterFill(m, rows) {
  const lines = rows.map(() => 0n);
  const open = rows.map((_, i) => i).filter((i) => rows[i].a < rows[i].e);
  const classes = [...new Set(open.map((i) => rows[i].class ?? 0))].sort((x, y) => x - y);
  for (const c of classes) {
    let active = open.filter((i) => (rows[i].class ?? 0) === c);
    const need = sum(active.map((i) => rows[i].e - rows[i].a));
    if (need <= m) {
      for (const i of active) lines[i] = rows[i].e - rows[i].a;
      m -= need;
      continue;
    }
    for (;;) {
      const num = m + sum(active.map((i) => rows[i].a));
      const den = sum(active.map((i) => rows[i].e));
      const upTo = (i) => (rows[i].e * num) / den;
      const kept = active.filter((i) => upTo(i) >= rows[i].a);
      if (kept.length === active.length) {
        for (const i of active) lines[i] = upTo(i) - rows[i].a;
        return { lines, rest: m - sum(active.map((i) => lines[i])), full: false };
      }
      active = kept;
    }
  }
  return { lines, rest: m, full: true };
}

// capped: the largest λ ≤ 1 with Σ max(a, min(λ·e, cap)) ≤ m + Σ a, class by class;
// line = max(0, min(floor(λ·e), cap) − a).
export function capped(m, rows) {
  const lines = rows.map(() => 0n);
  for (const c of [...new Set(rows.map((r) => r.class))].sort((x, y) => x - y)) {
    const group = rows.map((_, i) => i).filter((i) => rows[i].class === c);
    const all = m + sum(group.map((i) => rows[i].a));
    // total·den at λ = num/den, in whole numbers
    const total = ([num, den]) => sum(group.map((i) => max(rows[i].a * den, min(num * rows[i].e, rows[i].cap * den))));
    const fits = (l) => total(l) <= all * l[1];
    const bends = [[0n, 1n], [1n, 1n]];
    for (const i of group) {
      for (const x of [rows[i].cap, rows[i].a]) if (x > 0n && x < rows[i].e) bends.push([x, rows[i].e]);
    }
    bends.sort(([a, b], [x, y]) => (a * y < x * b ? -1 : a * y > x * b ? 1 : 0));
    let k = bends.findLastIndex(fits);
    let [num, den] = bends[Math.max(k, 0)];
    if (num !== den && k >= 0) {
      const above = ([p, q], i) => p * rows[i].e < rows[i].cap * q && p * rows[i].e >= rows[i].a * q;
      const rising = group.filter((i) => above(bends[k], i));
      const fixed = sum(group.filter((i) => !rising.includes(i)).map((i) => max(rows[i].a, min((num * rows[i].e) / den, rows[i].cap))));
      const slope = sum(rising.map((i) => rows[i].e));
      if (slope > 0n) [num, den] = [all - fixed, slope];
    }
    for (const i of group) lines[i] = less(min((rows[i].e * num) / den, rows[i].cap), rows[i].a);
    m -= sum(group.map((i) => lines[i]));
    if (num !== den) return lines;
  }
  return lines;
}

// proRata: floor(fund·w/denominator), cut to the cap where there is one.
export function proRata(fund, denominator, rows) {
  if (sum(rows.map((r) => r.weight)) > denominator) throw new Error("denominator below the sum of the weights");
  return rows.map((r) => {
    const share = denominator === 0n ? 0n : (fund * r.weight) / denominator;
    return r.cap === null ? share : min(share, r.cap);
  });
}

const split = (amount, shares) => {
  const all = sum(shares);
  return shares.map((s) => (all === 0n ? 0n : (amount * s) / all));
};

// recovery: cumulative attribution, own residual, pools, open residuals,
// protocol; new lines are what is due minus what was given.
export function recovery(f) {
  const paid = f.rows.map((r) => sum(r.poolPaid));
  const residual = f.rows.map((r, i) => less(less(r.loss, paid[i]), r.elsewhere));
  let own, toPools, protocolDue;
  if (f.residualsFirst) {
    const first = waterFill(f.collected, residual.map((e) => ({ e, a: 0n })));
    const second = waterFill(first.full ? first.rest : 0n, paid.map((e) => ({ e, a: 0n })));
    own = first.lines;
    toPools = second.lines;
    protocolDue = first.full && second.full ? second.rest : 0n;
  } else {
    const inKind = min(f.collected, f.totalUnits);
    const rest = f.collected - inKind;
    const part = f.rows.map(
      (r) =>
        (f.totalUnits === 0n ? 0n : (inKind * r.units) / f.totalUnits) +
        (f.totalAffected === 0n ? 0n : (rest * r.loss) / f.totalAffected),
    );
    own = part.map((p, i) => min(p, residual[i]));
    toPools = part.map((p, i) => min(p - own[i], paid[i]));
    const surplus = sum(part.map((p, i) => p - own[i] - toPools[i]));
    const filled = waterFill(surplus, own.map((o, i) => ({ e: residual[i] - o, a: 0n })));
    own = own.map((o, i) => o + filled.lines[i]);
    protocolDue = filled.full ? filled.rest : 0n;
  }
  const poolDue = f.pools.map(() => 0n);
  f.rows.forEach((r, i) => split(toPools[i], r.poolPaid).forEach((x, p) => (poolDue[p] += x)));
  return tranche(f, own, poolDue, protocolDue);
}

function tranche(f, own, poolDue, protocolDue) {
  const poolAlready = f.pools.map((id) => sum(f.shares.filter((s) => s.pool === id).map((s) => s.already)));
  const given = f.protocolAlready + sum(f.rows.map((r) => r.already)) + sum(poolAlready);
  if (given > f.collected) throw new Error("more was given than collected");
  const filled = waterFill(f.collected - given, own.map((o, i) => ({ e: less(o, f.rows[i].already), a: 0n })));
  let rest = f.collected - given - sum(filled.lines);
  let poolLines = poolDue.map((due, p) => less(due, poolAlready[p]));
  if (sum(poolLines) > rest) poolLines = split(rest, poolLines);
  rest -= sum(poolLines);
  const lines = f.rows.map((r, i) => ({ ...r, amount: filled.lines[i] }));
  f.pools.forEach((id, p) => {
    const holders = f.shares.filter((s) => s.pool === id);
    const due = split(poolAlready[p] + poolLines[p], holders.map((s) => s.shares));
    holders.forEach((s, i) => lines.push({ ...s, part: "share", amount: less(due[i], s.already) }));
  });
  const protocol = min(rest, less(protocolDue, f.protocolAlready));
  if (!/^0x0{40}$/.test(f.protocolReceiver)) {
    lines.push({ id: "protocol", part: "protocol", receiver: f.protocolReceiver, held: false, amount: protocol });
  }
  return lines;
}

// missing is targets/1: each line is what is missing to the target.
function missing(f) {
  const lines = f.rows.map((r) => (r.target < r.already ? bad(`row ${r.id} has more than its target`) : r.target - r.already));
  if (sum(lines) > f.available) bad("the lines are more than the available money");
  return lines;
}

const bad = (what) => {
  throw new Error(what);
};

// compute runs the rule of a file, orders the lines and hands out leaf indices.
export function compute(f) {
  let lines;
  if (f.rule === "water-fill/1") {
    const filled = waterFill(f.available, f.rows);
    lines = f.rows.map((r, i) => ({ ...r, amount: filled.lines[i] }));
  } else if (f.rule === "water-fill/2") {
    const amounts = capped(f.available, f.rows);
    lines = f.rows.map((r, i) => ({ ...r, amount: amounts[i] }));
  } else if (f.rule === "pro-rata/1") {
    const shares = proRata(f.available, f.denominator, f.rows);
    lines = f.rows.map((r, i) => ({ ...r, amount: shares[i] }));
  } else if (f.rule === "targets/1") {
    const amounts = missing(f);
    lines = f.rows.map((r, i) => ({ ...r, amount: amounts[i] }));
  } else {
    lines = recovery(f);
  }
  const key = (l) => l.receiver + " " + l.id; // lower-case hex: text order is byte order
  lines.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  let next = 0;
  for (const l of lines) {
    l.index = l.amount > 0n && !l.held && !l.carried && l.amount >= f.minPay ? next++ : null;
    if (l.index !== null && /^0x0{40}$/.test(l.receiver)) bad(`row ${l.id} is paid but has no receiver`);
  }
  return lines;
}
