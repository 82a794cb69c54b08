// Compiles the contracts of the bundled drills: of each folder of ../drill/bundled, the artefacts that its drill.json
// deploys, out of its own sources and ../drill/common. --check compares instead of writing.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'

const drills = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'drill')
const check = process.argv.includes('--check')
const solidity = dir => fs.readdirSync(dir).filter(f => f.endsWith('.sol')).sort().map(f => path.join(dir, f))

const compile = dir => {
  const sources = {}
  for (const file of [...solidity(path.join(drills, 'common')), ...solidity(dir)]) {
    sources[path.basename(file)] = { content: fs.readFileSync(file, 'utf8') }
  }
  const settings = {
    optimizer: { enabled: true, runs: 200 },
    evmVersion: 'cancun',
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
  }
  const output = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources, settings })))
  const failures = (output.errors ?? []).filter(e => e.severity === 'error')
  if (failures.length > 0) throw new Error(failures.map(e => e.formattedMessage).join('\n'))
  const contracts = {}
  for (const file of Object.values(output.contracts)) Object.assign(contracts, file)
  return contracts
}

// The artefacts that a drill deploys, in its set-up or later.
const deployed = drill => {
  const steps = [...drill.setup, ...drill.timeline.flatMap(s => s.transactions ?? [])]
  return new Set(steps.filter(t => t.deploy).map(t => t.artifact ?? t.deploy + '.json'))
}

let stale = 0
for (const name of fs.readdirSync(path.join(drills, 'bundled')).sort()) {
  const dir = path.join(drills, 'bundled', name)
  const wanted = deployed(JSON.parse(fs.readFileSync(path.join(dir, 'drill.json'), 'utf8')))
  const contracts = compile(dir)
  for (const artefact of fs.readdirSync(dir).filter(f => f.endsWith('.json') && f !== 'drill.json')) {
    if (wanted.has(artefact)) continue
    if (!check) fs.rmSync(path.join(dir, artefact))
    else {
      console.error(`${name}: nothing deploys ${artefact}`)
      stale++
    }
  }
  for (const artefact of wanted) {
    const c = contracts[path.basename(artefact, '.json')]
    if (!c) throw new Error(`${name}: no source has ${artefact}`)
    const text = JSON.stringify({ compiler: solc.version(), abi: c.abi, bytecode: '0x' + c.evm.bytecode.object }, null, 1) + '\n'
    const file = path.join(dir, artefact)
    if (!check) fs.writeFileSync(file, text)
    else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
      console.error(`${name}: the committed ${artefact} differs from a fresh compilation`)
      stale++
    }
  }
  console.log(name.padEnd(24), [...wanted].join(' '))
}
process.exit(stale === 0 ? 0 : 1)
