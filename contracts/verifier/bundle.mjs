#!/usr/bin/env node
// The command of the second verifier: the bundle is a directory.
//
//   node bundle.mjs DIR [--config-digest 0x…]
//
// prints one JSON line with the verdict and exits 0, or says what is wrong and
// exits 1.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { verify as verifyFiles } from "./verify.mjs";

export function verify(dir, expected) {
  return verifyFiles(new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))])), expected);
}

function main([dir, flagName, expected]) {
  if (!dir || (flagName && flagName !== "--config-digest")) {
    console.error("usage: node bundle.mjs DIR [--config-digest 0x…]");
    process.exit(2);
  }
  try {
    console.log(JSON.stringify(verify(dir, expected)));
  } catch (e) {
    console.error(`bundle is not valid: ${e.message}`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
