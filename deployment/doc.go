// Package deployment makes our contracts exist on a chain, and finds out whether
// they still do.
//
// The story in the order it happens: Options say who holds which role, the first
// committee, the immutable limits, tokens and pools. Deploy identifies the chain,
// takes up the file of an earlier run, creates oracle, distributor and vault,
// binds them to each other, activates the committee, allows the tokens, creates
// and registers the pools, and writes the file after every creation. Verify then
// holds every immutable parameter against the chain; audit does the same later.
//
// It knows constructors, roles and views of the contracts, and the file that
// remembers them. It must not know what is paid through them, nor the outbox's
// rows: a set-up happens before there is a store, and signs with the keys it is
// given.
//
// The invariant it protects: running it again changes nothing that exists. What
// the file names and the chain holds is kept; what cannot be changed and differs
// is ErrDiffers; a crash between two steps costs at most one unused contract.
//
// Start reading at deployment.go (what is asked for and what exists), then run.go
// (one run), verify.go and file.go.
package deployment
