package states

// States of a plan of responses.
const (
	PlanOfDraft    = "draft"
	PlanOfAccepted = "accepted"
	PlanOfRetired  = "retired"
)

// ResponsePlan is the life of one version of a plan of responses.
//
//   - draft: one person wrote it; nothing follows from it.
//   - accepted: another person agreed; findings call it. The version before it is
//     retired in the same moment.
//   - retired: findings call it no more; what it has sent stays.
var ResponsePlan = Machine{Name: "response_plan", Edges: []Edge{
	{From: "", Event: "write", To: PlanOfDraft, Role: ByDesk},
	{From: PlanOfDraft, Event: "accept", To: PlanOfAccepted, Role: BySenior, Persons: 2},
	{From: PlanOfDraft, Event: "retire", To: PlanOfRetired, Role: ByDesk},
	{From: PlanOfAccepted, Event: "retire", To: PlanOfRetired, Role: BySenior},
}, Final: []string{PlanOfRetired}}

// Response states.
const (
	ResponseWaiting   = "waiting"
	ResponseQueued    = "queued"
	ResponseContained = "contained"
	ResponseLifting   = "lifting"
	ResponseWithdrawn = "withdrawn"
	ResponseRefused   = "refused"
	ResponseFailed    = "failed"
	ResponseEnded     = "ended"
)

// Response is the life of one step of a plan for one incident.
//
//   - waiting: people must agree, or the call would fail on the head; their words are
//     kept beside the state. refused: a person said no.
//   - queued: the outbox has it. withdrawn: nothing is left of what called it, and it
//     had not been signed; resumed when it is found again. failed: it ended without
//     effect; a person may let it go again.
//   - contained: the chain showed the pause at a block that is on record; when that
//     block is replaced, back to queued, or to waiting where somebody else had paused
//     the module. lifting: two persons agreed that the pause
//     may end; whoever holds the right to lift it does so, not this program. ended:
//     the chain shows at a final block that it is over.
var Response = Machine{Name: "response", Edges: []Edge{
	{From: "", Event: "call", To: ResponseWaiting, Role: ByJob},
	{From: ResponseWaiting, Event: "send", To: ResponseQueued, Role: ByJob},
	{From: ResponseWaiting, Event: "refuse", To: ResponseRefused, Role: ByReviewer},
	{From: ResponseWaiting, Event: "withdraw", To: ResponseWithdrawn, Role: ByJob},
	{From: ResponseWaiting, Event: "contain", To: ResponseContained, Role: ByJob},
	{From: ResponseQueued, Event: "withdraw", To: ResponseWithdrawn, Role: ByJob},
	{From: ResponseQueued, Event: "contain", To: ResponseContained, Role: ByJob},
	{From: ResponseQueued, Event: "fail", To: ResponseFailed, Role: ByJob},
	{From: ResponseWithdrawn, Event: "resume", To: ResponseWaiting, Role: ByJob},
	{From: ResponseContained, Event: "lapse", To: ResponseQueued, Role: ByJob},
	{From: ResponseContained, Event: "resume", To: ResponseWaiting, Role: ByJob},
	{From: ResponseContained, Event: "lift", To: ResponseLifting, Role: BySenior, Persons: 2},
	{From: ResponseContained, Event: "end", To: ResponseEnded, Role: ByJob},
	{From: ResponseLifting, Event: "end", To: ResponseEnded, Role: ByJob},
	{From: ResponseFailed, Event: "again", To: ResponseWaiting, Role: ByReviewer},
	{From: ResponseEnded, Event: "again", To: ResponseWaiting, Role: ByReviewer},
}, Final: []string{ResponseWithdrawn, ResponseRefused, ResponseFailed, ResponseEnded}}
