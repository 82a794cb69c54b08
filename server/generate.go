package server

//go:generate go test -run TestOpenAPIIsCommitted -update .
