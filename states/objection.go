package states

// Objection states.
const (
	ObjectionOpen         = "open"
	ObjectionSenior       = "senior"
	ObjectionSecondSenior = "second_senior"
	ObjectionUnanswered   = "unanswered"
	ObjectionAnswered     = "answered"
	ObjectionWithdrawn    = "withdrawn"
)

// Objection is the life of an objection to the preview of a settlement.
//
//   - open: somebody who may answer it was asked. senior, second_senior: the one
//     before was silent until it was due. In these three no draft of its source is
//     approved.
//   - unanswered: nobody answered in time. It holds up nobody's money any more, is
//     decided against nobody, and can still be answered.
//   - answered: somebody who has no interest in the incident did.
//   - withdrawn: its author took it back before anybody answered. It holds up nothing
//     and waits for no answer.
var Objection = Machine{Name: "objection", Edges: []Edge{
	{From: "", Event: "object", To: ObjectionOpen, Role: ByWallet},
	{From: ObjectionOpen, Event: "pass_on", To: ObjectionSenior, Role: ByJob},
	{From: ObjectionSenior, Event: "pass_on", To: ObjectionSecondSenior, Role: ByJob},
	{From: ObjectionSecondSenior, Event: "lapse", To: ObjectionUnanswered, Role: ByJob},
	{From: ObjectionOpen, Event: "answer", To: ObjectionAnswered, Role: ByAnswerer},
	{From: ObjectionSenior, Event: "answer", To: ObjectionAnswered, Role: ByAnswerer},
	{From: ObjectionSecondSenior, Event: "answer", To: ObjectionAnswered, Role: ByAnswerer},
	{From: ObjectionUnanswered, Event: "answer", To: ObjectionAnswered, Role: ByAnswerer},
	{From: ObjectionOpen, Event: "withdraw", To: ObjectionWithdrawn, Role: ByWallet},
	{From: ObjectionSenior, Event: "withdraw", To: ObjectionWithdrawn, Role: ByWallet},
	{From: ObjectionSecondSenior, Event: "withdraw", To: ObjectionWithdrawn, Role: ByWallet},
	{From: ObjectionUnanswered, Event: "withdraw", To: ObjectionWithdrawn, Role: ByWallet},
}, Final: []string{ObjectionUnanswered, ObjectionAnswered, ObjectionWithdrawn}}

// ObjectionOver are the states of an objection that needs no answer any more.
var ObjectionOver = []string{ObjectionAnswered, ObjectionWithdrawn}

// ObjectionWaits are the states in which an objection holds up the drafts of its source.
var ObjectionWaits = []string{ObjectionOpen, ObjectionSenior, ObjectionSecondSenior}
