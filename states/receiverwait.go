package states

// States of the wait for a receiver.
const (
	ReceiverWaitUnnamed      = "unnamed"
	ReceiverWaitReview       = "review"
	ReceiverWaitSenior       = "senior"
	ReceiverWaitSecondSenior = "second_senior"
	ReceiverWaitParked       = "parked"
	ReceiverWaitEnded        = "ended"
)

// ReceiverWait is how long a line waits for somebody who may receive it.
//
//   - unnamed: its account cannot receive by default, and nobody has shown who does.
//     review: somebody was named, and a reviewer has to accept them. senior,
//     second_senior: the one before was silent.
//   - parked: nobody acted in time. The line is settled without its receiver: its
//     money waits in the distributor and then in escheat under its owner's name.
//   - ended: the line has a receiver, or waits for something else.
var ReceiverWait = Machine{Name: "receiver_wait", Edges: []Edge{
	{From: "", Event: "wait", To: ReceiverWaitUnnamed, Role: ByJob},
	{From: "", Event: "wait_for_review", To: ReceiverWaitReview, Role: ByJob},
	{From: ReceiverWaitUnnamed, Event: "name", To: ReceiverWaitReview, Role: ByJob},
	{From: ReceiverWaitUnnamed, Event: "park", To: ReceiverWaitParked, Role: ByJob},
	{From: ReceiverWaitReview, Event: "pass_on", To: ReceiverWaitSenior, Role: ByJob},
	{From: ReceiverWaitSenior, Event: "pass_on", To: ReceiverWaitSecondSenior, Role: ByJob},
	{From: ReceiverWaitSecondSenior, Event: "park", To: ReceiverWaitParked, Role: ByJob},
	{From: ReceiverWaitUnnamed, Event: "end", To: ReceiverWaitEnded, Role: ByDecider},
	{From: ReceiverWaitReview, Event: "end", To: ReceiverWaitEnded, Role: ByDecider},
	{From: ReceiverWaitSenior, Event: "end", To: ReceiverWaitEnded, Role: ByDecider},
	{From: ReceiverWaitSecondSenior, Event: "end", To: ReceiverWaitEnded, Role: ByDecider},
	{From: ReceiverWaitParked, Event: "give", To: ReceiverWaitEnded, Role: ByReviewer},
}, Final: []string{ReceiverWaitParked, ReceiverWaitEnded}}
