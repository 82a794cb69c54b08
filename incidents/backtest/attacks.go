package backtest

import (
	"fmt"

	"makewhole/internal/strictjson"
)

// Format is what a file of attacks says it is.
const Format = "makewhole.attacks/1"

// MaxFile bounds a file of attacks, in bytes.
const MaxFile = 1 << 20

// Attack is something that monitors should have told: the blocks in which it
// could be seen, and the one with the harm that a response should have prevented.
type Attack struct {
	Name  string `json:"name"`
	First uint64 `json:"first"`
	Last  uint64 `json:"last"`
	Harm  uint64 `json:"harm,omitempty"` // 0 = Last
}

// ReadAttacks parses and checks a file of attacks; each error says where.
func ReadAttacks(data []byte) ([]Attack, error) {
	var f struct {
		Format  string   `json:"format"`
		Attacks []Attack `json:"attacks"`
	}
	if err := strictjson.Decode(data, &f, strictjson.Options{MaxBytes: MaxFile, NoNulls: true}); err != nil {
		return nil, err
	}
	if f.Format != Format {
		return nil, fmt.Errorf("/format: want %s", Format)
	}
	names := map[string]bool{}
	for i := range f.Attacks {
		a := &f.Attacks[i]
		if a.Harm == 0 {
			a.Harm = a.Last
		}
		switch at := fmt.Sprintf("/attacks/%d", i); {
		case a.Name == "" || names[a.Name]:
			return nil, fmt.Errorf("%s/name: want a name that no other attack has", at)
		case a.First == 0 || a.Last < a.First:
			return nil, fmt.Errorf("%s: want blocks, the first not after the last", at)
		case a.Harm < a.First || a.Harm > a.Last:
			return nil, fmt.Errorf("%s/harm: want a block from %d to %d", at, a.First, a.Last)
		}
		names[a.Name] = true
	}
	return f.Attacks, nil
}
