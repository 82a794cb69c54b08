// Makes settlement bundles of targets/1 with keys of its own from the files of
// rounds.json, signs them, and holds the second verifier against them: it accepts
// the honest ones and refuses lies that a quorum signed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AbiCoder, TypedDataEncoder, Wallet, concat, getBytes, hexlify, id, keccak256 } from "ethers";
import { compute } from "../verifier/arithmetic.mjs";
import { readAccounts } from "../verifier/accounts.mjs";
import { verify } from "../verifier/bundle.mjs";
import { TYPES, leafOf, snake, tagged, treeOf } from "../verifier/verify.mjs";
import { read } from "../verifier/entitlements.mjs";

const all = JSON.parse(fs.readFileSync(new URL("rounds.json", import.meta.url)));
rename(all);

// rename gives the accounts of the files addresses, which snapshots have, and the
// files the hash of the accounts so named.
function rename(all) {
  const address = (text) => text.replace(/\bacc_(\w)\b/g, (_, c) => "0x" + c.charCodeAt(0).toString(16).padStart(40, "0"));
  const before = keccak256(Buffer.from(all.accounts));
  all.accounts = address(all.accounts);
  for (const f of all.files) f.text = address(f.text).replace(before, keccak256(Buffer.from(all.accounts)));
}

// measuredOf is what a snapshot says of an account: its loss without its revisions.
const measuredOf = (a) => String(a.revised.reduce((loss, r) => loss + r.lowered - r.raised, a.losses[0].amount));

const abi = AbiCoder.defaultAbiCoder();
const fail = (what) => {
  console.error(`targets_bundle.mjs: ${what}`);
  process.exit(1);
};

const wallets = ["one", "two", "three", "four"].map((w) => new Wallet(id("member " + w)));
wallets.sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1));

function committee() {
  const c = {
    chain_id: "31337", oracle: "0x" + "11".repeat(20), count: "1", signers: wallets.map((w) => w.address), f: "1", threshold: "3",
    challenge_window: "60", max_age: "86400", max_clock_skew: "0", max_deviation_bps: "0",
  };
  const params = abi.encode(["uint64", "uint64", "uint64", "uint16"], [c.challenge_window, c.max_age, c.max_clock_skew, c.max_deviation_bps]);
  const types = ["uint256", "address", "uint64", "address[]", "uint8", "uint8", "bytes"];
  const digest = getBytes(keccak256(abi.encode(types, [c.chain_id, c.oracle, c.count, c.signers, c.f, c.threshold, params])));
  digest.set([0x4c, 0x53]);
  return { ...c, digest: hexlify(digest) };
}
const config = committee();
const domain = { name: "LossOracle", version: "1", chainId: config.chain_id, verifyingContract: config.oracle };

// report signs a message; what it leaves out is zero, but for its end.
function report(kind, message, more = {}) {
  const [fields] = Object.values(TYPES[kind]);
  const until = { validUntil: "1800000000" };
  const zero = (type) => (type === "address" ? "0x" + "00".repeat(20) : type.startsWith("bytes") ? "0x" + "00".repeat(32) : "0");
  const whole = Object.fromEntries(fields.map((f) => [f.name, message[f.name] ?? until[f.name] ?? zero(f.type)]));
  const digest = TypedDataEncoder.hash(domain, TYPES[kind], whole);
  const signatures = wallets.slice(0, 3).map((w) => w.signingKey.sign(digest).serialized);
  const text = Object.fromEntries(fields.map((f) => [snake(f.name), String(whole[f.name])]));
  return { digest, json: JSON.stringify({ kind, message: text, ...more, signatures }) };
}

const csv = (head, rows) => [head, ...rows.map((r) => r.join())].join("\n") + "\n";

// bundle is the files of a settlement whose order a quorum signed.
function bundle(text, accounts, measured = {}) {
  const f = read(Buffer.from(text));
  const incident = tagged("INCIDENT_V1", f.incident);
  const state = readAccounts(Buffer.from(all.accounts));
  const [chain, asset] = state.assets[0].id.split(":"); // the only one
  const leaves1 = state.accounts.filter((a) => a.losses.length > 0).map((a) => ({ account: a.id, loss: measuredOf(a), ...measured.leaf?.(a) }));
  measured.lie?.(leaves1);
  const snapshot = report(
    "loss_snapshot",
    {
      configDigest: config.digest, incidentId: incident, sourceChainId: chain, asset, leafCount: String(leaves1.length),
      totalLoss: String(leaves1.reduce((sum, l) => sum + BigInt(l.loss), BigInt(measured.message?.unattributedLoss ?? 0))),
      lossRoot: treeOf(leaves1.map((l, i) => leafOf(incident, i, l.account, l.loss))), ...measured.message,
    },
    { leaves: leaves1, ...(measured.manifest && { manifest: measured.manifest }) },
  );
  const prices = measured.prices ?? [];
  const set = report(
    "snapshot_set",
    { configDigest: config.digest, incidentId: incident, snapshotsHash: keccak256(concat([snapshot.digest])), pricesHash: keccak256(Buffer.from(JSON.stringify(prices))), numeraire: measured.numeraire ?? asset },
    { snapshots: [snapshot.digest], prices },
  );
  const pool = tagged("POOL_V1", f.pool);
  const of = ["string", "uint256", "address", "bytes32", "bytes32", "address", "uint64"];
  const settlement = keccak256(abi.encode(of, ["SETTLEMENT_V1", f.chain, f.distributor, incident, pool, f.token, f.sequence]));
  const lines = compute(f);
  const paid = lines.filter((l) => l.index !== null);
  const leaves = paid.map((l) => leafOf(settlement, l.index, l.receiver, l.amount));
  const order = report("payout_order", {
    configDigest: config.digest, settlementId: settlement, incidentId: incident, poolId: pool, payoutToken: f.token, sequence: f.sequence,
    snapshotSetDigest: set.digest, inputHash: keccak256(Buffer.from(text)), payoutRoot: treeOf(leaves), leafCount: String(paid.length),
    total: String(paid.reduce((a, l) => a + l.amount, 0n)), cumulativeTotal: "0",
  });
  const files = {
    "config.json": JSON.stringify(config), "set.json": set.json, "order.json": order.json, "entitlements.txt": text,
    ["snapshot-" + snapshot.digest.slice(2) + ".json"]: snapshot.json,
    "allocations.csv": csv("id,part,receiver,amount,held,index", lines.map((l) => [l.id, l.part, l.receiver, l.amount, l.held ? 1 : 0, l.index ?? ""])),
    "leaves.csv": csv("index,receiver,amount,leaf", paid.map((l, i) => [i, l.receiver, l.amount, leaves[i]])),
  };
  return accounts === undefined ? files : { ...files, "accounts.txt": accounts };
}

// accepted writes a bundle with its manifest and asks the verifier.
function accepted(files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "bundle-"));
  const line = ([name, text]) => `${createHash("sha256").update(text).digest("hex")}  ${Buffer.byteLength(text)}  ${name}\n`;
  const manifest = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)).map(line).join("");
  for (const [name, text] of Object.entries({ ...files, "manifest.txt": manifest })) fs.writeFileSync(path.join(dir, name), text);
  try {
    return verify(dir).ok;
  } catch (e) {
    return e.message;
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

let [good, lies] = [0, 0];
for (const file of all.files) {
  let files;
  try {
    files = bundle(file.text, all.accounts);
  } catch {
    continue; // a quorum that computes would not sign it
  }
  const verdict = accepted(files);
  if ((verdict === true) !== file.good) fail(`${file.name}: ${verdict}`);
  if (!file.good && !/^accounts: /.test(verdict)) fail(`${file.name}: refused for another reason: ${verdict}`);
  file.good ? good++ : lies++;
  if (!file.good) continue;
  for (const [what, accounts] of [["without accounts", undefined], ["other accounts", all.accounts.replace("last=0", "last=1")]]) {
    if (accepted(bundle(file.text, accounts)) === true) fail(`${file.name} ${what}`);
  }
}
if (good < 4 || lies < 20) fail(`${good} honest bundles and ${lies} lies`);
console.log(`targets/1: ${good} bundles accepted, ${lies} lies that a quorum signed refused`);

// honest is a bundle of a good file, over a snapshot that is changed before it is signed.
const honest = all.files.find((f) => f.good);
const verdictOf = (measured) => accepted(bundle(honest.text, all.accounts, measured));
const refused = (what, measured, why) => {
  const verdict = verdictOf(measured);
  if (!why.test(verdict)) fail(`${what}: ${verdict}`);
};

// A quorum that signs losses and prices which are not those of the accounts file.
const token = readAccounts(Buffer.from(all.accounts)).assets[0].id.split(":");
const price = (num, den) => [{ chain_id: token[0], address: token[1], num, den }];
const other = "0x" + "77".repeat(20);
if (verdictOf({ prices: price("1", "1") }) !== true) fail("the price that the accounts have was refused");
if (verdictOf({ message: { sourceChainId: "0" } }) !== true) fail("a snapshot from a file was refused");
refused("a higher loss", { lie: (l) => (l[0].loss = String(BigInt(l[0].loss) + 1n)) }, /lost 100, signed is 101/);
refused("somebody without a loss", { lie: (l) => l.pop() }, /signed is 0/);
refused("somebody who is not in the accounts", { lie: (l) => l.push({ account: other, loss: "1" }) }, /lost 0, signed is 1/);
refused("another account", { lie: (l) => (l[0].account = other) }, /signed is/);
refused("a loss of nobody", { message: { unattributedLoss: "5" } }, /nobody in .* lost 0, signed is 5/);
refused("another token", { message: { asset: other } }, /signed is/);
refused("another chain", { message: { sourceChainId: "9" } }, /signed is/);
refused("another price", { prices: price("2", "1") }, /signed is 2\/1/);
refused("no price", { numeraire: other }, /no price/);
console.log("losses and prices: 9 lies refused");

// positions is what a snapshot by view-flows/2 states of its leaves.
function positions(leaf, stated = leaf, method = "view-flows/2") {
  const rows = readAccounts(Buffer.from(all.accounts)).accounts.filter((a) => a.losses.length > 0);
  const of = (a, i) => ({ index: String(i), account: a.id, loss: measuredOf(a), ...leaf });
  const file = rows.map((a, i) => JSON.stringify(of(a, i)) + "\n").join("");
  const manifest = [`${createHash("sha256").update(file).digest("hex")}  ${file.length}  leaves.ndjson`];
  return { leaf: () => stated, manifest, message: { methodHash: id(method), evidenceHash: keccak256(Buffer.from(manifest[0] + "\n")) } };
}

const held = (value_before, value_average, insured) => ({ value_before, value_average, insured });
for (const p of [positions(held("9", "3", "3")), positions(held("7", "0", "0"))]) {
  const verdict = verdictOf(p);
  if (verdict !== true) fail(`positions: ${verdict}`);
}
const three = held("9", "3", "3");
const wrong = {
  "insured above the average": positions(held("9", "3", "4")),
  "insured above the loss": positions(held("999", "999", "998")),
  "another average than signed": positions(three, held("9", "4", "3")),
  "another position than signed": positions(three, held("8", "3", "3")),
  "no positions": positions(three, {}),
  "one of three": positions(three, { value_before: "9" }),
  "no manifest": { ...positions(three), manifest: undefined },
  "another manifest": { ...positions(three), manifest: positions(held("9", "2", "2")).manifest },
  "a method without positions": positions(three, three, "view-flows/1"),
  "a manifest without positions": positions({}, {}, "view-flows/1"),
};
for (const [what, measured] of Object.entries(wrong)) refused(`positions: ${what}`, measured, /leaf|manifest|leaves/);
console.log(`positions: ${Object.keys(wrong).length} lies refused`);
