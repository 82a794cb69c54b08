package drill

import (
	"encoding/hex"
	"encoding/json"
)

// Calldata is what a call encodes to, with an actor called alice.
func Calldata(call, args string) (string, error) {
	var values []json.RawMessage
	if err := json.Unmarshal([]byte(args), &values); err != nil {
		return "", err
	}
	data, err := calldata(&checker{d: &Drill{Actors: map[string]Actor{"alice": {}}}}, call, values)
	return hex.EncodeToString(data), err
}
