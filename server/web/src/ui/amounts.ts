// Amounts as people read them. Nothing here computes with floats: digits are moved
// and grouped as text.

const PLACES = 6; // that a person takes in; more are cut, with a sign that they were

// grouped is a decimal number with the separators of the reader's language.
export function grouped(decimal: string, locale?: string): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const shown = fraction.slice(0, PLACES);
  const comma = new Intl.NumberFormat(locale).formatToParts(1.5).find((p) => p.type === "decimal")?.value ?? ".";
  const cut = /[1-9]/.test(fraction.slice(PLACES)) ? "…" : "";
  const head = new Intl.NumberFormat(locale).format(BigInt(whole));
  return head + (shown || cut ? comma + shown + cut : "");
}

// share is part of whole in percent with one place, rounded down.
export function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1000n) / whole) / 10;
}

// units reads a decimal number that somebody typed as base units of a token.
export function units(text: string, decimals: number): { amount: string; wrong?: undefined } | { wrong: string } {
  const t = text.trim();
  const found = /^(\d+)(?:\.(\d+))?$/.exec(t);
  if (t === "") return { wrong: "Type an amount." };
  if (!found) return { wrong: "Type digits, with a point before the fraction and no other signs: 1250.5" };
  const [, whole = "", fraction = ""] = found;
  if (fraction.replace(/0+$/, "").length > decimals) return { wrong: `This token has ${decimals} places after the point.` };
  const amount = (whole + fraction.slice(0, decimals).padEnd(decimals, "0")).replace(/^0+(?=\d)/, "");
  if (amount === "0") return { wrong: "The amount must be above 0." };
  if (amount.length > 78 || BigInt(amount) >= 1n << 256n) return { wrong: "No token has that much." };
  return { amount };
}

// decimal is base units as a decimal number.
export function decimal(amount: string, decimals: number): string {
  const digits = amount.padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return digits.slice(0, digits.length - decimals) + (decimals > 0 && fraction ? "." + fraction : "");
}
