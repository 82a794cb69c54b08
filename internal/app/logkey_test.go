package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/jobs"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// logServer is what a server has of the log: a data directory beside a store.
type logServer struct {
	t   *testing.T
	db  *models.DB
	dir string
}

func (s logServer) path() string { return filepath.Join(s.dir, AuditKeyFile) }

func (s logServer) join() (LogKey, error) {
	s.t.Helper()
	return JoinLog(s.t.Context(), s.db, s.path(), "example.org")
}

// refused wants the start to be refused with the name of the file, and no key
// to be made.
func (s logServer) refused(what string) {
	s.t.Helper()
	before, _ := os.ReadDir(s.dir)
	_, err := s.join()
	after, _ := os.ReadDir(s.dir)
	if !errors.Is(err, models.ErrAuditKey) || !strings.Contains(err.Error(), s.path()) || len(before) != len(after) {
		s.t.Errorf("%s: %v, %d files after %d", what, err, len(after), len(before))
	}
}

// sign takes an entry into the tree and signs its head, as the job does.
func (s logServer) sign(k LogKey) error {
	s.t.Helper()
	err := s.db.Tx(s.t.Context(), func(tx *models.Tx) error { return tx.Audit(models.SystemActor("test"), "test.act", "x", nil) })
	if err != nil {
		s.t.Fatal(err)
	}
	table, err := jobs.Table(jobs.Services{DB: s.db, Signer: k.Signer, Origin: k.Signer.Name(), AuditKey: k.Public}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, j := range table {
		if j.Name == "checkpoint" {
			_, err = j.Run(s.t.Context())
		}
	}
	return err
}

// verified runs V12 with the key of the directory.
func (s logServer) verified(k LogKey) audit.Result {
	s.t.Helper()
	v, err := rules.New(audit.Config{DB: s.db, Checkpoints: k.Verifier})
	if err != nil {
		s.t.Fatal(err)
	}
	report, err := v.Check(s.t.Context(), audit.Scope{Rules: []string{"V12"}}, audit.Progress{})
	if err != nil {
		s.t.Fatal(err)
	}
	return report.Rules[0]
}

func must1(t *testing.T, k LogKey, err error) LogKey {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Two servers on one store have one key: the second is refused until it has the
// file, and no directory ever makes a second key.
func TestAStoreHasOneAuditKey(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		one, two := logServer{t, db, t.TempDir()}, logServer{t, db, t.TempDir()}
		k, err := one.join()
		must1(t, k, err)
		if info, err := os.Stat(one.path()); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
		again, err := one.join()
		if must1(t, again, err).Public != k.Public {
			t.Error("another key after a restart")
		}
		two.refused("a fresh directory")
		if err := errors.Join(one.sign(k), os.Remove(one.path())); err != nil {
			t.Fatal(err)
		}
		one.refused("a lost file")
		other, err := NewLogKey(two.path(), "")
		must1(t, other, err)
		two.refused("another key")
		if err := two.sign(other); !errors.Is(err, models.ErrAuditKey) {
			t.Errorf("signed with another key: %v", err)
		}
		if res := two.verified(k); res.Status != audit.StatusOK || res.Checked == 0 {
			t.Errorf("%+v", res)
		}
		if res := two.verified(other); res.Status != audit.StatusViolation {
			t.Errorf("verified with another key: %+v", res)
		}
	})
}

// Of servers that begin at once one makes the key.
func TestServersThatBeginAtOnceMakeOneAuditKey(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		joined := 0
		for range 6 {
			s := logServer{t, db, t.TempDir()}
			wg.Go(func() {
				_, err := s.join()
				files, _ := os.ReadDir(s.dir)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil && len(files) == 1:
					joined++
				case !errors.Is(err, models.ErrAuditKey) || len(files) != 0:
					t.Errorf("%v, %d files", err, len(files))
				}
			})
		}
		wg.Wait()
		if joined != 1 {
			t.Errorf("%d servers have a key", joined)
		}
	})
}

// A store of before keys were stored takes the key that signed it and no other.
func TestAnOldLogKeepsItsKey(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		old := logServer{t, db, t.TempDir()}
		k, err := NewLogKey(old.path(), "")
		must1(t, k, err)
		unasked := k
		unasked.Public = ""
		if err := old.sign(unasked); err != nil {
			t.Fatal(err)
		}
		logServer{t, db, t.TempDir()}.refused("a fresh directory")
		stranger := logServer{t, db, t.TempDir()}
		if _, err := NewLogKey(stranger.path(), ""); err != nil {
			t.Fatal(err)
		}
		stranger.refused("another key")
		now, err := old.join()
		if must1(t, now, err).Public != k.Public || old.verified(k).Status != audit.StatusOK {
			t.Error("the key that signed the log is not taken")
		}
	})
}

func replaced(t *testing.T, db *models.DB, dir, name, reason string) error {
	t.Helper()
	_, _, err := ReplaceLogKey(t.Context(), db, dir, name, reason)
	return err
}

// Rotation and recovery are acts in the log; what each key signed stays valid.
func TestAuditKeysRotateAndRecover(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	s := logServer{t, db, t.TempDir()}
	first, err := s.join()
	must1(t, first, err)
	if err := replaced(t, db, s.dir, first.Signer.Name(), "drill"); err != nil {
		t.Fatal(err)
	}
	if err := replaced(t, db, s.dir, first.Signer.Name(), "again, before a head was signed"); err != nil {
		t.Fatal(err)
	}
	second, err := s.join()
	must1(t, second, err)
	if second.Public == first.Public || second.Signer.Name() != first.Signer.Name() {
		t.Errorf("%s after %s", second.Public, first.Public)
	}
	if err := s.sign(first); !errors.Is(err, models.ErrAuditKey) {
		t.Errorf("the old key signed: %v", err)
	}
	if err := s.sign(second); err != nil {
		t.Fatal(err)
	}
	// the process ends when the store knows the third key and its file has not its name
	if err := replaced(t, db, s.dir, first.Signer.Name(), "drill"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.path(), s.path()+".new"); err != nil {
		t.Fatal(err)
	}
	third, err := s.join()
	must1(t, third, err)
	if err := s.sign(third); err != nil {
		t.Fatal(err)
	}
	for _, k := range []LogKey{first, second, third} {
		if res := s.verified(k); res.Status != audit.StatusOK {
			t.Errorf("with the key %s: %+v", k.Public, res)
		}
	}
}
