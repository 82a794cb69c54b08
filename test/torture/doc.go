// Command torture tries to make the money path pay twice or lose a payment.
//
// It knows the production packages by their public API: the real sender, the
// real store on real files or a real server, the real program as a child process
// that is killed with SIGKILL, and the embedded go-ethereum chain. It must not
// know how any of them works inside, and nothing of it is part of a release:
// crash points inside the binary exist only under the build tag torture.
//
// The promise it tests: whatever is crashed, stopped, cut, lost, delayed,
// repeated, dropped or reorganised, every approved payment reaches its receiver
// exactly once. It is judged from the balances of the chain, never from what
// the program believes. Every run prints its seed and counts what really
// happened; a kind of fault that never happened fails the run, and so does a
// deliberately broken sender that the harness does not catch.
//
// Start reading at main.go (the legs), then outbox.go (10,000 intents under
// faults), line.go and world.go (what goes wrong), judge.go (the verdict).
package main
