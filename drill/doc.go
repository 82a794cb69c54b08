// Package drill is the other side of the incident desk: worlds and attacks as
// data. A drill is a folder with drill.json and compiled contracts
// (docs/drills.md); a World plays it block by block on an embedded chain and says
// what each transaction took from whom.
//
// It knows contracts, actors and what an attack costs. It must not know monitors,
// findings or responses: what the desk sees, it sees on the chain. A response is a
// transaction like any other, handed in by whoever joins both
// (incidents/rehearse).
//
// Invariants: a drill is refused with line and reason, or every reference,
// signature and argument in it can be encoded; the same drill makes the same
// blocks at the same times, except for their hashes.
//
// Start reading at file.go (the format), then check.go, world.go and play.go.
package drill
