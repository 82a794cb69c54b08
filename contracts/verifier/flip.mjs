#!/usr/bin/env node
// Proves that the verifier notices damage: for every bundle below DIR it flips
// one bit in COUNT bytes spread evenly over each file and expects a refusal.
//
//   node flip.mjs DIR [COUNT]
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verify } from "./bundle.mjs";

const [root, count = "40"] = process.argv.slice(2);
let flips = 0;
for (const name of readdirSync(root)) {
  const dir = mkdtempSync(join(tmpdir(), "flip-"));
  cpSync(join(root, name), dir, { recursive: true });
  for (const file of readdirSync(dir)) {
    const good = readFileSync(join(dir, file));
    const step = Math.max(1, Math.floor(good.length / Number(count)));
    for (let at = 0; at < good.length; at += step) {
      const bad = Buffer.from(good);
      bad[at] ^= 1 << at % 8;
      writeFileSync(join(dir, file), bad);
      flips++;
      try {
        verify(dir);
      } catch {
        continue;
      }
      console.error(`${name}/${file}: a flipped bit in byte ${at} was not noticed`);
      process.exit(1);
    }
    writeFileSync(join(dir, file), good);
  }
  verify(dir);
  rmSync(dir, { recursive: true });
}
if (flips === 0) {
  console.error(`no bundle below ${root}`);
  process.exit(1);
}
console.log(`${flips} flipped bits, all noticed`);
