package sim

import (
	"fmt"
	"slices"

	"makewhole/models"
)

// chunk is how many lines one push pays.
const chunk = 3

// clerk moves the settlement: it asks for the publication, applies final events
// of the distributor, opens the doors, plans pushes and closes.
func (p *proc) clerk() error {
	if err := p.applyEvents(); err != nil {
		return err
	}
	b := p.w.db.read(p)
	switch b.batch {
	case models.SettlementApproved:
		return p.batchStep(models.SettlementApproved, "sign", func(t *txn) {
			t.enqueue("publish", act{kind: "publish"})
		})
	case models.SettlementSigned:
		row := b.intents[b.byKey["publish"]-1]
		if slices.Contains(openStates, row.State) || row.State == models.TxFinal {
			return p.batchStep(models.SettlementSigned, "send", nil)
		}
	case models.SettlementPublished:
		// The delay is over by the clock; a cancellation in its last moments
		// may not be final yet.
		head, _, err := p.look()
		if err != nil {
			return err
		}
		if head+1 >= p.w.fork.atFinal().book.since+p.w.fork.delay {
			return p.batchStep(models.SettlementPublished, "activate", nil)
		}
	case models.SettlementActive:
		return p.plan(b)
	}
	return nil
}

// batchStep moves the settlement and does something in the same transaction.
func (p *proc) batchStep(from, event string, also func(*txn)) error {
	return p.w.db.write(p, func(t *txn) error {
		if t.batch != from {
			return nil // somebody else was faster
		}
		if err := t.moveBatch(event); err != nil {
			return err
		}
		if also != nil {
			also(t)
		}
		p.w.did("settlement " + event)
		return nil
	})
}

// applyEvents takes the distributor's events up to the final height, each once.
func (p *proc) applyEvents() error {
	final, err := p.finalized()
	if err != nil {
		return err
	}
	from := p.w.db.read(p).cursor + 1
	if final < from {
		return nil
	}
	events, err := p.logs(from, final)
	if err != nil {
		return err
	}
	return p.w.db.write(p, func(t *txn) error {
		if t.cursor+1 != from {
			return nil
		}
		batch, lines := t.batch, slices.Clone(t.lines)
		for _, e := range events {
			if err := p.applyEvent(t, e, &batch, lines); err != nil {
				return err
			}
		}
		t.stage(func(b *books) { b.batch, b.lines, b.cursor = batch, lines, final })
		return nil
	})
}

func (p *proc) applyEvent(t *txn, e event, batch *string, lines []line) error {
	step := map[string]struct{ batch, line string }{
		"Published": {"publish", "publish"}, "Cancelled": {"cancel", "cancel"},
	}
	p.w.did("event " + e.name)
	if e.name == "Paid" {
		edge, err := lineTable.Next(lines[e.line].state, "finalize")
		if err != nil {
			return err
		}
		lines[e.line].state = edge.To
		return t.post(fmt.Sprint("line:", e.line), e.value)
	}
	edge, err := settleTable.Next(*batch, step[e.name].batch)
	if err != nil {
		return err
	}
	*batch = edge.To
	for i := range lines {
		edge, err := lineTable.Next(lines[i].state, step[e.name].line)
		if err != nil {
			return err
		}
		lines[i].state = edge.To
	}
	return nil
}

// plan asks for pushes of lines that nobody has collected and no push is under
// way for. Every instance does, so the outbox sees the same key more than once.
func (p *proc) plan(b *books) error {
	busy, round := map[int]bool{}, map[int]int{}
	for _, row := range b.intents {
		if row.act.kind != "push" {
			continue
		}
		for _, i := range row.act.lines {
			round[i]++
			busy[i] = busy[i] || !ended(row.State)
		}
	}
	var due []int
	left := 0
	for i, l := range b.lines {
		if l.state == models.AllocationFinal {
			continue
		}
		left++
		if !busy[i] {
			due = append(due, i)
		}
	}
	if left == 0 {
		return p.batchStep(models.SettlementActive, "close", nil)
	}
	if len(due) == 0 {
		return nil
	}
	return p.w.db.write(p, func(t *txn) error {
		for c := range slices.Chunk(due, chunk) {
			if t.enqueue(fmt.Sprintf("push:%v:%d", c, round[c[0]]), act{kind: "push", lines: c}) {
				p.w.did("push planned")
			} else {
				p.w.did("push planned twice")
			}
		}
		return nil
	})
}

// ended reports that an intent is over, one way or another.
func ended(state string) bool {
	return state == models.TxFinal || state == models.TxDropped
}
