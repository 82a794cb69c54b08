package demo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/client"
	"makewhole/oracles"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
	"makewhole/server"
)

// committeeMember is one of those who take part: as many as must agree. Each has its
// own key, its own memory of what it signed and its own connection to the node.
type committeeMember struct {
	*signing.Member
	name string
	node *chain.Client
}

// seatCommittee opens the members beside the data directory.
func (d *demo) seatCommittee() {
	for i := range int(d.app.Deployment.Committee.Threshold) {
		if d.err != nil {
			return
		}
		m, err := d.seat(i)
		d.fail("committee", err)
		d.committee = append(d.committee, m)
	}
}

func (d *demo) seat(i int) (committeeMember, error) {
	m := committeeMember{name: fmt.Sprintf("member %d", i+1)}
	dir := filepath.Join(d.app.Flags.Data, fmt.Sprintf("member-%d", i+1))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return m, err
	}
	key, err := keys.NewDevSigner(deployment.DevSigner+i, d.app.Deployment.ChainID)
	if err != nil {
		return m, err
	}
	store, err := signing.OpenSignStore(filepath.Join(dir, "signed"))
	if err != nil {
		return m, err
	}
	d.closers = append(d.closers, store.Close)
	m.Member = &signing.Member{Signer: key, Store: store, Now: d.app.Now}
	m.node, err = chain.Dial(d.ctx, chain.Config{URLs: []string{d.app.Node.URL()}, ChainID: d.app.Deployment.ChainID, Now: d.app.Now})
	if err == nil {
		d.closers = append(d.closers, func() error { m.node.Close(); return nil })
	}
	return m, err
}

// task is what a member is asked to do, read from the public API and checked.
func (d *demo) task() reports.Task {
	return act(d, "oracle task", func() (reports.Task, error) {
		raw, err := d.anyone().File("/v1/incidents/" + d.incident + "/oracle-task")
		if err != nil {
			return reports.Task{}, err
		}
		return reports.ParseTask(raw)
	})
}

// submit posts one member's signed report.
func (d *demo) submit(r reports.Report) oracles.Receipt {
	return act(d, "report", func() (oracles.Receipt, error) {
		raw, err := r.Encode()
		if err != nil {
			return oracles.Receipt{}, err
		}
		return client.PostRaw[oracles.Receipt](d.anyone(), "/v1/oracles/reports", raw)
	})
}

// measure lets a member build the snapshot from its own node and sign it.
func (d *demo) measure(m committeeMember) (built measure.Built, receipt oracles.Receipt) {
	task := d.task()
	if d.err == nil && len(task.Lines) != 1 {
		d.fail("oracle task", fmt.Errorf("%d lines, want 1", len(task.Lines)))
	}
	if d.err != nil {
		return built, receipt
	}
	built, err := measure.Line(d.ctx, task, task.Lines[0], m.node, nil, nil)
	d.fail(m.name+" measures", err)
	report := act(d, m.name+" signs", func() (reports.Report, error) { return m.SignSnapshot(task, built) })
	return built, d.submit(report)
}

// signSet lets a member sign the set of the snapshots it signed.
func (d *demo) signSet(m committeeMember) oracles.Receipt {
	task := d.task()
	report := act(d, m.name+" signs the set", func() (reports.Report, error) { return m.SignSet(task) })
	return d.submit(report)
}

// signOrder lets a member run the allocation again from the published
// entitlement file and sign the order.
func (d *demo) signOrder(m committeeMember, settlement string) oracles.Receipt {
	task := d.task()
	order := act(d, "payout order", func() (contracts.PayoutOrder, error) {
		shown, err := client.Get[server.Order](d.anyone(), "/v1/settlements/"+settlement+"/order")
		if err != nil {
			return contracts.PayoutOrder{}, err
		}
		return reports.DecodeOrder(shown.Message)
	})
	committed := d.read(d.app.Deployment.Distributor, contracts.NewPayoutDistributor().PackCommitted(order.IncidentID, order.PayoutToken))
	follows := d.read(d.app.Deployment.Distributor, contracts.NewPayoutDistributor().PackFollowsOf(order.IncidentID, order.PayoutToken)).Bytes32()
	state := common.Hash(follows)
	report := act(d, m.name+" signs the order", func() (reports.Report, error) {
		entitlements, accounts, err := d.anyone().AllocationFiles(settlement)
		if err != nil {
			return reports.Report{}, err
		}
		r, _, err := m.SignOrder(signing.OrderTask{
			Order: order, Config: task.Config, Entitlements: entitlements, Accounts: accounts, Committed: &committed,
			Follows: &state,
		})
		return r, err
	})
	return d.submit(report)
}

// refusesForgedOrder shows that a member refuses an order that pays somebody else.
func (d *demo) refusesForgedOrder(m committeeMember, settlement string) (why string, refused bool) {
	if d.err != nil {
		return "", false
	}
	task := d.task()
	shown := get[server.Order](d, d.anyone(), "/v1/settlements/"+settlement+"/order")
	file := act(d, "entitlement file", func() ([]byte, error) { return d.anyone().File("/v1/settlements/" + settlement + "/entitlements") })
	if d.err != nil {
		return "", false
	}
	order, err := reports.DecodeOrder(shown.Message)
	d.fail("payout order", err)
	order.PayoutRoot = common.Hash{31: 1} // a tree of the thief's own
	_, _, err = m.SignOrder(signing.OrderTask{Order: order, Config: task.Config, Entitlements: file})
	return fmt.Sprint(err), errors.Is(err, signing.ErrRefused)
}
