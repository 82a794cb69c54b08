// Package rollout brings the contracts onto a real chain by a plan, a file that
// people read and agree on before anything is sent.
//
// The story in the order it happens: ReadPlan reads the file strictly and holds it
// against the rules of the contracts. Survey asks the chain what exists: contracts
// are found by the address that creator and nonce give them, and by their code,
// which an EVM in this process computes from the release's code and the plan. What
// is missing becomes steps, each with its sender, expected address, arguments, gas
// and code size. Run sends one step after the other and looks at the chain again
// before each. Check holds code, roles and parameters of the whole against the chain.
//
// It knows the order in which the contracts can be created and wired. It must not
// know what is paid through them, nor the store of a server.
//
// The invariant it protects: nothing is created twice. A transaction always takes
// the next nonce of its key, and only while the key has no other one under way, so
// that of two transactions for one step the chain takes one. The journal remembers
// what was signed before it is sent; it is never believed: what it says is computed
// again and compared with the chain.
//
// Start reading at plan.go, then survey.go and run.go.
package rollout
