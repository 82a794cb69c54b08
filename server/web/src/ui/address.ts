// What may be wrong with an address that somebody typed or pasted, as far as it can
// be seen without the server, which has the last word (form and checksum).

// complaint says in words why text cannot be an address; null when it may be one.
export function complaint(text: string): string | null {
  if (text === "") return "Type or paste an address: 0x and 40 digits of 0-9 and a-f.";
  const strange = [...text].find((c) => !/[\x21-\x7e]/.test(c));
  if (strange !== undefined) {
    const code = "U+" + (strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `This has a character that no address has (${code}): an invisible one, a space, or one that only looks like a digit. Copy the address again from your wallet.`;
  }
  if (text.endsWith(".eth")) return "Names are not looked up here. Use the address: 0x and 40 digits.";
  if (!text.startsWith("0x")) return "An address begins with 0x.";
  const wrong = /[^0-9a-fA-F]/.exec(text.slice(2));
  if (wrong) return `“${wrong[0]}” is no digit of an address (0-9 and a-f).`;
  if (text.length !== 42) return `An address has 40 digits after 0x; this has ${text.length - 2}.`;
  return null;
}
