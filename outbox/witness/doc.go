// Package witness asks our contracts whether what an intent is for has happened:
// a root that is published, bits that are taken, a digest that is registered, an
// event in the receipt.
//
// It knows the calls of our contracts and the views that show their effect (probe.go).
// It must not decide anything: whether an intent is at its end is for outbox/lifecycle,
// which takes what was shown here as one of its facts.
package witness
