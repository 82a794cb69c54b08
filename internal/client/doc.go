// Package client speaks HTTP to a running server on behalf of one caller.
//
// It knows the API's shapes (server), that every act has an Idempotency-Key, how
// lists are paged and what a refusal looks like. It must not know any route: the
// committee's commands, the demonstration and the harness name those they use.
//
// What it protects: an answer above 299 is an error with the problem the server
// gave (RFC 9457), and an answer is read as a whole or not at all.
//
// Start reading at Client in client.go.
package client
