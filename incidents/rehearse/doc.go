// Package rehearse plays drills against the incident desk: a world of the room
// drill on one side, monitors and the response on the other, and a report of what
// was seen when, what was stopped and what it cost.
//
// It knows both sides, and what a drill says of its modules. It must not know the
// store, servers or HTTP, and it must not help the desk: monitors see blocks as the
// watcher of a server shows them (watch.Judge), and detectors are bound by a table
// that is the same for every drill.
//
// Invariants: what cannot be bound is listed as blind with the reason; the report
// of a drill does not depend on clocks, keys or hashes of blocks; an expectation
// that was not checked does not hold.
//
// Start reading at run.go, then bind.go (detectors), respond.go and report.go.
package rehearse
