// Package metrics shows what a server does and what it is alarmed about to
// Prometheus: requests and log lines of this process as they happen, and, when
// it is asked, what stands in the store: jobs, the outbox, sending keys, the
// freeze, cursors on the chain and what waits in each state.
//
// Names follow the Prometheus conventions (base units, _total, _seconds), those
// of requests the OpenTelemetry semantic conventions for HTTP. Labels come from
// closed sets only: routes, methods, jobs, states, chains and keys of this
// deployment; never from what a caller sends.
//
// It knows the store and the tables of states. It must not know the services:
// it decides nothing, writes nothing and sends nothing.
package metrics
