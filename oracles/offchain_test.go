package oracles_test

import (
	"crypto/sha256"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/csvtable"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/measure"
)

const harvestFile = "../../shared/data/harvest-2020-losses.csv"

func offchainSpec(file []byte, total string, columns ...string) models.IncidentSpec {
	asset := models.SpecAsset{ChainID: devChain, Address: usd}
	return models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodOffchain, Numeraire: asset, OccurredFrom: 1603680780, OccurredTo: 1603681260,
		Sources: []models.SpecSource{{Asset: asset, SHA256: sha256.Sum256(file), Account: "account", Columns: columns, Total: money.MustParse(total)}},
	}
}

func buildFile(spec models.IncidentSpec, file []byte) (measure.Built, error) {
	return measure.Build(ctx, measure.BuildInput{Spec: spec, Line: spec.Lines()[0], Place: place(), File: file})
}

// The published Harvest case: 1,529 accounts, 11 without loss, 108,028,162 units
// that belong to nobody.
func TestHarvest(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile(harvestFile)
	if err != nil {
		t.Skipf("the published case is not beside the checkout: %v", err)
	}
	b, err := buildFile(offchainSpec(file, "33419429678359", "lost_usdt", "lost_usdc"), file)
	if err != nil {
		t.Fatal(err)
	}
	m := b.Message
	if m.LeafCount != 1529-11 || m.UnattributedLoss != money.FromUint64(108_028_162) || m.TotalLoss != money.FromUint64(33_419_429_678_359) {
		t.Errorf("%d leaves, unattributed %s, total %s", m.LeafCount, m.UnattributedLoss, m.TotalLoss)
	}
	if m.SourceChainID != 0 || m.FromBlock != 0 || m.ToBlockHash != (common.Hash{}) || m.OccurredTo != 1603681260 {
		t.Errorf("an off-chain source has no chain and no blocks: %+v", m)
	}
	again, err := buildFile(offchainSpec(file, "33419429678359", "lost_usdt", "lost_usdc"), file)
	if err != nil || again.Message != m {
		t.Errorf("another member reached %+v, %v", again.Message, err)
	}
}

func TestOffchainFile(t *testing.T) {
	t.Parallel()
	file := []byte("account,a,b\n0x00000000000000000000000000000000000000B2,5,7\n0x00000000000000000000000000000000000000a1,0,0\n0x00000000000000000000000000000000000000a2,1,0\n")
	spec := offchainSpec(file, "20", "a", "b")
	b, err := buildFile(spec, file)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Leaves) != 2 || b.Leaves[0].Loss != money.FromUint64(1) || b.Leaves[1].Loss != money.FromUint64(12) || b.Message.UnattributedLoss != money.FromUint64(7) {
		t.Errorf("%+v %+v", b.Leaves, b.Message)
	}
	spec.Exclusions = []models.SpecExclusion{{Account: common.HexToAddress("0xb2"), Kind: "insider"}}
	if b, err = buildFile(spec, file); err != nil || len(b.Leaves) != 1 || b.Message.UnattributedLoss != money.FromUint64(19) {
		t.Errorf("excluded: %+v %v", b.Message, err)
	}
	if _, err := buildFile(offchainSpec(file, "12", "a", "b"), file); !errors.Is(err, measure.ErrBuild) {
		t.Errorf("total below the sum: %v", err)
	}
	if _, err := buildFile(spec, append(file, '\n')); !errors.Is(err, measure.ErrBuild) {
		t.Errorf("another file: %v", err)
	}
}

func TestReadLossesRefuses(t *testing.T) {
	t.Parallel()
	for in, place := range map[string]string{
		"":                        "line 1",
		"x,a\n":                   "line 1",
		"account,b\n":             "line 1",
		"account,a,a\n":           "line 1, column 11",
		"account,a\n0x1,2\n":      "line 2, column 1",
		"account,a\n" + acc + ",": "line 2, column 44",
		"account,a\n" + acc + ",1\n" + acc + ",1\n":      "line 3, column 1",
		"account,a\n" + acc + ",-1\n":                    "line 2, column 44",
		"account,a\n" + acc + ",1e3\n":                   "line 2, column 44",
		"account,a\n" + acc + ",1,2\n":                   "line 2",
		"account,a\n" + strings.ToUpper(acc) + ",1\n":    "line 2, column 1",
		"account,a\n0x" + strings.Repeat("0", 40) + ",1": "line 2, column 1",
	} {
		_, err := readLosses(in, nil)
		if !errors.Is(err, measure.ErrCSV) || !strings.Contains(err.Error(), place) {
			t.Errorf("%q: %v, want %s", in, err, place)
		}
	}
}

const acc = "0x00000000000000000000000000000000000000a1"

func readLosses(in string, reading *models.SpecReading) (*csvtable.Accounts, error) {
	return measure.ReadLosses(ctx, strings.NewReader(in), "", models.SpecSource{Account: "account", Columns: []string{"a"}, Reading: reading}, nil)
}

// TestReadingOfTheSpec: a file that is not in the strict form is measured as the
// specification says, and not at all where it says nothing.
func TestReadingOfTheSpec(t *testing.T) {
	t.Parallel()
	file := []byte("account;a\n" + acc + ";1.000,5\n0x00000000000000000000000000000000000000B2;2\n" + acc + ";-0,25\n\n")
	spec := offchainSpec(file, "100300", "a")
	if _, err := buildFile(spec, file); !errors.Is(err, measure.ErrCSV) {
		t.Errorf("without a reading: %v", err)
	}
	spec.Sources[0].Reading = &models.SpecReading{Delimiter: "semicolon", Decimals: 2, DecimalMark: "comma", Thousands: "point", SumRepeated: true, Signed: true}
	b, err := buildFile(spec, file)
	if err != nil || len(b.Leaves) != 2 || b.Leaves[0].Loss != money.FromUint64(100_025) || b.Leaves[1].Loss != money.FromUint64(200) ||
		b.Message.UnattributedLoss != money.FromUint64(75) {
		t.Errorf("%+v, %v", b, err)
	}
	spec.Sources[0].Total = money.FromUint64(100_220)
	if _, err := buildFile(spec, file); err == nil || !strings.Contains(err.Error(), "add up to 100225, 5 more than the total") {
		t.Errorf("total below the sum: %v", err)
	}
}

// TestZeroAddressIsNobody: every specification excludes it, so a row of it is
// part of the total that belongs to no account.
func TestZeroAddressIsNobody(t *testing.T) {
	t.Parallel()
	file := []byte("account,a\n0x" + strings.Repeat("0", 40) + ",900\n" + acc + ",100\n")
	b, err := buildFile(offchainSpec(file, "1000", "a"), file)
	if err != nil || len(b.Leaves) != 1 || b.Message.UnattributedLoss != money.FromUint64(900) {
		t.Errorf("%+v, %v", b, err)
	}
}
