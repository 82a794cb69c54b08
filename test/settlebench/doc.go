// Package settlebench measures the drafting of a settlement beside what the
// database needs at least for the same rows.
//
// It knows how to fill a throw-away store with approved claims (deterministic by
// their number), runs the production path on it, settlements.Service.DraftSettlement
// with everything it reads, computes and writes in one transaction, and then has
// the same engine, in an equal copy of the same store, only copy out the
// entitlements that were read and copy in the allocations that were written:
// same columns, same table with its indexes, constraints and triggers, same
// settings. The ratio of the two is what it is for.
//
// It must not contain a second way to settle: nothing here allocates or hashes
// for the measured part. The promise: no row is reported before the stored lines
// were read back, added up against the settlement and hashed to its root.
//
// Start reading at Measure.
package settlebench
