// Makes settlement bundles of targets/1 with keys of its own from the files of
// rounds.json, signs them, and holds the second verifier against them: it accepts
// the honest ones and refuses lies that a quorum signed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { AbiCoder, TypedDataEncoder, Wallet, concat, getBytes, hexlify, id, keccak256 } from "ethers";
import { compute } from "../verifier/arithmetic.mjs";
import { TYPES, leafOf, snake, tagged, treeOf, verify } from "../verifier/bundle.mjs";
import { read } from "../verifier/entitlements.mjs";

const all = JSON.parse(fs.readFileSync(new URL("rounds.json", import.meta.url)));
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

// report signs a message; what it leaves out is zero.
function report(kind, message, more = {}) {
  const [fields] = Object.values(TYPES[kind]);
  const zero = (type) => (type === "address" ? "0x" + "00".repeat(20) : type.startsWith("bytes") ? "0x" + "00".repeat(32) : "0");
  const whole = Object.fromEntries(fields.map((f) => [f.name, message[f.name] ?? zero(f.type)]));
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
  const leaf = { account: "0x" + "22".repeat(20), loss: "7", ...measured.leaf };
  const snapshot = report(
    "loss_snapshot",
    {
      configDigest: config.digest, incidentId: incident, totalLoss: "7", leafCount: "1", lossRoot: treeOf([leafOf(incident, 0, leaf.account, leaf.loss)]),
      ...measured.message,
    },
    { leaves: [leaf], ...(measured.manifest && { manifest: measured.manifest }) },
  );
  const set = report(
    "snapshot_set",
    { configDigest: config.digest, incidentId: incident, snapshotsHash: keccak256(concat([snapshot.digest])), pricesHash: keccak256(Buffer.from("[]")) },
    { snapshots: [snapshot.digest], prices: [] },
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

// positions is what a snapshot by view-flows/2 states of its leaf.
function positions(leaf, stated = leaf, method = "view-flows/2") {
  const file = JSON.stringify({ index: "0", account: "0x" + "22".repeat(20), loss: "7", ...leaf }) + "\n";
  const manifest = [`${createHash("sha256").update(file).digest("hex")}  ${file.length}  leaves.ndjson`];
  return { leaf: stated, manifest, message: { methodHash: id(method), evidenceHash: keccak256(Buffer.from(manifest[0] + "\n")) } };
}

const honest = all.files.find((f) => f.good);
const held = (value_before, value_average, insured) => ({ value_before, value_average, insured });
const verdictOf = (measured) => accepted(bundle(honest.text, all.accounts, measured));
for (const p of [positions(held("9", "3", "3")), positions(held("7", "0", "0"))]) {
  const verdict = verdictOf(p);
  if (verdict !== true) fail(`positions: ${verdict}`);
}
const three = held("9", "3", "3");
const wrong = {
  "insured above the average": positions(held("9", "3", "4")),
  "insured above the loss": positions(held("9", "9", "8")),
  "another average than signed": positions(three, held("9", "4", "3")),
  "another position than signed": positions(three, held("8", "3", "3")),
  "no positions": positions(three, {}),
  "one of three": positions(three, { value_before: "9" }),
  "no manifest": { ...positions(three), manifest: undefined },
  "another manifest": { ...positions(three), manifest: positions(held("9", "2", "2")).manifest },
  "a method without positions": positions(three, three, "view-flows/1"),
  "a manifest without positions": positions({}, {}, "view-flows/1"),
};
for (const [what, measured] of Object.entries(wrong)) if (verdictOf(measured) === true) fail(`positions: ${what} was accepted`);
console.log(`positions: ${Object.keys(wrong).length} lies refused`);
