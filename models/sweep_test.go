package models_test

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
)

// Every exported query and stream of a transaction runs on both engines, over
// tables that hold extremes, NULLs and every state, with every kind of argument
// there is, and each finds something. What writes is refused here and tested
// elsewhere.
func TestEveryQueryFindsRowsOnBothEngines(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		s := sweep{t: t, db: db, values: sweepValues(t)}
		methods := reflect.TypeFor[*models.Tx]()
		queries := 0
		for i := range methods.NumMethod() {
			m := methods.Method(i)
			if m.Name == "Stream" || m.Name == "Post" || m.Name == "StoreMarks" || m.Name == "MayDecide" { // of these tests; refuses other amounts before it writes; plays in package foureyes
				continue
			}
			writes, found := s.method(m)
			if writes {
				continue
			}
			queries++
			if why := findsNothing[m.Name]; !found && why == "" {
				t.Errorf("%s finds nothing in a full store", m.Name)
			} else if found && why != "" {
				t.Errorf("%s finds rows; it is listed because %s", m.Name, why)
			}
		}
		if queries < 150 {
			t.Errorf("only %d queries", queries)
		}
	})
}

const storyOnly = "it asks for several rows that agree with each other"

// findsNothing are queries of a transaction that need no rows, or rows that only
// a whole story makes.
var findsNothing = map[string]string{
	"AnyCorrectedDecision": storyOnly, "CorrectedDecisionsOf": storyOnly,
	"AddEvent": "it writes, and the event is there", "ClearFreeze": "it writes, and wants a person",
	"FinishWork": "it writes, and wants the newest epoch", "RenewWork": "it writes, and wants the newest epoch",
	"AuditConsistency": storyOnly, "AuditProof": storyOnly, "Balance": storyOnly, "ClaimFor": storyOnly, "ClosedAt": storyOnly, "ClaimsOfClosed": storyOnly,
	"ApprovedTogether": "the extremes that it adds overflow",
	"ComputedAfterBar": storyOnly, "CorrectedReceivers": storyOnly, "Contested": storyOnly, "ExcludedAs": storyOnly, "LaterExclusions": storyOnly, "OwnExclusions": storyOnly, "OwnsExclusion": storyOnly,
	"UncontestedExclusions": storyOnly, "RevisionsOf": storyOnly,
	"CostsOf": storyOnly, "EpochFaults": storyOnly, "EachUncollected": storyOnly, "UncollectedPage": storyOnly, "PaidByPool": storyOnly, "PayoutPage": storyOnly,
	"EverParked": storyOnly, "ReceiverWaitsOver": storyOnly, "LinesWithoutReceiver": storyOnly, "RecoveryWithoutReceiver": storyOnly, "ReceiverGivenSince": storyOnly,
	"Uncosted": storyOnly, "StandingFindings": storyOnly, "CallingFindings": storyOnly, "SightingsSince": storyOnly,
	"Authored": "it writes, and wants a person", "KinOf": "it wants a person", "Standing": "nobody of the samples is active", "Unfounded": "the store is full",
	"CheckAuditKey": "it has no answer", "Result": "it has no answer", "StillHere": "it has no answer",
}

// sweepValues are the arguments by type, in the order in which they are tried.
func sweepValues(t *testing.T) map[reflect.Type][]any {
	words := map[string]bool{}
	for _, list := range dbtest.Enums(t) {
		for _, w := range list {
			words[w] = true
		}
	}
	names := append(slices.Sorted(maps.Keys(words)), "Deposited", "settlement")
	out := map[reflect.Type][]any{
		reflect.TypeFor[int64]():                  {int64(1), int64(math.MaxInt64 - 1), int64(math.MaxInt64), int64(0), int64(-1)},
		reflect.TypeFor[uint64]():                 {uint64(1), uint64(math.MaxInt64)},
		reflect.TypeFor[int]():                    {1000},
		reflect.TypeFor[bool]():                   {true, false},
		reflect.TypeFor[[]string]():               {names, []string{}},
		reflect.TypeFor[[]int64]():                {[]int64{1, 2, 3, math.MaxInt64 - 1}, []int64{}},
		reflect.TypeFor[common.Address]():         {common.MaxAddress, common.Address{1}, common.Address{}},
		reflect.TypeFor[common.Hash]():            {common.MaxHash, common.Hash{}},
		reflect.TypeFor[models.Hash]():            {models.H(common.MaxHash), models.Hash{}},
		reflect.TypeFor[[]models.Hash]():          {[]models.Hash{models.H(common.MaxHash)}},
		reflect.TypeFor[time.Time]():              {dbtest.SampleTime, dbtest.SampleTime.AddDate(0, 0, 1), dbtest.SampleTime.AddDate(1, 0, 0), dbtest.SampleTime.AddDate(-1, 0, 0)},
		reflect.TypeFor[time.Duration]():          {time.Hour},
		reflect.TypeFor[models.Page]():            {models.Page{}, models.Page{After: math.MaxInt64, Limit: 1}},
		reflect.TypeFor[models.Actor]():           {models.SystemActor("sweep")},
		reflect.TypeFor[models.Fence]():           {models.Fence{Job: dbtest.Nasty, Epoch: 1}},
		reflect.TypeFor[[]byte]():                 {[]byte("{}")},
		reflect.TypeFor[models.Which]():           {models.Which{}},
		reflect.TypeFor[[]models.Posting]():       {[]models.Posting{}},
		reflect.TypeFor[any]():                    {nil},
		reflect.TypeFor[models.ClaimFilter]():     {models.ClaimFilter{}, models.ClaimFilter{IncidentID: 1, CoverID: 1, Claimant: common.MaxAddress, AssignedTo: 1}},
		reflect.TypeFor[models.CoverFilter]():     {models.CoverFilter{}, models.CoverFilter{ProductID: 1, Holder: &common.MaxAddress, Account: &common.MaxAddress, State: "active"}},
		reflect.TypeFor[models.IntentFilter]():    {models.IntentFilter{}, models.IntentFilter{ChainID: 1, State: "signed", Kind: "push", Sender: &common.MaxAddress, Blocked: true}},
		reflect.TypeFor[models.FindingFilter]():   {models.FindingFilter{}, models.FindingFilter{ChainID: 1, State: "open", Severity: "P1", Level: "act", MonitorID: 1}},
		reflect.TypeFor[models.LineFilter]():      {models.LineFilter{SettlementID: 1}, models.LineFilter{SettlementID: 1, Receiver: &common.MaxAddress}},
		reflect.TypeFor[models.ObjectionFilter](): {models.ObjectionFilter{}, models.ObjectionFilter{SettlementID: 1, IncidentID: 1, AssignedTo: 1, State: "open", OverdueAt: dbtest.SampleTime}},
		reflect.TypeFor[models.IncidentFilter](): {
			models.IncidentFilter{}, models.IncidentFilter{ProtocolID: 1, State: "confirmed", Account: &common.MaxAddress},
		},
	}
	for _, row := range dbtest.Samples(t) {
		if in, ok := row.(*models.TxIntent); ok {
			in.Kind, in.RefMachine = "push", "settlement"
		}
		rv := reflect.ValueOf(row)
		if out[rv.Type().Elem()] == nil {
			out[rv.Type().Elem()], out[rv.Type()] = []any{rv.Elem().Interface()}, []any{row}
		}
		if c, ok := row.(*models.Claim); ok {
			later := *c
			later.ID = math.MaxInt64
			out[rv.Type()] = append(out[rv.Type()], &later)
		}
		if f := rv.Elem().FieldByName("PublicID"); f.IsValid() {
			names = append(names, f.String())
		}
	}
	texts := append([]string{dbtest.Nasty, strings.Repeat("k", 255), "slug-1", ""}, names...)
	for _, s := range texts {
		out[reflect.TypeFor[string]()] = append(out[reflect.TypeFor[string]()], s)
	}
	return out
}

// sweep calls methods of a transaction.
type sweep struct {
	t      *testing.T
	db     *models.DB
	values map[reflect.Type][]any
	rows   int // that callbacks and writers got
}

// maxMixtures bounds the calls of one method.
const maxMixtures = 3000

// method calls one method with many combinations of arguments.
func (s *sweep) method(m reflect.Method) (writes, found bool) {
	choices := [][]reflect.Value{}
	for i := 1; i < m.Type.NumIn(); i++ {
		list := s.arguments(m.Type.In(i))
		if list == nil {
			s.t.Errorf("%s: no argument of type %s", m.Name, m.Type.In(i))
			return false, true
		}
		choices = append(choices, list)
	}
	for args := range combinations(choices, func() bool { return found }) {
		got, err := s.call(m, args)
		switch {
		case errors.Is(err, models.ErrReadOnly):
			return true, false
		case err != nil && !expected(err):
			s.t.Errorf("%s%v: %v", m.Name, show(args), err)
			return false, true
		}
		found = found || got
	}
	return false, found
}

// combinations are each value of each argument beside the first ones of the
// others and then, until enough is true, all mixtures of them.
func combinations(choices [][]reflect.Value, enough func() bool) iter.Seq[[]reflect.Value] {
	first := make([]reflect.Value, len(choices))
	for i, list := range choices {
		first[i] = list[0]
	}
	return func(yield func([]reflect.Value) bool) {
		if !yield(first) {
			return
		}
		mixtures := 1
		for i, list := range choices {
			mixtures = min(maxMixtures, mixtures*len(list))
			for _, v := range list[1:] {
				args := slices.Clone(first)
				if args[i] = v; !yield(args) {
					return
				}
			}
		}
		for n := 0; n < mixtures && !enough(); n++ {
			args, rest := slices.Clone(first), n
			for i, list := range choices {
				args[i], rest = list[rest%len(list)], rest/len(list)
			}
			if !yield(args) {
				return
			}
		}
	}
}

// expected are answers of a query about arguments, not errors of the store.
func expected(err error) bool {
	return errors.Is(err, models.ErrNotFound) || errors.Is(err, models.ErrFenced) || errors.Is(err, models.ErrForbidden) || errors.Is(err, models.ErrNotDue) || errors.Is(err, models.ErrTree) || errors.Is(err, models.ErrAuditKey) || errors.Is(err, money.ErrOverflow)
}

func show(args []reflect.Value) string {
	out := ""
	for _, a := range args {
		if a.Kind() != reflect.Func {
			out += fmt.Sprintf(" %.60v", a)
		}
	}
	return "(" + out + " )"
}

// arguments are the values of a parameter; a callback counts its calls.
func (s *sweep) arguments(of reflect.Type) []reflect.Value {
	if of.Kind() == reflect.Func {
		return []reflect.Value{reflect.MakeFunc(of, func([]reflect.Value) []reflect.Value {
			s.rows++
			out := make([]reflect.Value, of.NumOut())
			for i := range out {
				out[i] = reflect.Zero(of.Out(i))
			}
			return out
		})}
	}
	if of == reflect.TypeFor[io.Writer]() {
		return []reflect.Value{reflect.ValueOf(io.Writer(counting{&s.rows}))}
	}
	var out []reflect.Value
	for _, v := range s.values[of] {
		if v == nil {
			out = append(out, reflect.Zero(of))
			continue
		}
		out = append(out, reflect.ValueOf(v))
	}
	return out
}

type counting struct{ n *int }

func (c counting) Write(p []byte) (int, error) { *c.n += len(p); return len(p), nil }

// call runs a method in a transaction of its own: PostgreSQL ends one that failed.
func (s *sweep) call(m reflect.Method, args []reflect.Value) (found bool, err error) {
	s.rows = 0
	err = s.db.Read(s.t.Context(), func(tx *models.Tx) error {
		call := m.Func.Call
		if m.Type.IsVariadic() {
			call = m.Func.CallSlice
		}
		var failed error
		for _, out := range call(append([]reflect.Value{reflect.ValueOf(tx)}, args...)) {
			if e, ok := out.Interface().(error); ok {
				failed = e
				continue
			}
			found = found || something(out)
		}
		return failed
	})
	return err == nil && (found || s.rows > 0), err
}

// something reports a result that is not empty.
func something(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() > 0
	default:
		return !v.IsZero()
	}
}

// Every table is walked whole on both engines, by each of the generic readers.
func TestEveryTableIsWalkedOnBothEngines(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		walks := tableWalks()
		for _, row := range models.All() {
			name := reflect.TypeOf(row).Elem().Name()
			walk := walks[name]
			if walk == nil {
				t.Errorf("no walk over %s", name)
				continue
			}
			if err := db.Read(t.Context(), walk); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// walk reads a table by its id in every way there is, and says how many rows it
// has. Every reader must see all of them.
func walk[T any](tx *models.Tx) error {
	each, in, last := int64(0), int64(0), int64(0)
	var digests [][32]byte
	err := models.EachRow(tx, func(row *T) error {
		each++
		sum, err := models.RowDigest(row)
		digests = append(digests, sum)
		return err
	})
	if err != nil {
		return err
	}
	if err := models.EachRowIn(tx, -1, math.MaxInt64, func(row *T) error {
		sum, err := models.RowDigest(row)
		if in >= each || digests[in] != sum {
			return fmt.Errorf("row %d is not the same twice", in)
		}
		in++
		return err
	}); err != nil {
		return err
	}
	last, err = models.LastID[T](tx)
	n, err2 := models.CountUpTo[T](tx, last)
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	if each == 0 || in != each || n != each {
		return fmt.Errorf("%d, %d and %d rows", each, in, n)
	}
	_, err = models.ByID[T](tx, 1)
	return err
}

// walkNamed is walk for rows with a public id.
func walkNamed[T any](tx *models.Tx) error {
	if _, err := models.ByPublicID[T](tx, "none"); !errors.Is(err, models.ErrNotFound) {
		return fmt.Errorf("by a name that nobody has: %w", err)
	}
	return walk[T](tx)
}

func walkSubjects[T any, P models.Stateful[T]](tx *models.Tx) error {
	n, some := 0, 0
	count := func(at *int) func(models.Subject) error {
		return func(models.Subject) error { *at++; return nil }
	}
	if err := errors.Join(models.EachSubject[T, P](tx, nil, count(&n)), models.EachSubject[T, P](tx, []int64{1, 2, math.MaxInt64}, count(&some))); err != nil {
		return err
	}
	if n == 0 || some == 0 {
		return fmt.Errorf("%d and %d subjects", n, some)
	}
	return walkNamed[T](tx)
}

// tableWalks are the walks by row type; what has no id has a query of its own,
// which the sweep of methods calls.
func tableWalks() map[string]func(*models.Tx) error {
	none := func(*models.Tx) error { return nil }
	return map[string]func(*models.Tx) error{
		"Asset":                walk[models.Asset],
		"RecoveryPayee":        walkNamed[models.RecoveryPayee],
		"Protocol":             walkNamed[models.Protocol],
		"Module":               walkNamed[models.Module],
		"Product":              walkNamed[models.Product],
		"Wording":              walkNamed[models.Wording],
		"Pool":                 walkNamed[models.Pool],
		"Layer":                walk[models.Layer],
		"Cover":                walkNamed[models.Cover],
		"CoverAccount":         walk[models.CoverAccount],
		"Staff":                walkNamed[models.Staff],
		"Author":               walk[models.Author],
		"LoginNonce":           walk[models.LoginNonce],
		"Session":              walk[models.Session],
		"IdempotencyKey":       walk[models.IdempotencyKey],
		"Incident":             walkSubjects[models.Incident, *models.Incident],
		"IncidentModule":       walk[models.IncidentModule],
		"Exclusion":            walk[models.Exclusion],
		"ExclusionLift":        walk[models.ExclusionLift],
		"OracleConfig":         walk[models.OracleConfig],
		"Snapshot":             walkSubjects[models.Snapshot, *models.Snapshot],
		"SnapshotLeaf":         none,
		"SnapshotSet":          walkNamed[models.SnapshotSet],
		"PriceEntry":           walkNamed[models.PriceEntry],
		"OracleReport":         walkNamed[models.OracleReport],
		"SignerSuspension":     walk[models.SignerSuspension],
		"Claim":                walkSubjects[models.Claim, *models.Claim],
		"EvidenceFile":         walkNamed[models.EvidenceFile],
		"EvidencePart":         none,
		"Review":               walkNamed[models.Review],
		"Entitlement":          walkNamed[models.Entitlement],
		"LossConsumption":      walk[models.LossConsumption],
		"CoverShare":           walk[models.CoverShare],
		"MergedLoss":           walk[models.MergedLoss],
		"ResponsePlan":         walkNamed[models.ResponsePlan],
		"Response":             walkSubjects[models.Response, *models.Response],
		"Correction":           walkNamed[models.Correction],
		"ReceiverWait":         walkNamed[models.ReceiverWait],
		"CoverImport":          walkNamed[models.CoverImport],
		"CoverLimit":           walk[models.CoverLimit],
		"Settlement":           walkSubjects[models.Settlement, *models.Settlement],
		"EntitlementPart":      none,
		"AccountPart":          none,
		"Subrogation":          none,
		"EscheatSettlement":    none,
		"Allocation":           walkSubjects[models.Allocation, *models.Allocation],
		"SettlementApproval":   walk[models.SettlementApproval],
		"Objection":            walkNamed[models.Objection],
		"Recovery":             walkSubjects[models.Recovery, *models.Recovery],
		"ShareHolding":         none,
		"OutsideReceipt":       walkNamed[models.OutsideReceipt],
		"ReceiptConfirmation":  walk[models.ReceiptConfirmation],
		"ReceiptReversal":      walkNamed[models.ReceiptReversal],
		"ReversalConfirmation": walk[models.ReversalConfirmation],
		"LedgerAccount":        walk[models.LedgerAccount],
		"LedgerTransaction":    walk[models.LedgerTransaction],
		"LedgerPosting":        walk[models.LedgerPosting],
		"Transition":           walk[models.Transition],
		"AuditEntry":           walk[models.AuditEntry],
		"AuditHash":            none,
		"AuditKey":             walk[models.AuditKey],
		"AuditCheckpoint":      walk[models.AuditCheckpoint],
		"Flag":                 none,
		"TxIntent":             walkSubjects[models.TxIntent, *models.TxIntent],
		"TxAttempt":            walk[models.TxAttempt],
		"KeyState":             walk[models.KeyState],
		"FeeBudget":            walk[models.FeeBudget],
		"ChainCursor":          walk[models.ChainCursor],
		"ChainEvent":           walk[models.ChainEvent],
		"DistributionPlan":     walkNamed[models.DistributionPlan],
		"DistributionChunk":    walk[models.DistributionChunk],
		"TxCost":               walk[models.TxCost],
		"PayoutCheck":          walk[models.PayoutCheck],
		"Work":                 walk[models.Work],
		"JobRun":               walk[models.JobRun],
		"PublicationCheck":     walk[models.PublicationCheck],
		"VerifyMark":           walk[models.VerifyMark],
		"Monitor":              walkSubjects[models.Monitor, *models.Monitor],
		"WatchedChain":         walk[models.WatchedChain],
		"WatchedBlock":         walk[models.WatchedBlock],
		"WatchGap":             walk[models.WatchGap],
		"Finding":              walkSubjects[models.Finding, *models.Finding],
		"FindingSighting":      walk[models.FindingSighting],
	}
}
