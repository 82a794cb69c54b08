// Whole numbers of money: no helper rounds but by the division it names.

export const LIMIT = 1n << 256n;
export const min = (a, b) => (a < b ? a : b);
export const max = (a, b) => (a > b ? a : b);
export const less = (a, b) => (a > b ? a - b : 0n); // max(0, a − b)
export const sum = (xs) => fit(xs.reduce((a, b) => a + b, 0n));
export const floorOf = (x, num, den) => (den === 0n ? 0n : (x * num) / den); // floor(x·num/den), 0 over 0

// fit refuses what does not fit 256 bits, as the other verifier does.
export function fit(x) {
  if (x >= LIMIT) throw new Error("a sum or value above 2^256-1");
  return x;
}
