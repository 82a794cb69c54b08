// What accounts held before they lost, as a snapshot by view-flows/2 states it:
// bound to the signatures by the manifest that evidence_hash is the hash of.
import { keccak256, toUtf8Bytes } from "ethers";
import { sha256Hex } from "./bytes.mjs";
import { min } from "./numbers.mjs";

const METHODS = ["view-flows/2"].map((name) => keccak256(toUtf8Bytes(name)));
const PARTS = ["value_before", "value_average", "insured"];

// checkPositions takes a signed report of a loss snapshot.
export function checkPositions({ message, leaves, manifest }) {
  const measured = METHODS.includes(message.method_hash.toLowerCase());
  leaves.forEach((l, i) => {
    const stated = PARTS.filter((p) => l[p] !== undefined).length;
    if (stated !== (measured ? PARTS.length : 0)) throw new Error(`leaf ${i}: positions are not those of the method`);
    if (!measured) return;
    const [before, average, insured] = PARTS.map((p) => BigInt(l[p]));
    if (insured > min(BigInt(l.loss), min(before, average))) throw new Error(`leaf ${i}: more insured than was lost or held`);
  });
  if (!measured || (leaves.length === 0 && manifest === undefined)) {
    if (manifest !== undefined) throw new Error("a manifest without positions");
    return;
  }
  const text = (manifest ?? []).map((line) => line + "\n").join("");
  if (keccak256(toUtf8Bytes(text)) !== message.evidence_hash.toLowerCase()) throw new Error("manifest does not hash to evidence_hash");
  const file = leaves.map(({ account, loss, value_before, value_average, insured }, i) =>
    JSON.stringify({ index: String(i), account: account.toLowerCase(), loss, value_before, value_average, insured }) + "\n");
  const bytes = toUtf8Bytes(file.join(""));
  const line = `${sha256Hex(bytes)}  ${bytes.length}  leaves.ndjson`;
  if (!manifest.includes(line)) throw new Error("leaves with their positions are not those that the signed evidence lists");
}
