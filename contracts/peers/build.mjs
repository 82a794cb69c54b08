// Compiles what `make gas` and the fuzzer compare the contracts with: other people's distributors (peers/*.sol and
// npm's @uniswap/merkle-distributor) and variants of ours that lack one thing (variants.json: each replacement must
// match exactly once, so that a variant cannot rot). --check compiles too and compares with what is committed.
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(here)
const read = name => fs.readFileSync(path.join(root, name), 'utf8')
const folders = {
  peer: path.join(root, '..', 'test', 'gastable', 'artifacts'),
  without: path.join(root, '..', 'test', 'gastable', 'artifacts'),
  broken: path.join(root, 'testdata', 'broken'),
}
const check = process.argv.includes('--check')

const findImport = name => {
  try {
    return { contents: read(path.join('node_modules', name)) }
  } catch {
    return { error: 'not found: ' + name }
  }
}

// The settings of ../build.mjs; compiling an untouched contract below shows that they are.
const compile = (sources, file, contract) => {
  const settings = {
    optimizer: { enabled: true, runs: 1_000_000 },
    viaIR: true,
    evmVersion: 'cancun',
    metadata: { bytecodeHash: 'ipfs', useLiteralContent: false },
    outputSelection: { [file]: { [contract]: ['abi', 'evm.bytecode.object'] } },
  }
  const input = JSON.stringify({ language: 'Solidity', sources, settings })
  const output = JSON.parse(solc.compile(input, { import: findImport }))
  const failures = (output.errors ?? []).filter(e => e.severity === 'error')
  if (failures.length > 0) throw new Error(failures.map(e => e.formattedMessage).join('\n'))
  const c = output.contracts[file][contract]
  return { abi: c.abi, bytecode: '0x' + c.evm.bytecode.object }
}

// A contract of ours and the files of ours that it imports.
const production = contract => {
  const sources = {}
  const add = name => {
    if (sources[name]) return
    sources[name] = { content: read(name) }
    for (const m of sources[name].content.matchAll(/ from "\.\/(\w+)\.sol"/g)) add(`src/${m[1]}.sol`)
  }
  add(`src/${contract}.sol`)
  return sources
}

// The hash of the sources with the replacements made; the Go tests recompute it without a compiler.
const inputHash = sources => {
  const h = crypto.createHash('sha256')
  for (const name of Object.keys(sources).sort()) h.update(name + '\0' + sources[name].content + '\0')
  return h.digest('hex')
}

const edited = v => {
  const sources = production(v.contract)
  for (const e of v.edits) {
    const at = sources[e.file]
    if (at.content.split(e.old).length !== 2) {
      throw new Error(`${v.name}: the text is not exactly once in ${e.file}:\n${e.old}`)
    }
    at.content = at.content.replace(e.old, () => e.new)
  }
  return sources
}

let stale = 0
const emit = (kind, name, value) => {
  fs.mkdirSync(folders[kind], { recursive: true })
  const file = path.join(folders[kind], name + '.json')
  const text = JSON.stringify(value, null, 1) + '\n'
  if (!check) fs.writeFileSync(file, text)
  else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    console.error(`${name}: the committed artefact differs from a fresh compilation`)
    stale++
  }
  console.log(kind.padEnd(8), name.padEnd(36), (value.bytecode.length - 2) / 2, 'bytes')
}

const control = compile(production('PayoutDistributor'), 'src/PayoutDistributor.sol', 'PayoutDistributor')
if (control.bytecode !== JSON.parse(read('artifacts/PayoutDistributor.json')).bytecode) {
  throw new Error('artifacts/PayoutDistributor.json is not what the sources make: run node build.mjs first')
}

for (const [file, contract] of [
  ['OpenZeppelinMinimal.sol', 'OpenZeppelinMinimal'], ['Disperse.sol', 'Disperse'], ['GasliteStyle.sol', 'GasliteStyle'],
]) {
  emit('peer', contract, { compiler: solc.version(), ...compile({ [file]: { content: read('peers/' + file) } }, file, contract) })
}
const uniswap = JSON.parse(read('node_modules/@uniswap/merkle-distributor/build/MerkleDistributor.json'))
emit('peer', 'UniswapMerkleDistributor', {
  compiler: 'bytecode of npm @uniswap/merkle-distributor ' +
    JSON.parse(read('node_modules/@uniswap/merkle-distributor/package.json')).version,
  abi: uniswap.abi,
  bytecode: '0x' + uniswap.bytecode.replace(/^0x/, ''),
})

// --sample=8 recompiles, of the variants whose recorded inputs are those of the tree, only the eight with the smallest
// input hash: other ones after every change of a source. A variant of other inputs is always compiled.
const flag = (name, otherwise) => process.argv.find(a => a.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const variants = JSON.parse(read('peers/variants.json')).map(v => {
  const sources = edited(v)
  return { ...v, sources, input: inputHash(sources) }
})
const recorded = v => {
  const file = path.join(folders[v.kind], v.name + '.json')
  if (!fs.existsSync(file)) return false
  const old = JSON.parse(fs.readFileSync(file, 'utf8'))
  return old.input === v.input && old.compiler === solc.version() && old.why === v.why
}
// Without --check only what has changed is compiled: the sources and settings of the rest are the same.
const sample = Number(flag('sample', check ? variants.length : 0))
const sampled = new Set(variants.map(v => v.input).sort().slice(0, sample))
// --part=1/3 does every third one, beginning with the first: for several at once.
const [part, parts] = flag('part', '1/1').split('/').map(Number)
const due = variants.filter(v => sampled.has(v.input) || !recorded(v))
for (const v of due.filter((_, i) => i % parts === part - 1)) {
  const { bytecode } = compile(v.sources, `src/${v.contract}.sol`, v.contract)
  emit(v.kind, v.name, { contract: v.contract, why: v.why, compiler: solc.version(), input: v.input, bytecode })
}
process.exit(stale === 0 ? 0 : 1)
