// Package demo plays one loss, from the attack to the last payout, on an embedded
// chain: every act goes through the HTTP API of a real server or is a transaction
// of somebody's own, every background step is a real job.
//
// It knows the program as its users do: internal/app opens it, internal/client
// speaks to it, and the committee's own code measures and signs. It must not
// write to the store, nor decide anything that the program decides; what must
// hold it computes again from losses and payments.
//
// What it promises: Run ends without an error only if every check held.
//
// Start reading at Run in demo.go; the chapters are told in the order of
// (*demo).run, each in a file chapters_….go.
package demo
