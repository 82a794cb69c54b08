// Writes vectors.json: one worked example of every hash and signature, made with ethers and OpenZeppelin's
// merkle-tree and without any code of ours. Go and Solidity are tested against it.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SimpleMerkleTree } from '@openzeppelin/merkle-tree'
import { AbiCoder, TypedDataEncoder, Wallet, concat, getAddress, id, keccak256, solidityPackedKeccak256 } from 'ethers'

const abi = AbiCoder.defaultAbiCoder()
const encode = (types, values) => keccak256(abi.encode(types, values))
const fields = text => text.split(',').map(f => { const [type, name] = f.split(' '); return { name, type } })
const address = n => getAddress('0x' + id('address ' + n).slice(26))

const types = {
  LossSnapshot: fields('bytes32 configDigest,bytes32 incidentId,bytes32 specHash,uint64 revision,uint64 attempt,bytes32 prevSnapshot,bytes32 methodHash,uint256 sourceChainId,uint64 fromBlock,bytes32 fromBlockHash,uint64 toBlock,bytes32 toBlockHash,uint64 occurredFrom,uint64 occurredTo,address asset,uint256 totalLoss,uint256 unattributedLoss,uint32 leafCount,bytes32 lossRoot,bytes32 evidenceHash,uint64 validUntil'),
  SnapshotSet: fields('bytes32 configDigest,bytes32 incidentId,bytes32 specHash,uint64 revision,bytes32 snapshotsHash,address numeraire,bytes32 pricesHash,uint64 validUntil'),
  PayoutOrder: fields('bytes32 configDigest,bytes32 settlementId,bytes32 incidentId,bytes32 poolId,address payoutToken,uint64 sequence,bytes32 snapshotSetDigest,bytes32 inputHash,bytes32 payoutRoot,uint32 leafCount,uint256 total,uint256 cumulativeTotal,bytes32 follows,uint64 validUntil'),
  CancelOrder: fields('bytes32 configDigest,bytes32 settlementId,bytes32 reasonHash,uint64 validUntil'),
  PoolOrder: fields('bytes32 configDigest,address pool,bytes32 incidentId,uint256 earmark,uint64 count,uint64 validUntil'),
  RecoverRole: fields('bytes32 configDigest,address target,uint8 role,address newHolder,uint64 count,uint64 validUntil'),
  ProofOfLoss: fields('bytes32 incidentId,address affected,address claimant,address receiver,bytes32 nonce,uint64 issuedAt,uint64 expiresAt'),
  RedeemTo: fields('bytes32 settlementId,uint256 index,address newReceiver,uint64 deadline'),
}

const chainId = 31337
const oracle = address('oracle')
const distributor = address('distributor')
const domains = {
  LossOracle: { name: 'LossOracle', version: '1', chainId, verifyingContract: oracle },
  PayoutDistributor: { name: 'PayoutDistributor', version: '1', chainId, verifyingContract: distributor },
}

// The committee: keys are hashes of words, signers ascend.
const wallets = ['one', 'two', 'three', 'four'].map(n => new Wallet(id('member ' + n)))
  .sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1))
const signers = wallets.map(w => w.address)
const config = {
  count: 7, signers, f: 1, threshold: 3,
  challengeWindow: 86400, maxAge: 2592000, maxClockSkew: 900, maxDeviationBps: 1500,
}
const params = abi.encode(['uint64', 'uint64', 'uint64', 'uint16'],
  [config.challengeWindow, config.maxAge, config.maxClockSkew, config.maxDeviationBps])
const configHash = encode(['uint256', 'address', 'uint64', 'address[]', 'uint8', 'uint8', 'bytes'],
  [chainId, oracle, config.count, signers, config.f, config.threshold, params])
const configDigest = '0x4c53' + configHash.slice(6)

// Layers in index order, an odd last node promoted, pairs sorted.
const pair = (a, b) => (a < b ? keccak256(concat([a, b])) : keccak256(concat([b, a])))
function layersOf(leaves) {
  const layers = [leaves]
  while (layers.at(-1).length > 1) {
    const below = layers.at(-1)
    const next = []
    for (let i = 0; i < below.length; i += 2) next.push(i + 1 < below.length ? pair(below[i], below[i + 1]) : below[i])
    layers.push(next)
  }
  return layers
}
function proofOf(layers, i) {
  const proof = []
  for (const layer of layers.slice(0, -1)) {
    if ((i ^ 1) < layer.length) proof.push(layer[i ^ 1])
    i >>= 1
  }
  return proof
}
function tree(idHash, entries) {
  const leaves = entries.map((e, i) =>
    keccak256(encode(['bytes32', 'uint256', 'address', 'uint256'], [idHash, i, e.account, e.amount])))
  const layers = layersOf(leaves)
  const root = layers.at(-1)[0]
  const proofs = leaves.map((_, i) => proofOf(layers, i))
  leaves.forEach((leaf, i) => {
    if (!SimpleMerkleTree.verify(root, leaf, proofs[i])) throw new Error('OpenZeppelin refuses proof ' + i)
  })
  return { entries, leaves, root, proofs, layers }
}

const incidentId = encode(['string', 'string'], ['INCIDENT_V1', 'inc_example'])
const poolId = encode(['string', 'string'], ['POOL_V1', 'pool_example'])
const payoutToken = address('token')
const sequence = 3
const settlementId = encode(
  ['string', 'uint256', 'address', 'bytes32', 'bytes32', 'address', 'uint64'],
  ['SETTLEMENT_V1', chainId, distributor, incidentId, poolId, payoutToken, sequence])
const payouts = tree(settlementId, [...Array(11).keys()].map(i => ({
  account: address('receiver ' + i), amount: String(10n ** 18n * BigInt(i + 1) + 7n * BigInt(i)),
})))
const losses = tree(incidentId, [...Array(6).keys()].map(i => ({
  account: address('victim ' + i), amount: String(2n ** BigInt(40 * i + 1) + BigInt(i)),
})))
const sum = t => String(t.entries.reduce((s, e) => s + BigInt(e.amount), 0n))

const messages = {}
messages.LossSnapshot = {
  configDigest, incidentId, specHash: id('spec'), revision: 2, attempt: 1, prevSnapshot: id('previous'),
  methodHash: id('committee/1'), sourceChainId: 1, fromBlock: 11129473, fromBlockHash: id('from'), toBlock: 11129500,
  toBlockHash: id('to'), occurredFrom: 1603673000, occurredTo: 1603673640, asset: address('asset'),
  totalLoss: String(BigInt(sum(losses)) + 13n), unattributedLoss: '13', leafCount: losses.leaves.length,
  lossRoot: losses.root, evidenceHash: id('evidence'), validUntil: 1603680000,
}
const digestOf = (name, domain) => TypedDataEncoder.hash(domain, { [name]: types[name] }, messages[name])
const members = [digestOf('LossSnapshot', domains.LossOracle), id('another snapshot')].sort()
messages.SnapshotSet = {
  configDigest, incidentId, specHash: id('spec'), revision: 1,
  snapshotsHash: solidityPackedKeccak256(['bytes32[]'], [members]), numeraire: address('numeraire'),
  pricesHash: id('prices'), validUntil: 1603680001,
}
messages.PayoutOrder = {
  configDigest, settlementId, incidentId, poolId, payoutToken, sequence,
  snapshotSetDigest: digestOf('SnapshotSet', domains.LossOracle), inputHash: id('input'), payoutRoot: payouts.root,
  leafCount: payouts.leaves.length, total: sum(payouts), cumulativeTotal: String(BigInt(sum(payouts)) + 10n ** 30n), follows: id('follows'), validUntil: 1603680002,
}
messages.CancelOrder = { configDigest, settlementId, reasonHash: id('reason'), validUntil: 1603680003 }
messages.PoolOrder = { configDigest, pool: address('pool'), incidentId, earmark: String(10n ** 24n + 5n), count: 4, validUntil: 1603680004 }
messages.RecoverRole = { configDigest, target: distributor, role: 1, newHolder: address('new guardian'), count: 5, validUntil: 1603680005 }
messages.ProofOfLoss = {
  incidentId, affected: address('victim 0'), claimant: address('claimant'), receiver: address('receiver 0'),
  nonce: id('nonce'), issuedAt: 1800000000, expiresAt: 1800003600,
}
messages.RedeemTo = { settlementId, index: 9, newReceiver: address('new receiver'), deadline: 1800007200 }

const typed = {}
for (const [name, message] of Object.entries(messages)) {
  const domain = name === 'RedeemTo' ? domains.PayoutDistributor : domains.LossOracle
  const own = { [name]: types[name] }
  const encoder = TypedDataEncoder.from(own)
  typed[name] = {
    message, encodeType: encoder.encodeType(name), typeHash: id(encoder.encodeType(name)),
    structHash: TypedDataEncoder.hashStruct(name, own, message), digest: TypedDataEncoder.hash(domain, own, message),
  }
}

const signatures = wallets.slice(0, 3).map(w => ({
  signer: w.address, signature: w.signingKey.sign(typed.PayoutOrder.digest).serialized,
}))
const layersWithout = ({ layers, ...rest }) => rest
const out = {
  madeWith: 'ethers and @openzeppelin/merkle-tree, by vectors.mjs',
  chainId, oracle, distributor,
  separators: {
    LossOracle: TypedDataEncoder.hashDomain(domains.LossOracle),
    PayoutDistributor: TypedDataEncoder.hashDomain(domains.PayoutDistributor),
  },
  config: { ...config, digest: configDigest },
  ids: { incident: 'inc_example', incidentId, pool: 'pool_example', poolId, settlementId },
  payouts: { ...layersWithout(payouts), level2: payouts.layers[2] },
  losses: layersWithout(losses),
  snapshots: members,
  typed,
  signatures,
  joined: concat(signatures.map(s => s.signature)),
}
const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'vectors.json')
const text = JSON.stringify(out, null, 1) + '\n'
if (!process.argv.includes('--check')) fs.writeFileSync(file, text)
else if (fs.readFileSync(file, 'utf8') !== text) {
  console.error('vectors.json differs from what ethers says now')
  process.exit(1)
}
