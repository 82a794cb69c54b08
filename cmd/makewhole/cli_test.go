package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/cli/memberkey"
	"makewhole/internal/cli/operate"
	"makewhole/jobs"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/outbox/keys"
	"makewhole/test/published"
)

// asProgram makes a process of the test binary behave as the program itself.
const asProgram = "TEST_BINARY_IS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	code := m.Run()
	for _, end := range leftovers.closers {
		_ = end()
	}
	for _, dir := range leftovers.dirs {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// leftovers are directories that several tests share; they go at the end.
var leftovers struct {
	sync.Mutex
	dirs    []string
	closers []func() error
}

func sharedDir(name string) string {
	dir, err := os.MkdirTemp("", "makewhole-test-"+name+"-")
	if err != nil {
		panic(err)
	}
	leftovers.Lock()
	defer leftovers.Unlock()
	leftovers.dirs = append(leftovers.dirs, dir)
	return dir
}

// program is a process of the program in a directory.
func program(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := processOf(context.WithoutCancel(t.Context()), self, dir, args...) // ended by the test, not by its context
	t.Cleanup(func() {
		if cmd.Process != nil {
			_ = cmd.Process.Kill()
		}
	})
	return cmd
}

// processOf runs this test binary as the program, on free ports.
func processOf(ctx context.Context, self, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asProgram+"=1", "MAKEWHOLE_LISTEN=127.0.0.1:0", "MAKEWHOLE_ADMIN_LISTEN=127.0.0.1:0", "MAKEWHOLE_DEV_HTTP=127.0.0.1:0")
	return cmd
}

// command runs a command line in this process.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// answer runs a command line that must succeed and decodes its JSON.
func answer[T any](t *testing.T, args ...string) (out T) {
	t.Helper()
	code, stdout, stderr := command(t, append(args, "--json")...)
	if code != exitOK {
		t.Fatalf("%v: exit %d: %s", args, code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), &out); err != nil {
		t.Fatalf("%v: %v in %s", args, err, stdout)
	}
	return out
}

// refuses runs a command line that must end with a code and a word.
func refuses(t *testing.T, code int, word string, args ...string) {
	t.Helper()
	got, stdout, stderr := command(t, args...)
	if got != code || !strings.Contains(stderr, word) {
		t.Errorf("%v: exit %d, want %d with %q: %s%s", args, got, code, word, stdout, stderr)
	}
}

// testServer is serve --dev in this process.
type testServer struct {
	addresses
	data string
}

// serveDev starts a server that ends with the test.
func serveDev(t *testing.T) testServer {
	t.Helper()
	s := testServer{data: t.TempDir()}
	ctx, interrupt := context.WithCancel(t.Context())
	out, in := io.Pipe()
	code := make(chan int, 1)
	var stderr bytes.Buffer
	go func() {
		code <- run(ctx, []string{"serve", "--dev", "--json", "--data", s.data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0"}, in, &stderr)
		in.Close()
	}()
	t.Cleanup(func() {
		interrupt()
		_, _ = io.Copy(io.Discard, out)
		if got := <-code; got != exitOK {
			t.Errorf("serve ended with %d: %s", got, stderr.String())
		}
	})
	if err := json.NewDecoder(out).Decode(&s.addresses); err != nil {
		t.Fatalf("serve said nothing: %v: %s", err, stderr.String())
	}
	return s
}

// leaves are all commands that can be run.
func leaves(t *testing.T) (all []*kong.Node) {
	t.Helper()
	cli := &CLI{Globals: cli.Globals{Stdout: io.Discard, Stderr: io.Discard}}
	return newParser(cli, func(int) {}).Model.Leaves(false)
}

func words(node *kong.Node) []string {
	return strings.Fields(strings.TrimPrefix(node.FullPath(), "makewhole "))
}

func TestHelpNamesEveryFlag(t *testing.T) {
	t.Parallel()
	for _, leaf := range leaves(t) {
		code, stdout, stderr := command(t, append(words(leaf), "--help")...)
		if code != exitOK || stderr != "" {
			t.Errorf("%s --help: exit %d: %s", leaf.FullPath(), code, stderr)
		}
		for _, group := range leaf.AllFlags(true) {
			for _, flag := range group {
				if !strings.Contains(stdout, "--"+flag.Name) && !strings.Contains(stdout, "--[no-]"+flag.Name) {
					t.Errorf("%s --help does not name --%s", leaf.FullPath(), flag.Name)
				}
				if flag.Help == "" {
					t.Errorf("%s --%s is not explained", leaf.FullPath(), flag.Name)
				}
			}
		}
	}
}

func TestEveryJobIsNamed(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, help, _ := command(t, "job", "--help")
	for name := range jobs.Schedules {
		if !strings.Contains(string(raw), "\n| `"+name+"` |") {
			t.Errorf("docs/operations.md does not explain the job %s", name)
		}
		if !strings.Contains(help, name) {
			t.Errorf("job --help does not name %s", name)
		}
	}
}

func TestUnknownFlagsAndCommandsAreUsageErrors(t *testing.T) {
	t.Parallel()
	for _, leaf := range leaves(t) {
		refuses(t, exitUsage, "--no-such-flag", append(words(leaf), "--no-such-flag")...)
	}
	refuses(t, exitUsage, "nonsense", "nonsense")
	refuses(t, exitUsage, "expected", "job", "run")
}

func TestVersion(t *testing.T) {
	t.Parallel()
	code, stdout, _ := command(t, "version")
	said := answer[map[string]string](t, "version")["version"]
	if code != exitOK || stdout != "makewhole "+said+"\n" || !strings.Contains(said, "go1.") {
		t.Errorf("exit %d, %q and %q", code, stdout, said)
	}
}

// serveSample has a value for every flag of serve; what one source says, each
// of the three must say.
var serveSample = map[string]string{
	"data": "/d", "dsn": "postgres://x", "dev": "true", "rpc": "http://a", "chain-id": "777", "finality-depth": "9", "deployment": "/dep.json",
	"operator-key": "/key", "responder-key": "/responder", "max-fee": "31", "max-tip": "3", "password-file": "/pass", "listen": "127.0.0.1:1", "admin-listen": "127.0.0.1:2",
	"dev-http": "127.0.0.1:3", "block-time": "3s", "domain": "example.org", "schedule": "settle=@daily", "recovery-source": "0x1=court", "recovery-threshold": "1000000", "pull-dir": "/pull", "watch": "/watch.json",
	"pull-url": "http://p", "trust-proxy": "10.0.0.0/8", "rpc-quorum": "1", "budget-settlement": "0.5", "budget-key-day": "2",
	"pusher": "0x00000000000000000000000000000000000000a1", "pusher-key": "/push", "auto-push": "plan", "auto-push-max": "1000",
	"allow-origin": "https://app.example.org", "log-format": "json", "log-level": "WARN",
}

func parseServe(t *testing.T, args ...string) app.Flags {
	t.Helper()
	cli := &CLI{Globals: cli.Globals{Stdout: io.Discard, Stderr: io.Discard}}
	if _, err := newParser(cli, func(int) {}).Parse(append([]string{"serve"}, args...)); err != nil {
		t.Fatal(err)
	}
	return cli.Serve.Flags
}

func settingsFile(t *testing.T, values map[string]any) string {
	t.Helper()
	raw, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "settings.json")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The environment is the process's, so this test is not parallel.
func TestFlagsEnvironmentAndFileSayTheSame(t *testing.T) {
	var args []string
	values := map[string]any{}
	for name, value := range serveSample {
		args = append(args, "--"+name+"="+value)
		values[strings.ReplaceAll(name, "-", "_")] = value
	}
	want := parseServe(t, args...)
	checkNoZero(t, want)
	path := settingsFile(t, values)
	if got := parseServe(t, "--config", path); !reflect.DeepEqual(got, want) {
		t.Errorf("file says\n%+v, flags\n%+v", got, want)
	}
	path = settingsFile(t, map[string]any{"max-fee": 7, "chain_id": 8, "max_tip": 9, "dev": true, "rpc": []string{"http://f"}, "schedule": map[string]string{"send": "@daily"}})
	typed := parseServe(t, "--config", path)
	if typed.MaxFee != 7 || typed.ChainID != 8 || !typed.Dev || !slices.Equal(typed.RPC, []string{"http://f"}) || typed.Schedule["send"] != "@daily" {
		t.Errorf("file says %+v", typed)
	}
	for name, value := range serveSample {
		t.Setenv("MAKEWHOLE_"+strings.ToUpper(strings.ReplaceAll(name, "-", "_")), value)
	}
	if got := parseServe(t); !reflect.DeepEqual(got, want) {
		t.Errorf("environment says\n%+v, flags\n%+v", got, want)
	}
	t.Setenv("MAKEWHOLE_CONFIG", path)
	t.Setenv("MAKEWHOLE_MAX_TIP", "")
	os.Unsetenv("MAKEWHOLE_MAX_TIP")
	got := parseServe(t, "--max-fee=5")
	if got.MaxFee != 5 || got.ChainID != 777 || got.MaxTip != 9 {
		t.Errorf("flag 5, environment 777, file 9: %d, %d, %d", got.MaxFee, got.ChainID, got.MaxTip)
	}
}

func checkNoZero(t *testing.T, f app.Flags) {
	t.Helper()
	var look func(v reflect.Value, name string)
	look = func(v reflect.Value, name string) {
		if v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				look(v.Field(i), v.Type().Field(i).Name)
			}
			return
		}
		if v.IsZero() {
			t.Errorf("the sample sets no %s", name)
		}
	}
	look(reflect.ValueOf(f), "")
}

func TestConfigurationFileRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	refuses(t, exitUsage, "max-feee", "version", "--config", settingsFile(t, map[string]any{"max_feee": 1}))
	path := filepath.Join(t.TempDir(), "two.json")
	if err := os.WriteFile(path, []byte(`{"max_fee":1}{}`), 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, exitUsage, "more than one", "version", "--config", path)
	refuses(t, exitUsage, "no such file", "version", "--config", filepath.Join(t.TempDir(), "none.json"))
}

func TestServeNeedsOneChain(t *testing.T) {
	t.Parallel()
	refuses(t, exitFailed, "--rpc", "serve", "--data", t.TempDir())
	refuses(t, exitFailed, "exclude", "serve", "--data", t.TempDir(), "--dev", "--rpc", "http://127.0.0.1:1")
	refuses(t, exitFailed, "no database", "job", "list", "--data", t.TempDir())
}

// The socket of a dead process is replaced, that of a living one is not.
func TestAdminSocketOfAnother(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Net: "unix", Name: filepath.Join(data, "admin.sock")})
	if err != nil {
		t.Fatal(err)
	}
	ln.SetUnlinkOnClose(false)
	args := []string{"serve", "--dev", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0"}
	refuses(t, exitFailed, "another server answers", args...)
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	answer[map[string]string](t, "job", "run", "checkpoint", "--dev", "--data", data)
	if _, err := os.Stat(filepath.Join(data, "admin.sock")); err == nil {
		t.Error("the admin socket is still there")
	}
}

func TestDevelopmentKeysStayOnDevelopmentChains(t *testing.T) {
	t.Parallel()
	refuses(t, exitFailed, "development chain", "serve", "--dev", "--chain-id", "1", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0")
	for _, key := range []memberkey.Flags{{DevAccount: 0}, {DevAccount: -1, DevKey: strings.Repeat("01", 32)}, {Key: devKeystore(t, 0o600), PasswordFile: passphraseFile(t, 0o600)}} {
		if _, err := key.Signer(t.Context(), 1); err == nil {
			t.Errorf("%+v signs on chain 1", key)
		}
		if _, err := key.Signer(t.Context(), 31337); err != nil {
			t.Errorf("%+v does not sign on chain 31337: %v", key, err)
		}
	}
}

// devKeystore is a keystore file of the development key of the operator.
func devKeystore(t *testing.T, mode os.FileMode) string {
	t.Helper()
	key := keys.DevKey(deployment.DevOperator)
	raw, err := keystore.EncryptKey(&keystore.Key{Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key}, "secret", keystore.LightScryptN, keystore.LightScryptP)
	if err != nil {
		t.Fatal(err)
	}
	return fileWithMode(t, "key.json", raw, mode)
}

func passphraseFile(t *testing.T, mode os.FileMode) string {
	t.Helper()
	return fileWithMode(t, "password", []byte("secret\n"), mode)
}

func fileWithMode(t *testing.T, name string, raw []byte, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // whatever the umask is
		t.Fatal(err)
	}
	return path
}

// One server, and everything that is done beside it.
func TestBesideARunningServer(t *testing.T) {
	t.Parallel()
	s := serveDev(t)
	t.Run("second server", func(t *testing.T) {
		t.Parallel()
		refuses(t, exitFailed, "in use by another process", "serve", "--dev", "--data", s.data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0")
	})
	t.Run("socket is its owner's", func(t *testing.T) {
		t.Parallel()
		info, err := os.Stat(filepath.Join(s.data, "admin.sock"))
		if err != nil || info.Mode().Perm() != 0o600 || info.Mode().Type() != os.ModeSocket {
			t.Errorf("admin socket: %v %v", info, err)
		}
	})
	t.Run("staff", func(t *testing.T) { t.Parallel(); onePersonTwice(t, s.data) })
	t.Run("jobs", func(t *testing.T) { t.Parallel(); jobsBeside(t, s) })
	t.Run("keys", func(t *testing.T) { t.Parallel(); openKeyFiles(t, s) })
	t.Run("freeze", func(t *testing.T) { t.Parallel(); freezeBeside(t, s) })
	t.Run("outbox", func(t *testing.T) {
		t.Parallel()
		answer[[]operate.Intent](t, "outbox", "list", "--data", s.data)
		answer[[]operate.Key](t, "outbox", "keys", "--data", s.data)
	})
}

// onePersonTwice gives one person two logins: both are the same pair of eyes.
func onePersonTwice(t *testing.T, data string) {
	first := answer[map[string]string](t, "staff", "add", "--data", data, "--name", "Ann", "--role", "senior")
	second := answer[map[string]string](t, "staff", "add", "--data", data, "--name", "Ann at night", "--person", "ann", "--role", "treasurer", "--role", "auditor")
	if first["token"] == "" || first["token"] == second["token"] || first["id"] == second["id"] {
		t.Errorf("two logins are %v and %v", first, second)
	}
	for _, p := range answer[[]operate.Person](t, "staff", "list", "--data", data) {
		if p.ID == first["id"] && (p.Person != "ann" || !slices.Equal(p.Roles, []string{"senior"})) ||
			p.ID == second["id"] && (p.Person != "ann" || !slices.Equal(p.Roles, []string{"auditor", "treasurer"})) {
			t.Errorf("listed %+v", p)
		}
	}
	refuses(t, exitUsage, "king", "staff", "add", "--data", data, "--name", "Bo", "--role", "king")
	refuses(t, exitRefused, "no address", "staff", "add", "--data", data, "--name", "Bo", "--role", "senior", "--wallet", "0x1")
}

func jobsBeside(t *testing.T, s testServer) {
	for _, name := range []string{"reconcile", "verify"} {
		if got := answer[map[string]string](t, "job", "run", name, "--data", s.data); got["job"] != name {
			t.Errorf("ran %v", got)
		}
	}
	refuses(t, exitFailed, "No such resource", "job", "run", "nonsense", "--data", s.data)
	var listed []string
	for _, j := range answer[[]operate.Job](t, "job", "list", "--data", s.data) {
		listed = append(listed, j.Job)
	}
	want := slices.Sorted(maps.Keys(jobs.Schedules))
	if !slices.Equal(listed, want) {
		t.Errorf("jobs %v, want %v", listed, want)
	}
	if code, stdout, stderr := command(t, "verify", "--data", s.data, "--rpc", s.Chain); code != exitOK {
		t.Errorf("verify: exit %d: %s%s", code, stdout, stderr)
	}
}

// openKeyFiles starts a server on the first one's chain with keys that others
// can read (U13).
func openKeyFiles(t *testing.T, s testServer) {
	for _, c := range []struct {
		key, password string
		code          int
	}{
		{devKeystore(t, 0o644), passphraseFile(t, 0o600), exitFailed},
		{devKeystore(t, 0o600), passphraseFile(t, 0o644), exitRefused},
	} {
		refuses(t, c.code, "mode", "serve", "--rpc", s.Chain,
			"--deployment", filepath.Join(s.data, "deployment.json"), "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0",
			"--operator-key", c.key, "--password-file", c.password)
	}
}

func TestJobsRunOnAStoppedStore(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for _, name := range []string{"reconcile", "checkpoint", "verify"} {
		if got := answer[map[string]string](t, "job", "run", name, "--dev", "--data", data); got["job"] != name {
			t.Errorf("ran %v", got)
		}
	}
	if !answer[map[string]bool](t, "migrate", "--check", "--data", data)["up_to_date"] {
		t.Error("the schema is old")
	}
	onePersonTwice(t, data)
}

// SIGTERM ends a server within ten seconds, with nothing left behind (S14).
func TestSIGTERMEndsAServer(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cmd := program(t, data, "serve", "--dev", "--json", "--data", data)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var at addresses
	if err := json.NewDecoder(out).Decode(&at); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	begin := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
	if _, err := os.Stat(filepath.Join(data, "admin.sock")); err == nil {
		t.Error("the admin socket is still there")
	}
	answer[[]operate.Person](t, "staff", "list", "--data", data)
}

// What proof payout prints must lead to the published root by the tree's own rule.
func TestPayoutProofsVerify(t *testing.T) {
	t.Parallel()
	d := tellStory(t)
	for _, b := range d.bundles {
		rows := published.CSV(t, filepath.Join(b, "leaves.csv"))[1:]
		for _, row := range rows {
			proofs := answer[[]payoutProof](t, "proof", "payout", filepath.Base(b), row[1], "--data", d.data)
			if len(proofs) == 0 {
				t.Errorf("no proof for %s", row[1])
			}
			for _, p := range proofs {
				checkProof(t, d, filepath.Base(b), p)
			}
		}
	}
	settlement := filepath.Base(d.bundles[0])
	refuses(t, exitFailed, "pays nothing", "proof", "payout", settlement, common.Address{1}.Hex(), "--data", d.data)
	refuses(t, exitRefused, "no address", "proof", "payout", settlement, "0x12", "--data", d.data)
	refuses(t, exitFailed, "not found", "proof", "payout", "stl_none", common.Address{1}.Hex(), "--data", d.data)
	out := filepath.Join(t.TempDir(), "bundle")
	kept, err := os.ReadDir(d.bundles[0]) // one more where the lines follow from loss accounts
	if err != nil {
		t.Fatal(err)
	}
	if got := answer[map[string]any](t, "proof", "bundle", settlement, "--data", d.data, "--out", out); fmt.Sprint(got["files"]) != fmt.Sprint(len(kept)) {
		t.Errorf("bundle: %v", got)
	}
}

func checkProof(t *testing.T, d *story, settlement string, p payoutProof) {
	t.Helper()
	verdict := d.verdicts[settlement]
	amount, err := money.Parse(p.Amount)
	if err != nil {
		t.Fatal(err)
	}
	var proof []merkle.Hash
	for _, h := range p.Proof {
		proof = append(proof, merkle.Hash(h))
	}
	leaf := merkle.PayoutLeaf(merkle.Hash(p.SettlementID), uint64(p.Index), p.Receiver, amount)
	if p.SettlementID != verdict.SettlementID || !merkle.Verify(merkle.Hash(verdict.PayoutRoot), leaf, proof) {
		t.Errorf("leaf %d of %s does not verify", p.Index, settlement)
	}
}
