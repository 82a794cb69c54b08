// Compiles src/ with npm's solc and writes artifacts/<Name>.json; --check compares instead of writing.
// The output depends on the sources and package-lock.json only: no paths of this machine, no dates.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'

const here = path.dirname(fileURLToPath(import.meta.url))
// --src DIR, --out DIR and --only NAME compile one contract of other sources to another place (test/mutants).
const option = name => process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined
const src = option('--src') ?? path.join(here, 'src')
const only = option('--only')
// Contracts that other rooms deploy or call; libraries and abstract parts are inlined into them.
const wanted = [
  'LossOracle', 'Challenges', 'LastResort', 'PayoutDistributor', 'PayoutLimits', 'CapitalPool', 'Reports', 'RecoveryVault',
  'TestToken', 'SavingsVault', 'LendingDesk', 'Attacker',
]
const mocks = ['Hashes', 'OddToken', 'Receiver'] // of the tests, kept apart from what is bound and deployed
const settings = {
  optimizer: { enabled: true, runs: 1_000_000 },
  viaIR: true,
  evmVersion: 'cancun',
  metadata: { bytecodeHash: 'ipfs', useLiteralContent: false },
  outputSelection: { '*': { [only ?? '*']: ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
}

const sources = {}
for (const file of fs.readdirSync(src, { recursive: true }).sort()) {
  if (file.endsWith('.sol')) {
    const name = 'src/' + file.split(path.sep).join('/')
    sources[name] = { content: fs.readFileSync(path.join(src, file), 'utf8') }
  }
}

const findImport = name => {
  try {
    return { contents: fs.readFileSync(path.join(here, 'node_modules', name), 'utf8') }
  } catch {
    return { error: 'not found: ' + name }
  }
}

const input = JSON.stringify({ language: 'Solidity', sources, settings })
const output = JSON.parse(solc.compile(input, { import: findImport }))
// 2394 warns about every use of transient storage; the guards here clear it at the end of each call.
// 5159 warns about selfdestruct, which one mock uses to force coin on the distributor.
const known = e => e.errorCode === '2394' || (e.errorCode === '5159' && e.sourceLocation.file.startsWith('src/mocks/'))
const complaints = (output.errors ?? []).filter(e => !known(e))
for (const e of complaints) console.error(e.formattedMessage)
if (complaints.length > 0) process.exit(1)

let stale = 0
const folder = name => option('--out') ?? path.join(here, mocks.includes(name) ? 'testdata' : 'artifacts')
for (const name of [wanted[0], mocks[0]]) fs.mkdirSync(folder(name), { recursive: true })
for (const contracts of Object.values(output.contracts)) {
  for (const [name, c] of Object.entries(contracts)) {
    if (!wanted.includes(name) && !mocks.includes(name)) continue
    const size = c.evm.deployedBytecode.object.length / 2
    if (size > 24_576) throw new Error(`${name}: ${size} bytes exceed the code size limit of EIP-170`)
    const text = JSON.stringify({
      name,
      compiler: solc.version(),
      abi: c.abi,
      bytecode: '0x' + c.evm.bytecode.object,
      deployedBytecode: '0x' + c.evm.deployedBytecode.object,
    }, null, 1) + '\n'
    const file = path.join(folder(name), name + '.json')
    if (!process.argv.includes('--check')) fs.writeFileSync(file, text)
    else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
      console.error(`${name}: the committed artefact differs from a fresh compilation`)
      stale++
    }
    console.log(name.padEnd(20), size, 'bytes')
  }
}
process.exit(stale === 0 ? 0 : 1)
