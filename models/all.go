package models

import "slices"

// All is one value of each row type, in an order in which every foreign key
// points backwards. Tests hold it against the package and the schema.
func All() []any { return slices.Concat(peopleAndMoney(), workAndChain()) }

func peopleAndMoney() []any {
	return []any{
		&Asset{},
		&Protocol{},
		&Module{},
		&Product{},
		&Wording{},
		&Pool{},
		&Layer{},
		&Cover{},
		&CoverAccount{},
		&CoverLimit{},
		&Staff{},
		&Author{},
		&LoginNonce{},
		&Session{},
		&IdempotencyKey{},
		&CoverImport{},
		&Incident{},
		&IncidentModule{},
		&Exclusion{},
		&ExclusionLift{},
		&OracleConfig{},
		&Snapshot{},
		&SnapshotLeaf{},
		&SnapshotSet{},
		&PriceEntry{},
		&OracleReport{},
		&SignerSuspension{},
		&Claim{},
		&EvidenceFile{},
		&EvidencePart{},
		&Review{},
		&Entitlement{},
		&LossConsumption{},
		&CoverShare{},
		&Correction{},
		&Settlement{},
		&EntitlementPart{},
		&AccountPart{},
		&Subrogation{},
		&EscheatSettlement{},
		&Allocation{},
		&SettlementApproval{},
		&Objection{},
		&Recovery{},
		&ShareHolding{},
		&OutsideReceipt{},
		&ReceiptConfirmation{},
		&ReceiptReversal{},
		&ReversalConfirmation{},
	}
}

func workAndChain() []any {
	return []any{
		&LedgerAccount{},
		&LedgerTransaction{},
		&LedgerPosting{},
		&Transition{},
		&AuditEntry{},
		&AuditHash{},
		&AuditCheckpoint{},
		&AuditKey{},
		&Flag{},
		&TxIntent{},
		&TxAttempt{},
		&KeyState{},
		&FeeBudget{},
		&ChainCursor{},
		&ChainEvent{},
		&DistributionPlan{},
		&DistributionChunk{},
		&TxCost{},
		&PayoutCheck{},
		&Work{},
		&JobRun{},
		&PublicationCheck{},
		&VerifyMark{},
	}
}
