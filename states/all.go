package states

// All lists every machine, in the order in which a loss meets them.
func All() []Machine {
	return []Machine{
		Incident, Module, Monitor, Finding, ResponsePlan, Response, OracleConfig, Snapshot, SnapshotSet, Claim, Cover, CoverImport, Correction, Entitlement, ReceiverWait, RecoveryPayee, Settlement, Objection, Allocation, Recovery, Plan, Transaction,
	}
}

// ByName finds a machine by its name, as history rows and outbox rows carry it.
func ByName(name string) (Machine, bool) {
	for _, m := range All() {
		if m.Name == name {
			return m, true
		}
	}
	return Machine{}, false
}
