package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// may says which of our packages a package may import directly.
var may = map[string][]string{
	"money":                {},
	"states":               {},
	"states/ends":          {"states"},
	"merkle":               {"money"},
	"contracts":            {"money"},
	"migrations":           {},
	"payouts":              {"money", "merkle"},
	"rounds":               {"payouts", "money", "merkle"},
	"simulate":             {"rounds", "payouts", "money", "internal/strictjson", "states"},
	"intents":              {"states"},
	"models":               {"intents", "money", "migrations", "models/sqlite", "states"},
	"models/sqlite":        {},
	"service":              {"models", "states"},
	"valuation":            {"service", "payouts", "models", "money"},
	"claims/covers":        {"service", "payouts", "models", "money", "contracts", "states"},
	"claims/entitlements":  {"claims/covers", "service", "valuation", "payouts", "models", "money", "states"},
	"claims":               {"claims/entitlements", "claims/covers", "service", "valuation", "payouts", "models", "money", "merkle", "contracts", "states"},
	"settlements/ledger":   {"claims", "claims/covers", "service", "models", "money"},
	"settlements":          {"settlements/ledger", "rounds", "claims", "claims/entitlements", "claims/covers", "service", "valuation", "payouts", "models", "money", "merkle", "contracts", "intents", "states"},
	"settlements/accounts": {"settlements", "rounds", "claims", "claims/entitlements", "claims/covers", "service", "valuation", "payouts", "models", "money"},
	"corrections":          {"settlements", "claims", "claims/entitlements", "valuation", "service", "models", "money", "states"},
	"distributions":        {"settlements", "service", "valuation", "payouts", "models", "money", "merkle", "contracts", "states"},
	"oracles":              {"oracles/measure", "oracles/reports", "models", "money", "contracts", "internal/strictjson", "states"},
	"oracles/reports":      {"payouts", "models", "money", "merkle", "contracts", "internal/strictjson", "states"},
	"oracles/measure":      {"oracles/reports", "payouts", "models", "money", "contracts", "internal/csvtable"},
	"oracles/signing":      {"oracles/measure", "oracles/reports", "payouts", "rounds", "money", "merkle", "contracts"},
	"incidents":            {"models", "money", "contracts", "states"},
	"incidents/monitor":    {"internal/strictjson", "states"},
	"incidents/backtest":   {"incidents/monitor", "internal/strictjson"},
	"incidents/watch":      {"incidents", "incidents/monitor", "chain", "service", "models", "states", "internal/strictjson"},
	"incidents/respond":    {"incidents", "chain", "service", "models", "contracts", "states", "internal/strictjson"},
	"incidents/rehearse":   {"drill", "incidents/monitor", "incidents/watch", "chain", "internal/strictjson", "states"},
	"drill":                {"chain/devnet", "internal/strictjson"},
	"chain":                {"models", "money", "contracts"},
	"chain/indexing":       {"chain", "models", "money", "contracts"},
	"chain/devnet":         {},
	"outbox/keys":          {},
	"outbox/witness":       {"chain", "models", "contracts"},
	"outbox/lifecycle":     {"outbox/witness", "chain", "models", "money", "states"},
	"outbox/signers":       {"outbox", "outbox/keys", "chain"},
	"outbox":               {"outbox/lifecycle", "outbox/witness", "outbox/keys", "service", "chain", "intents", "models", "money", "contracts", "states"},
	"outbox/outboxtest":    {"outbox/lifecycle", "outbox/keys", "outbox", "chain/chaintest", "models", "money"},
	"deployment":           {"outbox/keys", "outbox", "chain", "money", "contracts", "internal/strictjson"},
	"deployment/rollout":   {"outbox/lifecycle", "outbox/keys", "deployment", "outbox", "chain", "money", "merkle", "contracts", "internal/strictjson"},
	"chain/chaintest":      {"chain", "money"},
	"audit":                {"models", "money", "merkle", "oracles", "chain", "deployment", "contracts"},
	"audit/bundle":         {"rounds", "models", "payouts", "merkle", "money", "oracles", "oracles/measure", "oracles/reports", "contracts"},
	"audit/books":          {"audit", "audit/bundle", "rounds", "models", "valuation", "payouts", "merkle", "money", "oracles", "oracles/measure", "oracles/reports", "contracts", "states"},
	"audit/onchain":        {"audit", "models", "merkle", "money", "chain", "chain/indexing", "deployment", "contracts", "states"},
	"audit/rules":          {"audit", "audit/books", "audit/onchain", "audit/bundle", "models"},
	"metrics":              {"models"},
	"jobs":                 {"claims", "settlements", "corrections", "distributions", "oracles", "incidents", "incidents/respond", "incidents/watch", "chain", "chain/indexing", "outbox", "models", "audit", "money"},
	"server":               {"service", "contracts", "claims", "claims/entitlements", "claims/covers", "settlements", "settlements/accounts", "corrections", "distributions", "oracles", "oracles/measure", "oracles/reports", "oracles/signing", "incidents", "incidents/respond", "incidents/watch", "intents", "models", "money", "audit/bundle", "internal/strictjson", "states"},
	"internal/strictjson":  {},
	"internal/client":      {"server"},
	"internal/display":     {"money"},
	"demo": {"outbox/keys", "internal/app", "internal/client", "internal/display", "server", "simulate", "audit", "audit/bundle", "chain", "chain/devnet", "outbox", "deployment", "claims", "claims/covers", "payouts", "oracles", "oracles/measure", "oracles/reports", "oracles/signing", "incidents/monitor",
		"models", "money", "contracts", "states"},
	"internal/app": {"outbox/witness", "outbox/lifecycle", "outbox/keys", "chain", "chain/indexing", "chain/devnet", "outbox", "outbox/signers", "deployment", "claims", "settlements", "corrections", "distributions", "incidents", "incidents/respond", "incidents/watch", "oracles",
		"jobs", "audit", "audit/rules", "server", "models", "merkle", "metrics",
		"money", "states"},
	"internal/csvtable": {"money", "merkle"},
	"internal/backup":   {"models"},
}

// only confines an outside module (by path prefix) to the rooms named.
var only = map[string][]string{
	"gorm.io/":                                     {"models", "models/sqlite"},
	"modernc.org/sqlite":                           {"models/sqlite"},
	"github.com/gin-gonic/gin":                     {"server"},
	"github.com/danielgtaylor/huma":                {"server"},
	"cel.dev/":                                     {"incidents/monitor"},
	"github.com/robfig/cron":                       {"jobs"},
	"github.com/prometheus/":                       {"metrics"},
	"github.com/pressly/goose":                     {"migrations"},
	"github.com/alecthomas/kong":                   {"cmd/makewhole", "internal/app", "internal/cli", "internal/cli/memberkey"},
	"github.com/ethereum/go-ethereum/ethclient":    {"chain", "chain/devnet", "chain/chaintest"},
	"github.com/ethereum/go-ethereum/rpc":          {"chain", "chain/indexing", "outbox", "outbox/lifecycle", "outbox/signers", "chain/devnet", "chain/chaintest", "demo"},
	"github.com/aws/":                              {"outbox/signers"},
	"cloud.google.com/":                            {"outbox/signers"},
	"google.golang.org/":                           {"outbox/signers"},
	"github.com/ethereum/go-ethereum/node":         {"chain/devnet"},
	"github.com/ethereum/go-ethereum/eth/catalyst": {"chain/devnet"},
}

// free packages may import anything: the wiring, the harness and the test helpers.
func free(pkg string) bool {
	return strings.HasPrefix(pkg, "cmd/") || strings.HasPrefix(pkg, "test/") || strings.HasPrefix(pkg, "internal/") ||
		strings.HasPrefix(pkg, "contracts/internal/")
}

func TestImportsFollowTheArrows(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	eachFile(t, func(pkg, file string, imports []string) {
		seen[pkg] = true
		allowed, known := may[pkg]
		if !known && !free(pkg) {
			t.Errorf("%s: package %s has no row in the table of arrows", file, pkg)
			return
		}
		for _, path := range imports {
			if own, ok := strings.CutPrefix(path, "makewhole/"); ok && known && !slices.Contains(allowed, own) {
				t.Errorf("%s: %s may not import %s", file, pkg, own)
			}
			checkOutside(t, pkg, file, path)
		}
	})
	for pkg := range may {
		if !seen[pkg] {
			t.Errorf("the table names %s, which has no files", pkg)
		}
	}
}

func checkOutside(t *testing.T, pkg, file, path string) {
	t.Helper()
	for module, rooms := range only {
		if strings.HasPrefix(path, module) && !slices.Contains(rooms, pkg) && !strings.HasPrefix(pkg, "test/") {
			t.Errorf("%s: only %v may import %s", file, rooms, module)
		}
	}
}

// What is shipped and what is tested knows nothing of the harness under test/.
func TestOnlyTheHarnessImportsTheHarness(t *testing.T) {
	t.Parallel()
	harness := 0
	eachFile(t, func(pkg, file string, imports []string) {
		if strings.HasPrefix(pkg, "test/") {
			harness++
			return
		}
		for _, path := range imports {
			if strings.HasPrefix(path, "makewhole/test/") {
				t.Errorf("%s: %s may not import %s", file, pkg, path)
			}
		}
	})
	if harness == 0 {
		t.Error("there is no harness under test/")
	}
}

func TestPureRoomsDoNotKnowEthereumTypes(t *testing.T) {
	t.Parallel()
	eachFile(t, func(pkg, file string, imports []string) {
		if pkg != "payouts" && pkg != "money" {
			return
		}
		for _, path := range imports {
			if strings.HasPrefix(path, "github.com/ethereum/") {
				t.Errorf("%s: %s is pure and may not import %s", file, pkg, path)
			}
		}
	})
}

// TestOneReaderOfCSV: two readers give two answers for one file.
func TestOneReaderOfCSV(t *testing.T) {
	t.Parallel()
	found := 0
	eachFile(t, func(pkg, file string, imports []string) {
		if !slices.Contains(imports, "encoding/csv") {
			return
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(src), "csv.NewReader(") || strings.HasPrefix(pkg, "test/") {
			return
		}
		if found++; pkg != "internal/csvtable" {
			t.Errorf("%s reads CSV itself; internal/csvtable does", file)
		}
	})
	if found == 0 {
		t.Error("internal/csvtable does not read CSV any more")
	}
}

func TestEveryPackageExplainsItself(t *testing.T) {
	t.Parallel()
	docs := map[string]int{}
	eachFile(t, func(pkg, file string, _ []string) {
		docs[pkg] = max(docs[pkg], docLines(t, file))
	})
	for pkg, lines := range docs {
		if lines < 5 {
			t.Errorf("package %s has a comment of %d lines; say what it knows, must not know, and where to start", pkg, lines)
		}
	}
}

func docLines(t *testing.T, file string) int {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	if f.Doc == nil {
		return 0
	}
	return strings.Count(f.Doc.Text(), "\n")
}

// eachFile calls fn for every non-test Go file, tags ignored, with the package
// path below the root and its imports.
func eachFile(t *testing.T, fn func(pkg, file string, imports []string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		fn(filepath.ToSlash(rel), path, importsOf(t, path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func importsOf(t *testing.T, path string) []string {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var out []string
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}
