package migrations_test

import (
	"strings"
)

// bend makes a copy of a sample row pass the row triggers of its table.
var bend = map[string]values{
	"incident_modules": {"live": false}, "price_entries": {"confirmed_by": nil},
	"settlement_approvals": {"content_hash": "0x" + strings.Repeat("ab", 32)},
}

// bendKeys does the same where a foreign key would have to change.
var bendKeys = map[string]values{"covers": {"renews_id": nil}, "settlements": {"state": "cancelled"}, "entitlements": {"claim_id": nil}, "price_entries": {"asset_id": int64(2)}, "corrections": {"state": "refused"}, "recovery_payees": {"state": "refused"}, "receiver_waits": {"state": "ended"},
	"receipt_confirmations": {"receipt_id": int64(2)}, "reversal_confirmations": {"reversal_id": int64(2)}}

const zeroAmount = "000000000000000000000000000000000000000000000000000000000000000000000000000000"

// partial puts a copy inside the WHERE of a partial unique index.
var partial = map[string]values{
	"verify_marks_range_key": {"row_count": int64(7), "last_id": int64(5), "seen_id": int64(9223372036854775806)},
	"claims_live_key":        {"state": "submitted"}, "snapshots_accepted_key": {"state": "final"}, "snapshot_sets_accepted_key": {"state": "final"},
	"price_entries_confirmed_key": {"confirmed_by": int64(2)}, "cover_accounts_open_key": {"insured_to": nil},
	"settlements_sequence_key": {"state": "cancelled"},
	"entitlements_claim_key":   {"state": "open", "claim_id": int64(1)}, "loss_consumptions_live_key": {"released_at": nil},
	"cover_imports_content_hash_key": {"state": "proposed", "cover_id": nil},
	"corrections_account_key":        {"state": "proposed", "claim_id": nil, "kind": "receiver", "receiver": "0x" + strings.Repeat("ab", 20)},
	"corrections_claim_key":          {"state": "proposed"},
	"receiver_waits_open_key":        {"state": "parked"},
	"recovery_payees_protocol_key":   {"kind": "protocol", "state": "registered"},
	"recovery_payees_bounty_key":     {"kind": "bounty", "state": "registered"},
	"watched_blocks_number_key":      {"canonical": true}, "findings_open_key": {"state": "open"}, "response_plans_accepted_key": {"state": "accepted", "accepted_by": int64(2)},
}

// violates has one violating row for each CHECK that is not about the form of a
// value: columns that differ from the sample.
var violates = map[string]values{
	"assets_chain_check": {"chain_id": int64(-1)}, "assets_decimals_check": {"decimals": int64(256)},
	"protocols_slug_check": {"slug": "Upper"}, "wordings_number_check": {"number": int64(0)}, "layers_position_check": {"position": int64(0)},
	"covers_period_check": {"active_to": sampleTime.AddDate(-1, 0, 0)}, "cover_accounts_interval_check": {"insured_to": sampleTime.AddDate(-1, 0, 0)},
	"cover_accounts_consent_check": {"consent": ""}, "cover_imports_content_check": {"content": ""}, "cover_imports_proof_check": {"proof": ""},
	"cover_imports_confirmed_check": {"state": "confirmed", "cover_id": nil},
	"corrections_content_check":     {"claim_id": nil, "exclusion": "", "receiver": nil},
	"corrections_revision_check":    {"kind": "revision", "direction": ""}, "corrections_reason_check": {"reason": ""}, "corrections_evidence_check": {"evidence": ""},
	"recovery_payees_share_check": {"share_bps": int64(0)}, "recovery_payees_bounty_check": {"kind": "bounty", "payer": nil},
	"recovery_payees_reason_check": {"reason": ""}, "recovery_payees_evidence_check": {"evidence": ""}, "recovery_payees_confirmed_check": {"state": "registered", "confirmed_by": nil},
	"corrections_decision_check": {"kind": "decision", "clause": ""},
	"corrections_merge_check":    {"kind": "merge", "positions": ""}, "incidents_merged_check": {"state": "merged", "merged_into_id": nil},
	"corrections_confirmed_check": {"state": "standing", "confirmed_by": nil},
	"staff_person_check":          {"person": ""}, "staff_roles_check": {"roles": "Admin"}, "staff_next_roles_check": {"next_roles": "Admin"}, "authors_subject_check": {"subject": ""},
	"idempotency_keys_done_check": {"status": "started"}, "idempotency_keys_key_check": {"key": ""},
	"incident_modules_blocks_check": {"from_block": int64(9), "to_block": int64(8)},
	"incidents_occurred_check":      {"occurred_to": sampleTime.AddDate(-1, 0, 0)}, "incidents_window_check": {"claims_close_at": sampleTime.AddDate(-1, 0, 0)},
	"incidents_confirmed_check":      {"state": "claims_open", "confirmed_at": nil},
	"oracle_configs_threshold_check": {"threshold": int64(32)}, "oracle_configs_windows_check": {"max_age": int64(-1)},
	"snapshots_leaves_check": {"leaf_count": int64(-1)}, "snapshots_registered_check": {"state": "final", "registered_at": nil},
	"snapshots_evidence_manifest_check": {"evidence_manifest": ""},
	"snapshot_leaves_idx_check":         {"idx": int64(-1)}, "price_entries_den_check": {"den": zeroAmount}, "price_entries_reason_check": {"reason": ""},
	"oracle_reports_signature_check": {"signature": "0x" + strings.Repeat("f", 128)}, "signer_suspensions_digests_check": {"digest_a": "0x" + strings.Repeat("0", 64)},
	"claims_decided_check": {"state": "approved", "decided_at": nil}, "claims_denied_reason_check": {"state": "denied", "reason_code": ""},
	"evidence_files_size_check": {"size": int64(-1)}, "reviews_seat_check": {"seat": int64(3)},
	"entitlements_cover_check": {"cover_id": nil}, "entitlements_claim_check": {"kind": "recovery", "claim_id": int64(1)}, "entitlements_held_check": {"held_reason": ""},
	"entitlement_parts_idx_check": {"idx": int64(-1)}, "entitlement_parts_data_check": {"data": []byte{}},
	"settlements_conservation_check": {"dust": strings.Repeat("0", 77) + "2"}, "settlements_sequence_check": {"sequence": int64(0)},
	"settlements_cancel_check": {"state": "cancelled", "cancel_reason": ""}, "settlements_published_check": {"state": "active", "active_at": nil},
	"allocations_leaf_check": {"held": true}, "allocations_paid_check": {"state": "collected", "log_index": nil}, "allocations_leaf_amount_check": {"amount": zeroAmount},
	"objections_answer_check": {"answered_at": nil}, "objections_answered_check": {"state": "answered", "answered_at": nil, "answered_by": nil}, "outside_receipts_reason_check": {"reason": ""}, "outside_receipts_evidence_check": {"evidence": ""},
	"exclusion_lifts_seat_check": {"seat": int64(3)}, "exclusion_lifts_reason_check": {"reason": ""}, "exclusion_lifts_evidence_check": {"evidence": ""},
	"receipt_reversals_reason_check": {"reason": ""}, "receipt_reversals_evidence_check": {"evidence": ""}, "receipt_reversals_amount_positive_check": {"amount": zeroAmount},
	"account_parts_idx_check": {"idx": -1}, "account_parts_data_check": {"data": []byte{}}, "subrogations_amount_positive_check": {"amount": zeroAmount},
	"recoveries_event_check":     {"log_index": nil},
	"ledger_accounts_code_check": {"code": ""}, "ledger_postings_amount_positive_check": {"amount": zeroAmount},
	"audit_entries_body_check": {"body": []byte{}}, "audit_entries_tree_index_check": {"tree_index": int64(-1)}, "audit_hashes_idx_check": {"idx": int64(-1)}, "evidence_parts_n_check": {"n": int64(-1)}, "evidence_parts_data_check": {"data": []byte{}}, "audit_keys_public_key_check": {"public_key": ""}, "audit_checkpoints_size_check": {"tree_size": int64(-1)},
	"tx_intents_nonce_check": {"nonce": int64(-1)}, "tx_intents_gas_check": {"gas_limit": int64(-1)}, "tx_intents_idem_check": {"idem_key": ""},
	"tx_intents_mined_check": {"state": "final", "tx_hash": nil}, "tx_attempts_raw_check": {"raw": []byte{}}, "tx_attempts_n_check": {"n": int64(0)},
	"key_states_nonce_check": {"next_nonce": int64(-1)}, "chain_cursors_block_check": {"final": int64(-1)}, "works_epoch_check": {"epoch": int64(-1)},
	"distribution_plans_counts_check": {"gas": int64(-1)}, "distribution_plans_made_check": {"maker": ""},
	"distribution_plans_approved_check": {"state": "approved", "approved_at": nil}, "distribution_plans_two_persons_check": {"state": "approved", "approver": nasty},
	"distribution_chunks_place_check": {"level": int64(9)}, "tx_costs_gas_check": {"gas_used": int64(-1)},
	"payout_checks_blocks_check": {"from_block": int64(-1)}, "payout_checks_findings_check": {"findings": ""},
	"publication_checks_rules_check": {"rules": ""}, "verify_marks_stream_check": {"stream": ""},
	"fee_budgets_day_check": {"day": int64(-1)}, "fee_budgets_reason_check": {"reason": ""},
	"monitors_name_check": {"name": ""}, "monitors_number_check": {"number": int64(0)}, "monitors_armed_check": {"state": "live", "armed_by": nil},
	"watched_chains_block_check": {"since": int64(-1)}, "watched_blocks_number_check": {"number": int64(-1)}, "watch_gaps_missing_check": {"missing": ""},
	"findings_class_check": {"class": ""}, "findings_sightings_check": {"sightings": int64(0)}, "findings_dismissed_check": {"state": "dismissed", "verdict": ""},
	"findings_attached_check":   {"state": "attached", "incident_id": nil},
	"response_plans_name_check": {"name": ""}, "response_plans_accepted_check": {"state": "accepted", "accepted_by": nil},
	"responses_step_check": {"step": ""}, "responses_queued_check": {"state": "queued", "intent_id": nil},
	"responses_contained_check": {"state": "contained", "contained_hash": nil}, "responses_lift_check": {"state": "lifting", "lift_by": nil},
	"transitions_machine_check": {"actor": ""}, "price_entries_two_persons_check": {"confirmed_by": int64(1)},
}

// shadowed are laws that another law forestalls on one engine; the row must be
// refused all the same.
var shadowed = map[string]string{
	"price_entries_two_persons_check": "price_entries_persons_insert",
	"idempotency_keys_status_enum":    "idempotency_keys_done_check",
}

// breaks has one violating statement for each trigger that is not generic. A
// statement before the last must pass.
var breaks = map[string][]string{
	"cover_shares_only_amounts":        {"UPDATE cover_shares SET cover_id = 2"},
	"recovery_payees_content_fixed":    {"UPDATE recovery_payees SET version = version + 1, reason = 'other'"},
	"incidents_merged_fixed":           {"UPDATE incidents SET version = version + 1, merged_into_id = 2"},
	"corrections_content_fixed":        {"UPDATE corrections SET version = version + 1, reason = 'other'"},
	"objections_content_fixed":         {"UPDATE objections SET version = version + 1, text = 'other'"},
	"receiver_waits_content_fixed":     {"UPDATE receiver_waits SET version = version + 1, entitlement_id = 2"},
	"cover_imports_content_fixed":      {"UPDATE cover_imports SET version = version + 1, proof = 'other'"},
	"monitors_content_fixed":           {"UPDATE monitors SET version = version + 1, module = 'other'"},
	"watched_chains_monotone":          {"UPDATE watched_chains SET version = version + 1, final = 0"},
	"findings_content_fixed":           {"UPDATE findings SET version = version + 1, class = 'other'"},
	"response_plans_content_fixed":     {"UPDATE response_plans SET version = version + 1, name = 'other'"},
	"responses_content_fixed":          {"UPDATE responses SET version = version + 1, step = 'other'"},
	"finding_sightings_content_fixed":  {"UPDATE finding_sightings SET shown = 'other'"},
	"covers_recorded_fixed":            {"UPDATE covers SET version = version + 1, recorded_at = NULL"},
	"reviews_only_effective":           {"UPDATE reviews SET text = 'other'"},
	"audit_entries_only_tree_index":    {"UPDATE audit_entries SET tree_index = 5"},
	"loss_consumptions_only_release":   {"UPDATE loss_consumptions SET released_at = NULL"},
	"chain_events_only_applied":        {"UPDATE chain_events SET payload = 'other'"},
	"signer_suspensions_only_lift":     {"UPDATE signer_suspensions SET slot = 'other'"},
	"tx_attempts_only_sending":         {"UPDATE tx_attempts SET tip_cap = fee_cap, n = 3"},
	"snapshots_manifest_fixed":         {"UPDATE snapshots SET version = version + 1, evidence_manifest = 'other'"},
	"snapshots_content_fixed":          {"UPDATE snapshots SET version = version + 1, revision = 0"},
	"snapshot_sets_content_fixed":      {"UPDATE snapshot_sets SET version = version + 1, state = 'sealed'", "UPDATE snapshot_sets SET version = version + 1, state = 'struck'"},
	"settlements_content_fixed":        {"UPDATE settlements SET version = version + 1, state = 'active'", "UPDATE settlements SET version = version + 1, leaf_count = 1"},
	"settlements_order_fixed":          {"UPDATE settlements SET version = version + 1, state = 'active'", "UPDATE settlements SET version = version + 1, valid_until = NULL"},
	"settlements_terminal":             {"UPDATE settlements SET version = version + 1, state = 'closed'", "UPDATE settlements SET version = version + 1, state = 'active'"},
	"settlements_two_approvals":        {"UPDATE settlements SET version = version + 1, state = 'approved'"},
	"allocations_content_fixed":        {"UPDATE allocations SET version = version + 1, leaf_index = 0"},
	"price_entries_content_fixed":      {"UPDATE price_entries SET version = version + 1, reason = 'other'"},
	"price_entries_version_step":       {copyPrice, "UPDATE price_entries SET version = version WHERE confirmed_by IS NULL"},
	"price_entries_persons_update":     {copyPrice, "UPDATE staff SET version = version + 1, person = 'one'", "UPDATE price_entries SET version = version + 1, confirmed_by = 2 WHERE confirmed_by IS NULL"},
	"incident_modules_overlap_update":  {"UPDATE incident_modules SET live = (1 = 0)", copyModule, "UPDATE incident_modules SET live = (1 = 1)"},
	"modules_value_asset_update":       {"UPDATE modules SET version = version + 1, value_asset_id = 99"},
	"incidents_numeraire_update":       {"UPDATE incidents SET version = version + 1, numeraire_id = 99"},
	"distribution_plans_content_fixed": {"UPDATE distribution_plans SET version = version + 1, pushed = 0"},
	"distribution_plans_terminal":      {"UPDATE distribution_plans SET version = version + 1, state = 'withdrawn'", "UPDATE distribution_plans SET version = version + 1, state = 'proposed'"},
	"chain_cursors_monotone":           {"UPDATE chain_cursors SET final = 1"},
	"works_epoch_monotone":             {"UPDATE works SET epoch = 1"},
	"key_states_epoch_monotone":        {"UPDATE key_states SET epoch = 1"},
}

const copyModule = `INSERT INTO incident_modules (incident_id, module_id, from_block, from_hash, to_block, to_hash, live)
	SELECT incident_id, module_id, from_block - 1, from_hash, to_block, to_hash, live FROM incident_modules`

const copyPrice = `INSERT INTO price_entries (public_id, version, incident_id, asset_id, num, den, reason, entered_by, created_at)
	SELECT 'pri_second', version - 1, incident_id, 2, num, den, reason, entered_by, created_at FROM price_entries`

// secondly tells the second row of a unique case apart where no column is free.
var secondly = map[string]values{"settlement_approvals_staff_key": {"role": "treasurer"}}

// enters has one violating row for each trigger on INSERT.
var enters = map[string]values{
	"settlement_approvals_two_persons":  {"content_hash": "0x" + strings.Repeat("f", 64), "role": "senior"},
	"reviews_two_persons":               {"round": int64(9223372036854775806), "seat": int64(1)},
	"reviews_not_claimant":              {"reviewer_id": int64(3), "round": int64(1)},
	"price_entries_persons_insert":      {"confirmed_by": int64(1)},
	"incident_modules_overlap_insert":   {"live": true},
	"exclusion_lifts_two_persons":       {"seat": int64(2)},
	"receipt_confirmations_two_persons": {"confirmed_by": int64(1)}, "reversal_confirmations_two_persons": {"confirmed_by": int64(1)},
	"modules_value_asset_insert": {"value_asset_id": int64(99)},
	"incidents_numeraire_insert": {"numeraire_id": int64(99)},
}
