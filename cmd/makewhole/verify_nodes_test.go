package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"makewhole/audit"
)

// rpcCall is one question to a node.
type rpcCall struct {
	ID     json.RawMessage   `json:"id"`
	Method string            `json:"method"`
	Params []json.RawMessage `json:"params"`
}

// lyingNode stands before a node and answers some questions by itself.
func lyingNode(t *testing.T, target string, lie func(c rpcCall) (string, bool)) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		var calls []rpcCall
		batch := json.Unmarshal(body, &calls) == nil
		if !batch {
			calls = make([]rpcCall, 1)
			_ = json.Unmarshal(body, &calls[0])
		}
		out := make([]string, len(calls))
		for i, c := range calls {
			if answer, ok := lie(c); ok {
				out[i] = `{"jsonrpc":"2.0","id":` + string(c.ID) + `,"result":` + answer + `}`
				continue
			}
			one, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": c.ID, "method": c.Method, "params": c.Params})
			res, err := http.Post(target, "application/json", bytes.NewReader(one))
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadGateway)
				return
			}
			raw, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			out[i] = string(raw)
		}
		w.Header().Set("Content-Type", "application/json")
		if batch {
			_, _ = io.WriteString(w, "["+strings.Join(out, ",")+"]")
			return
		}
		_, _ = io.WriteString(w, out[0])
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// TestAnEmptyIndexIsNoEvidence: a node that says that there are no logs does not
// make paid lines unpaid; blocks that prove the opposite are asked.
func TestAnEmptyIndexIsNoEvidence(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	var asked atomic.Bool
	node := lyingNode(t, rpc, func(c rpcCall) (string, bool) {
		hidden := c.Method == "eth_getLogs"
		if hidden {
			asked.Store(true)
		}
		return "[]", hidden
	})
	_, rules := verifyStore(t, "--data", dir, "--rpc", node, "--rules", "V6,V7")
	for _, id := range []string{"V6", "V7"} {
		if r := rules[id]; r.Status != audit.StatusOK || r.Checked == 0 {
			t.Errorf("%s: %+v", id, r)
		}
	}
	if !asked.Load() {
		t.Error("the index was not asked")
	}
}

// TestAStaleFinalBlockIsNoEvidence: a node that has fallen back before the
// contracts were there says nothing about them. What rests on its final block is
// unchecked, and nothing is a violation.
func TestAStaleFinalBlockIsNoEvidence(t *testing.T) {
	t.Parallel()
	dir, rpc := storeOf(t)
	first := ask(t, rpc, "eth_getBlockByNumber", `"0x1"`, "false")
	node := lyingNode(t, rpc, func(c rpcCall) (string, bool) {
		return first, c.Method == "eth_getBlockByNumber" && len(c.Params) > 0 && string(c.Params[0]) == `"finalized"`
	})
	_, rules := verifyStore(t, "--data", dir, "--rpc", node, "--rules", "V6,V7,V8,V9")
	for id, r := range rules {
		if r.Status != audit.StatusUnchecked || !strings.Contains(r.Reason, "went backwards") {
			t.Errorf("%s: %+v", id, r)
		}
	}
}

// ask asks a node and returns the result as it is.
func ask(t *testing.T, url, method string, params ...string) string {
	t.Helper()
	body := `{"jsonrpc":"2.0","id":1,"method":"` + method + `","params":[` + strings.Join(params, ",") + `]}`
	res, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var answer struct{ Result json.RawMessage }
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return string(answer.Result)
}
