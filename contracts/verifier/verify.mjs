// A second verifier of settlement bundles: ethers for hashes and signatures,
// OpenZeppelin's merkle-tree for proofs, own arithmetic and own tree. It takes the
// files as bytes and needs no Node, so that the command (bundle.mjs) and the page
// of a settlement run the same source. docs/verification.md describes the bundle.
import { AbiCoder, TypedDataEncoder, concat, getBytes, hexlify, keccak256, recoverAddress, Signature, toUtf8Bytes } from "ethers";
import { processProof } from "@openzeppelin/merkle-tree/dist/core.js";
import { compute } from "./arithmetic.mjs";
import { latin1, sha256Hex, utf8 } from "./bytes.mjs";
import { read } from "./entitlements.mjs";
import { checkSigned } from "./losses.mjs";
import { checkPositions } from "./positions.mjs";
import { checkTargets } from "./targets.mjs";

const abi = AbiCoder.defaultAbiCoder();
const fail = (what) => {
  throw new Error(what);
};
const same = (a, b, what) => String(a).toLowerCase() === String(b).toLowerCase() || fail(`${what}: ${a} is not ${b}`);

export const snake = (s) => s.replace(/[A-Z]/g, (c) => "_" + c.toLowerCase());
const fields = (text) =>
  text.split(",").map((f) => {
    const [type, name] = f.split(" ");
    return { type, name };
  });
export const TYPES = {
  loss_snapshot: {
    LossSnapshot: fields(
      "bytes32 configDigest,bytes32 incidentId,bytes32 specHash,uint64 revision,uint64 attempt,bytes32 prevSnapshot,bytes32 methodHash,uint256 sourceChainId,uint64 fromBlock,bytes32 fromBlockHash,uint64 toBlock,bytes32 toBlockHash,uint64 occurredFrom,uint64 occurredTo,address asset,uint256 totalLoss,uint256 unattributedLoss,uint32 leafCount,bytes32 lossRoot,bytes32 evidenceHash,uint64 validUntil",
    ),
  },
  snapshot_set: {
    SnapshotSet: fields(
      "bytes32 configDigest,bytes32 incidentId,bytes32 specHash,uint64 revision,bytes32 snapshotsHash,address numeraire,bytes32 pricesHash,uint64 validUntil",
    ),
  },
  payout_order: {
    PayoutOrder: fields(
      "bytes32 configDigest,bytes32 settlementId,bytes32 incidentId,bytes32 poolId,address payoutToken,uint64 sequence,bytes32 snapshotSetDigest,bytes32 inputHash,bytes32 payoutRoot,uint32 leafCount,uint256 total,uint256 cumulativeTotal,bytes32 follows,uint64 validUntil",
    ),
  },
};

// layers: leaves in index order, odd node promoted, pairs sorted.
function layers(leaves) {
  const all = [leaves];
  while (all.at(-1).length > 1) {
    const below = all.at(-1);
    const next = [];
    for (let i = 0; i < below.length; i += 2) {
      next.push(i + 1 < below.length ? keccak256(concat([below[i], below[i + 1]].sort())) : below[i]);
    }
    all.push(next);
  }
  return all;
}

function proof(all, i) {
  const out = [];
  for (const layer of all) {
    const sibling = i ^ 1;
    if (sibling < layer.length && layer.length > 1) out.push(layer[sibling]);
    i >>= 1;
  }
  return out;
}

export const leafOf = (id, index, account, amount) =>
  keccak256(keccak256(abi.encode(["bytes32", "uint256", "address", "uint256"], [id, index, account, amount])));

// treeOf builds the tree and lets OpenZeppelin's code check proofs against it.
export function treeOf(leaves) {
  if (leaves.length === 0) return "0x" + "00".repeat(32);
  const all = layers(leaves);
  const root = all.at(-1)[0];
  const step = Math.max(1, Math.floor(leaves.length / 64));
  for (let i = 0; i < leaves.length; i += step) {
    same(processProof(leaves[i], proof(all, i)), root, `proof of leaf ${i}`);
  }
  return root;
}

// file is the content of a file that every bundle has.
const file = (files, name) => files.get(name) ?? fail(`${name} is missing`);

function manifest(files) {
  const names = [...files.keys()].sort();
  const want = names
    .filter((n) => n !== "manifest.txt")
    .map((n) => `${sha256Hex(files.get(n))}  ${files.get(n).length}  ${n}\n`)
    .join("");
  if (latin1(file(files, "manifest.txt")) !== want) fail("manifest.txt does not list exactly these files");
  return names;
}

function committee(files) {
  const c = JSON.parse(utf8(file(files, "config.json")));
  const params = abi.encode(
    ["uint64", "uint64", "uint64", "uint16"],
    [c.challenge_window, c.max_age, c.max_clock_skew, c.max_deviation_bps],
  );
  const digest = getBytes(
    keccak256(
      abi.encode(
        ["uint256", "address", "uint64", "address[]", "uint8", "uint8", "bytes"],
        [c.chain_id, c.oracle, c.count, c.signers, c.f, c.threshold, params],
      ),
    ),
  );
  digest.set([0x4c, 0x53]);
  same(hexlify(digest), c.digest, "committee digest");
  const n = c.signers.length;
  const [f, t] = [Number(c.f), Number(c.threshold)];
  if (n < 3 * f + 1 || t < Math.floor((n + f) / 2) + 1 || t > n - f) fail("committee rule");
  return c;
}

function signed(files, name, kind, config) {
  const report = JSON.parse(utf8(file(files, name)));
  same(report.kind, kind, `${name} kind`);
  same(report.message.config_digest, config.digest, `${name} committee`);
  const domain = { name: "LossOracle", version: "1", chainId: config.chain_id, verifyingContract: config.oracle };
  const [type] = Object.values(TYPES[kind]);
  const message = Object.fromEntries(type.map((f) => [f.name, report.message[snake(f.name)] ?? fail(`${name}: ${f.name}`)]));
  const end = BigInt(message.validUntil);
  if (end === 0n || end >= 1n << 40n) fail(`${name} was signed without an end`);
  report.digest = TypedDataEncoder.hash(domain, TYPES[kind], message);
  const members = new Set(config.signers.map((s) => s.toLowerCase()));
  let last = "";
  for (const s of report.signatures) {
    Signature.from(s); // refuses high-s
    const by = recoverAddress(report.digest, s).toLowerCase();
    if (!members.has(by) || by <= last) fail(`${name}: signer ${by} is unknown, twice or out of order`);
    last = by;
  }
  if (report.signatures.length < Number(config.threshold)) fail(`${name}: no quorum`);
  return report;
}

const snapshotFile = (digest) => `snapshot-${digest.slice(2)}.json`;

function snapshots(files, set, order, config) {
  return set.snapshots.map((digest) => {
    const s = signed(files, snapshotFile(digest), "loss_snapshot", config);
    same(s.digest, digest, "snapshot digest");
    same(s.message.incident_id, order.message.incident_id, "snapshot incident");
    const total = s.leaves.reduce((a, l) => a + BigInt(l.loss), BigInt(s.message.unattributed_loss));
    same(total, s.message.total_loss, "snapshot total");
    same(s.leaves.length, s.message.leaf_count, "snapshot leaves");
    same(treeOf(s.leaves.map((l, j) => leafOf(s.message.incident_id, j, l.account, l.loss))), s.message.loss_root, "loss root");
    checkPositions(s);
    return s;
  });
}

export const tagged = (tag, id) => keccak256(abi.encode(["string", "string"], [tag, id]));

// entitlements reads the file that the order was signed for.
function entitlements(files, order) {
  const bytes = file(files, "entitlements.txt");
  same(keccak256(bytes), order.message.input_hash, "input hash");
  return read(bytes);
}

function allocation(files, f, order, config) {
  same(f.chain, config.chain_id, "chain");
  same(tagged("INCIDENT_V1", f.incident), order.message.incident_id, "incident");
  same(tagged("POOL_V1", f.pool), order.message.pool_id, "pool");
  same(f.token, order.message.payout_token, "token");
  const id = keccak256(
    abi.encode(
      ["string", "uint256", "address", "bytes32", "bytes32", "address", "uint64"],
      ["SETTLEMENT_V1", f.chain, f.distributor, order.message.incident_id, order.message.pool_id, f.token, f.sequence],
    ),
  );
  same(id, order.message.settlement_id, "settlement id");
  const lines = compute(f);
  const paid = lines.filter((l) => l.index !== null);
  const leaves = paid.map((l) => leafOf(id, l.index, l.receiver, l.amount));
  same(paid.reduce((a, l) => a + l.amount, 0n), order.message.total, "total");
  same(paid.length, order.message.leaf_count, "leaf count");
  same(treeOf(leaves), order.message.payout_root, "payout root");
  const csv = (head, rows) => [head, ...rows].join("\n") + "\n";
  const allocations = lines.map((l) => [l.id, l.part, l.receiver, l.amount, l.held ? 1 : 0, l.index ?? ""].join(","));
  if (latin1(file(files, "allocations.csv")) !== csv("id,part,receiver,amount,held,index", allocations)) {
    fail("allocations.csv is not what the computation gives");
  }
  const listed = paid.map((l, i) => [i, l.receiver, l.amount, leaves[i]].join(","));
  if (latin1(file(files, "leaves.csv")) !== csv("index,receiver,amount,leaf", listed)) {
    fail("leaves.csv is not what the computation gives");
  }
  return { settlement: f.settlement, lines: lines.length, leaves: paid.length };
}

// The rules in the order of their checking: each holds only because those before it do.
export const RULES = ["manifest", "committee", "order", "losses", "prices", "snapshots", "entitlements", "files", "accounts", "lines"];

// verify takes the files of a bundle by name, as bytes, and the committee that the
// caller trusts. It throws what is wrong. done is told each rule that holds.
export function verify(files, expected, done = () => {}) {
  const checked = (rule, check) => {
    const out = check();
    done(rule);
    return out;
  };
  const names = checked("manifest", () => manifest(files));
  const config = checked("committee", () => {
    const c = committee(files);
    if (expected) same(c.digest, expected, "committee digest");
    return c;
  });
  const order = checked("order", () => signed(files, "order.json", "payout_order", config));
  const set = checked("losses", () => signedSet(files, order, config));
  checked("prices", () => {
    const prices = set.prices.map(({ chain_id, address, num, den }) => ({ chain_id, address, num, den }));
    same(keccak256(toUtf8Bytes(JSON.stringify(prices))), set.message.prices_hash, "prices hash");
  });
  const measured = checked("snapshots", () => snapshots(files, set, order, config));
  const f = checked("entitlements", () => entitlements(files, order));
  checked("files", () => checkNames(names, set, f));
  checked("accounts", () => {
    if (f.rule === "targets/1") checkSigned(checkTargets(f, file(files, "accounts.txt")), set, measured);
  });
  const out = checked("lines", () => allocation(files, f, order, config));
  return { ok: true, config_digest: config.digest, settlement_id: order.message.settlement_id, total: order.message.total, ...out };
}

function signedSet(files, order, config) {
  const set = signed(files, "set.json", "snapshot_set", config);
  same(set.digest, order.message.snapshot_set_digest, "snapshot set of the order");
  same(set.message.incident_id, order.message.incident_id, "incident of the set");
  same(keccak256(concat(set.snapshots)), set.message.snapshots_hash, "snapshots hash");
  return set;
}

// checkNames refuses a bundle that carries anything else.
function checkNames(names, set, f) {
  const more = set.snapshots.map(snapshotFile);
  if (f.rule === "targets/1") more.push("accounts.txt");
  const want = ["allocations.csv", "config.json", "entitlements.txt", "leaves.csv", "manifest.txt", "order.json", "set.json", ...more];
  same(names.join(), want.sort().join(), "files of the bundle");
}
