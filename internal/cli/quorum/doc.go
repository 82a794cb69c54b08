// Package quorum is the commands by which a committee acts without a server:
// prepare an act, show it in words, sign it, bring the signatures to the chain.
//
// The story in the order it happens: Cancel, Earmark, RecoverRole and Announce read
// what the act follows from a node and write a file; Sign reads the file, computes
// its digest again, looks at the chain by the member's own node and signs; Call
// holds the signatures against the committee on chain, simulates the call, and
// prints it or sends it and waits until it is final. Publish is for anybody, when
// the delay of an announcement is over.
//
// It knows the deployment and nodes. It must not know a server or its store.
//
// The invariant it protects: what is signed is what was shown, under the domain of
// the member's own deployment file, and a member never signs two acts that
// contradict each other while both count.
//
// Start reading at act in act.go, then Cmd in quorum.go.
package quorum
