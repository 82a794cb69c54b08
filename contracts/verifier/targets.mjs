// Whether an entitlement file of targets/1 says what its accounts lead to,
// docs/entitlement-file.md.
import { keccak256 } from "ethers";
import { KIND, readAccounts } from "./accounts.mjs";
import { floorOf, less, max, min, sum } from "./numbers.mjs";
import { computeRound } from "./rounds.mjs";

const fail = (what) => {
  throw new Error(`accounts: ${what}`);
};

// checkTargets computes the round of the accounts file and refuses an entitlement
// file that differs from the settlement of its source. It returns the state.
export function checkTargets(f, accountsBytes) {
  if (f.rule !== "targets/1") fail(`${f.rule} follows from no accounts`);
  if (keccak256(accountsBytes) !== f.accounts) fail("the file names other accounts");
  const state = readAccounts(accountsBytes);
  for (const rows of [state.accounts, state.pools]) if (new Set(rows.map((x) => x.id)).size !== rows.length) fail("two of one name");
  const st = computeRound(state).settlements.find((x) => x.source === f.source) ?? fail(`the round has no source ${f.source}`);
  const available = st.available - st.free; // what no target needs is not the round's
  if (f.available !== available) fail(`available is ${available}, not ${f.available}`);
  const token = `${f.chain}:${f.token}`;
  if (token !== state.assets[st.asset].id) fail(`the money is ${state.assets[st.asset].id}, not ${token}`);
  const [kind, n] = f.source.split(":");
  if (kind === "pool" && f.pool !== state.pools[n].id) fail(`${f.source} is ${state.pools[n].id}, not ${f.pool}`);
  checkLines(f, state, st);
  checkShares(f, state, st, kind === "recovered" ? state.recovered[n].pools : []);
  checkPayees(f, st, kind === "recovered" ? state.recovered[n] : undefined);
  return state;
}

const PART = { [KIND.cover]: "cover", [KIND.recovery]: "recovery", [KIND.escheat]: "escheat", [KIND.owner]: "escheat" };

// sums adds up amounts by account, part and state of payment; zero sums are left out.
function sums(lines) {
  const out = new Map();
  for (const { account, part, state, amount } of lines) {
    const key = `${part} of ${account}, state ${state}`;
    if (amount > 0n) out.set(key, (out.get(key) ?? 0n) + amount);
  }
  return out;
}

const lineOf = (r) => (r.target < r.already ? fail(`row ${r.id} has more than its target`) : r.target - r.already);

function checkLines(f, state, st) {
  const known = new Set(state.accounts.map((a) => a.id));
  const rows = f.rows.filter((r) => !["share", "bounty", "protocol"].includes(r.part));
  for (const r of rows) if (!known.has(r.account)) fail(`row ${r.id} is of an account that lost nothing`);
  const want = sums(st.lines.map((l) => ({ ...l, account: state.accounts[l.account].id, part: PART[l.kind] })));
  const part = (r) => (f.source.startsWith("escheat:") ? "escheat" : r.part); // there it says which line was swept
  const got = sums(rows.map((r) => ({ ...r, part: part(r), state: r.held ? 1 : r.carried ? 2 : 0, amount: lineOf(r) })));
  if (f.source.startsWith("escheat:")) waits(want, got);
  for (const key of new Set([...want.keys(), ...got.keys()])) {
    if (want.get(key) !== got.get(key)) fail(`${key}: the round gives ${want.get(key) ?? 0}, the file ${got.get(key) ?? 0}`);
  }
}

// waits lets a file of escheat hold what the round pays: whether the entitlement
// of a swept line waits the accounts do not say.
function waits(want, got) {
  for (const [key, due] of want) {
    if (!key.endsWith("state 0")) continue;
    const held = key.replace(/0$/, "1");
    const more = min(less(due, got.get(key) ?? 0n), less(got.get(held) ?? 0n, want.get(held) ?? 0n));
    for (const [k, x] of [[key, (got.get(key) ?? 0n) + more], [held, (got.get(held) ?? 0n) - more]]) x > 0n ? got.set(k, x) : got.delete(k);
  }
}

// checkSweptShares holds that all of what was swept from the shareholders of each
// pool is in rows of theirs, which divide nothing.
function checkSweptShares(shares, state, st) {
  const got = new Map();
  for (const r of shares) {
    if (r.weight > 0n || r.already > 0n || r.carried) fail(`share ${r.id}: what was swept has no weight, is not carried, and nobody has of it`);
    got.set(r.account, (got.get(r.account) ?? 0n) + r.target);
  }
  const want = new Map(st.holders.map((h) => [state.pools[h.pool].id, h.amount]));
  for (const pool of new Set([...want.keys(), ...got.keys()])) {
    if (want.get(pool) !== got.get(pool)) fail(`the shareholders of ${pool} get ${want.get(pool) ?? 0}, the file says ${got.get(pool) ?? 0}`);
  }
}

// checkShares holds that the shares of each pool divide what its shareholders of
// record had and get now, by their weights.
function checkShares(f, state, st, subrogated) {
  const shares = f.rows.filter((r) => r.part === "share");
  if (f.source.startsWith("escheat:")) return checkSweptShares(shares, state, st);
  for (const pool of new Set(shares.map((r) => r.account))) {
    const p = state.pools.findIndex((x) => x.id === pool);
    const rows = shares.filter((r) => r.account === pool);
    const of = (parts, what) => sum(parts.filter((x) => x.pool === p).map((x) => x[what]));
    const [before, now] = [of(subrogated, "holders"), of(st.holders, "amount")];
    if (!f.source.startsWith("recovered:")) fail("only recovered money has shares");
    if (sum(rows.map((r) => r.already)) !== before) fail(`the shareholders of ${pool} had ${before}`);
    const weights = sum(rows.map((r) => r.weight));
    for (const r of rows) {
      const due = max(r.already, floorOf(before + now, r.weight, weights));
      if (r.target !== due || r.carried) fail(`row ${r.id} should have ${due}, not ${r.target}, and is never carried`);
    }
    if (sum(rows.map(lineOf)) > now) fail(`the shareholders of ${pool} got more than their shares before`);
  }
}

// checkPayees compares the rows of bounties and of the protocol with what the round
// gives them; without a row the protocol's part stays reserved.
function checkPayees(f, st, recovered) {
  const got = new Map();
  for (const r of f.rows.filter((r) => r.part === "bounty" || r.part === "protocol")) {
    if (r.held || r.carried) fail(`row ${r.id} is never held or carried`);
    const key = `${recovered ? r.part : "bounty"} of ${r.account}`; // of escheat the part says which line was swept
    const had = got.get(key) ?? { already: 0n, line: 0n };
    got.set(key, { already: had.already + r.already, line: had.line + lineOf(r) });
  }
  const want = new Map(st.payees.map((p) => [`bounty of ${p.id}`, { already: 0n, line: p.amount }]));
  for (const b of recovered?.bounties ?? []) {
    const key = `bounty of ${b.id}`;
    if (want.has(key) || got.has(key)) want.set(key, { already: b.given, line: want.get(key)?.line ?? 0n });
  }
  const protocol = `protocol of ${f.incident}`;
  if (recovered && got.has(protocol)) want.set(protocol, { already: recovered.protocol, line: st.protocol });
  for (const key of new Set([...want.keys(), ...got.keys()])) {
    const [a, b] = [want.get(key), got.get(key)];
    if (!a || !b || a.already !== b.already || a.line !== b.line) fail(`${key}: the round and the file differ`);
  }
}
