// Package corrections writes facts about the past that two persons of the staff
// state with evidence, after the incident was confirmed.
//
// The story in its order: one person proposes (propose.go), a second confirms or
// somebody refuses (confirm.go). A reinstated claim goes on where it expired
// (reinstate.go); the lines of an account whose key is lost have another receiver
// (lost_key.go); the money of an account that is excluded is held until its owner has
// objected or not, and then goes to the others or to the account (exclude.go); a loss
// was more or less than members measured (revise.go); a claim should have been decided
// otherwise (decide_again.go); two records of one drain become one (merge.go). Each
// reason is coded (reasons.go).
//
// It knows the record of a correction and what it does to claims and their lines,
// by functions of package claims. It must not know how a claim is decided, how
// lines become money, the node, or HTTP.
//
// The invariants it protects: no fact about the past by one person alone or by
// somebody with an interest in it; nothing changes before the second person's word;
// what is irrevocable stays.
//
// Exported methods of Service are one transaction each; helpers take the *Tx.
//
// Start reading at states.Correction (what may happen), then propose.go.
package corrections
