// Proves the assertions of proofs/*.sol with the model checker of npm's solc (z3 built in); prints one line a target.
//
// Each harness inherits a production source of src/, offers its internal functions with arbitrary arguments and
// asserts what must hold. An invariant is required before a step and asserted after it, on arbitrary storage:
// induction, for which everything being zero is the base. Knowingly wrong assertions (Canary) must be refuted.
//
// The run fails when a target is not proved and not listed in proofs/unproved.json, when a listed one is proved now
// (the list may only shrink), when fewer targets are proved than the list says, or when a canary is not refuted.
// A listed one may be refuted as well: an internal function taken alone meets states that no caller makes.
//
// Each assertion is also tried negated: one that is proved both ways is never reached, and the run fails.
//
// The checker does not know custom errors, so `revert Name(...)` reaches it as `revert()`; nothing else is changed.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import solc from 'solc'

const here = path.dirname(fileURLToPath(import.meta.url))
const canary = 'Canary'

// replaceCalls rewrites every call that `start` finds; `make` gets what stands between its parentheses.
const replaceCalls = (text, start, make) => {
  let out = '', from = 0
  for (const m of text.matchAll(start)) {
    const inside = m.index + m[0].length
    let end = inside
    for (let depth = 1; depth > 0; end++) depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0
    out += text.slice(from, m.index) + make(text.slice(inside, end - 1))
    from = end
  }
  return out + text.slice(from)
}

const read = name => {
  const own = path.join(here, name)
  const text = fs.readFileSync(fs.existsSync(own) ? own : path.join(here, 'node_modules', name), 'utf8')
  return replaceCalls(text, /\brevert [A-Z]\w*\(/g, () => 'revert()')
}

// Whatever stands where no execution comes is true and false at once: a negated assertion must not be proved.
const negated = text => replaceCalls(text, /\bassert\(/g, inside => `assert(!(${inside}))`)

function complaints(name, source) {
  const file = `proofs/${name}.sol`
  const settings = {
    modelChecker: {
      engine: 'bmc', solvers: ['z3'], targets: ['assert'], contracts: { [file]: [name] },
      showProvedSafe: true, showUnproved: true,
      bmcLoopIterations: 6, // Roles goes through five roles
    },
    outputSelection: { '*': { '*': [] } },
  }
  const sources = { [file]: { content: source } }
  const import_ = name => ({ contents: read(name) })
  const output = JSON.parse(solc.compile(JSON.stringify({ language: 'Solidity', sources, settings }), { import: import_ }))
  const verdicts = { 2961: 'proved', 4661: 'refuted', 7812: 'unproved' }
  const out = []
  for (const e of output.errors ?? []) {
    // What the checker does not support it takes for anything: that can hide a proof, never make one.
    if (e.severity === 'error') throw new Error(e.formattedMessage)
    const { file: at, start, end } = e.sourceLocation ?? {}
    if (!verdicts[e.errorCode]) continue
    const text = Buffer.from(at === file ? source : read(at)).subarray(start, end).toString().replace(/\s+/g, ' ')
    out.push({ own: at === file, verdict: verdicts[e.errorCode], target: `${path.basename(at)}: ${text}` })
  }
  return out
}

// One harness: verdicts of its targets, by the text of the assertion.
function check(name) {
  const source = read(`proofs/${name}.sol`)
  const targets = {}
  for (const { target, verdict } of complaints(name, source)) {
    // One assertion may be a target several times: it is proved when all are.
    if (targets[target] !== 'refuted' && !(targets[target] === 'unproved' && verdict === 'proved')) targets[target] = verdict
  }
  if (name === canary) return targets
  for (const { own, target, verdict } of complaints(name, negated(source))) {
    if (own && verdict === 'proved') targets[target] = 'vacuous'
  }
  return targets
}

const child = name => new Promise((resolve, reject) => {
  const started = Date.now()
  const p = spawn(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  p.stdout.on('data', d => { text += d })
  p.on('close', code => code === 0
    ? resolve({ name, targets: JSON.parse(text), seconds: (Date.now() - started) / 1000 })
    : reject(new Error(`${name}: the checker ended with code ${code}`)))
})

async function all(names) {
  const queue = [...names], results = []
  const worker = async () => {
    while (queue.length > 0) {
      const r = await child(queue.shift())
      results.push(r)
      for (const [target, verdict] of Object.entries(r.targets)) {
        console.log(`${r.name.padEnd(22)} ${verdict.padEnd(9)} ${r.seconds.toFixed(0).padStart(4)} s  ${target}`)
      }
    }
  }
  await Promise.all([worker(), worker()])
  return results
}

function judge(results) {
  const { least, unproved } = JSON.parse(fs.readFileSync(path.join(here, 'proofs/unproved.json'), 'utf8'))
  const listed = new Set(unproved.map(u => `${u.harness}/${u.target}`))
  const seen = new Set(), failures = []
  let proved = 0
  for (const { name, targets } of results) {
    if (Object.keys(targets).length === 0) failures.push(`${name}: no target was found`)
    for (const [target, verdict] of Object.entries(targets)) {
      const key = `${name}/${target}`
      seen.add(key)
      if (name === canary) {
        if (verdict !== 'refuted') failures.push(`${key}: is wrong, and the checker says ${verdict}`)
      } else if (verdict === 'proved') {
        proved++
        if (listed.has(key)) failures.push(`${key}: is proved now; take it off the list`)
      } else if (verdict === 'vacuous' || !listed.has(key)) failures.push(`${key}: ${verdict}`)
    }
  }
  for (const u of unproved) {
    if (!u.reason) failures.push(`${u.target}: has no reason`)
    if (!seen.has(`${u.harness}/${u.target}`)) failures.push(`${u.harness}/${u.target}: is listed and does not exist`)
  }
  if (proved < least) failures.push(`${proved} targets are proved, ${least} were before`)
  console.log(`\n${proved} proved, ${unproved.length} listed as unproved, ${results.length} harnesses`)
  return failures
}

if (process.argv[2]) {
  process.stdout.write(JSON.stringify(check(process.argv[2])))
} else {
  const names = fs.readdirSync(path.join(here, 'proofs')).filter(f => f.endsWith('.sol')).map(f => f.slice(0, -4))
  const started = Date.now()
  const failures = judge(await all(names.sort()))
  console.log(`${((Date.now() - started) / 1000).toFixed(0)} seconds`)
  for (const f of failures) console.error('FAILED ' + f)
  process.exit(failures.length === 0 ? 0 : 1)
}
