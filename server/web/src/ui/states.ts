// The states of records in words. The types come from the API: a state that it
// learns makes this file fail to compile.
import type { Schemas } from "../api/client";

export type Tone = "open" | "done" | "bad" | "wait";
type Words<S extends string> = Record<S, { words: string; tone: Tone }>;
const of = (words: string, tone: Tone) => ({ words, tone });

export const incidentStates: Words<Schemas["Incident"]["state"]> = {
  suspected: of("Suspected by a monitor", "wait"),
  reported: of("Reported", "wait"),
  retracted: of("Retracted: it was none", "done"),
  under_review: of("Under review", "wait"),
  confirmed: of("Confirmed", "open"),
  rejected: of("Rejected: not covered", "done"),
  snapshotting: of("Losses are being measured", "wait"),
  disputed: of("Measured losses are disputed", "bad"),
  claims_open: of("Claims are open", "open"),
  claims_closed: of("No more claims are filed", "wait"),
  settling: of("Being paid", "open"),
  settled: of("Paid", "done"),
  recovering: of("What came back is shared", "open"),
  closed: of("Closed", "done"),
  reopened: of("Reopened", "open"),
  merged: of("Merged into another record", "done"),
};

export const settlementStates: Words<Schemas["Settlement"]["state"]> = {
  draft: of("Draft", "wait"),
  objections: of("Published for objections", "wait"),
  cancelled: of("Cancelled", "bad"),
  approved: of("Approved by two persons", "wait"),
  signed: of("Signed by the committee", "wait"),
  publishing: of("On its way to the chain", "wait"),
  published: of("On chain, not payable yet", "wait"),
  active: of("Payable", "open"),
  closed: of("Closed", "done"),
};

export const lineStates: Words<Schemas["Allocation"]["state"]> = {
  allocated: of("Computed, not payable yet", "wait"),
  claimable: of("Ready to collect", "open"),
  void: of("Void", "bad"),
  collected: of("Collected, not final yet", "wait"),
  final: of("Paid", "done"),
  swept: of("Not collected in time, kept for its owner", "bad"),
};

export const recoveryStates: Words<Schemas["Recovery"]["state"]> = {
  expected: of("Announced", "wait"),
  received: of("Received", "open"),
  contested: of("Waiting out its hold", "wait"),
  final: of("Received for good", "done"),
  released: of("Released", "done"),
  withdrawn: of("Withdrawn: nobody paid it", "done"),
};

export const claimStates: Words<Schemas["Claim"]["state"]> = {
  draft: of("Draft", "wait"),
  submitted: of("Filed, waits for a reviewer", "wait"),
  under_review: of("Under review", "wait"),
  evidence_requested: of("Evidence is asked of you", "bad"),
  approved: of("Approved", "open"),
  partially_approved: of("Approved in part", "open"),
  denied: of("Denied", "bad"),
  cooling_off: of("Decided, held for a while", "wait"),
  settling: of("Being settled", "open"),
  partially_paid: of("Paid in part", "open"),
  paid: of("Paid", "done"),
  closed: of("Closed", "done"),
  appealed: of("Appealed", "wait"),
  upheld: of("The denial stands", "bad"),
  overturned: of("The appeal was right", "open"),
  withdrawn: of("Withdrawn", "done"),
  expired: of("Ended: no evidence came in time", "bad"),
};

export const coverPhases: Words<Schemas["Cover"]["phase"]> = {
  upcoming: of("Not begun", "wait"),
  waiting: of("In its waiting period", "wait"),
  in_force: of("In force", "open"),
  expired: of("Over", "done"),
  cancelled: of("Cancelled", "bad"),
};

export const decisions: Words<Schemas["Review"]["decision"]> = {
  approve: of("Approved", "done"),
  partially_approve: of("Approved in part", "open"),
  deny: of("Denied", "bad"),
  request_evidence: of("Evidence asked for", "wait"),
};

// turns are whose turn a claim is, for its claimant.
export const turns: Record<Schemas["ClaimNext"]["who"], string> = {
  claimant: "It is your turn: evidence was asked for",
  reviewer: "A reviewer has it",
  time: "It goes on by itself",
  settlement: "It takes part in settlements until it is paid",
  nobody: "Nothing more is to be done",
};

export const parts: Record<Schemas["Allocation"]["part"], string> = {
  cover: "cover",
  residual: "uncovered loss",
  pool: "back to the pool",
  surplus: "surplus",
  protocol: "protocol",
  bounty: "bounty",
};
