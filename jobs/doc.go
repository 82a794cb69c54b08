// Package jobs runs the scheduled work: it is the only place that knows the
// business and the chain together.
//
// It knows each job by name (one file a job, each with a RunOnce that is safe to
// call at any time), the due-work table with leases and fencing, and robfig/cron,
// which serves as a ticker only: cron never decides whether something runs, it
// only asks the table, so a tick missed while the process was down is caught up
// at the next one, and two instances never run one tick twice.
//
// It must not know HTTP, SQL or arithmetic; a job joins two services and counts
// what they did.
//
// The invariant it protects: whatever a job writes carries the epoch of its
// lease, and a run whose lease was taken over cannot commit any more.
//
// Start reading at scheduler.go, then table.go for the list of jobs.
package jobs
