package deployment

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/strictjson"
)

// Load reads the file Store wrote. No path or no file: found is false.
func Load(path string) (d Deployment, found bool, err error) {
	if path == "" {
		return d, false, nil
	}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("read deployment: %w", err)
	}
	if err := d.read(raw); err != nil {
		return d, false, fmt.Errorf("read deployment %s: %w", path, err)
	}
	return d, true, nil
}

// read takes what Schema describes and nothing else; errors name the place as a
// pointer.
func (d *Deployment) read(raw []byte) error {
	if err := strictjson.Decode(raw, d, strictjson.Options{}); err != nil {
		return err
	}
	return Complete(raw, *d)
}

// Store writes the deployment to path, whole or not at all. Without a path it
// does nothing.
func (d Deployment) Store(path string) error {
	if path == "" {
		return nil
	}
	d.Committee.Signers = append([]common.Address{}, d.Committee.Signers...) // an empty list is [], never null
	d.Tokens, d.Pools = append([]Token{}, d.Tokens...), append([]Pool{}, d.Pools...)
	raw, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return fmt.Errorf("store deployment: %w", err)
	}
	if err := replaceFile(path, append(raw, '\n')); err != nil {
		return fmt.Errorf("store deployment: %w", err)
	}
	return nil
}

func replaceFile(path string, raw []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
