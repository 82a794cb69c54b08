package main

import "testing"

// TestSenderHoldsThePushersKeys opens the operator's key and a further one.
func TestSenderHoldsThePushersKeys(t *testing.T) {
	t.Parallel()
	a := &App{Flags: AppFlags{
		ChainFlags:        ChainFlags{ChainID: 31337, OperatorKey: devKeystore(t, 0o600), PasswordFile: passphraseFile(t, 0o600)},
		DistributionFlags: DistributionFlags{PusherKey: []string{devKeystore(t, 0o600)}},
	}}
	keys, err := a.senderKeys(t.Context())
	if err != nil || len(keys) != 2 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	a.Flags.PusherKey = []string{"awskms://"}
	if _, err := a.senderKeys(t.Context()); err == nil {
		t.Error("a pusher's key that cannot be opened was passed over")
	}
	a.Flags.OperatorKey = ""
	if keys, err := a.senderKeys(t.Context()); err != nil || keys != nil {
		t.Errorf("without an operator's key: %v, %v", keys, err)
	}
}
