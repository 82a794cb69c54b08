// The level λ of one class of one pool, as an exact fraction. A target is
//
//   T(λ) = max(has, min(λ·all, most), min(λ·decided, decidedMost))
//
// and the level is the largest λ ≤ 1 with Σ T(λ) ≤ m.
import { max, min } from "./numbers.mjs";

// scaled is T(num/den)·den, a whole number.
const scaled = (t, [num, den]) => max(t.has * den, max(min(num * t.all, t.most * den), min(num * t.decided, t.decidedMost * den)));

const total = (targets, level) => targets.reduce((a, t) => a + scaled(t, level), 0n);

const order = ([a, b], [c, d]) => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);

// bends are 0, 1 and every level between at which two pieces of a target meet.
function bends(targets) {
  const out = [[0n, 1n], [1n, 1n]];
  for (const t of targets) {
    for (const slope of new Set([t.all, t.decided])) {
      for (const flat of new Set([t.has, t.most, t.decidedMost])) if (flat > 0n && flat < slope) out.push([flat, slope]);
    }
  }
  return out.sort(order);
}

// levelOf solves the straight piece between the last bend that fits and the next.
// Where more than m was given already the level is 0.
export function levelOf(m, targets) {
  const fits = (l) => total(targets, l) <= m * l[1];
  if (fits([1n, 1n])) return { num: 1n, den: 1n, full: true };
  const at = bends(targets);
  let [low, high] = [-1, at.length - 1]; // low fits or is before all, high does not
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if (fits(at[mid])) low = mid;
    else high = mid;
  }
  if (low < 0) return { num: 0n, den: 1n, full: false };
  const [[p, q], [r, s]] = [at[low], at[high]];
  const [x, y] = [total(targets, at[low]), total(targets, at[high])];
  const rise = y * q - x * s;
  return { num: p * rise + (m * q - x) * (r * q - p * s), den: q * rise, full: false };
}

// decidedAt and targetAt round down for the receiver.
export const decidedAt = (t, l) => max(t.has, min((t.decided * l.num) / l.den, t.decidedMost));
export const targetAt = (t, l) => max(min((t.all * l.num) / l.den, t.most), decidedAt(t, l));
