package simulate

import (
	"os"
	"testing"
)

// TestQuotedHarvest: five accounts of the Harvest Finance incident of 26 October
// 2020 with what they were paid in USDT, USDC and the IOU token, as published in the
// project's reimbursement list.
func TestQuotedHarvest(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/harvest.json")
	if err != nil {
		t.Fatal(err)
	}
	r := play(t, string(data))
	want := map[string][3]string{
		"0x5921c191fe58175B1fb8943ED3F17345e615fF02": {"143367.458381", "351361.745595", "6169848.714985202800072429"},
		"0xB1AdceddB2941033a090dD166a462fe1c2029484": {"100809.915075", "247062.67471", "4338375.890922263672673512"},
		"0xD22423F4bB7c25262BaB60C433949165b5c225F1": {"14129.981092", "34629.440166", "608086.707192969792415893"},
		"0xEcDcB3731F722B250735EAa17587bAA3Ab97D877": {"23516.290923", "57633.197393", "1012028.524262659775543757"},
		"0x76Da9F88e63a85Ba8BFA19F3821D5A271753D3dc": {"0.000007", "0.000017", "0.000314760902881257"},
	}
	lines := 0
	for i, st := range r.Rounds[0].Settlements {
		for _, l := range st.Lines {
			if lines++; want[l.Account][i] != l.Amount {
				t.Errorf("%s gets %s from %s, published %s", l.Account, l.Amount, st.Source, want[l.Account][i])
			}
		}
	}
	if lines != 15 || r.State != "settled" {
		t.Errorf("%d lines, the incident is %s", lines, r.State)
	}
	for _, l := range r.Laws {
		if !l.OK {
			t.Error(l)
		}
	}
}
