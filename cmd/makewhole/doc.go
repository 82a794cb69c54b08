// Command makewhole is the one binary: the server, the jobs, the tools of the
// oracle committee and the offline tools of anybody who wants to verify.
//
// It reads flags, environment and configuration file, opens the program of
// internal/app or a part of it, and prints. Nothing imports it,
// and no rule of money, claims or chain lives here.
//
// What it protects: a command either finishes its work and exits 0, or says
// why not on standard error and exits with a code a script can act on.
//
// Start reading at CLI in main.go, the list of all commands; each command has
// its own file.
package main
