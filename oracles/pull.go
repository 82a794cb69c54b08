package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/internal/strictjson"
	"makewhole/models"
	"makewhole/oracles/reports"
)

// PullSource is a place members publish reports: a URL that answers with one
// report or an array of them, or a directory of *.json files with the same.
type PullSource struct {
	Name         string // [a-z0-9-], names the source in rows
	URL          string
	Dir          string
	AllowPrivate bool // the URL may lead to loopback and private addresses, also without TLS
}

// pullTimeout bounds one download.
const pullTimeout = 30 * time.Second

func (p PullSource) validate() error {
	if p.Name == "" || strings.Trim(p.Name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return errors.New("oracles: PullSource.Name must be lower case letters, digits and dashes")
	}
	if (p.URL == "") == (p.Dir == "") {
		return fmt.Errorf("oracles: pull source %s needs a URL or a directory", p.Name)
	}
	if p.URL != "" && !p.AllowPrivate && !strings.HasPrefix(p.URL, "https://") && !loopbackURL(p.URL) {
		return fmt.Errorf("oracles: pull source %s must be https", p.Name)
	}
	return nil
}

// PullResult is what one source brought.
type PullResult struct {
	Source   string
	Accepted int // reports stored or known
	Refused  int
	Err      error // the source could not be read, or a report must be tried again
}

// Pull reads every source once. A source that fails does not stop the others;
// its error and the time of its last success are kept in a row that health
// checks read.
func (s *Service) Pull(ctx context.Context) ([]PullResult, error) {
	var out []PullResult
	for _, p := range s.Config.Pull {
		r := s.pullOne(ctx, p)
		out = append(out, r)
		if err := s.noteSource(ctx, r); err != nil {
			return out, err
		}
	}
	return out, ctx.Err()
}

func (s *Service) pullOne(ctx context.Context, p PullSource) PullResult {
	reports, err := ReadSource(ctx, s.HTTP, p, s.Limits)
	res := PullResult{Source: p.Name, Err: err}
	for _, raw := range reports {
		s.take(ctx, &res, raw)
	}
	return res
}

// ReadSource reads the reports of one source, without judging them. What could
// be read is returned beside an error about the rest. A nil client is the
// guarded one: no redirects, no proxies, public addresses only.
func ReadSource(ctx context.Context, client *http.Client, p PullSource, limits reports.Limits) ([]json.RawMessage, error) {
	if err := p.validate(); err != nil {
		return nil, err
	}
	limits = limits.WithDefaults()
	if p.URL != "" {
		if client == nil {
			client = guardedClient([]PullSource{p})
		}
		body, err := download(ctx, client, p, limits.Bytes)
		if err != nil {
			return nil, err
		}
		return splitReports(body, limits)
	}
	return readDir(p.Dir, limits)
}

func readDir(dir string, limits reports.Limits) ([]json.RawMessage, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, sourceError("open directory", err)
	}
	defer root.Close()
	names, err := fs.Glob(root.FS(), "*.json")
	if err != nil {
		return nil, sourceError("list directory", err)
	}
	var out []json.RawMessage
	var failed error
	for _, name := range names {
		body, err := readLimited(root, name, limits.Bytes)
		if err != nil {
			failed = errors.Join(failed, sourceError("read "+name, err))
			continue
		}
		reports, err := splitReports(body, limits)
		failed = errors.Join(failed, err)
		out = append(out, reports...)
	}
	return out, failed
}

// sourceError keeps paths of this machine out of rows.
func sourceError(action string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("%s: %w", action, err)
}

func readLimited(root *os.Root, name string, limit int) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAtMost(f, limit)
}

var errTooLong = errors.New("more bytes than a report may have")

func readAtMost(r io.Reader, limit int) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(body) > limit {
		return nil, errTooLong
	}
	return body, err
}

func download(ctx context.Context, client *http.Client, p PullSource, limit int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, pullTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Encoding", "identity") // nothing is unpacked
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("source answered %d", resp.StatusCode)
	}
	return readAtMost(resp.Body, limit)
}

// take submits one report. Bytes that were decided before are remembered by
// their hash; what waits or failed for a passing reason is not.
func (s *Service) take(ctx context.Context, res *PullResult, raw []byte) {
	name := "oracle.pulled:" + crypto.Keccak256Hash(raw).Hex()
	done, err := s.remembered(ctx, name)
	if done || err != nil {
		res.Err = errors.Join(res.Err, err)
		return
	}
	receipt, err := s.Submit(ctx, "pull:"+res.Source, raw)
	var rej *reports.Rejection
	switch {
	case errors.As(err, &rej):
		res.Refused++
		if rej.Status == http.StatusConflict { // may be fine tomorrow
			return
		}
		err = s.remember(ctx, name, res.Source, receipt, rej)
	case err == nil:
		res.Accepted++
		err = s.remember(ctx, name, res.Source, receipt, nil)
	}
	res.Err = errors.Join(res.Err, err)
}

// splitReports cuts an array of reports into the bytes of each; anything else is
// one report.
func splitReports(body []byte, limits reports.Limits) ([]json.RawMessage, error) {
	trimmed := strings.TrimLeft(string(body[:min(len(body), 64)]), " \t\r\n")
	if !strings.HasPrefix(trimmed, "[") {
		return []json.RawMessage{body}, nil
	}
	var list []json.RawMessage
	err := strictjson.Decode(body, &list, strictjson.Options{MaxBytes: limits.Bytes, MaxDepth: 5, MaxString: 256, NoNumbers: true})
	if err != nil {
		return nil, fmt.Errorf("list of reports: %w", err)
	}
	return list, nil
}

func (s *Service) remembered(ctx context.Context, name string) (bool, error) {
	var done bool
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		f, err := tx.FlagNamed(name)
		done = f.Value != ""
		return err
	})
	return done, err
}

func (s *Service) remember(ctx context.Context, name, source string, receipt Receipt, rej *reports.Rejection) error {
	f := models.Flag{Name: name, Value: "accepted", SetBy: source, Reason: receipt.ID}
	if rej != nil {
		f.Value, f.Reason = "refused", rej.Rule+" "+rej.Code
	}
	return s.DB.Tx(ctx, func(tx *models.Tx) error { return tx.SetFlag(f) })
}

const sourcePrefix = "oracle.source:"

// SourceHealth is how a pull source did last.
type SourceHealth struct {
	Name      string
	LastOK    time.Time // zero = never
	LastError string
}

func (s *Service) noteSource(ctx context.Context, r PullResult) error {
	return s.DB.Tx(ctx, func(tx *models.Tx) error {
		f, err := tx.FlagNamed(sourcePrefix + r.Source)
		if err != nil {
			return err
		}
		f.SetBy = "job:oracle.pull"
		if r.Err == nil {
			f.Value, f.Reason = tx.Now.Format(time.RFC3339Nano), ""
		} else {
			f.Reason = truncate(r.Err.Error(), 500)
		}
		return tx.SetFlag(f)
	})
}

func truncate(s string, n int) string { return s[:min(len(s), n)] }

// SourcesHealth lists all sources that were ever pulled, by name.
func (s *Service) SourcesHealth(ctx context.Context) ([]SourceHealth, error) {
	var out []SourceHealth
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		rows, err := tx.FlagsNamed(sourcePrefix)
		out = make([]SourceHealth, 0, len(rows))
		for _, f := range rows {
			h := SourceHealth{Name: strings.TrimPrefix(f.Name, sourcePrefix), LastError: f.Reason}
			if f.Value != "" {
				if h.LastOK, err = time.Parse(time.RFC3339Nano, f.Value); err != nil {
					return err
				}
			}
			out = append(out, h)
		}
		return err
	})
	slices.SortFunc(out, func(a, b SourceHealth) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}
