// Package covers is what was promised to whom: the catalog of protocols, products,
// wordings, pools and layers, and the covers written under it.
//
// It knows terms and their one canonical form, consents of insured accounts,
// proofs of covers written elsewhere, how a cover is extended, renewed, changed and
// ended, which limit counts when, and at which accounts nobody can hold money. It
// must not know claims, losses or entitlements, nor how anything is paid: package
// claims reads here what was in force, and nothing here asks it. Its one question
// to a node is who signed (Verifier), and what a transaction proves (Transactions).
//
// The story in its order: a wording fixes the terms (terms.go, catalog.go), whose
// conflicts are refused when they are written (conflicts.go); covers are written
// under it with the consent of those they insure (covers.go, consent.go), taken
// over from elsewhere (imports.go) and changed while nothing has happened (life.go).
//
// The invariants it protects: a cover keeps the terms that it was written under,
// by hash, and insures nothing that began before it was on record; nobody is
// insured by another without a signature.
//
// Exported methods of Service are one transaction each; functions take the *Tx.
//
// Start reading at terms.go, then Service.WriteCover.
package covers
