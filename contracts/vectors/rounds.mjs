// Holds the JavaScript implementation of rounds against rounds.json, which the Go
// test TestVectors of package rounds recomputes too.
//
//   node rounds.mjs [FILE]
import fs from "node:fs";
import { readAccounts } from "../verifier/accounts.mjs";
import { compute } from "../verifier/arithmetic.mjs";
import { read } from "../verifier/entitlements.mjs";
import { computeRound } from "../verifier/rounds.mjs";
import { checkTargets } from "../verifier/targets.mjs";

const all = JSON.parse(fs.readFileSync(process.argv[2] ?? new URL("rounds.json", import.meta.url)));
const fail = (what) => {
  console.error(`rounds.json: ${what}`);
  process.exit(1);
};

const plain = (st) => ({
  source: st.source,
  sums: [st.available, st.paid, st.held, st.carried, st.protocol, st.reserved, st.free].map(String),
  lines: st.lines.map((l) => [l.account, l.kind, l.pool, l.amount, l.state].join()),
  returns: st.returns.map((x) => [x.account, x.pool, x.amount].join()),
  holders: st.holders.map((x) => [x.pool, x.amount].join()),
  payees: st.payees.map((x) => [x.id, x.amount].join()),
});
const filled = (st) => ({ source: st.source, sums: st.sums, lines: st.lines ?? [], returns: st.returns ?? [], holders: st.holders ?? [], payees: st.payees ?? [] });
const sameLevel = (l, [pool, cls, num, den]) => l.pool === +pool && l.class === +cls && l.num * BigInt(den) === l.den * BigInt(num);

for (const [n, want] of all.states.entries()) {
  const got = computeRound(readAccounts(Buffer.from(want.accounts)));
  const [a, b] = [JSON.stringify(got.settlements.map(plain)), JSON.stringify(want.settlements.map(filled))];
  if (a !== b) fail(`state ${n}:\n${want.accounts}\n${a}\ninstead of\n${b}`);
  if (String(got.protocol) !== want.protocol) fail(`state ${n}: protocol ${got.protocol}, not ${want.protocol}`);
  if (got.levels.length !== want.levels.length || !got.levels.every((l, k) => sameLevel(l, want.levels[k]))) fail(`state ${n}: other levels`);
}
const refuses = (what) => {
  try {
    what();
  } catch {
    return true;
  }
  return false;
};
for (const [n, accounts] of all.refused.entries()) {
  const state = readAccounts(Buffer.from(accounts));
  if (!refuses(() => computeRound(state))) fail(`contradiction ${n} gives a round`);
}
for (const file of all.files) {
  const f = read(Buffer.from(file.text));
  if (refuses(() => checkTargets(f, Buffer.from(all.accounts))) === file.good) fail(`entitlement file "${file.name}": wrong verdict`);
  if (file.good && compute(f).length !== f.rows.length) fail(`entitlement file "${file.name}": not a line a row`);
}
const good = Buffer.from(all.accounts);
for (const { at, how, byte, readable } of all.damages) {
  const bad = Buffer.concat([good.subarray(0, at), how === 1 ? Buffer.alloc(0) : Buffer.from([byte]), good.subarray(how === 2 ? at : at + 1)]);
  if (refuses(() => readAccounts(bad)) === readable) fail(`damage ${at}, ${how}, ${byte}: wrong verdict`);
}
for (const [from, to] of all.changes) {
  if (!refuses(() => readAccounts(Buffer.from(all.accounts.replace(from, to))))) fail(`${JSON.stringify(to)} is accepted`);
}
for (const [from, to] of all.file_changes) {
  if (!refuses(() => read(Buffer.from(all.files[0].text.replace(from, to))))) fail(`entitlement file: ${JSON.stringify(to)} is accepted`);
}
const judged = all.refused.length + all.files.length + all.damages.length + all.changes.length + all.file_changes.length;
console.log(`rounds.json: ${all.states.length} rounds agree, ${judged} other files are judged alike`);
