// Bytes and text, the same in Node and in a browser.
import { sha256 } from "ethers";

export const sha256Hex = (bytes) => sha256(bytes).slice(2);

// utf8 refuses what is no UTF-8 and keeps a byte order mark: both are no JSON.
export const utf8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

// latin1 gives one character a byte. A TextDecoder cannot: its "latin1" is windows-1252.
export function latin1(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 4096) parts.push(String.fromCharCode(...bytes.subarray(at, at + 4096)));
  return parts.join("");
}
