// Package ledger says which accounts money lies in and how one settlement moves
// between them: a draft reserves, a publication moves, a cancellation gives back, the
// next tranche takes over what the last one held. Every movement has two sides, of one
// asset and of one amount.
//
// It knows rows of pools, incidents and settlements and posts through models.Tx. It must
// not know who is owed what, or when a movement is due: package settlements and the
// rules of verification do.
package ledger
