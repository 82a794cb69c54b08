import { expect, test } from "@playwright/test";
import { complaint } from "../src/ui/address";
import { grouped, share } from "../src/ui/amounts";
import { reveal } from "../src/ui/reveal";

const marks = (text: string) => reveal(text).flatMap((p) => (typeof p === "string" ? [] : [p.code]));

test("what turns, hides or imitates is shown by its number", () => {
  expect(reveal("plain text, ünïcode 中文 عربي 👍")).toEqual(["plain text, ünïcode 中文 عربي 👍"]);
  expect(marks("abc\u202etxt.exe")).toEqual(["U+202E"]);
  expect(marks("a\u200bb\u2066c\u0000\u001b[31m\ufeff")).toEqual(["U+200B", "U+2066", "U+0000", "U+001B", "U+FEFF"]);
  expect(marks("tag \u{e0041} blank \u3164 line\u2028")).toEqual(["U+E0041", "U+3164", "U+2028"]);
  expect(marks("p\u0430ypal")).toEqual(["\u0430 U+0430"]);
  expect(marks("привет мир")).toEqual([]); // a word of one alphabet imitates nothing
  expect(marks("two\nlines\ttab")).toEqual(["U+0009"]);
});

test("an address that cannot be one is refused with the reason", () => {
  const right = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  expect(complaint(right)).toBeNull();
  for (const [text, why] of [
    ["", "40 digits"], [` ${right}`, "U+0020"], [right.replace("C5", "\u04215"), "U+0421"], [`${right}\u200b`, "U+200B"],
    [right.slice(0, -1), "this has 39"], [right.slice(2), "begins with 0x"], [right.replace("9", "g"), "no digit"], ["vitalik.eth", "Names"],
  ] as const) {
    expect(complaint(text), text).toContain(why);
  }
});

test("amounts are grouped as text, never rounded up", () => {
  expect(grouped("1234567.891", "en")).toBe("1,234,567.891");
  expect(grouped("1234567.891", "de")).toBe("1.234.567,891");
  expect(grouped("0.000000999999", "en")).toBe("0.000000…");
  expect(grouped("115792089237316195423570985008687907853269984665640564039457584007913129639935", "en")).toContain("129,639,935");
  expect(share(1n, 3n)).toBe(33.3);
  expect(share(1n, 0n)).toBe(0);
});
