// Holds the JavaScript arithmetic of water-fill/2 against capped.json, whose
// lines the Go test TestCappedVectors computes too.
import fs from "node:fs";
import { capped } from "../verifier/arithmetic.mjs";

const cases = JSON.parse(fs.readFileSync(new URL("capped.json", import.meta.url)));
for (const [n, c] of cases.entries()) {
  const rows = c.rows.map((r) => ({ e: BigInt(r.e), cap: BigInt(r.cap), a: BigInt(r.a), class: 0 }));
  const lines = capped(BigInt(c.available), rows).map(String);
  if (lines.join() !== c.rows.map((r) => r.line).join()) {
    console.error(`capped.json: case ${n}: ${lines}`);
    process.exit(1);
  }
}
console.log(`capped.json: ${cases.length} cases agree`);
