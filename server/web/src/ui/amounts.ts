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
