CREATE TABLE account_parts (
	settlement_id integer NOT NULL,
	idx integer NOT NULL,
	data blob NOT NULL,
	PRIMARY KEY (settlement_id, idx),
	CONSTRAINT account_parts_idx_check CHECK (idx >= 0),
	CONSTRAINT account_parts_data_check CHECK (length(data) > 0),
	CONSTRAINT account_parts_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE TRIGGER account_parts_no_delete BEFORE DELETE ON account_parts
BEGIN SELECT RAISE(ABORT, 'account_parts_no_delete'); END;
CREATE TRIGGER account_parts_no_update BEFORE UPDATE ON account_parts
BEGIN SELECT RAISE(ABORT, 'account_parts_no_update'); END;
CREATE TABLE allocations (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	settlement_id integer NOT NULL,
	entitlement_id integer NOT NULL,
	part text NOT NULL,
	receiver text NOT NULL,
	entitled text NOT NULL,
	already text NOT NULL,
	amount text NOT NULL,
	held numeric NOT NULL,
	leaf_index integer,
	state text NOT NULL,
	door text NOT NULL,
	paid_to text,
	tx_hash text,
	block_number integer,
	block_hash text,
	log_index integer,
	collected_at datetime,
	CONSTRAINT allocations_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT allocations_version_check CHECK (version >= 0),
	CONSTRAINT allocations_part_enum CHECK (part IN ('cover', 'residual', 'pool', 'surplus', 'protocol', 'bounty')),
	CONSTRAINT allocations_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT allocations_entitled_amount CHECK (length(entitled) = 78 AND entitled NOT GLOB '*[^0-9]*' AND entitled <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT allocations_already_amount CHECK (length(already) = 78 AND already NOT GLOB '*[^0-9]*' AND already <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT allocations_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT allocations_held_bool CHECK (held IN (0, 1)),
	CONSTRAINT allocations_state_enum CHECK (state IN ('allocated', 'claimable', 'collected', 'final', 'swept', 'void')),
	CONSTRAINT allocations_door_enum CHECK (door IN ('', 'push', 'redeem')),
	CONSTRAINT allocations_paid_to_hex CHECK (length(paid_to) = 42 AND substr(paid_to, 1, 2) = '0x' AND substr(paid_to, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT allocations_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT allocations_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT allocations_leaf_check CHECK (leaf_index IS NULL OR (leaf_index >= 0 AND NOT held)),
	CONSTRAINT allocations_paid_check CHECK (state NOT IN ('collected', 'final') OR leaf_index IS NULL OR (paid_to IS NOT NULL AND tx_hash IS NOT NULL AND block_number IS NOT NULL AND block_hash IS NOT NULL AND log_index IS NOT NULL)),
	CONSTRAINT allocations_leaf_amount_check CHECK (leaf_index IS NULL OR amount <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT allocations_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT allocations_entitlement_id_fk FOREIGN KEY (entitlement_id) REFERENCES entitlements (id)
);
CREATE INDEX allocations_entitlement_id_idx ON allocations (entitlement_id);
CREATE UNIQUE INDEX allocations_leaf_key ON allocations (settlement_id, leaf_index);
CREATE UNIQUE INDEX allocations_line_key ON allocations (settlement_id, entitlement_id, part, receiver);
CREATE UNIQUE INDEX allocations_public_id_key ON allocations (public_id);
CREATE INDEX allocations_receiver_idx ON allocations (receiver);
CREATE TRIGGER allocations_content_fixed BEFORE UPDATE ON allocations
WHEN NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.settlement_id IS DISTINCT FROM OLD.settlement_id OR NEW.entitlement_id IS DISTINCT FROM OLD.entitlement_id OR NEW.part IS DISTINCT FROM OLD.part OR NEW.receiver IS DISTINCT FROM OLD.receiver OR NEW.entitled IS DISTINCT FROM OLD.entitled OR NEW.already IS DISTINCT FROM OLD.already OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.held IS DISTINCT FROM OLD.held OR (OLD.leaf_index IS NOT NULL AND NEW.leaf_index IS DISTINCT FROM OLD.leaf_index)
BEGIN SELECT RAISE(ABORT, 'allocations_content_fixed'); END;
CREATE TRIGGER allocations_no_delete BEFORE DELETE ON allocations
BEGIN SELECT RAISE(ABORT, 'allocations_no_delete'); END;
CREATE TRIGGER allocations_version_step BEFORE UPDATE ON allocations
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'allocations_version_step'); END;
CREATE TABLE assets (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	address text NOT NULL,
	symbol text NOT NULL,
	decimals integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT assets_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT assets_decimals_check CHECK (decimals BETWEEN 0 AND 255),
	CONSTRAINT assets_chain_check CHECK (chain_id >= 0)
);
CREATE UNIQUE INDEX assets_chain_address_key ON assets (chain_id, address);
CREATE TRIGGER assets_no_delete BEFORE DELETE ON assets
BEGIN SELECT RAISE(ABORT, 'assets_no_delete'); END;
CREATE TABLE audit_checkpoints (
	id integer PRIMARY KEY AUTOINCREMENT,
	tree_size integer NOT NULL,
	root_hash text NOT NULL,
	note text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT audit_checkpoints_root_hash_hex CHECK (length(root_hash) = 66 AND substr(root_hash, 1, 2) = '0x' AND substr(root_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT audit_checkpoints_size_check CHECK (tree_size >= 0)
);
CREATE UNIQUE INDEX audit_checkpoints_tree_size_key ON audit_checkpoints (tree_size);
CREATE TRIGGER audit_checkpoints_no_delete BEFORE DELETE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'audit_checkpoints_no_delete'); END;
CREATE TRIGGER audit_checkpoints_no_update BEFORE UPDATE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'audit_checkpoints_no_update'); END;
CREATE TABLE audit_entries (
	id integer PRIMARY KEY AUTOINCREMENT,
	body blob NOT NULL,
	leaf_hash text NOT NULL,
	tree_index integer,
	at datetime NOT NULL,
	CONSTRAINT audit_entries_leaf_hash_hex CHECK (length(leaf_hash) = 66 AND substr(leaf_hash, 1, 2) = '0x' AND substr(leaf_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT audit_entries_body_check CHECK (length(body) > 0),
	CONSTRAINT audit_entries_tree_index_check CHECK (tree_index IS NULL OR tree_index >= 0)
);
CREATE UNIQUE INDEX audit_entries_tree_index_key ON audit_entries (tree_index);
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries_no_delete'); END;
CREATE TRIGGER audit_entries_only_tree_index BEFORE UPDATE ON audit_entries
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.body IS DISTINCT FROM OLD.body OR NEW.leaf_hash IS DISTINCT FROM OLD.leaf_hash OR NEW.at IS DISTINCT FROM OLD.at OR OLD.tree_index IS NOT NULL OR NEW.tree_index IS NULL
BEGIN SELECT RAISE(ABORT, 'audit_entries_only_tree_index'); END;
CREATE TABLE audit_hashes (
	idx integer NOT NULL PRIMARY KEY,
	hash text NOT NULL,
	CONSTRAINT audit_hashes_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT audit_hashes_idx_check CHECK (idx >= 0)
);
CREATE TRIGGER audit_hashes_no_delete BEFORE DELETE ON audit_hashes
BEGIN SELECT RAISE(ABORT, 'audit_hashes_no_delete'); END;
CREATE TRIGGER audit_hashes_no_update BEFORE UPDATE ON audit_hashes
BEGIN SELECT RAISE(ABORT, 'audit_hashes_no_update'); END;
CREATE TABLE audit_keys (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_key text NOT NULL,
	from_size integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT audit_keys_public_key_check CHECK (public_key <> '' AND from_size >= 0)
);
CREATE UNIQUE INDEX audit_keys_from_size_key ON audit_keys (from_size);
CREATE UNIQUE INDEX audit_keys_public_key_key ON audit_keys (public_key);
CREATE TRIGGER audit_keys_no_delete BEFORE DELETE ON audit_keys
BEGIN SELECT RAISE(ABORT, 'audit_keys_no_delete'); END;
CREATE TRIGGER audit_keys_no_update BEFORE UPDATE ON audit_keys
BEGIN SELECT RAISE(ABORT, 'audit_keys_no_update'); END;
CREATE TABLE authors (
	id integer PRIMARY KEY AUTOINCREMENT,
	subject text NOT NULL,
	staff_id integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT authors_subject_check CHECK (subject <> ''),
	CONSTRAINT authors_staff_id_fk FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE UNIQUE INDEX authors_subject_key ON authors (subject, staff_id);
CREATE TRIGGER authors_no_delete BEFORE DELETE ON authors
BEGIN SELECT RAISE(ABORT, 'authors_no_delete'); END;
CREATE TRIGGER authors_no_update BEFORE UPDATE ON authors
BEGIN SELECT RAISE(ABORT, 'authors_no_update'); END;
CREATE TABLE chain_cursors (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	name text NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	final integer NOT NULL,
	updated_at datetime NOT NULL,
	CONSTRAINT chain_cursors_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT chain_cursors_block_check CHECK (number >= 0 AND final >= 0)
);
CREATE UNIQUE INDEX chain_cursors_name_key ON chain_cursors (chain_id, name);
CREATE TRIGGER chain_cursors_monotone BEFORE UPDATE ON chain_cursors
WHEN NEW.final < OLD.final
BEGIN SELECT RAISE(ABORT, 'chain_cursors_monotone'); END;
CREATE TRIGGER chain_cursors_no_delete BEFORE DELETE ON chain_cursors
BEGIN SELECT RAISE(ABORT, 'chain_cursors_no_delete'); END;
CREATE TABLE chain_events (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	block_number integer NOT NULL,
	block_hash text NOT NULL,
	block_time datetime NOT NULL,
	tx_hash text NOT NULL,
	log_index integer NOT NULL,
	contract text NOT NULL,
	name text NOT NULL,
	payload text NOT NULL,
	applied_at datetime,
	CONSTRAINT chain_events_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT chain_events_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT chain_events_contract_hex CHECK (length(contract) = 42 AND substr(contract, 1, 2) = '0x' AND substr(contract, 3) NOT GLOB '*[^0-9a-f]*')
);
CREATE INDEX chain_events_applied_at_idx ON chain_events (applied_at);
CREATE INDEX chain_events_chain_id_block_number_idx ON chain_events (chain_id, block_number);
CREATE INDEX chain_events_contract_name_idx ON chain_events (contract, name);
CREATE UNIQUE INDEX chain_events_log_key ON chain_events (chain_id, block_hash, log_index);
CREATE TRIGGER chain_events_no_delete BEFORE DELETE ON chain_events
BEGIN SELECT RAISE(ABORT, 'chain_events_no_delete'); END;
CREATE TRIGGER chain_events_only_applied BEFORE UPDATE ON chain_events
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.chain_id IS DISTINCT FROM OLD.chain_id OR NEW.block_number IS DISTINCT FROM OLD.block_number OR NEW.block_hash IS DISTINCT FROM OLD.block_hash OR NEW.block_time IS DISTINCT FROM OLD.block_time OR NEW.tx_hash IS DISTINCT FROM OLD.tx_hash OR NEW.log_index IS DISTINCT FROM OLD.log_index OR NEW.contract IS DISTINCT FROM OLD.contract OR NEW.name IS DISTINCT FROM OLD.name OR NEW.payload IS DISTINCT FROM OLD.payload
BEGIN SELECT RAISE(ABORT, 'chain_events_only_applied'); END;
CREATE TABLE claims (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	cover_id integer NOT NULL,
	claimant text NOT NULL,
	affected text NOT NULL,
	receiver text NOT NULL,
	requested text NOT NULL,
	verified_loss text NOT NULL,
	eligible text NOT NULL,
	approved text NOT NULL,
	state text NOT NULL,
	statement text NOT NULL,
	proof_nonce text NOT NULL,
	proof_signature text NOT NULL,
	proof_issued_at datetime NOT NULL,
	proof_expires_at datetime NOT NULL,
	receiver_review numeric NOT NULL,
	reason_code text NOT NULL,
	assigned_to integer,
	submitted_at datetime NOT NULL,
	decided_at datetime,
	cooling_off_until datetime,
	evidence_due_at datetime,
	appeal_until datetime,
	appeal_text text NOT NULL,
	created_at datetime NOT NULL, review_since datetime,
	CONSTRAINT claims_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT claims_version_check CHECK (version >= 0),
	CONSTRAINT claims_claimant_hex CHECK (length(claimant) = 42 AND substr(claimant, 1, 2) = '0x' AND substr(claimant, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT claims_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT claims_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT claims_requested_amount CHECK (length(requested) = 78 AND requested NOT GLOB '*[^0-9]*' AND requested <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT claims_verified_loss_amount CHECK (length(verified_loss) = 78 AND verified_loss NOT GLOB '*[^0-9]*' AND verified_loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT claims_eligible_amount CHECK (length(eligible) = 78 AND eligible NOT GLOB '*[^0-9]*' AND eligible <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT claims_approved_amount CHECK (length(approved) = 78 AND approved NOT GLOB '*[^0-9]*' AND approved <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT claims_state_enum CHECK (state IN ('draft', 'submitted', 'under_review', 'evidence_requested', 'approved', 'partially_approved', 'denied', 'cooling_off', 'settling', 'partially_paid', 'paid', 'closed', 'appealed', 'upheld', 'overturned', 'withdrawn', 'expired')),
	CONSTRAINT claims_proof_nonce_hex CHECK (length(proof_nonce) = 66 AND substr(proof_nonce, 1, 2) = '0x' AND substr(proof_nonce, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT claims_receiver_review_bool CHECK (receiver_review IN (0, 1)),
	CONSTRAINT claims_decided_check CHECK (state NOT IN ('approved', 'partially_approved', 'denied', 'cooling_off', 'settling', 'partially_paid', 'paid', 'appealed', 'upheld', 'overturned') OR decided_at IS NOT NULL),
	CONSTRAINT claims_denied_reason_check CHECK (state <> 'denied' OR reason_code <> ''),
	CONSTRAINT claims_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT claims_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id),
	CONSTRAINT claims_assigned_to_fk FOREIGN KEY (assigned_to) REFERENCES staff (id)
);
CREATE INDEX claims_affected_idx ON claims (affected);
CREATE INDEX claims_claimant_idx ON claims (claimant);
CREATE INDEX claims_cover_id_idx ON claims (cover_id);
CREATE UNIQUE INDEX claims_live_key ON claims (incident_id, cover_id, affected) WHERE state <> 'withdrawn' AND state <> 'expired';
CREATE INDEX claims_proof_nonce_idx ON claims (proof_nonce);
CREATE UNIQUE INDEX claims_public_id_key ON claims (public_id);
CREATE INDEX claims_state_idx ON claims (state);
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims
BEGIN SELECT RAISE(ABORT, 'claims_no_delete'); END;
CREATE TRIGGER claims_version_step BEFORE UPDATE ON claims
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'claims_version_step'); END;
CREATE TABLE corrections (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	kind text NOT NULL,
	account text NOT NULL,
	claim_id integer,
	exclusion text NOT NULL,
	receiver text,
	reason_code text NOT NULL,
	reason text NOT NULL,
	evidence text NOT NULL,
	entered_by integer NOT NULL,
	confirmed_by integer,
	confirmed_at datetime,
	contest_until datetime,
	objection text NOT NULL,
	answer text NOT NULL,
	answered_by integer,
	state text NOT NULL,
	created_at datetime NOT NULL,
	asset_id integer,
	amount text,
	direction text NOT NULL,
	into_id integer,
	positions text NOT NULL,
	stated text NOT NULL,
	clause text NOT NULL,
	CONSTRAINT corrections_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT corrections_version_check CHECK (version >= 0),
	CONSTRAINT corrections_kind_enum CHECK (kind IN ('reinstatement', 'exclusion', 'receiver', 'revision', 'merge', 'decision')),
	CONSTRAINT corrections_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT corrections_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT corrections_exclusion_enum CHECK (exclusion IN ('', 'attacker', 'insider')),
	CONSTRAINT corrections_content_check CHECK (claim_id IS NOT NULL OR exclusion <> '' OR receiver IS NOT NULL OR kind IN ('revision', 'merge')),
	CONSTRAINT corrections_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT corrections_direction_enum CHECK (direction IN ('', 'raise', 'lower')),
	CONSTRAINT corrections_revision_check CHECK (kind <> 'revision' OR (asset_id IS NOT NULL AND amount IS NOT NULL AND direction <> '')),
	CONSTRAINT corrections_positions_enum CHECK (positions IN ('', 'same', 'different')),
	CONSTRAINT corrections_merge_check CHECK (kind <> 'merge' OR (into_id IS NOT NULL AND positions <> '')),
	CONSTRAINT corrections_decision_check CHECK (kind <> 'decision' OR (claim_id IS NOT NULL AND asset_id IS NOT NULL AND amount IS NOT NULL AND clause <> '')),
	CONSTRAINT corrections_reason_check CHECK (reason_code <> '' AND reason <> ''),
	CONSTRAINT corrections_evidence_check CHECK (evidence <> ''),
	CONSTRAINT corrections_state_enum CHECK (state IN ('proposed', 'contestable', 'contested', 'standing', 'refused', 'lifted')),
	CONSTRAINT corrections_confirmed_check CHECK (state IN ('proposed', 'refused') OR (confirmed_by IS NOT NULL AND confirmed_by <> entered_by AND confirmed_at IS NOT NULL)),
	CONSTRAINT corrections_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT corrections_into_id_fk FOREIGN KEY (into_id) REFERENCES incidents (id),
	CONSTRAINT corrections_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT corrections_claim_id_fk FOREIGN KEY (claim_id) REFERENCES claims (id),
	CONSTRAINT corrections_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT corrections_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id),
	CONSTRAINT corrections_answered_by_fk FOREIGN KEY (answered_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX corrections_account_key ON corrections (incident_id, kind, account) WHERE claim_id IS NULL AND (state = 'proposed' OR state = 'contestable' OR state = 'contested');
CREATE UNIQUE INDEX corrections_claim_key ON corrections (claim_id) WHERE state = 'proposed';
CREATE INDEX corrections_incident_id_idx ON corrections (incident_id);
CREATE UNIQUE INDEX corrections_public_id_key ON corrections (public_id);
CREATE INDEX corrections_state_idx ON corrections (state);
CREATE TRIGGER corrections_content_fixed BEFORE UPDATE ON corrections
WHEN NEW.kind IS NOT OLD.kind OR NEW.incident_id IS NOT OLD.incident_id OR NEW.account IS NOT OLD.account OR NEW.claim_id IS NOT OLD.claim_id
	OR NEW.exclusion IS NOT OLD.exclusion OR NEW.receiver IS NOT OLD.receiver OR NEW.reason_code IS NOT OLD.reason_code
	OR NEW.reason IS NOT OLD.reason OR NEW.asset_id IS NOT OLD.asset_id OR NEW.amount IS NOT OLD.amount
	OR NEW.direction IS NOT OLD.direction OR NEW.into_id IS NOT OLD.into_id OR NEW.positions IS NOT OLD.positions OR NEW.stated IS NOT OLD.stated
	OR NEW.clause IS NOT OLD.clause OR NEW.evidence IS NOT OLD.evidence OR NEW.entered_by IS NOT OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'corrections_content_fixed'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections_no_delete'); END;
CREATE TRIGGER corrections_version_step BEFORE UPDATE ON corrections
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'corrections_version_step'); END;
CREATE TABLE cover_accounts (
	id integer PRIMARY KEY AUTOINCREMENT,
	cover_id integer NOT NULL,
	account text NOT NULL,
	insured_from datetime NOT NULL,
	insured_to datetime, consent text CONSTRAINT cover_accounts_consent_check CHECK (consent <> ''),
	CONSTRAINT cover_accounts_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT cover_accounts_interval_check CHECK (insured_to IS NULL OR insured_from <= insured_to),
	CONSTRAINT cover_accounts_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE INDEX cover_accounts_account_idx ON cover_accounts (account);
CREATE UNIQUE INDEX cover_accounts_interval_key ON cover_accounts (cover_id, account, insured_from);
CREATE UNIQUE INDEX cover_accounts_open_key ON cover_accounts (cover_id, account) WHERE insured_to IS NULL;
CREATE TRIGGER cover_accounts_no_delete BEFORE DELETE ON cover_accounts
BEGIN SELECT RAISE(ABORT, 'cover_accounts_no_delete'); END;
CREATE TABLE cover_imports (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	product_id integer NOT NULL,
	content text NOT NULL,
	content_hash text NOT NULL,
	proof_kind text NOT NULL,
	proof text NOT NULL,
	written_at datetime NOT NULL,
	entered_by integer NOT NULL,
	cover_id integer,
	state text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT cover_imports_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT cover_imports_version_check CHECK (version >= 0),
	CONSTRAINT cover_imports_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT cover_imports_content_check CHECK (content <> ''),
	CONSTRAINT cover_imports_proof_check CHECK (proof <> ''),
	CONSTRAINT cover_imports_proof_kind_enum CHECK (proof_kind IN ('chain_transaction', 'signed_certificate')),
	CONSTRAINT cover_imports_state_enum CHECK (state IN ('proposed', 'confirmed', 'refused')),
	CONSTRAINT cover_imports_confirmed_check CHECK (state <> 'confirmed' OR cover_id IS NOT NULL),
	CONSTRAINT cover_imports_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id),
	CONSTRAINT cover_imports_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT cover_imports_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE UNIQUE INDEX cover_imports_content_hash_key ON cover_imports (content_hash) WHERE state <> 'refused';
CREATE INDEX cover_imports_product_id_idx ON cover_imports (product_id);
CREATE UNIQUE INDEX cover_imports_public_id_key ON cover_imports (public_id);
CREATE TRIGGER cover_imports_content_fixed BEFORE UPDATE ON cover_imports
WHEN NEW.content IS NOT OLD.content OR NEW.proof IS NOT OLD.proof OR NEW.written_at IS NOT OLD.written_at OR NEW.entered_by IS NOT OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'cover_imports_content_fixed'); END;
CREATE TRIGGER cover_imports_no_delete BEFORE DELETE ON cover_imports
BEGIN SELECT RAISE(ABORT, 'cover_imports_no_delete'); END;
CREATE TRIGGER cover_imports_version_step BEFORE UPDATE ON cover_imports
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'cover_imports_version_step'); END;
CREATE TABLE cover_limits (
	id integer PRIMARY KEY AUTOINCREMENT,
	cover_id integer NOT NULL,
	"limit" text NOT NULL,
	counts_from datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT cover_limits_limit_amount CHECK (length("limit") = 78 AND "limit" NOT GLOB '*[^0-9]*' AND "limit" <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT cover_limits_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE INDEX cover_limits_cover_id_idx ON cover_limits (cover_id);
CREATE TRIGGER cover_limits_no_delete BEFORE DELETE ON cover_limits
BEGIN SELECT RAISE(ABORT, 'cover_limits_no_delete'); END;
CREATE TRIGGER cover_limits_no_update BEFORE UPDATE ON cover_limits
BEGIN SELECT RAISE(ABORT, 'cover_limits_no_update'); END;
CREATE TABLE cover_shares (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	affected text NOT NULL,
	cover_id integer NOT NULL,
	owed text NOT NULL,
	alone text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT cover_shares_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT cover_shares_owed_amount CHECK (length(owed) = 78 AND owed NOT GLOB '*[^0-9]*' AND owed <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT cover_shares_alone_amount CHECK (length(alone) = 78 AND alone NOT GLOB '*[^0-9]*' AND alone <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT cover_shares_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT cover_shares_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE UNIQUE INDEX cover_shares_cover_key ON cover_shares (incident_id, affected, cover_id);
CREATE TRIGGER cover_shares_no_delete BEFORE DELETE ON cover_shares
BEGIN SELECT RAISE(ABORT, 'cover_shares_no_delete'); END;
CREATE TRIGGER cover_shares_only_amounts BEFORE UPDATE ON cover_shares
WHEN NEW.id <> OLD.id OR NEW.incident_id <> OLD.incident_id OR NEW.affected <> OLD.affected OR NEW.cover_id <> OLD.cover_id OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'cover_shares_only_amounts'); END;
CREATE TABLE covers (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	product_id integer NOT NULL,
	wording_id integer NOT NULL,
	kind text NOT NULL,
	holder text NOT NULL,
	"limit" text NOT NULL,
	active_from datetime NOT NULL,
	active_to datetime NOT NULL,
	terms_hash text NOT NULL,
	state text NOT NULL,
	created_at datetime NOT NULL, recorded_at datetime, waiting_from datetime, renews_id integer,
	CONSTRAINT covers_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT covers_version_check CHECK (version >= 0),
	CONSTRAINT covers_kind_enum CHECK (kind IN ('individual', 'blanket')),
	CONSTRAINT covers_holder_hex CHECK (length(holder) = 42 AND substr(holder, 1, 2) = '0x' AND substr(holder, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT covers_limit_amount CHECK (length("limit") = 78 AND "limit" NOT GLOB '*[^0-9]*' AND "limit" <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT covers_terms_hash_hex CHECK (length(terms_hash) = 66 AND substr(terms_hash, 1, 2) = '0x' AND substr(terms_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT covers_state_enum CHECK (state IN ('active', 'cancelled')),
	CONSTRAINT covers_period_check CHECK (active_from < active_to),
	CONSTRAINT covers_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id),
	CONSTRAINT covers_wording_id_fk FOREIGN KEY (wording_id) REFERENCES wordings (id)
);
CREATE INDEX covers_holder_idx ON covers (holder);
CREATE INDEX covers_product_id_idx ON covers (product_id);
CREATE UNIQUE INDEX covers_public_id_key ON covers (public_id);
CREATE UNIQUE INDEX covers_renews_id_key ON covers (renews_id);
CREATE TRIGGER covers_no_delete BEFORE DELETE ON covers
BEGIN SELECT RAISE(ABORT, 'covers_no_delete'); END;
CREATE TRIGGER covers_recorded_fixed BEFORE UPDATE ON covers
WHEN NEW.recorded_at IS DISTINCT FROM OLD.recorded_at
BEGIN SELECT RAISE(ABORT, 'covers_recorded_fixed'); END;
CREATE TRIGGER covers_version_step BEFORE UPDATE ON covers
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'covers_version_step'); END;
CREATE TABLE distribution_chunks (
	id integer PRIMARY KEY AUTOINCREMENT,
	plan_id integer NOT NULL,
	n integer NOT NULL,
	intent_id integer NOT NULL,
	level integer NOT NULL,
	node integer NOT NULL,
	mask text NOT NULL,
	lines integer NOT NULL,
	amount text NOT NULL,
	gas integer NOT NULL,
	data_bytes integer NOT NULL,
	CONSTRAINT distribution_chunks_mask_hex CHECK (length(mask) = 66 AND substr(mask, 1, 2) = '0x' AND substr(mask, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT distribution_chunks_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT distribution_chunks_place_check CHECK (n >= 0 AND level >= 0 AND level <= 8 AND node >= 0 AND lines >= 1 AND gas >= 0 AND data_bytes >= 0),
	CONSTRAINT distribution_chunks_plan_id_fk FOREIGN KEY (plan_id) REFERENCES distribution_plans (id),
	CONSTRAINT distribution_chunks_intent_id_fk FOREIGN KEY (intent_id) REFERENCES tx_intents (id)
);
CREATE INDEX distribution_chunks_intent_id_idx ON distribution_chunks (intent_id);
CREATE UNIQUE INDEX distribution_chunks_n_key ON distribution_chunks (plan_id, n);
CREATE TRIGGER distribution_chunks_no_delete BEFORE DELETE ON distribution_chunks
BEGIN SELECT RAISE(ABORT, 'distribution_chunks_no_delete'); END;
CREATE TRIGGER distribution_chunks_no_update BEFORE UPDATE ON distribution_chunks
BEGIN SELECT RAISE(ABORT, 'distribution_chunks_no_update'); END;
CREATE TABLE distribution_plans (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	settlement_id integer NOT NULL,
	state text NOT NULL,
	content_hash text NOT NULL,
	body blob NOT NULL,
	pushed integer NOT NULL,
	redeemed integer NOT NULL,
	transactions integer NOT NULL,
	gas integer NOT NULL,
	data_bytes integer NOT NULL,
	amount text NOT NULL,
	bill_now text NOT NULL,
	bill_cap text NOT NULL,
	gas_price text NOT NULL,
	gas_price_cap text NOT NULL,
	made_by text NOT NULL,
	maker text NOT NULL,
	approved_by text NOT NULL,
	approver text NOT NULL,
	approved_at datetime,
	reason text NOT NULL,
	expires_at datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT distribution_plans_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT distribution_plans_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT distribution_plans_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT distribution_plans_bill_now_amount CHECK (length(bill_now) = 78 AND bill_now NOT GLOB '*[^0-9]*' AND bill_now <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT distribution_plans_bill_cap_amount CHECK (length(bill_cap) = 78 AND bill_cap NOT GLOB '*[^0-9]*' AND bill_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT distribution_plans_gas_price_amount CHECK (length(gas_price) = 78 AND gas_price NOT GLOB '*[^0-9]*' AND gas_price <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT distribution_plans_gas_price_cap_amount CHECK (length(gas_price_cap) = 78 AND gas_price_cap NOT GLOB '*[^0-9]*' AND gas_price_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT distribution_plans_version_check CHECK (version >= 0),
	CONSTRAINT distribution_plans_state_enum CHECK (state IN ('proposed', 'approved', 'withdrawn')),
	CONSTRAINT distribution_plans_counts_check CHECK (pushed >= 0 AND redeemed >= 0 AND transactions >= 0 AND gas >= 0 AND data_bytes >= 0),
	CONSTRAINT distribution_plans_made_check CHECK (made_by <> '' AND maker <> ''),
	CONSTRAINT distribution_plans_approved_check CHECK (state <> 'approved' OR (approved_by <> '' AND approver <> '' AND approved_at IS NOT NULL)),
	CONSTRAINT distribution_plans_two_persons_check CHECK (state <> 'approved' OR approver <> maker),
	CONSTRAINT distribution_plans_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE UNIQUE INDEX distribution_plans_public_id_key ON distribution_plans (public_id);
CREATE INDEX distribution_plans_settlement_id_idx ON distribution_plans (settlement_id);
CREATE INDEX distribution_plans_state_idx ON distribution_plans (state);
CREATE TRIGGER distribution_plans_content_fixed BEFORE UPDATE ON distribution_plans
WHEN NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.settlement_id IS DISTINCT FROM OLD.settlement_id OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR NEW.body IS DISTINCT FROM OLD.body OR NEW.pushed IS DISTINCT FROM OLD.pushed OR NEW.redeemed IS DISTINCT FROM OLD.redeemed OR NEW.transactions IS DISTINCT FROM OLD.transactions OR NEW.gas IS DISTINCT FROM OLD.gas OR NEW.data_bytes IS DISTINCT FROM OLD.data_bytes OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.bill_now IS DISTINCT FROM OLD.bill_now OR NEW.bill_cap IS DISTINCT FROM OLD.bill_cap OR NEW.gas_price IS DISTINCT FROM OLD.gas_price OR NEW.gas_price_cap IS DISTINCT FROM OLD.gas_price_cap OR NEW.made_by IS DISTINCT FROM OLD.made_by OR NEW.maker IS DISTINCT FROM OLD.maker OR NEW.expires_at IS DISTINCT FROM OLD.expires_at OR NEW.created_at IS DISTINCT FROM OLD.created_at
BEGIN SELECT RAISE(ABORT, 'distribution_plans_content_fixed'); END;
CREATE TRIGGER distribution_plans_no_delete BEFORE DELETE ON distribution_plans
BEGIN SELECT RAISE(ABORT, 'distribution_plans_no_delete'); END;
CREATE TRIGGER distribution_plans_terminal BEFORE UPDATE ON distribution_plans
WHEN OLD.state <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'distribution_plans_terminal'); END;
CREATE TRIGGER distribution_plans_version_step BEFORE UPDATE ON distribution_plans
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'distribution_plans_version_step'); END;
CREATE TABLE entitlement_parts (
	settlement_id integer NOT NULL,
	idx integer NOT NULL,
	data blob NOT NULL,
	PRIMARY KEY (settlement_id, idx),
	CONSTRAINT entitlement_parts_idx_check CHECK (idx >= 0),
	CONSTRAINT entitlement_parts_data_check CHECK (length(data) > 0),
	CONSTRAINT entitlement_parts_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE TRIGGER entitlement_parts_no_delete BEFORE DELETE ON entitlement_parts
BEGIN SELECT RAISE(ABORT, 'entitlement_parts_no_delete'); END;
CREATE TRIGGER entitlement_parts_no_update BEFORE UPDATE ON entitlement_parts
BEGIN SELECT RAISE(ABORT, 'entitlement_parts_no_update'); END;
CREATE TABLE entitlements (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	kind text NOT NULL,
	affected text NOT NULL,
	asset_id integer NOT NULL,
	cover_id integer,
	claim_id integer,
	receiver text NOT NULL,
	amount text NOT NULL,
	class integer NOT NULL,
	held numeric NOT NULL,
	held_reason text NOT NULL,
	state text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT entitlements_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT entitlements_version_check CHECK (version >= 0),
	CONSTRAINT entitlements_kind_enum CHECK (kind IN ('cover', 'recovery')),
	CONSTRAINT entitlements_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT entitlements_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT entitlements_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT entitlements_held_bool CHECK (held IN (0, 1)),
	CONSTRAINT entitlements_held_reason_enum CHECK (held_reason IN ('', 'undecided', 'appealed', 'not_filed', 'receiver', 'disputed')),
	CONSTRAINT entitlements_state_enum CHECK (state IN ('open', 'closed')),
	CONSTRAINT entitlements_cover_check CHECK (kind <> 'cover' OR cover_id IS NOT NULL),
	CONSTRAINT entitlements_claim_check CHECK (claim_id IS NULL OR kind = 'cover'),
	CONSTRAINT entitlements_held_check CHECK (NOT held OR held_reason <> ''),
	CONSTRAINT entitlements_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT entitlements_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT entitlements_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id),
	CONSTRAINT entitlements_claim_id_fk FOREIGN KEY (claim_id) REFERENCES claims (id)
);
CREATE UNIQUE INDEX entitlements_claim_key ON entitlements (claim_id, asset_id) WHERE state <> 'closed';
CREATE INDEX entitlements_cover_id_idx ON entitlements (cover_id);
CREATE INDEX entitlements_incident_id_affected_idx ON entitlements (incident_id, affected);
CREATE UNIQUE INDEX entitlements_public_id_key ON entitlements (public_id);
CREATE INDEX entitlements_receiver_idx ON entitlements (held_reason) WHERE held_reason = 'receiver';
CREATE TRIGGER entitlements_no_delete BEFORE DELETE ON entitlements
BEGIN SELECT RAISE(ABORT, 'entitlements_no_delete'); END;
CREATE TRIGGER entitlements_version_step BEFORE UPDATE ON entitlements
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'entitlements_version_step'); END;
CREATE TABLE escheat_settlements (
	settlement_id integer NOT NULL PRIMARY KEY,
	CONSTRAINT escheat_settlements_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE TRIGGER escheat_settlements_no_delete BEFORE DELETE ON escheat_settlements
BEGIN SELECT RAISE(ABORT, 'escheat_settlements_no_delete'); END;
CREATE TRIGGER escheat_settlements_no_update BEFORE UPDATE ON escheat_settlements
BEGIN SELECT RAISE(ABORT, 'escheat_settlements_no_update'); END;
CREATE TABLE evidence_files (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	claim_id integer NOT NULL,
	sha256 text NOT NULL,
	name text NOT NULL,
	media_type text NOT NULL,
	size integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT evidence_files_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT evidence_files_sha256_hex CHECK (length(sha256) = 66 AND substr(sha256, 1, 2) = '0x' AND substr(sha256, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT evidence_files_size_check CHECK (size >= 0),
	CONSTRAINT evidence_files_claim_id_fk FOREIGN KEY (claim_id) REFERENCES claims (id)
);
CREATE UNIQUE INDEX evidence_files_public_id_key ON evidence_files (public_id);
CREATE UNIQUE INDEX evidence_files_sha256_key ON evidence_files (claim_id, sha256);
CREATE TRIGGER evidence_files_no_delete BEFORE DELETE ON evidence_files
BEGIN SELECT RAISE(ABORT, 'evidence_files_no_delete'); END;
CREATE TRIGGER evidence_files_no_update BEFORE UPDATE ON evidence_files
BEGIN SELECT RAISE(ABORT, 'evidence_files_no_update'); END;
CREATE TABLE evidence_parts (
	sha256 text NOT NULL,
	n integer NOT NULL,
	data blob NOT NULL,
	CONSTRAINT evidence_parts_sha256_hex CHECK (length(sha256) = 66 AND substr(sha256, 1, 2) = '0x' AND substr(sha256, 3) NOT GLOB '*[^0-9a-f]*'),
	PRIMARY KEY (sha256, n),
	CONSTRAINT evidence_parts_n_check CHECK (n >= 0),
	CONSTRAINT evidence_parts_data_check CHECK (length(data) > 0)
);
CREATE TRIGGER evidence_parts_no_delete BEFORE DELETE ON evidence_parts
BEGIN SELECT RAISE(ABORT, 'evidence_parts_no_delete'); END;
CREATE TRIGGER evidence_parts_no_update BEFORE UPDATE ON evidence_parts
BEGIN SELECT RAISE(ABORT, 'evidence_parts_no_update'); END;
CREATE TABLE exclusion_lifts (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	account text NOT NULL,
	seat integer NOT NULL,
	lifted_by integer NOT NULL,
	reason text NOT NULL,
	evidence text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT exclusion_lifts_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT exclusion_lifts_seat_check CHECK (seat IN (1, 2)),
	CONSTRAINT exclusion_lifts_reason_check CHECK (reason <> ''),
	CONSTRAINT exclusion_lifts_evidence_check CHECK (evidence <> ''),
	CONSTRAINT exclusion_lifts_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT exclusion_lifts_lifted_by_fk FOREIGN KEY (lifted_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX exclusion_lifts_account_key ON exclusion_lifts (incident_id, account, seat);
CREATE TRIGGER exclusion_lifts_no_delete BEFORE DELETE ON exclusion_lifts
BEGIN SELECT RAISE(ABORT, 'exclusion_lifts_no_delete'); END;
CREATE TRIGGER exclusion_lifts_no_update BEFORE UPDATE ON exclusion_lifts
BEGIN SELECT RAISE(ABORT, 'exclusion_lifts_no_update'); END;
CREATE TRIGGER exclusion_lifts_two_persons BEFORE INSERT ON exclusion_lifts
WHEN NEW.seat = 2 AND NOT EXISTS (SELECT 1 FROM exclusion_lifts l JOIN staff s ON s.id = l.lifted_by
	WHERE l.incident_id = NEW.incident_id AND l.account = NEW.account AND l.seat = 1 AND s.person <> (SELECT person FROM staff WHERE id = NEW.lifted_by))
BEGIN SELECT RAISE(ABORT, 'exclusion_lifts_two_persons'); END;
CREATE TABLE exclusions (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	account text NOT NULL,
	kind text NOT NULL,
	reason text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT exclusions_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT exclusions_kind_enum CHECK (kind IN ('attacker', 'module', 'insider', 'reserve', 'disputed')),
	CONSTRAINT exclusions_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id)
);
CREATE UNIQUE INDEX exclusions_account_key ON exclusions (incident_id, account, kind);
CREATE TABLE fee_budgets (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	ref_machine text NOT NULL,
	ref_id integer NOT NULL,
	day integer NOT NULL,
	amount text NOT NULL,
	reason text NOT NULL,
	set_by text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT fee_budgets_ref_machine_enum CHECK (ref_machine IN ('settlement', 'key')),
	CONSTRAINT fee_budgets_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT fee_budgets_day_check CHECK (day >= 0),
	CONSTRAINT fee_budgets_reason_check CHECK (reason <> '' AND set_by <> '')
);
CREATE INDEX fee_budgets_ref_idx ON fee_budgets (chain_id, ref_machine, ref_id, day);
CREATE TRIGGER fee_budgets_no_delete BEFORE DELETE ON fee_budgets
BEGIN SELECT RAISE(ABORT, 'fee_budgets_no_delete'); END;
CREATE TRIGGER fee_budgets_no_update BEFORE UPDATE ON fee_budgets
BEGIN SELECT RAISE(ABORT, 'fee_budgets_no_update'); END;
CREATE TABLE finding_sightings (
	id integer PRIMARY KEY AUTOINCREMENT,
	finding_id integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	key text NOT NULL,
	canonical numeric NOT NULL,
	damage text NOT NULL,
	shown text NOT NULL,
	prev text NOT NULL,
	evidence text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT finding_sightings_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_key_hex CHECK (length(key) = 66 AND substr(key, 1, 2) = '0x' AND substr(key, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_prev_hex CHECK (length(prev) = 66 AND substr(prev, 1, 2) = '0x' AND substr(prev, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_evidence_hex CHECK (length(evidence) = 66 AND substr(evidence, 1, 2) = '0x' AND substr(evidence, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT finding_sightings_canonical_bool CHECK (canonical IN (0, 1)),
	CONSTRAINT finding_sightings_damage_enum CHECK (damage IN ('yes', 'no', 'unknown', 'not stated')),
	CONSTRAINT finding_sightings_finding_id_fk FOREIGN KEY (finding_id) REFERENCES findings (id)
);
CREATE INDEX finding_sightings_hash_idx ON finding_sightings (hash);
CREATE UNIQUE INDEX finding_sightings_key_key ON finding_sightings (finding_id, key);
CREATE TRIGGER finding_sightings_content_fixed BEFORE UPDATE ON finding_sightings
WHEN NEW.finding_id IS NOT OLD.finding_id OR NEW.number IS NOT OLD.number OR NEW.hash IS NOT OLD.hash OR NEW.key IS NOT OLD.key OR NEW.damage IS NOT OLD.damage OR NEW.shown IS NOT OLD.shown OR NEW.prev IS NOT OLD.prev OR NEW.evidence IS NOT OLD.evidence OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'finding_sightings_content_fixed'); END;
CREATE TRIGGER finding_sightings_no_delete BEFORE DELETE ON finding_sightings
BEGIN SELECT RAISE(ABORT, 'finding_sightings_no_delete'); END;
CREATE TABLE findings (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	monitor_id integer NOT NULL,
	dedup text NOT NULL,
	module text NOT NULL,
	tx_hash text,
	cluster text NOT NULL,
	severity text NOT NULL,
	class text NOT NULL,
	damage text NOT NULL,
	level text NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	last_number integer NOT NULL,
	sightings integer NOT NULL,
	state text NOT NULL,
	incident_id integer,
	verdict text NOT NULL,
	verdict_by integer,
	block_time datetime NOT NULL,
	seen_at datetime NOT NULL,
	observed_at datetime NOT NULL,
	decided_at datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT findings_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT findings_version_check CHECK (version >= 0),
	CONSTRAINT findings_dedup_hex CHECK (length(dedup) = 66 AND substr(dedup, 1, 2) = '0x' AND substr(dedup, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_module_hex CHECK (length(module) = 42 AND substr(module, 1, 2) = '0x' AND substr(module, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT findings_severity_enum CHECK (severity IN ('P1', 'P2', 'P3', 'P4')),
	CONSTRAINT findings_damage_enum CHECK (damage IN ('yes', 'no', 'unknown', 'not stated')),
	CONSTRAINT findings_level_enum CHECK (level IN ('count', 'alert', 'act')),
	CONSTRAINT findings_class_check CHECK (class <> ''),
	CONSTRAINT findings_sightings_check CHECK (sightings >= 1 AND last_number >= number),
	CONSTRAINT findings_state_enum CHECK (state IN ('open', 'retracted', 'dismissed', 'attached')),
	CONSTRAINT findings_dismissed_check CHECK (state <> 'dismissed' OR (verdict <> '' AND verdict_by IS NOT NULL)),
	CONSTRAINT findings_attached_check CHECK (state <> 'attached' OR incident_id IS NOT NULL),
	CONSTRAINT findings_monitor_id_fk FOREIGN KEY (monitor_id) REFERENCES monitors (id),
	CONSTRAINT findings_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT findings_verdict_by_fk FOREIGN KEY (verdict_by) REFERENCES staff (id)
);
CREATE INDEX findings_chain_id_idx ON findings (chain_id, state);
CREATE INDEX findings_dedup_idx ON findings (monitor_id, dedup);
CREATE UNIQUE INDEX findings_open_key ON findings (monitor_id, dedup) WHERE state = 'open';
CREATE UNIQUE INDEX findings_public_id_key ON findings (public_id);
CREATE TRIGGER findings_content_fixed BEFORE UPDATE ON findings
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.monitor_id IS NOT OLD.monitor_id OR NEW.dedup IS NOT OLD.dedup OR NEW.module IS NOT OLD.module OR NEW.tx_hash IS NOT OLD.tx_hash OR NEW.cluster IS NOT OLD.cluster OR NEW.severity IS NOT OLD.severity OR NEW.class IS NOT OLD.class OR NEW.block_time IS NOT OLD.block_time OR NEW.seen_at IS NOT OLD.seen_at OR NEW.observed_at IS NOT OLD.observed_at OR NEW.decided_at IS NOT OLD.decided_at OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'findings_content_fixed'); END;
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'findings_no_delete'); END;
CREATE TRIGGER findings_version_step BEFORE UPDATE ON findings
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'findings_version_step'); END;
CREATE TABLE flags (
	name text NOT NULL PRIMARY KEY,
	value text NOT NULL,
	reason text NOT NULL,
	set_by text NOT NULL,
	cleared_by text NOT NULL,
	updated_at datetime NOT NULL
);
CREATE TABLE idempotency_keys (
	id integer PRIMARY KEY AUTOINCREMENT,
	actor text NOT NULL,
	route text NOT NULL,
	"key" text NOT NULL,
	fingerprint text NOT NULL,
	status text NOT NULL,
	code integer NOT NULL,
	body blob NOT NULL,
	created_at datetime NOT NULL,
	done_at datetime, owner text,
	CONSTRAINT idempotency_keys_fingerprint_hex CHECK (length(fingerprint) = 66 AND substr(fingerprint, 1, 2) = '0x' AND substr(fingerprint, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT idempotency_keys_status_enum CHECK (status IN ('started', 'done')),
	CONSTRAINT idempotency_keys_done_check CHECK ((status = 'done') = (done_at IS NOT NULL)),
	CONSTRAINT idempotency_keys_key_check CHECK (length(key) BETWEEN 1 AND 255)
);
CREATE UNIQUE INDEX idempotency_keys_actor_route_key ON idempotency_keys (actor, route, "key");
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
CREATE TABLE incident_modules (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	module_id integer NOT NULL,
	from_block integer NOT NULL,
	from_hash text NOT NULL,
	to_block integer NOT NULL,
	to_hash text NOT NULL,
	live numeric NOT NULL,
	CONSTRAINT incident_modules_from_hash_hex CHECK (length(from_hash) = 66 AND substr(from_hash, 1, 2) = '0x' AND substr(from_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incident_modules_to_hash_hex CHECK (length(to_hash) = 66 AND substr(to_hash, 1, 2) = '0x' AND substr(to_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incident_modules_live_bool CHECK (live IN (0, 1)),
	CONSTRAINT incident_modules_blocks_check CHECK (from_block >= 0 AND from_block <= to_block),
	CONSTRAINT incident_modules_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT incident_modules_module_id_fk FOREIGN KEY (module_id) REFERENCES modules (id)
);
CREATE UNIQUE INDEX incident_modules_from_key ON incident_modules (incident_id, module_id, from_block);
CREATE INDEX incident_modules_module_id_idx ON incident_modules (module_id);
CREATE TRIGGER incident_modules_no_delete BEFORE DELETE ON incident_modules
BEGIN SELECT RAISE(ABORT, 'incident_modules_no_delete'); END;
CREATE TRIGGER incident_modules_overlap_insert BEFORE INSERT ON incident_modules
WHEN NEW.live AND EXISTS (SELECT 1 FROM incident_modules m WHERE m.module_id = NEW.module_id AND m.live AND m.from_block <= NEW.to_block AND NEW.from_block <= m.to_block)
BEGIN SELECT RAISE(ABORT, 'incident_modules_overlap_insert'); END;
CREATE TRIGGER incident_modules_overlap_update BEFORE UPDATE ON incident_modules
WHEN NEW.live AND EXISTS (SELECT 1 FROM incident_modules m WHERE m.module_id = NEW.module_id AND m.live AND m.id <> NEW.id AND m.from_block <= NEW.to_block AND NEW.from_block <= m.to_block)
BEGIN SELECT RAISE(ABORT, 'incident_modules_overlap_update'); END;
CREATE TABLE incidents (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	protocol_id integer NOT NULL,
	chain_ref text NOT NULL,
	title text NOT NULL,
	state text NOT NULL,
	spec text NOT NULL,
	spec_hash text NOT NULL,
	occurred_from datetime,
	occurred_to datetime,
	observed_at datetime,
	reported_at datetime,
	confirmed_at datetime,
	claims_open_at datetime,
	claims_close_at datetime,
	bar_at datetime,
	config_digest text NOT NULL,
	numeraire_id integer NOT NULL,
	settled_ratio_at datetime,
	created_at datetime NOT NULL,
	merged_into_id integer,
	CONSTRAINT incidents_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT incidents_version_check CHECK (version >= 0),
	CONSTRAINT incidents_chain_ref_hex CHECK (length(chain_ref) = 66 AND substr(chain_ref, 1, 2) = '0x' AND substr(chain_ref, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_state_enum CHECK (state IN ('suspected', 'reported', 'under_review', 'confirmed', 'rejected', 'snapshotting', 'claims_open', 'claims_closed', 'settling', 'settled', 'recovering', 'closed', 'retracted', 'disputed', 'merged', 'reopened')),
	CONSTRAINT incidents_spec_hash_hex CHECK (length(spec_hash) = 66 AND substr(spec_hash, 1, 2) = '0x' AND substr(spec_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT incidents_occurred_check CHECK (occurred_from IS NULL OR occurred_to IS NULL OR occurred_from <= occurred_to),
	CONSTRAINT incidents_window_check CHECK (claims_open_at IS NULL OR claims_close_at IS NULL OR claims_open_at <= claims_close_at),
	CONSTRAINT incidents_confirmed_check CHECK (confirmed_at IS NOT NULL OR state IN ('suspected', 'reported', 'under_review', 'rejected', 'retracted', 'disputed', 'merged', 'reopened')),
	CONSTRAINT incidents_merged_check CHECK (state <> 'merged' OR merged_into_id IS NOT NULL),
	CONSTRAINT incidents_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id),
	CONSTRAINT incidents_merged_into_id_fk FOREIGN KEY (merged_into_id) REFERENCES incidents (id)
);
CREATE UNIQUE INDEX incidents_chain_ref_key ON incidents (chain_ref);
CREATE INDEX incidents_merged_into_id_idx ON incidents (merged_into_id);
CREATE INDEX incidents_protocol_id_idx ON incidents (protocol_id);
CREATE UNIQUE INDEX incidents_public_id_key ON incidents (public_id);
CREATE INDEX incidents_state_idx ON incidents (state);
CREATE TRIGGER incidents_merged_fixed BEFORE UPDATE ON incidents
WHEN OLD.merged_into_id IS NOT NULL AND NEW.merged_into_id IS NOT OLD.merged_into_id
BEGIN SELECT RAISE(ABORT, 'incidents_merged_fixed'); END;
CREATE TRIGGER incidents_no_delete BEFORE DELETE ON incidents
BEGIN SELECT RAISE(ABORT, 'incidents_no_delete'); END;
CREATE TRIGGER incidents_numeraire_insert BEFORE INSERT ON incidents
WHEN NEW.numeraire_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.numeraire_id)
BEGIN SELECT RAISE(ABORT, 'incidents_numeraire_insert'); END;
CREATE TRIGGER incidents_numeraire_update BEFORE UPDATE ON incidents
WHEN NEW.numeraire_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.numeraire_id)
BEGIN SELECT RAISE(ABORT, 'incidents_numeraire_update'); END;
CREATE TRIGGER incidents_version_step BEFORE UPDATE ON incidents
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'incidents_version_step'); END;
CREATE TABLE job_runs (
	id integer PRIMARY KEY AUTOINCREMENT,
	job text NOT NULL,
	tick datetime NOT NULL,
	epoch integer NOT NULL,
	started_at datetime NOT NULL,
	finished_at datetime,
	error text NOT NULL,
	summary text NOT NULL
);
CREATE INDEX job_runs_job_epoch_idx ON job_runs (job, epoch);
CREATE UNIQUE INDEX job_runs_tick_key ON job_runs (job, tick);
CREATE TABLE key_states (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	address text NOT NULL,
	next_nonce integer NOT NULL,
	lease_owner text NOT NULL,
	lease_until datetime,
	epoch integer NOT NULL,
	paused text NOT NULL,
	CONSTRAINT key_states_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT key_states_nonce_check CHECK (next_nonce >= 0)
);
CREATE UNIQUE INDEX key_states_address_key ON key_states (chain_id, address);
CREATE TRIGGER key_states_epoch_monotone BEFORE UPDATE ON key_states
WHEN NEW.epoch < OLD.epoch
BEGIN SELECT RAISE(ABORT, 'key_states_epoch_monotone'); END;
CREATE TRIGGER key_states_no_delete BEFORE DELETE ON key_states
BEGIN SELECT RAISE(ABORT, 'key_states_no_delete'); END;
CREATE TABLE layers (
	id integer PRIMARY KEY AUTOINCREMENT,
	product_id integer NOT NULL,
	pool_id integer NOT NULL,
	position integer NOT NULL,
	incident_cap text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT layers_incident_cap_amount CHECK (length(incident_cap) = 78 AND incident_cap NOT GLOB '*[^0-9]*' AND incident_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT layers_position_check CHECK (position >= 1),
	CONSTRAINT layers_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id),
	CONSTRAINT layers_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id)
);
CREATE UNIQUE INDEX layers_pool_key ON layers (product_id, pool_id);
CREATE UNIQUE INDEX layers_position_key ON layers (product_id, position);
CREATE TRIGGER layers_no_delete BEFORE DELETE ON layers
BEGIN SELECT RAISE(ABORT, 'layers_no_delete'); END;
CREATE TABLE ledger_accounts (
	id integer PRIMARY KEY AUTOINCREMENT,
	code text NOT NULL,
	asset_id integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT ledger_accounts_code_check CHECK (code <> ''),
	CONSTRAINT ledger_accounts_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX ledger_accounts_code_key ON ledger_accounts (code, asset_id);
CREATE UNIQUE INDEX ledger_accounts_id_asset_key ON ledger_accounts (id, asset_id);
CREATE TRIGGER ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'ledger_accounts_no_delete'); END;
CREATE TRIGGER ledger_accounts_no_update BEFORE UPDATE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'ledger_accounts_no_update'); END;
CREATE TABLE ledger_postings (
	id integer PRIMARY KEY AUTOINCREMENT,
	transaction_id integer NOT NULL,
	account_id integer NOT NULL,
	asset_id integer NOT NULL,
	side text NOT NULL,
	amount text NOT NULL,
	CONSTRAINT ledger_postings_side_enum CHECK (side IN ('debit', 'credit')),
	CONSTRAINT ledger_postings_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT ledger_postings_amount_positive_check CHECK (amount <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT ledger_postings_transaction_id_fk FOREIGN KEY (transaction_id) REFERENCES ledger_transactions (id),
	CONSTRAINT ledger_postings_account_fk FOREIGN KEY (account_id, asset_id) REFERENCES ledger_accounts (id, asset_id)
);
CREATE INDEX ledger_postings_account_id_idx ON ledger_postings (account_id);
CREATE INDEX ledger_postings_transaction_id_idx ON ledger_postings (transaction_id);
CREATE TRIGGER ledger_postings_no_delete BEFORE DELETE ON ledger_postings
BEGIN SELECT RAISE(ABORT, 'ledger_postings_no_delete'); END;
CREATE TRIGGER ledger_postings_no_update BEFORE UPDATE ON ledger_postings
BEGIN SELECT RAISE(ABORT, 'ledger_postings_no_update'); END;
CREATE TABLE ledger_transactions (
	id integer PRIMARY KEY AUTOINCREMENT,
	kind text NOT NULL,
	ref text NOT NULL,
	created_at datetime NOT NULL
);
CREATE UNIQUE INDEX ledger_transactions_ref_key ON ledger_transactions (kind, ref);
CREATE TRIGGER ledger_transactions_no_delete BEFORE DELETE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions_no_delete'); END;
CREATE TRIGGER ledger_transactions_no_update BEFORE UPDATE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions_no_update'); END;
CREATE TABLE login_nonces (
	id integer PRIMARY KEY AUTOINCREMENT,
	nonce text NOT NULL,
	address text NOT NULL,
	text text NOT NULL,
	expires_at datetime NOT NULL,
	used_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT login_nonces_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*')
);
CREATE INDEX login_nonces_expires_at_idx ON login_nonces (expires_at);
CREATE UNIQUE INDEX login_nonces_nonce_key ON login_nonces (nonce);
CREATE TABLE loss_consumptions (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	affected text NOT NULL,
	asset_id integer NOT NULL,
	entitlement_id integer NOT NULL,
	amount text NOT NULL,
	created_at datetime NOT NULL,
	released_at datetime,
	CONSTRAINT loss_consumptions_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT loss_consumptions_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT loss_consumptions_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT loss_consumptions_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT loss_consumptions_entitlement_id_fk FOREIGN KEY (entitlement_id) REFERENCES entitlements (id)
);
CREATE INDEX loss_consumptions_incident_id_affected_idx ON loss_consumptions (incident_id, affected);
CREATE UNIQUE INDEX loss_consumptions_live_key ON loss_consumptions (entitlement_id, asset_id, affected) WHERE released_at IS NULL;
CREATE TRIGGER loss_consumptions_no_delete BEFORE DELETE ON loss_consumptions
BEGIN SELECT RAISE(ABORT, 'loss_consumptions_no_delete'); END;
CREATE TRIGGER loss_consumptions_only_release BEFORE UPDATE ON loss_consumptions
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.affected IS DISTINCT FROM OLD.affected OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.entitlement_id IS DISTINCT FROM OLD.entitlement_id OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.created_at IS DISTINCT FROM OLD.created_at OR OLD.released_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'loss_consumptions_only_release'); END;
CREATE TABLE merged_losses (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	from_id integer NOT NULL,
	asset_id integer NOT NULL,
	account text NOT NULL,
	loss text NOT NULL,
	value_before text NOT NULL,
	value_average text,
	insured text,
	created_at datetime NOT NULL,
	CONSTRAINT merged_losses_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT merged_losses_loss_amount CHECK (length(loss) = 78 AND loss NOT GLOB '*[^0-9]*' AND loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_value_before_amount CHECK (length(value_before) = 78 AND value_before NOT GLOB '*[^0-9]*' AND value_before <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_value_average_amount CHECK (length(value_average) = 78 AND value_average NOT GLOB '*[^0-9]*' AND value_average <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_insured_amount CHECK (length(insured) = 78 AND insured NOT GLOB '*[^0-9]*' AND insured <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT merged_losses_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT merged_losses_from_id_fk FOREIGN KEY (from_id) REFERENCES incidents (id),
	CONSTRAINT merged_losses_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX merged_losses_account_key ON merged_losses (incident_id, from_id, asset_id, account);
CREATE TRIGGER merged_losses_no_delete BEFORE DELETE ON merged_losses
BEGIN SELECT RAISE(ABORT, 'merged_losses_no_delete'); END;
CREATE TRIGGER merged_losses_no_update BEFORE UPDATE ON merged_losses
BEGIN SELECT RAISE(ABORT, 'merged_losses_no_update'); END;
CREATE TABLE migration_hashes (
	name text NOT NULL PRIMARY KEY,
	hash text NOT NULL
);
CREATE TABLE modules (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	protocol_id integer NOT NULL,
	chain_id integer NOT NULL,
	address text NOT NULL,
	role text NOT NULL,
	pause_kind text NOT NULL,
	containment text NOT NULL,
	contained_at datetime,
	method_view text NOT NULL,
	created_at datetime NOT NULL,
	value_asset_id integer NOT NULL,
	CONSTRAINT modules_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT modules_version_check CHECK (version >= 0),
	CONSTRAINT modules_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT modules_pause_kind_enum CHECK (pause_kind IN ('none', 'pausable', 'pausable_until', 'access_manager', 'guardian')),
	CONSTRAINT modules_containment_enum CHECK (containment IN ('none', 'requested', 'contained', 'released')),
	CONSTRAINT modules_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id)
);
CREATE UNIQUE INDEX modules_chain_address_key ON modules (chain_id, address);
CREATE INDEX modules_protocol_id_idx ON modules (protocol_id);
CREATE UNIQUE INDEX modules_public_id_key ON modules (public_id);
CREATE TRIGGER modules_no_delete BEFORE DELETE ON modules
BEGIN SELECT RAISE(ABORT, 'modules_no_delete'); END;
CREATE TRIGGER modules_value_asset_insert BEFORE INSERT ON modules
WHEN NEW.value_asset_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.value_asset_id)
BEGIN SELECT RAISE(ABORT, 'modules_value_asset_insert'); END;
CREATE TRIGGER modules_value_asset_update BEFORE UPDATE ON modules
WHEN NEW.value_asset_id <> 0 AND NOT EXISTS (SELECT 1 FROM assets a WHERE a.id = NEW.value_asset_id)
BEGIN SELECT RAISE(ABORT, 'modules_value_asset_update'); END;
CREATE TRIGGER modules_version_step BEFORE UPDATE ON modules
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'modules_version_step'); END;
CREATE TABLE monitors (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	module text NOT NULL,
	name text NOT NULL,
	number integer NOT NULL,
	content blob NOT NULL,
	content_hash text NOT NULL,
	state text NOT NULL,
	written_by integer,
	asked_by integer,
	armed_by integer,
	created_at datetime NOT NULL,
	CONSTRAINT monitors_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT monitors_version_check CHECK (version >= 0),
	CONSTRAINT monitors_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT monitors_name_check CHECK (name <> '' AND module <> ''),
	CONSTRAINT monitors_number_check CHECK (number >= 1),
	CONSTRAINT monitors_state_enum CHECK (state IN ('draft', 'shadow', 'live', 'retired')),
	CONSTRAINT monitors_armed_check CHECK (state <> 'live' OR (asked_by IS NOT NULL AND armed_by IS NOT NULL AND asked_by <> armed_by)),
	CONSTRAINT monitors_written_by_fk FOREIGN KEY (written_by) REFERENCES staff (id),
	CONSTRAINT monitors_asked_by_fk FOREIGN KEY (asked_by) REFERENCES staff (id),
	CONSTRAINT monitors_armed_by_fk FOREIGN KEY (armed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX monitors_number_key ON monitors (chain_id, name, number);
CREATE UNIQUE INDEX monitors_public_id_key ON monitors (public_id);
CREATE INDEX monitors_state_idx ON monitors (chain_id, state);
CREATE TRIGGER monitors_content_fixed BEFORE UPDATE ON monitors
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.module IS NOT OLD.module OR NEW.name IS NOT OLD.name OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.content_hash IS NOT OLD.content_hash OR NEW.written_by IS NOT OLD.written_by
BEGIN SELECT RAISE(ABORT, 'monitors_content_fixed'); END;
CREATE TRIGGER monitors_no_delete BEFORE DELETE ON monitors
BEGIN SELECT RAISE(ABORT, 'monitors_no_delete'); END;
CREATE TRIGGER monitors_version_step BEFORE UPDATE ON monitors
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'monitors_version_step'); END;
CREATE TABLE objections (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	settlement_id integer NOT NULL,
	author text NOT NULL,
	text text NOT NULL,
	answer text NOT NULL,
	answered_by integer,
	answered_at datetime,
	created_at datetime NOT NULL,
	state text NOT NULL,
	due_at datetime NOT NULL,
	assigned_to integer,
	CONSTRAINT objections_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT objections_version_check CHECK (version >= 0),
	CONSTRAINT objections_author_hex CHECK (length(author) = 42 AND substr(author, 1, 2) = '0x' AND substr(author, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT objections_answer_check CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
	CONSTRAINT objections_answered_check CHECK (state <> 'answered' OR answered_at IS NOT NULL),
	CONSTRAINT objections_state_enum CHECK (state IN ('open', 'senior', 'second_senior', 'unanswered', 'answered', 'withdrawn')),
	CONSTRAINT objections_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT objections_answered_by_fk FOREIGN KEY (answered_by) REFERENCES staff (id),
	CONSTRAINT objections_assigned_to_fk FOREIGN KEY (assigned_to) REFERENCES staff (id)
);
CREATE UNIQUE INDEX objections_public_id_key ON objections (public_id);
CREATE INDEX objections_settlement_id_idx ON objections (settlement_id);
CREATE INDEX objections_state_idx ON objections (state);
CREATE TRIGGER objections_content_fixed BEFORE UPDATE ON objections
WHEN NEW.settlement_id <> OLD.settlement_id OR NEW.author <> OLD.author OR NEW.text <> OLD.text OR (OLD.state IN ('answered', 'withdrawn') AND NEW.state <> OLD.state)
BEGIN SELECT RAISE(ABORT, 'objections_content_fixed'); END;
CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections
BEGIN SELECT RAISE(ABORT, 'objections_no_delete'); END;
CREATE TRIGGER objections_version_step BEFORE UPDATE ON objections
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'objections_version_step'); END;
CREATE TABLE oracle_configs (
	id integer PRIMARY KEY AUTOINCREMENT,
	digest text NOT NULL,
	chain_id integer NOT NULL,
	oracle text NOT NULL,
	count integer NOT NULL,
	signers text NOT NULL,
	f integer NOT NULL,
	threshold integer NOT NULL,
	challenge_window integer NOT NULL,
	max_age integer NOT NULL,
	max_clock_skew integer NOT NULL,
	max_deviation_bps integer NOT NULL,
	state text NOT NULL,
	retired_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT oracle_configs_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_configs_oracle_hex CHECK (length(oracle) = 42 AND substr(oracle, 1, 2) = '0x' AND substr(oracle, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_configs_state_enum CHECK (state IN ('active', 'retired', 'compromised')),
	CONSTRAINT oracle_configs_threshold_check CHECK (f >= 0 AND count >= 1 AND threshold BETWEEN 1 AND 31),
	CONSTRAINT oracle_configs_windows_check CHECK (challenge_window >= 0 AND max_age >= 0 AND max_clock_skew >= 0 AND max_deviation_bps >= 0)
);
CREATE UNIQUE INDEX oracle_configs_digest_key ON oracle_configs (digest);
CREATE TRIGGER oracle_configs_no_delete BEFORE DELETE ON oracle_configs
BEGIN SELECT RAISE(ABORT, 'oracle_configs_no_delete'); END;
CREATE TABLE oracle_reports (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	kind text NOT NULL,
	subject_id integer NOT NULL,
	slot text NOT NULL,
	digest text NOT NULL,
	signer text NOT NULL,
	signature text NOT NULL,
	source text NOT NULL,
	received_at datetime NOT NULL,
	CONSTRAINT oracle_reports_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT oracle_reports_kind_enum CHECK (kind IN ('loss_snapshot', 'snapshot_set', 'payout_order')),
	CONSTRAINT oracle_reports_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_reports_signer_hex CHECK (length(signer) = 42 AND substr(signer, 1, 2) = '0x' AND substr(signer, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT oracle_reports_signature_check CHECK (length(signature) = 132 AND substr(signature, 1, 2) = '0x' AND substr(signature, 3) NOT GLOB '*[^0-9a-f]*')
);
CREATE INDEX oracle_reports_kind_subject_id_idx ON oracle_reports (kind, subject_id);
CREATE UNIQUE INDEX oracle_reports_public_id_key ON oracle_reports (public_id);
CREATE UNIQUE INDEX oracle_reports_signature_key ON oracle_reports (kind, signer, digest);
CREATE INDEX oracle_reports_signer_slot_idx ON oracle_reports (signer, slot);
CREATE TRIGGER oracle_reports_no_delete BEFORE DELETE ON oracle_reports
BEGIN SELECT RAISE(ABORT, 'oracle_reports_no_delete'); END;
CREATE TRIGGER oracle_reports_no_update BEFORE UPDATE ON oracle_reports
BEGIN SELECT RAISE(ABORT, 'oracle_reports_no_update'); END;
CREATE TABLE outside_receipts (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	incident_id integer NOT NULL,
	affected text NOT NULL,
	asset_id integer NOT NULL,
	amount text NOT NULL,
	reason text NOT NULL,
	entered_by integer NOT NULL,
	created_at datetime NOT NULL, evidence text CONSTRAINT outside_receipts_evidence_check CHECK (evidence <> ''),
	CONSTRAINT outside_receipts_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT outside_receipts_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT outside_receipts_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT outside_receipts_reason_check CHECK (reason <> ''),
	CONSTRAINT outside_receipts_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT outside_receipts_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT outside_receipts_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id)
);
CREATE INDEX outside_receipts_incident_id_affected_idx ON outside_receipts (incident_id, affected);
CREATE UNIQUE INDEX outside_receipts_public_id_key ON outside_receipts (public_id);
CREATE TRIGGER outside_receipts_no_delete BEFORE DELETE ON outside_receipts
BEGIN SELECT RAISE(ABORT, 'outside_receipts_no_delete'); END;
CREATE TRIGGER outside_receipts_no_update BEFORE UPDATE ON outside_receipts
BEGIN SELECT RAISE(ABORT, 'outside_receipts_no_update'); END;
CREATE TABLE payout_checks (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	contract text NOT NULL,
	asset_id integer NOT NULL,
	from_block integer NOT NULL,
	to_block integer NOT NULL,
	to_hash text NOT NULL,
	balance_before text NOT NULL,
	balance_after text NOT NULL,
	booked_in text NOT NULL,
	booked_out text NOT NULL,
	moved_in text NOT NULL,
	moved_out text NOT NULL,
	payments integer NOT NULL,
	receivers integer NOT NULL,
	skipped integer NOT NULL,
	verdict text NOT NULL,
	findings text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT payout_checks_contract_hex CHECK (length(contract) = 42 AND substr(contract, 1, 2) = '0x' AND substr(contract, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT payout_checks_to_hash_hex CHECK (length(to_hash) = 66 AND substr(to_hash, 1, 2) = '0x' AND substr(to_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT payout_checks_balance_before_amount CHECK (length(balance_before) = 78 AND balance_before NOT GLOB '*[^0-9]*' AND balance_before <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT payout_checks_balance_after_amount CHECK (length(balance_after) = 78 AND balance_after NOT GLOB '*[^0-9]*' AND balance_after <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT payout_checks_booked_in_amount CHECK (length(booked_in) = 78 AND booked_in NOT GLOB '*[^0-9]*' AND booked_in <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT payout_checks_booked_out_amount CHECK (length(booked_out) = 78 AND booked_out NOT GLOB '*[^0-9]*' AND booked_out <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT payout_checks_moved_in_amount CHECK (length(moved_in) = 78 AND moved_in NOT GLOB '*[^0-9]*' AND moved_in <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT payout_checks_moved_out_amount CHECK (length(moved_out) = 78 AND moved_out NOT GLOB '*[^0-9]*' AND moved_out <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT payout_checks_verdict_enum CHECK (verdict IN ('ok', 'mismatch')),
	CONSTRAINT payout_checks_blocks_check CHECK (from_block >= 0 AND to_block >= from_block AND payments >= 0 AND receivers >= 0 AND skipped >= 0),
	CONSTRAINT payout_checks_findings_check CHECK (verdict <> 'mismatch' OR findings <> ''),
	CONSTRAINT payout_checks_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX payout_checks_range_key ON payout_checks (chain_id, contract, asset_id, to_block);
CREATE TRIGGER payout_checks_no_delete BEFORE DELETE ON payout_checks
BEGIN SELECT RAISE(ABORT, 'payout_checks_no_delete'); END;
CREATE TRIGGER payout_checks_no_update BEFORE UPDATE ON payout_checks
BEGIN SELECT RAISE(ABORT, 'payout_checks_no_update'); END;
CREATE TABLE pools (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	kind text NOT NULL,
	name text NOT NULL,
	asset_id integer NOT NULL,
	contract text NOT NULL,
	distributor text NOT NULL,
	oracle text NOT NULL,
	observed_free text NOT NULL,
	observed_block integer NOT NULL,
	observed_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT pools_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT pools_version_check CHECK (version >= 0),
	CONSTRAINT pools_kind_enum CHECK (kind IN ('capital', 'vault')),
	CONSTRAINT pools_contract_hex CHECK (length(contract) = 42 AND substr(contract, 1, 2) = '0x' AND substr(contract, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT pools_distributor_hex CHECK (length(distributor) = 42 AND substr(distributor, 1, 2) = '0x' AND substr(distributor, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT pools_oracle_hex CHECK (length(oracle) = 42 AND substr(oracle, 1, 2) = '0x' AND substr(oracle, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT pools_observed_free_amount CHECK (length(observed_free) = 78 AND observed_free NOT GLOB '*[^0-9]*' AND observed_free <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT pools_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX pools_contract_asset_key ON pools (contract, asset_id);
CREATE UNIQUE INDEX pools_public_id_key ON pools (public_id);
CREATE TRIGGER pools_no_delete BEFORE DELETE ON pools
BEGIN SELECT RAISE(ABORT, 'pools_no_delete'); END;
CREATE TRIGGER pools_version_step BEFORE UPDATE ON pools
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'pools_version_step'); END;
CREATE TABLE price_entries (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	asset_id integer NOT NULL,
	num text NOT NULL,
	den text NOT NULL,
	reason text NOT NULL,
	entered_by integer NOT NULL,
	confirmed_by integer,
	created_at datetime NOT NULL,
	CONSTRAINT price_entries_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT price_entries_version_check CHECK (version >= 0),
	CONSTRAINT price_entries_num_amount CHECK (length(num) = 78 AND num NOT GLOB '*[^0-9]*' AND num <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT price_entries_den_amount CHECK (length(den) = 78 AND den NOT GLOB '*[^0-9]*' AND den <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT price_entries_two_persons_check CHECK (confirmed_by IS NULL OR confirmed_by <> entered_by),
	CONSTRAINT price_entries_den_check CHECK (den <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT price_entries_reason_check CHECK (reason <> ''),
	CONSTRAINT price_entries_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT price_entries_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT price_entries_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT price_entries_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX price_entries_confirmed_key ON price_entries (incident_id, asset_id) WHERE confirmed_by IS NOT NULL;
CREATE UNIQUE INDEX price_entries_public_id_key ON price_entries (public_id);
CREATE TRIGGER price_entries_content_fixed BEFORE UPDATE ON price_entries
WHEN OLD.confirmed_by IS NOT NULL OR NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.num IS DISTINCT FROM OLD.num OR NEW.den IS DISTINCT FROM OLD.den OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.entered_by IS DISTINCT FROM OLD.entered_by
BEGIN SELECT RAISE(ABORT, 'price_entries_content_fixed'); END;
CREATE TRIGGER price_entries_no_delete BEFORE DELETE ON price_entries
BEGIN SELECT RAISE(ABORT, 'price_entries_no_delete'); END;
CREATE TRIGGER price_entries_persons_insert BEFORE INSERT ON price_entries
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT person FROM staff WHERE id = NEW.entered_by)
BEGIN SELECT RAISE(ABORT, 'price_entries_persons_insert'); END;
CREATE TRIGGER price_entries_persons_update BEFORE UPDATE ON price_entries
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT person FROM staff WHERE id = NEW.entered_by)
BEGIN SELECT RAISE(ABORT, 'price_entries_persons_update'); END;
CREATE TRIGGER price_entries_version_step BEFORE UPDATE ON price_entries
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'price_entries_version_step'); END;
CREATE TABLE products (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	protocol_id integer NOT NULL,
	name text NOT NULL,
	limit_asset_id integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT products_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT products_version_check CHECK (version >= 0),
	CONSTRAINT products_protocol_id_fk FOREIGN KEY (protocol_id) REFERENCES protocols (id),
	CONSTRAINT products_limit_asset_id_fk FOREIGN KEY (limit_asset_id) REFERENCES assets (id)
);
CREATE INDEX products_protocol_id_idx ON products (protocol_id);
CREATE UNIQUE INDEX products_public_id_key ON products (public_id);
CREATE TRIGGER products_no_delete BEFORE DELETE ON products
BEGIN SELECT RAISE(ABORT, 'products_no_delete'); END;
CREATE TRIGGER products_version_step BEFORE UPDATE ON products
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'products_version_step'); END;
CREATE TABLE protocols (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	slug text NOT NULL,
	name text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT protocols_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT protocols_version_check CHECK (version >= 0),
	CONSTRAINT protocols_slug_check CHECK (slug <> '' AND slug = lower(slug))
);
CREATE UNIQUE INDEX protocols_public_id_key ON protocols (public_id);
CREATE UNIQUE INDEX protocols_slug_key ON protocols (slug);
CREATE TRIGGER protocols_no_delete BEFORE DELETE ON protocols
BEGIN SELECT RAISE(ABORT, 'protocols_no_delete'); END;
CREATE TRIGGER protocols_version_step BEFORE UPDATE ON protocols
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'protocols_version_step'); END;
CREATE TABLE publication_checks (
	id integer PRIMARY KEY AUTOINCREMENT,
	settlement_id integer NOT NULL,
	content_hash text NOT NULL,
	rules text NOT NULL,
	checked integer NOT NULL,
	block_number integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT publication_checks_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT publication_checks_rules_check CHECK (rules <> '' AND checked > 0 AND block_number >= 0),
	CONSTRAINT publication_checks_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id)
);
CREATE INDEX publication_checks_settlement_id_idx ON publication_checks (settlement_id);
CREATE TRIGGER publication_checks_no_delete BEFORE DELETE ON publication_checks
BEGIN SELECT RAISE(ABORT, 'publication_checks_no_delete'); END;
CREATE TRIGGER publication_checks_no_update BEFORE UPDATE ON publication_checks
BEGIN SELECT RAISE(ABORT, 'publication_checks_no_update'); END;
CREATE TABLE receipt_confirmations (
	id integer PRIMARY KEY AUTOINCREMENT,
	receipt_id integer NOT NULL,
	confirmed_by integer,
	created_at datetime NOT NULL,
	CONSTRAINT receipt_confirmations_receipt_id_fk FOREIGN KEY (receipt_id) REFERENCES outside_receipts (id),
	CONSTRAINT receipt_confirmations_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX receipt_confirmations_receipt_id_key ON receipt_confirmations (receipt_id);
CREATE TRIGGER receipt_confirmations_no_delete BEFORE DELETE ON receipt_confirmations
BEGIN SELECT RAISE(ABORT, 'receipt_confirmations_no_delete'); END;
CREATE TRIGGER receipt_confirmations_no_update BEFORE UPDATE ON receipt_confirmations
BEGIN SELECT RAISE(ABORT, 'receipt_confirmations_no_update'); END;
CREATE TRIGGER receipt_confirmations_two_persons BEFORE INSERT ON receipt_confirmations
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT s.person FROM outside_receipts r JOIN staff s ON s.id = r.entered_by WHERE r.id = NEW.receipt_id)
BEGIN SELECT RAISE(ABORT, 'receipt_confirmations_two_persons'); END;
CREATE TABLE receipt_reversals (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	receipt_id integer NOT NULL,
	amount text NOT NULL,
	evidence text NOT NULL,
	reason text NOT NULL,
	entered_by integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT receipt_reversals_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT receipt_reversals_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT receipt_reversals_amount_positive_check CHECK (amount <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT receipt_reversals_evidence_check CHECK (evidence <> ''),
	CONSTRAINT receipt_reversals_reason_check CHECK (reason <> ''),
	CONSTRAINT receipt_reversals_receipt_id_fk FOREIGN KEY (receipt_id) REFERENCES outside_receipts (id),
	CONSTRAINT receipt_reversals_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX receipt_reversals_public_id_key ON receipt_reversals (public_id);
CREATE INDEX receipt_reversals_receipt_id_idx ON receipt_reversals (receipt_id);
CREATE TRIGGER receipt_reversals_no_delete BEFORE DELETE ON receipt_reversals
BEGIN SELECT RAISE(ABORT, 'receipt_reversals_no_delete'); END;
CREATE TRIGGER receipt_reversals_no_update BEFORE UPDATE ON receipt_reversals
BEGIN SELECT RAISE(ABORT, 'receipt_reversals_no_update'); END;
CREATE TABLE receiver_waits (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	entitlement_id integer NOT NULL,
	since datetime NOT NULL,
	assigned_to integer,
	state text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT receiver_waits_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT receiver_waits_version_check CHECK (version >= 0),
	CONSTRAINT receiver_waits_state_enum CHECK (state IN ('unnamed', 'review', 'senior', 'second_senior', 'parked', 'ended')),
	CONSTRAINT receiver_waits_entitlement_id_fk FOREIGN KEY (entitlement_id) REFERENCES entitlements (id),
	CONSTRAINT receiver_waits_assigned_to_fk FOREIGN KEY (assigned_to) REFERENCES staff (id)
);
CREATE INDEX receiver_waits_entitlement_id_idx ON receiver_waits (entitlement_id);
CREATE UNIQUE INDEX receiver_waits_open_key ON receiver_waits (entitlement_id) WHERE state <> 'ended';
CREATE UNIQUE INDEX receiver_waits_public_id_key ON receiver_waits (public_id);
CREATE INDEX receiver_waits_state_idx ON receiver_waits (state);
CREATE TRIGGER receiver_waits_content_fixed BEFORE UPDATE ON receiver_waits
WHEN NEW.entitlement_id IS NOT OLD.entitlement_id OR (OLD.state = 'ended' AND NEW.state <> 'ended')
BEGIN SELECT RAISE(ABORT, 'receiver_waits_content_fixed'); END;
CREATE TRIGGER receiver_waits_no_delete BEFORE DELETE ON receiver_waits
BEGIN SELECT RAISE(ABORT, 'receiver_waits_no_delete'); END;
CREATE TRIGGER receiver_waits_version_step BEFORE UPDATE ON receiver_waits
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'receiver_waits_version_step'); END;
CREATE TABLE recoveries (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	asset_id integer NOT NULL,
	source text NOT NULL,
	state text NOT NULL,
	amount text NOT NULL,
	"from" text NOT NULL,
	tx_hash text,
	block_number integer,
	block_hash text,
	log_index integer,
	note text NOT NULL,
	hold_until datetime,
	created_at datetime NOT NULL,
	CONSTRAINT recoveries_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT recoveries_version_check CHECK (version >= 0),
	CONSTRAINT recoveries_source_enum CHECK (source IN ('attacker', 'whitehat', 'issuer', 'court', 'salvage', 'protocol')),
	CONSTRAINT recoveries_state_enum CHECK (state IN ('expected', 'received', 'final', 'contested', 'released', 'withdrawn')),
	CONSTRAINT recoveries_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT recoveries_from_hex CHECK (length("from") = 42 AND substr("from", 1, 2) = '0x' AND substr("from", 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_event_check CHECK ((tx_hash IS NULL) = (log_index IS NULL)),
	CONSTRAINT recoveries_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT recoveries_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX recoveries_event_key ON recoveries (tx_hash, log_index);
CREATE INDEX recoveries_incident_id_idx ON recoveries (incident_id);
CREATE UNIQUE INDEX recoveries_public_id_key ON recoveries (public_id);
CREATE TRIGGER recoveries_no_delete BEFORE DELETE ON recoveries
BEGIN SELECT RAISE(ABORT, 'recoveries_no_delete'); END;
CREATE TRIGGER recoveries_version_step BEFORE UPDATE ON recoveries
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'recoveries_version_step'); END;
CREATE TABLE recovery_payees (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	kind text NOT NULL,
	receiver text NOT NULL,
	asset_id integer,
	payer text,
	share_bps integer,
	cap text,
	reason text NOT NULL,
	evidence text NOT NULL,
	entered_by integer NOT NULL,
	confirmed_by integer,
	confirmed_at datetime,
	entitlement_id integer,
	state text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT recovery_payees_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT recovery_payees_version_check CHECK (version >= 0),
	CONSTRAINT recovery_payees_kind_enum CHECK (kind IN ('protocol', 'bounty')),
	CONSTRAINT recovery_payees_receiver_hex CHECK (length(receiver) = 42 AND substr(receiver, 1, 2) = '0x' AND substr(receiver, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recovery_payees_payer_hex CHECK (length(payer) = 42 AND substr(payer, 1, 2) = '0x' AND substr(payer, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recovery_payees_cap_amount CHECK (length(cap) = 78 AND cap NOT GLOB '*[^0-9]*' AND cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT recovery_payees_share_check CHECK (share_bps BETWEEN 1 AND 10000),
	CONSTRAINT recovery_payees_bounty_check CHECK (kind <> 'bounty' OR (asset_id IS NOT NULL AND payer IS NOT NULL AND share_bps IS NOT NULL AND cap IS NOT NULL)),
	CONSTRAINT recovery_payees_reason_check CHECK (reason <> ''),
	CONSTRAINT recovery_payees_evidence_check CHECK (evidence <> ''),
	CONSTRAINT recovery_payees_state_enum CHECK (state IN ('proposed', 'registered', 'refused', 'replaced')),
	CONSTRAINT recovery_payees_confirmed_check CHECK (state IN ('proposed', 'refused') OR (confirmed_by IS NOT NULL AND confirmed_by <> entered_by AND confirmed_at IS NOT NULL AND entitlement_id IS NOT NULL)),
	CONSTRAINT recovery_payees_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT recovery_payees_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT recovery_payees_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id),
	CONSTRAINT recovery_payees_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id),
	CONSTRAINT recovery_payees_entitlement_id_fk FOREIGN KEY (entitlement_id) REFERENCES entitlements (id)
);
CREATE UNIQUE INDEX recovery_payees_bounty_key ON recovery_payees (incident_id, receiver, asset_id, payer) WHERE kind = 'bounty' AND state = 'registered';
CREATE INDEX recovery_payees_entitlement_id_idx ON recovery_payees (entitlement_id);
CREATE INDEX recovery_payees_incident_id_idx ON recovery_payees (incident_id);
CREATE UNIQUE INDEX recovery_payees_protocol_key ON recovery_payees (incident_id) WHERE kind = 'protocol' AND state = 'registered';
CREATE UNIQUE INDEX recovery_payees_public_id_key ON recovery_payees (public_id);
CREATE TRIGGER recovery_payees_content_fixed BEFORE UPDATE ON recovery_payees
WHEN NEW.incident_id IS NOT OLD.incident_id OR NEW.kind IS NOT OLD.kind OR NEW.receiver IS NOT OLD.receiver OR NEW.asset_id IS NOT OLD.asset_id
	OR NEW.payer IS NOT OLD.payer OR NEW.share_bps IS NOT OLD.share_bps OR NEW.cap IS NOT OLD.cap OR NEW.reason IS NOT OLD.reason
	OR NEW.evidence IS NOT OLD.evidence OR NEW.entered_by IS NOT OLD.entered_by OR (OLD.entitlement_id IS NOT NULL AND NEW.entitlement_id IS NOT OLD.entitlement_id)
BEGIN SELECT RAISE(ABORT, 'recovery_payees_content_fixed'); END;
CREATE TRIGGER recovery_payees_no_delete BEFORE DELETE ON recovery_payees
BEGIN SELECT RAISE(ABORT, 'recovery_payees_no_delete'); END;
CREATE TRIGGER recovery_payees_version_step BEFORE UPDATE ON recovery_payees
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'recovery_payees_version_step'); END;
CREATE TABLE response_plans (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	module_id integer NOT NULL,
	name text NOT NULL,
	number integer NOT NULL,
	content blob NOT NULL,
	content_hash text NOT NULL,
	state text NOT NULL,
	written_by integer NOT NULL,
	accepted_by integer,
	accepted_at datetime,
	proven_at datetime,
	proven_number integer,
	unproven text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT response_plans_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT response_plans_version_check CHECK (version >= 0),
	CONSTRAINT response_plans_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT response_plans_name_check CHECK (name <> '' AND number >= 1),
	CONSTRAINT response_plans_state_enum CHECK (state IN ('draft', 'accepted', 'retired')),
	CONSTRAINT response_plans_accepted_check CHECK (state <> 'accepted' OR (accepted_by IS NOT NULL AND accepted_at IS NOT NULL AND accepted_by <> written_by)),
	CONSTRAINT response_plans_module_id_fk FOREIGN KEY (module_id) REFERENCES modules (id),
	CONSTRAINT response_plans_written_by_fk FOREIGN KEY (written_by) REFERENCES staff (id),
	CONSTRAINT response_plans_accepted_by_fk FOREIGN KEY (accepted_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX response_plans_accepted_key ON response_plans (chain_id, name) WHERE state = 'accepted';
CREATE INDEX response_plans_module_id_idx ON response_plans (module_id);
CREATE UNIQUE INDEX response_plans_number_key ON response_plans (chain_id, name, number);
CREATE UNIQUE INDEX response_plans_public_id_key ON response_plans (public_id);
CREATE TRIGGER response_plans_content_fixed BEFORE UPDATE ON response_plans
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.module_id IS NOT OLD.module_id OR NEW.name IS NOT OLD.name OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.content_hash IS NOT OLD.content_hash OR NEW.written_by IS NOT OLD.written_by OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'response_plans_content_fixed'); END;
CREATE TRIGGER response_plans_no_delete BEFORE DELETE ON response_plans
BEGIN SELECT RAISE(ABORT, 'response_plans_no_delete'); END;
CREATE TRIGGER response_plans_version_step BEFORE UPDATE ON response_plans
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'response_plans_version_step'); END;
CREATE TABLE responses (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	incident_id integer NOT NULL,
	module_id integer NOT NULL,
	plan_id integer NOT NULL,
	finding_id integer NOT NULL,
	plan_name text NOT NULL,
	step text NOT NULL,
	class text NOT NULL,
	authority text NOT NULL,
	why text NOT NULL,
	generation integer NOT NULL,
	sender text NOT NULL,
	target text NOT NULL,
	call blob NOT NULL,
	state text NOT NULL,
	blocked text NOT NULL,
	unfounded text NOT NULL,
	first_by integer,
	agreed_by integer,
	lift_asked_by integer,
	lift_by integer,
	intent_id integer,
	queued_at datetime,
	taken_at datetime,
	contained_at datetime,
	contained_number integer,
	contained_hash text,
	created_at datetime NOT NULL,
	CONSTRAINT responses_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT responses_version_check CHECK (version >= 0),
	CONSTRAINT responses_sender_hex CHECK (length(sender) = 42 AND substr(sender, 1, 2) = '0x' AND substr(sender, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT responses_target_hex CHECK (length(target) = 42 AND substr(target, 1, 2) = '0x' AND substr(target, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT responses_contained_hash_hex CHECK (length(contained_hash) = 66 AND substr(contained_hash, 1, 2) = '0x' AND substr(contained_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT responses_step_check CHECK (plan_name <> '' AND step <> '' AND generation >= 0),
	CONSTRAINT responses_class_enum CHECK (class IN ('R0', 'R1', 'R2', 'R3')),
	CONSTRAINT responses_authority_enum CHECK (authority IN ('automatic', 'one_person', 'two_persons', 'never')),
	CONSTRAINT responses_state_enum CHECK (state IN ('waiting', 'queued', 'contained', 'lifting', 'withdrawn', 'refused', 'failed', 'ended')),
	CONSTRAINT responses_queued_check CHECK (state <> 'queued' OR (intent_id IS NOT NULL AND queued_at IS NOT NULL AND (first_by IS NULL OR agreed_by IS NULL OR first_by <> agreed_by))),
	CONSTRAINT responses_contained_check CHECK (state NOT IN ('contained', 'lifting') OR (contained_at IS NOT NULL AND contained_number IS NOT NULL AND contained_hash IS NOT NULL)),
	CONSTRAINT responses_lift_check CHECK (state <> 'lifting' OR (lift_asked_by IS NOT NULL AND lift_by IS NOT NULL AND lift_asked_by <> lift_by)),
	CONSTRAINT responses_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT responses_module_id_fk FOREIGN KEY (module_id) REFERENCES modules (id),
	CONSTRAINT responses_plan_id_fk FOREIGN KEY (plan_id) REFERENCES response_plans (id),
	CONSTRAINT responses_finding_id_fk FOREIGN KEY (finding_id) REFERENCES findings (id),
	CONSTRAINT responses_first_by_fk FOREIGN KEY (first_by) REFERENCES staff (id),
	CONSTRAINT responses_agreed_by_fk FOREIGN KEY (agreed_by) REFERENCES staff (id),
	CONSTRAINT responses_lift_asked_by_fk FOREIGN KEY (lift_asked_by) REFERENCES staff (id),
	CONSTRAINT responses_lift_by_fk FOREIGN KEY (lift_by) REFERENCES staff (id),
	CONSTRAINT responses_intent_id_fk FOREIGN KEY (intent_id) REFERENCES tx_intents (id)
);
CREATE INDEX responses_module_id_idx ON responses (module_id);
CREATE UNIQUE INDEX responses_public_id_key ON responses (public_id);
CREATE INDEX responses_state_idx ON responses (chain_id, state);
CREATE UNIQUE INDEX responses_step_key ON responses (incident_id, plan_name, step);
CREATE TRIGGER responses_content_fixed BEFORE UPDATE ON responses
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.incident_id IS NOT OLD.incident_id OR NEW.module_id IS NOT OLD.module_id OR NEW.plan_name IS NOT OLD.plan_name OR NEW.step IS NOT OLD.step OR NEW.class IS NOT OLD.class OR NEW.target IS NOT OLD.target OR NEW.call IS NOT OLD.call OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'responses_content_fixed'); END;
CREATE TRIGGER responses_no_delete BEFORE DELETE ON responses
BEGIN SELECT RAISE(ABORT, 'responses_no_delete'); END;
CREATE TRIGGER responses_version_step BEFORE UPDATE ON responses
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'responses_version_step'); END;
CREATE TABLE reversal_confirmations (
	id integer PRIMARY KEY AUTOINCREMENT,
	reversal_id integer NOT NULL,
	confirmed_by integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT reversal_confirmations_reversal_id_fk FOREIGN KEY (reversal_id) REFERENCES receipt_reversals (id),
	CONSTRAINT reversal_confirmations_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX reversal_confirmations_reversal_id_key ON reversal_confirmations (reversal_id);
CREATE TRIGGER reversal_confirmations_no_delete BEFORE DELETE ON reversal_confirmations
BEGIN SELECT RAISE(ABORT, 'reversal_confirmations_no_delete'); END;
CREATE TRIGGER reversal_confirmations_no_update BEFORE UPDATE ON reversal_confirmations
BEGIN SELECT RAISE(ABORT, 'reversal_confirmations_no_update'); END;
CREATE TRIGGER reversal_confirmations_two_persons BEFORE INSERT ON reversal_confirmations
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT s.person FROM receipt_reversals r JOIN staff s ON s.id = r.entered_by WHERE r.id = NEW.reversal_id)
BEGIN SELECT RAISE(ABORT, 'reversal_confirmations_two_persons'); END;
CREATE TABLE reviews (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	claim_id integer NOT NULL,
	claim_version integer NOT NULL,
	round integer NOT NULL,
	seat integer NOT NULL,
	reviewer_id integer NOT NULL,
	decision text NOT NULL,
	amount text NOT NULL,
	reason_code text NOT NULL,
	clause text NOT NULL,
	text text NOT NULL,
	effective numeric NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT reviews_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT reviews_decision_enum CHECK (decision IN ('approve', 'partially_approve', 'deny', 'request_evidence')),
	CONSTRAINT reviews_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT reviews_effective_bool CHECK (effective IN (0, 1)),
	CONSTRAINT reviews_seat_check CHECK (round >= 1 AND seat IN (1, 2)),
	CONSTRAINT reviews_claim_id_fk FOREIGN KEY (claim_id) REFERENCES claims (id),
	CONSTRAINT reviews_reviewer_id_fk FOREIGN KEY (reviewer_id) REFERENCES staff (id)
);
CREATE UNIQUE INDEX reviews_public_id_key ON reviews (public_id);
CREATE INDEX reviews_reviewer_id_idx ON reviews (reviewer_id);
CREATE UNIQUE INDEX reviews_seat_key ON reviews (claim_id, claim_version, round, seat);
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews_no_delete'); END;
CREATE TRIGGER reviews_not_claimant BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM staff s JOIN claims c ON c.id = NEW.claim_id JOIN covers v ON v.id = c.cover_id WHERE s.person = (SELECT person FROM staff WHERE id = NEW.reviewer_id) AND (s.wallet = c.claimant OR s.wallet = c.affected OR s.wallet = c.receiver OR s.wallet = v.holder))
BEGIN SELECT RAISE(ABORT, 'reviews_not_claimant'); END;
CREATE TRIGGER reviews_only_effective BEFORE UPDATE ON reviews
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.claim_id IS DISTINCT FROM OLD.claim_id OR NEW.claim_version IS DISTINCT FROM OLD.claim_version OR NEW.round IS DISTINCT FROM OLD.round OR NEW.seat IS DISTINCT FROM OLD.seat OR NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id OR NEW.decision IS DISTINCT FROM OLD.decision OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.reason_code IS DISTINCT FROM OLD.reason_code OR NEW.clause IS DISTINCT FROM OLD.clause OR NEW.text IS DISTINCT FROM OLD.text OR NEW.created_at IS DISTINCT FROM OLD.created_at OR (OLD.effective AND NOT NEW.effective)
BEGIN SELECT RAISE(ABORT, 'reviews_only_effective'); END;
CREATE TRIGGER reviews_two_persons BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews r JOIN staff s ON s.id = r.reviewer_id WHERE r.claim_id = NEW.claim_id AND r.round = NEW.round AND r.seat <> NEW.seat AND s.person = (SELECT person FROM staff WHERE id = NEW.reviewer_id))
BEGIN SELECT RAISE(ABORT, 'reviews_two_persons'); END;
CREATE TABLE sessions (
	id integer PRIMARY KEY AUTOINCREMENT,
	token_hash text NOT NULL,
	address text NOT NULL,
	contract numeric NOT NULL,
	last_seen_at datetime NOT NULL,
	expires_at datetime NOT NULL,
	revoked_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT sessions_token_hash_hex CHECK (length(token_hash) = 66 AND substr(token_hash, 1, 2) = '0x' AND substr(token_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT sessions_address_hex CHECK (length(address) = 42 AND substr(address, 1, 2) = '0x' AND substr(address, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT sessions_contract_bool CHECK (contract IN (0, 1))
);
CREATE INDEX sessions_address_idx ON sessions (address);
CREATE UNIQUE INDEX sessions_token_hash_key ON sessions (token_hash);
CREATE TABLE settlement_approvals (
	id integer PRIMARY KEY AUTOINCREMENT,
	settlement_id integer NOT NULL,
	staff_id integer NOT NULL,
	role text NOT NULL,
	content_hash text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT settlement_approvals_role_enum CHECK (role IN ('treasurer', 'senior')),
	CONSTRAINT settlement_approvals_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlement_approvals_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT settlement_approvals_staff_id_fk FOREIGN KEY (staff_id) REFERENCES staff (id)
);
CREATE INDEX settlement_approvals_role_idx ON settlement_approvals (settlement_id, content_hash, role);
CREATE UNIQUE INDEX settlement_approvals_staff_key ON settlement_approvals (settlement_id, content_hash, staff_id);
CREATE TRIGGER settlement_approvals_no_delete BEFORE DELETE ON settlement_approvals
BEGIN SELECT RAISE(ABORT, 'settlement_approvals_no_delete'); END;
CREATE TRIGGER settlement_approvals_no_update BEFORE UPDATE ON settlement_approvals
BEGIN SELECT RAISE(ABORT, 'settlement_approvals_no_update'); END;
CREATE TRIGGER settlement_approvals_two_persons BEFORE INSERT ON settlement_approvals
WHEN EXISTS (SELECT 1 FROM settlement_approvals a JOIN staff s ON s.id = a.staff_id WHERE a.settlement_id = NEW.settlement_id AND a.content_hash = NEW.content_hash AND s.person = (SELECT person FROM staff WHERE id = NEW.staff_id))
BEGIN SELECT RAISE(ABORT, 'settlement_approvals_two_persons'); END;
CREATE TABLE settlements (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	pool_id integer NOT NULL,
	asset_id integer NOT NULL,
	sequence integer NOT NULL,
	kind text NOT NULL,
	state text NOT NULL,
	snapshot_set_digest text NOT NULL,
	available text NOT NULL,
	paid text NOT NULL,
	held text NOT NULL,
	dust text NOT NULL,
	unattributed text NOT NULL,
	cumulative_total text NOT NULL,
	input_hash text NOT NULL,
	payout_root text NOT NULL,
	leaf_count integer NOT NULL,
	chain_ref text NOT NULL,
	order_digest text NOT NULL,
	content_hash text NOT NULL,
	bar_date_passed numeric NOT NULL,
	objections_until datetime,
	published_at datetime,
	active_at datetime,
	deadline datetime,
	cancel_reason text NOT NULL,
	created_at datetime NOT NULL, follows text CONSTRAINT settlements_follows_hex CHECK (length(follows) = 66 AND substr(follows, 1, 2) = '0x' AND substr(follows, 3) NOT GLOB '*[^0-9a-f]*'), valid_until datetime,
	CONSTRAINT settlements_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT settlements_version_check CHECK (version >= 0),
	CONSTRAINT settlements_kind_enum CHECK (kind IN ('cover', 'recovery')),
	CONSTRAINT settlements_state_enum CHECK (state IN ('draft', 'objections', 'approved', 'signed', 'publishing', 'published', 'active', 'closed', 'cancelled')),
	CONSTRAINT settlements_snapshot_set_digest_hex CHECK (length(snapshot_set_digest) = 66 AND substr(snapshot_set_digest, 1, 2) = '0x' AND substr(snapshot_set_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlements_available_amount CHECK (length(available) = 78 AND available NOT GLOB '*[^0-9]*' AND available <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT settlements_paid_amount CHECK (length(paid) = 78 AND paid NOT GLOB '*[^0-9]*' AND paid <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT settlements_held_amount CHECK (length(held) = 78 AND held NOT GLOB '*[^0-9]*' AND held <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT settlements_dust_amount CHECK (length(dust) = 78 AND dust NOT GLOB '*[^0-9]*' AND dust <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT settlements_unattributed_amount CHECK (length(unattributed) = 78 AND unattributed NOT GLOB '*[^0-9]*' AND unattributed <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT settlements_cumulative_total_amount CHECK (length(cumulative_total) = 78 AND cumulative_total NOT GLOB '*[^0-9]*' AND cumulative_total <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT settlements_input_hash_hex CHECK (length(input_hash) = 66 AND substr(input_hash, 1, 2) = '0x' AND substr(input_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlements_payout_root_hex CHECK (length(payout_root) = 66 AND substr(payout_root, 1, 2) = '0x' AND substr(payout_root, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlements_chain_ref_hex CHECK (length(chain_ref) = 66 AND substr(chain_ref, 1, 2) = '0x' AND substr(chain_ref, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlements_order_digest_hex CHECK (length(order_digest) = 66 AND substr(order_digest, 1, 2) = '0x' AND substr(order_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlements_content_hash_hex CHECK (length(content_hash) = 66 AND substr(content_hash, 1, 2) = '0x' AND substr(content_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT settlements_bar_date_passed_bool CHECK (bar_date_passed IN (0, 1)),
	CONSTRAINT settlements_conservation_check CHECK ((CAST(substr(paid, 66, 13) AS integer) + CAST(substr(held, 66, 13) AS integer) + CAST(substr(dust, 66, 13) AS integer) + CAST(substr(unattributed, 66, 13) AS integer) - CAST(substr(available, 66, 13) AS integer)) % 10000000000000 = 0
		AND (CAST(substr(paid, 53, 13) AS integer) + CAST(substr(held, 53, 13) AS integer) + CAST(substr(dust, 53, 13) AS integer) + CAST(substr(unattributed, 53, 13) AS integer) - CAST(substr(available, 53, 13) AS integer) + (CAST(substr(paid, 66, 13) AS integer) + CAST(substr(held, 66, 13) AS integer) + CAST(substr(dust, 66, 13) AS integer) + CAST(substr(unattributed, 66, 13) AS integer) - CAST(substr(available, 66, 13) AS integer)) / 10000000000000) % 10000000000000 = 0
		AND (CAST(substr(paid, 40, 13) AS integer) + CAST(substr(held, 40, 13) AS integer) + CAST(substr(dust, 40, 13) AS integer) + CAST(substr(unattributed, 40, 13) AS integer) - CAST(substr(available, 40, 13) AS integer) + (CAST(substr(paid, 53, 13) AS integer) + CAST(substr(held, 53, 13) AS integer) + CAST(substr(dust, 53, 13) AS integer) + CAST(substr(unattributed, 53, 13) AS integer) - CAST(substr(available, 53, 13) AS integer) + (CAST(substr(paid, 66, 13) AS integer) + CAST(substr(held, 66, 13) AS integer) + CAST(substr(dust, 66, 13) AS integer) + CAST(substr(unattributed, 66, 13) AS integer) - CAST(substr(available, 66, 13) AS integer)) / 10000000000000) / 10000000000000) % 10000000000000 = 0
		AND (CAST(substr(paid, 27, 13) AS integer) + CAST(substr(held, 27, 13) AS integer) + CAST(substr(dust, 27, 13) AS integer) + CAST(substr(unattributed, 27, 13) AS integer) - CAST(substr(available, 27, 13) AS integer) + (CAST(substr(paid, 40, 13) AS integer) + CAST(substr(held, 40, 13) AS integer) + CAST(substr(dust, 40, 13) AS integer) + CAST(substr(unattributed, 40, 13) AS integer) - CAST(substr(available, 40, 13) AS integer) + (CAST(substr(paid, 53, 13) AS integer) + CAST(substr(held, 53, 13) AS integer) + CAST(substr(dust, 53, 13) AS integer) + CAST(substr(unattributed, 53, 13) AS integer) - CAST(substr(available, 53, 13) AS integer) + (CAST(substr(paid, 66, 13) AS integer) + CAST(substr(held, 66, 13) AS integer) + CAST(substr(dust, 66, 13) AS integer) + CAST(substr(unattributed, 66, 13) AS integer) - CAST(substr(available, 66, 13) AS integer)) / 10000000000000) / 10000000000000) / 10000000000000) % 10000000000000 = 0
		AND (CAST(substr(paid, 14, 13) AS integer) + CAST(substr(held, 14, 13) AS integer) + CAST(substr(dust, 14, 13) AS integer) + CAST(substr(unattributed, 14, 13) AS integer) - CAST(substr(available, 14, 13) AS integer) + (CAST(substr(paid, 27, 13) AS integer) + CAST(substr(held, 27, 13) AS integer) + CAST(substr(dust, 27, 13) AS integer) + CAST(substr(unattributed, 27, 13) AS integer) - CAST(substr(available, 27, 13) AS integer) + (CAST(substr(paid, 40, 13) AS integer) + CAST(substr(held, 40, 13) AS integer) + CAST(substr(dust, 40, 13) AS integer) + CAST(substr(unattributed, 40, 13) AS integer) - CAST(substr(available, 40, 13) AS integer) + (CAST(substr(paid, 53, 13) AS integer) + CAST(substr(held, 53, 13) AS integer) + CAST(substr(dust, 53, 13) AS integer) + CAST(substr(unattributed, 53, 13) AS integer) - CAST(substr(available, 53, 13) AS integer) + (CAST(substr(paid, 66, 13) AS integer) + CAST(substr(held, 66, 13) AS integer) + CAST(substr(dust, 66, 13) AS integer) + CAST(substr(unattributed, 66, 13) AS integer) - CAST(substr(available, 66, 13) AS integer)) / 10000000000000) / 10000000000000) / 10000000000000) / 10000000000000) % 10000000000000 = 0
		AND (CAST(substr(paid, 1, 13) AS integer) + CAST(substr(held, 1, 13) AS integer) + CAST(substr(dust, 1, 13) AS integer) + CAST(substr(unattributed, 1, 13) AS integer) - CAST(substr(available, 1, 13) AS integer) + (CAST(substr(paid, 14, 13) AS integer) + CAST(substr(held, 14, 13) AS integer) + CAST(substr(dust, 14, 13) AS integer) + CAST(substr(unattributed, 14, 13) AS integer) - CAST(substr(available, 14, 13) AS integer) + (CAST(substr(paid, 27, 13) AS integer) + CAST(substr(held, 27, 13) AS integer) + CAST(substr(dust, 27, 13) AS integer) + CAST(substr(unattributed, 27, 13) AS integer) - CAST(substr(available, 27, 13) AS integer) + (CAST(substr(paid, 40, 13) AS integer) + CAST(substr(held, 40, 13) AS integer) + CAST(substr(dust, 40, 13) AS integer) + CAST(substr(unattributed, 40, 13) AS integer) - CAST(substr(available, 40, 13) AS integer) + (CAST(substr(paid, 53, 13) AS integer) + CAST(substr(held, 53, 13) AS integer) + CAST(substr(dust, 53, 13) AS integer) + CAST(substr(unattributed, 53, 13) AS integer) - CAST(substr(available, 53, 13) AS integer) + (CAST(substr(paid, 66, 13) AS integer) + CAST(substr(held, 66, 13) AS integer) + CAST(substr(dust, 66, 13) AS integer) + CAST(substr(unattributed, 66, 13) AS integer) - CAST(substr(available, 66, 13) AS integer)) / 10000000000000) / 10000000000000) / 10000000000000) / 10000000000000) / 10000000000000) = 0),
	CONSTRAINT settlements_sequence_check CHECK (sequence >= 1 AND leaf_count >= 0),
	CONSTRAINT settlements_cancel_check CHECK (state <> 'cancelled' OR cancel_reason <> ''),
	CONSTRAINT settlements_published_check CHECK (state NOT IN ('active', 'closed') OR (published_at IS NOT NULL AND active_at IS NOT NULL)),
	CONSTRAINT settlements_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT settlements_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id),
	CONSTRAINT settlements_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT settlements_snapshot_set_digest_fk FOREIGN KEY (snapshot_set_digest) REFERENCES snapshot_sets (digest)
);
CREATE UNIQUE INDEX settlements_chain_ref_key ON settlements (chain_ref);
CREATE UNIQUE INDEX settlements_open_key ON settlements (incident_id, pool_id, asset_id) WHERE state <> 'active' AND state <> 'closed' AND state <> 'cancelled';
CREATE UNIQUE INDEX settlements_public_id_key ON settlements (public_id);
CREATE UNIQUE INDEX settlements_sequence_key ON settlements (incident_id, pool_id, asset_id, sequence);
CREATE INDEX settlements_state_idx ON settlements (state);
CREATE TRIGGER settlements_content_fixed BEFORE UPDATE ON settlements
WHEN OLD.state NOT IN ('draft', 'objections') AND (NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.pool_id IS DISTINCT FROM OLD.pool_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.sequence IS DISTINCT FROM OLD.sequence OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.snapshot_set_digest IS DISTINCT FROM OLD.snapshot_set_digest OR NEW.available IS DISTINCT FROM OLD.available OR NEW.paid IS DISTINCT FROM OLD.paid OR NEW.held IS DISTINCT FROM OLD.held OR NEW.dust IS DISTINCT FROM OLD.dust OR NEW.unattributed IS DISTINCT FROM OLD.unattributed OR NEW.cumulative_total IS DISTINCT FROM OLD.cumulative_total OR NEW.input_hash IS DISTINCT FROM OLD.input_hash OR NEW.payout_root IS DISTINCT FROM OLD.payout_root OR NEW.leaf_count IS DISTINCT FROM OLD.leaf_count OR NEW.chain_ref IS DISTINCT FROM OLD.chain_ref OR NEW.content_hash IS DISTINCT FROM OLD.content_hash)
BEGIN SELECT RAISE(ABORT, 'settlements_content_fixed'); END;
CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements
BEGIN SELECT RAISE(ABORT, 'settlements_no_delete'); END;
CREATE TRIGGER settlements_order_fixed BEFORE UPDATE ON settlements
WHEN OLD.state NOT IN ('draft', 'objections') AND (NEW.follows IS DISTINCT FROM OLD.follows OR NEW.valid_until IS DISTINCT FROM OLD.valid_until OR NEW.order_digest IS DISTINCT FROM OLD.order_digest)
BEGIN SELECT RAISE(ABORT, 'settlements_order_fixed'); END;
CREATE TRIGGER settlements_terminal BEFORE UPDATE ON settlements
WHEN OLD.state IN ('closed', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'settlements_terminal'); END;
CREATE TRIGGER settlements_two_approvals BEFORE UPDATE ON settlements
WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND (SELECT count(*) FROM settlement_approvals a WHERE a.settlement_id = NEW.id AND a.content_hash = NEW.content_hash) < 2
BEGIN SELECT RAISE(ABORT, 'settlements_two_approvals'); END;
CREATE TRIGGER settlements_version_step BEFORE UPDATE ON settlements
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'settlements_version_step'); END;
CREATE TABLE share_holdings (
	id integer PRIMARY KEY AUTOINCREMENT,
	incident_id integer NOT NULL,
	pool_id integer NOT NULL,
	holder text NOT NULL,
	shares text NOT NULL,
	at_block integer NOT NULL,
	CONSTRAINT share_holdings_holder_hex CHECK (length(holder) = 42 AND substr(holder, 1, 2) = '0x' AND substr(holder, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT share_holdings_shares_amount CHECK (length(shares) = 78 AND shares NOT GLOB '*[^0-9]*' AND shares <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT share_holdings_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT share_holdings_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id)
);
CREATE UNIQUE INDEX share_holdings_holder_key ON share_holdings (incident_id, pool_id, holder);
CREATE TRIGGER share_holdings_no_delete BEFORE DELETE ON share_holdings
BEGIN SELECT RAISE(ABORT, 'share_holdings_no_delete'); END;
CREATE TRIGGER share_holdings_no_update BEFORE UPDATE ON share_holdings
BEGIN SELECT RAISE(ABORT, 'share_holdings_no_update'); END;
CREATE TABLE signer_suspensions (
	id integer PRIMARY KEY AUTOINCREMENT,
	signer text NOT NULL,
	slot text NOT NULL,
	digest_a text NOT NULL,
	digest_b text NOT NULL,
	created_at datetime NOT NULL,
	lifted_at datetime,
	CONSTRAINT signer_suspensions_signer_hex CHECK (length(signer) = 42 AND substr(signer, 1, 2) = '0x' AND substr(signer, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT signer_suspensions_digest_a_hex CHECK (length(digest_a) = 66 AND substr(digest_a, 1, 2) = '0x' AND substr(digest_a, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT signer_suspensions_digest_b_hex CHECK (length(digest_b) = 66 AND substr(digest_b, 1, 2) = '0x' AND substr(digest_b, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT signer_suspensions_digests_check CHECK (digest_a <> digest_b)
);
CREATE UNIQUE INDEX signer_suspensions_slot_key ON signer_suspensions (signer, slot);
CREATE TRIGGER signer_suspensions_no_delete BEFORE DELETE ON signer_suspensions
BEGIN SELECT RAISE(ABORT, 'signer_suspensions_no_delete'); END;
CREATE TRIGGER signer_suspensions_only_lift BEFORE UPDATE ON signer_suspensions
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.signer IS DISTINCT FROM OLD.signer OR NEW.slot IS DISTINCT FROM OLD.slot OR NEW.digest_a IS DISTINCT FROM OLD.digest_a OR NEW.digest_b IS DISTINCT FROM OLD.digest_b OR NEW.created_at IS DISTINCT FROM OLD.created_at
BEGIN SELECT RAISE(ABORT, 'signer_suspensions_only_lift'); END;
CREATE TABLE snapshot_leaves (
	snapshot_id integer NOT NULL,
	idx integer NOT NULL,
	account text NOT NULL,
	loss text NOT NULL,
	value_before text NOT NULL, value_average text CONSTRAINT snapshot_leaves_value_average_amount CHECK (length(value_average) = 78 AND value_average NOT GLOB '*[^0-9]*' AND value_average <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'), insured text CONSTRAINT snapshot_leaves_insured_amount CHECK (length(insured) = 78 AND insured NOT GLOB '*[^0-9]*' AND insured <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshot_leaves_account_hex CHECK (length(account) = 42 AND substr(account, 1, 2) = '0x' AND substr(account, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshot_leaves_loss_amount CHECK (length(loss) = 78 AND loss NOT GLOB '*[^0-9]*' AND loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshot_leaves_value_before_amount CHECK (length(value_before) = 78 AND value_before NOT GLOB '*[^0-9]*' AND value_before <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	PRIMARY KEY (snapshot_id, idx),
	CONSTRAINT snapshot_leaves_idx_check CHECK (idx >= 0),
	CONSTRAINT snapshot_leaves_snapshot_id_fk FOREIGN KEY (snapshot_id) REFERENCES snapshots (id)
);
CREATE INDEX snapshot_leaves_account_idx ON snapshot_leaves (account);
CREATE UNIQUE INDEX snapshot_leaves_account_key ON snapshot_leaves (snapshot_id, account);
CREATE TRIGGER snapshot_leaves_no_delete BEFORE DELETE ON snapshot_leaves
BEGIN SELECT RAISE(ABORT, 'snapshot_leaves_no_delete'); END;
CREATE TRIGGER snapshot_leaves_no_update BEFORE UPDATE ON snapshot_leaves
BEGIN SELECT RAISE(ABORT, 'snapshot_leaves_no_update'); END;
CREATE TABLE snapshot_sets (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	digest text NOT NULL,
	config_digest text NOT NULL,
	revision integer NOT NULL,
	message text NOT NULL,
	members text NOT NULL,
	prices text NOT NULL,
	state text NOT NULL,
	registered_at datetime,
	created_at datetime NOT NULL,
	CONSTRAINT snapshot_sets_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT snapshot_sets_version_check CHECK (version >= 0),
	CONSTRAINT snapshot_sets_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshot_sets_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshot_sets_state_enum CHECK (state IN ('collecting', 'quorum', 'registered', 'challengeable', 'final', 'sealed', 'rejected', 'superseded', 'struck', 'expired')),
	CONSTRAINT snapshot_sets_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT snapshot_sets_config_digest_fk FOREIGN KEY (config_digest) REFERENCES oracle_configs (digest)
);
CREATE UNIQUE INDEX snapshot_sets_accepted_key ON snapshot_sets (incident_id, revision) WHERE state <> 'collecting' AND state <> 'quorum' AND state <> 'rejected' AND state <> 'superseded' AND state <> 'struck' AND state <> 'expired';
CREATE UNIQUE INDEX snapshot_sets_digest_key ON snapshot_sets (digest);
CREATE UNIQUE INDEX snapshot_sets_public_id_key ON snapshot_sets (public_id);
CREATE TRIGGER snapshot_sets_content_fixed BEFORE UPDATE ON snapshot_sets
WHEN NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.config_digest IS DISTINCT FROM OLD.config_digest OR NEW.revision IS DISTINCT FROM OLD.revision OR NEW.message IS DISTINCT FROM OLD.message OR NEW.members IS DISTINCT FROM OLD.members OR NEW.prices IS DISTINCT FROM OLD.prices OR OLD.state = 'sealed'
BEGIN SELECT RAISE(ABORT, 'snapshot_sets_content_fixed'); END;
CREATE TRIGGER snapshot_sets_no_delete BEFORE DELETE ON snapshot_sets
BEGIN SELECT RAISE(ABORT, 'snapshot_sets_no_delete'); END;
CREATE TRIGGER snapshot_sets_version_step BEFORE UPDATE ON snapshot_sets
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'snapshot_sets_version_step'); END;
CREATE TABLE snapshots (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	incident_id integer NOT NULL,
	digest text NOT NULL,
	config_digest text NOT NULL,
	source_chain_id integer NOT NULL,
	asset_id integer NOT NULL,
	revision integer NOT NULL,
	attempt integer NOT NULL,
	prev_snapshot text NOT NULL,
	message text NOT NULL,
	total_loss text NOT NULL,
	unattributed text NOT NULL,
	leaf_count integer NOT NULL,
	loss_root text NOT NULL,
	state text NOT NULL,
	reason text NOT NULL,
	registered_at datetime,
	final_at datetime,
	created_at datetime NOT NULL, evidence_manifest text CONSTRAINT snapshots_evidence_manifest_check CHECK (evidence_manifest <> ''),
	CONSTRAINT snapshots_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT snapshots_version_check CHECK (version >= 0),
	CONSTRAINT snapshots_digest_hex CHECK (length(digest) = 66 AND substr(digest, 1, 2) = '0x' AND substr(digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_config_digest_hex CHECK (length(config_digest) = 66 AND substr(config_digest, 1, 2) = '0x' AND substr(config_digest, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_prev_snapshot_hex CHECK (length(prev_snapshot) = 66 AND substr(prev_snapshot, 1, 2) = '0x' AND substr(prev_snapshot, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_total_loss_amount CHECK (length(total_loss) = 78 AND total_loss NOT GLOB '*[^0-9]*' AND total_loss <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshots_unattributed_amount CHECK (length(unattributed) = 78 AND unattributed NOT GLOB '*[^0-9]*' AND unattributed <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT snapshots_loss_root_hex CHECK (length(loss_root) = 66 AND substr(loss_root, 1, 2) = '0x' AND substr(loss_root, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT snapshots_state_enum CHECK (state IN ('collecting', 'quorum', 'registered', 'challengeable', 'final', 'sealed', 'rejected', 'superseded', 'struck', 'expired')),
	CONSTRAINT snapshots_leaves_check CHECK (leaf_count >= 0 AND revision >= 0 AND attempt >= 0),
	CONSTRAINT snapshots_registered_check CHECK (state NOT IN ('registered', 'challengeable', 'final', 'sealed') OR registered_at IS NOT NULL),
	CONSTRAINT snapshots_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT snapshots_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT snapshots_config_digest_fk FOREIGN KEY (config_digest) REFERENCES oracle_configs (digest)
);
CREATE UNIQUE INDEX snapshots_accepted_key ON snapshots (incident_id, source_chain_id, asset_id, revision, attempt) WHERE state <> 'collecting' AND state <> 'quorum' AND state <> 'rejected' AND state <> 'superseded' AND state <> 'struck' AND state <> 'expired';
CREATE UNIQUE INDEX snapshots_digest_key ON snapshots (digest);
CREATE INDEX snapshots_incident_id_idx ON snapshots (incident_id);
CREATE UNIQUE INDEX snapshots_public_id_key ON snapshots (public_id);
CREATE TRIGGER snapshots_content_fixed BEFORE UPDATE ON snapshots
WHEN NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.config_digest IS DISTINCT FROM OLD.config_digest OR NEW.source_chain_id IS DISTINCT FROM OLD.source_chain_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.revision IS DISTINCT FROM OLD.revision OR NEW.attempt IS DISTINCT FROM OLD.attempt OR NEW.prev_snapshot IS DISTINCT FROM OLD.prev_snapshot OR NEW.message IS DISTINCT FROM OLD.message OR NEW.total_loss IS DISTINCT FROM OLD.total_loss OR NEW.unattributed IS DISTINCT FROM OLD.unattributed OR NEW.leaf_count IS DISTINCT FROM OLD.leaf_count OR NEW.loss_root IS DISTINCT FROM OLD.loss_root OR OLD.state = 'sealed'
BEGIN SELECT RAISE(ABORT, 'snapshots_content_fixed'); END;
CREATE TRIGGER snapshots_manifest_fixed BEFORE UPDATE ON snapshots
WHEN OLD.evidence_manifest IS NOT NULL AND NEW.evidence_manifest IS DISTINCT FROM OLD.evidence_manifest
BEGIN SELECT RAISE(ABORT, 'snapshots_manifest_fixed'); END;
CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots
BEGIN SELECT RAISE(ABORT, 'snapshots_no_delete'); END;
CREATE TRIGGER snapshots_version_step BEFORE UPDATE ON snapshots
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'snapshots_version_step'); END;
CREATE TABLE staff (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	person text NOT NULL,
	name text NOT NULL,
	roles text NOT NULL,
	token_hash text NOT NULL,
	wallet text,
	disabled_at datetime,
	created_at datetime NOT NULL, next_roles text CONSTRAINT staff_next_roles_check CHECK (next_roles NOT GLOB '*[^a-z,]*'), next_asked_by text, next_agreed_by text, next_from datetime,
	CONSTRAINT staff_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT staff_version_check CHECK (version >= 0),
	CONSTRAINT staff_token_hash_hex CHECK (length(token_hash) = 66 AND substr(token_hash, 1, 2) = '0x' AND substr(token_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT staff_wallet_hex CHECK (length(wallet) = 42 AND substr(wallet, 1, 2) = '0x' AND substr(wallet, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT staff_person_check CHECK (person <> ''),
	CONSTRAINT staff_roles_check CHECK (roles NOT GLOB '*[^a-z,]*')
);
CREATE UNIQUE INDEX staff_public_id_key ON staff (public_id);
CREATE UNIQUE INDEX staff_token_hash_key ON staff (token_hash);
CREATE TRIGGER staff_no_delete BEFORE DELETE ON staff
BEGIN SELECT RAISE(ABORT, 'staff_no_delete'); END;
CREATE TRIGGER staff_version_step BEFORE UPDATE ON staff
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'staff_version_step'); END;
CREATE TABLE subrogations (
	settlement_id integer NOT NULL,
	pool_id integer NOT NULL,
	affected text NOT NULL,
	kind text NOT NULL,
	amount text NOT NULL,
	PRIMARY KEY (settlement_id, pool_id, affected, kind),
	CONSTRAINT subrogations_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT subrogations_kind_enum CHECK (kind IN ('returned', 'cover', 'holders')),
	CONSTRAINT subrogations_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT subrogations_amount_positive_check CHECK (amount <> '000000000000000000000000000000000000000000000000000000000000000000000000000000'),
	CONSTRAINT subrogations_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT subrogations_pool_id_fk FOREIGN KEY (pool_id) REFERENCES pools (id)
);
CREATE TRIGGER subrogations_no_delete BEFORE DELETE ON subrogations
BEGIN SELECT RAISE(ABORT, 'subrogations_no_delete'); END;
CREATE TRIGGER subrogations_no_update BEFORE UPDATE ON subrogations
BEGIN SELECT RAISE(ABORT, 'subrogations_no_update'); END;
CREATE TABLE transitions (
	id integer PRIMARY KEY AUTOINCREMENT,
	machine text NOT NULL,
	subject_id integer NOT NULL,
	"from" text NOT NULL,
	event text NOT NULL,
	"to" text NOT NULL,
	actor text NOT NULL,
	reason text NOT NULL,
	request_id text NOT NULL,
	at datetime NOT NULL,
	CONSTRAINT transitions_machine_check CHECK (machine <> '' AND actor <> '')
);
CREATE INDEX transitions_machine_subject_id_idx ON transitions (machine, subject_id);
CREATE TRIGGER transitions_no_delete BEFORE DELETE ON transitions
BEGIN SELECT RAISE(ABORT, 'transitions_no_delete'); END;
CREATE TRIGGER transitions_no_update BEFORE UPDATE ON transitions
BEGIN SELECT RAISE(ABORT, 'transitions_no_update'); END;
CREATE TABLE tx_attempts (
	id integer PRIMARY KEY AUTOINCREMENT,
	intent_id integer NOT NULL,
	n integer NOT NULL,
	tip_cap text NOT NULL,
	fee_cap text NOT NULL,
	raw blob NOT NULL,
	hash text NOT NULL,
	first_sent_at datetime,
	sent_count integer NOT NULL,
	last_error text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT tx_attempts_tip_cap_amount CHECK (length(tip_cap) = 78 AND tip_cap NOT GLOB '*[^0-9]*' AND tip_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_attempts_fee_cap_amount CHECK (length(fee_cap) = 78 AND fee_cap NOT GLOB '*[^0-9]*' AND fee_cap <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_attempts_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_attempts_raw_check CHECK (length(raw) > 0),
	CONSTRAINT tx_attempts_n_check CHECK (n >= 1 AND sent_count >= 0),
	CONSTRAINT tx_attempts_intent_id_fk FOREIGN KEY (intent_id) REFERENCES tx_intents (id)
);
CREATE UNIQUE INDEX tx_attempts_hash_key ON tx_attempts (hash);
CREATE UNIQUE INDEX tx_attempts_n_key ON tx_attempts (intent_id, n);
CREATE TRIGGER tx_attempts_no_delete BEFORE DELETE ON tx_attempts
BEGIN SELECT RAISE(ABORT, 'tx_attempts_no_delete'); END;
CREATE TRIGGER tx_attempts_only_sending BEFORE UPDATE ON tx_attempts
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.intent_id IS DISTINCT FROM OLD.intent_id OR NEW.n IS DISTINCT FROM OLD.n OR NEW.tip_cap IS DISTINCT FROM OLD.tip_cap OR NEW.fee_cap IS DISTINCT FROM OLD.fee_cap OR NEW.raw IS DISTINCT FROM OLD.raw OR NEW.hash IS DISTINCT FROM OLD.hash OR NEW.created_at IS DISTINCT FROM OLD.created_at
BEGIN SELECT RAISE(ABORT, 'tx_attempts_only_sending'); END;
CREATE TABLE tx_costs (
	id integer PRIMARY KEY AUTOINCREMENT,
	intent_id integer NOT NULL,
	tx_hash text NOT NULL,
	block_number integer NOT NULL,
	gas_used integer NOT NULL,
	gas_price text NOT NULL,
	data_fee text NOT NULL,
	fee text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT tx_costs_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_costs_gas_price_amount CHECK (length(gas_price) = 78 AND gas_price NOT GLOB '*[^0-9]*' AND gas_price <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_costs_data_fee_amount CHECK (length(data_fee) = 78 AND data_fee NOT GLOB '*[^0-9]*' AND data_fee <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_costs_fee_amount CHECK (length(fee) = 78 AND fee NOT GLOB '*[^0-9]*' AND fee <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_costs_gas_check CHECK (block_number >= 0 AND gas_used >= 0),
	CONSTRAINT tx_costs_intent_id_fk FOREIGN KEY (intent_id) REFERENCES tx_intents (id)
);
CREATE INDEX tx_costs_intent_id_idx ON tx_costs (intent_id);
CREATE UNIQUE INDEX tx_costs_tx_hash_key ON tx_costs (tx_hash);
CREATE TRIGGER tx_costs_no_delete BEFORE DELETE ON tx_costs
BEGIN SELECT RAISE(ABORT, 'tx_costs_no_delete'); END;
CREATE TRIGGER tx_costs_no_update BEFORE UPDATE ON tx_costs
BEGIN SELECT RAISE(ABORT, 'tx_costs_no_update'); END;
CREATE TABLE tx_intents (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	version integer NOT NULL,
	idem_key text NOT NULL,
	kind text NOT NULL,
	ref_machine text NOT NULL,
	ref_id integer NOT NULL,
	chain_id integer NOT NULL,
	sender text NOT NULL,
	"to" text NOT NULL,
	value text NOT NULL,
	data blob NOT NULL,
	gas_limit integer NOT NULL,
	nonce integer,
	state text NOT NULL,
	blocked text NOT NULL,
	request text NOT NULL,
	not_before datetime,
	tx_hash text,
	block_number integer,
	block_hash text,
	gas_used integer,
	created_at datetime NOT NULL,
	CONSTRAINT tx_intents_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT tx_intents_version_check CHECK (version >= 0),
	CONSTRAINT tx_intents_sender_hex CHECK (length(sender) = 42 AND substr(sender, 1, 2) = '0x' AND substr(sender, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_to_hex CHECK (length("to") = 42 AND substr("to", 1, 2) = '0x' AND substr("to", 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_value_amount CHECK (length(value) = 78 AND value NOT GLOB '*[^0-9]*' AND value <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT tx_intents_state_enum CHECK (state IN ('proposed', 'approved', 'signed', 'broadcast', 'mined', 'final', 'unproven', 'recovered', 'replaced', 'dropped', 'reverted', 'abandoned')),
	CONSTRAINT tx_intents_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT tx_intents_nonce_check CHECK (nonce IS NULL OR nonce >= 0),
	CONSTRAINT tx_intents_gas_check CHECK (gas_limit >= 0),
	CONSTRAINT tx_intents_idem_check CHECK (idem_key <> ''),
	CONSTRAINT tx_intents_mined_check CHECK (state NOT IN ('mined', 'final', 'unproven') OR (tx_hash IS NOT NULL AND block_number IS NOT NULL AND block_hash IS NOT NULL))
);
CREATE INDEX tx_intents_doubtful_idx ON tx_intents (chain_id, sender, id) WHERE state = 'unproven' OR state = 'replaced';
CREATE UNIQUE INDEX tx_intents_idem_key_key ON tx_intents (idem_key);
CREATE UNIQUE INDEX tx_intents_nonce_key ON tx_intents (chain_id, sender, nonce);
CREATE INDEX tx_intents_open_idx ON tx_intents (chain_id, sender, nonce) WHERE state = 'signed' OR state = 'broadcast' OR state = 'mined';
CREATE UNIQUE INDEX tx_intents_public_id_key ON tx_intents (public_id);
CREATE INDEX tx_intents_ref_machine_ref_id_idx ON tx_intents (ref_machine, ref_id);
CREATE INDEX tx_intents_work_idx ON tx_intents (state, chain_id, sender, id);
CREATE TRIGGER tx_intents_no_delete BEFORE DELETE ON tx_intents
BEGIN SELECT RAISE(ABORT, 'tx_intents_no_delete'); END;
CREATE TRIGGER tx_intents_version_step BEFORE UPDATE ON tx_intents
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'tx_intents_version_step'); END;
CREATE TABLE verify_marks (
	id integer PRIMARY KEY AUTOINCREMENT,
	stream text NOT NULL,
	last_id integer NOT NULL,
	seen_id integer NOT NULL,
	row_count integer NOT NULL,
	hash text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT verify_marks_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT verify_marks_stream_check CHECK (stream <> '' AND last_id >= 0 AND seen_id >= last_id AND row_count >= 0)
);
CREATE UNIQUE INDEX verify_marks_range_key ON verify_marks (stream, last_id) WHERE row_count > 0;
CREATE INDEX verify_marks_stream_last_id_idx ON verify_marks (stream, last_id);
CREATE TRIGGER verify_marks_no_delete BEFORE DELETE ON verify_marks WHEN old.stream NOT IN ('settlement', 'blocks')
BEGIN SELECT RAISE(ABORT, 'verify_marks_no_delete'); END;
CREATE TRIGGER verify_marks_no_update BEFORE UPDATE ON verify_marks
BEGIN SELECT RAISE(ABORT, 'verify_marks_no_update'); END;
CREATE TABLE watch_gaps (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	missing text NOT NULL,
	attempts integer NOT NULL,
	next_at datetime NOT NULL,
	ended text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT watch_gaps_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watch_gaps_missing_check CHECK (missing <> '' AND attempts >= 0),
	CONSTRAINT watch_gaps_ended_enum CHECK (ended IN ('', 'filled', 'gone', 'given_up'))
);
CREATE UNIQUE INDEX watch_gaps_hash_key ON watch_gaps (chain_id, hash);
CREATE INDEX watch_gaps_open_idx ON watch_gaps (chain_id, number) WHERE ended = '';
CREATE TRIGGER watch_gaps_no_delete BEFORE DELETE ON watch_gaps
BEGIN SELECT RAISE(ABORT, 'watch_gaps_no_delete'); END;
CREATE TABLE watched_blocks (
	id integer PRIMARY KEY AUTOINCREMENT,
	chain_id integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	parent text NOT NULL,
	time integer NOT NULL,
	canonical numeric NOT NULL,
	CONSTRAINT watched_blocks_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watched_blocks_parent_hex CHECK (length(parent) = 66 AND substr(parent, 1, 2) = '0x' AND substr(parent, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watched_blocks_canonical_bool CHECK (canonical IN (0, 1)),
	CONSTRAINT watched_blocks_number_check CHECK (number >= 0)
);
CREATE UNIQUE INDEX watched_blocks_hash_key ON watched_blocks (chain_id, hash);
CREATE UNIQUE INDEX watched_blocks_number_key ON watched_blocks (chain_id, number) WHERE canonical;
CREATE TABLE watched_chains (
	id integer PRIMARY KEY AUTOINCREMENT,
	version integer NOT NULL,
	chain_id integer NOT NULL,
	since integer NOT NULL,
	number integer NOT NULL,
	hash text NOT NULL,
	highest integer NOT NULL,
	head integer NOT NULL,
	safe integer NOT NULL,
	final integer NOT NULL,
	status text NOT NULL,
	watched_at datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT watched_chains_version_check CHECK (version >= 0),
	CONSTRAINT watched_chains_hash_hex CHECK (length(hash) = 66 AND substr(hash, 1, 2) = '0x' AND substr(hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT watched_chains_block_check CHECK (since >= 0 AND number >= 0 AND number <= highest AND safe >= 0 AND final >= 0)
);
CREATE UNIQUE INDEX watched_chains_chain_id_key ON watched_chains (chain_id);
CREATE TRIGGER watched_chains_monotone BEFORE UPDATE ON watched_chains
WHEN NEW.highest < OLD.highest OR NEW.final < OLD.final
BEGIN SELECT RAISE(ABORT, 'watched_chains_monotone'); END;
CREATE TRIGGER watched_chains_no_delete BEFORE DELETE ON watched_chains
BEGIN SELECT RAISE(ABORT, 'watched_chains_no_delete'); END;
CREATE TRIGGER watched_chains_version_step BEFORE UPDATE ON watched_chains
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'watched_chains_version_step'); END;
CREATE TABLE wordings (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	product_id integer NOT NULL,
	number integer NOT NULL,
	terms text NOT NULL,
	terms_hash text NOT NULL,
	text text NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT wordings_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT wordings_terms_hash_hex CHECK (length(terms_hash) = 66 AND substr(terms_hash, 1, 2) = '0x' AND substr(terms_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT wordings_number_check CHECK (number >= 1),
	CONSTRAINT wordings_product_id_fk FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE UNIQUE INDEX wordings_number_key ON wordings (product_id, number);
CREATE UNIQUE INDEX wordings_public_id_key ON wordings (public_id);
CREATE TRIGGER wordings_no_delete BEFORE DELETE ON wordings
BEGIN SELECT RAISE(ABORT, 'wordings_no_delete'); END;
CREATE TRIGGER wordings_no_update BEFORE UPDATE ON wordings
BEGIN SELECT RAISE(ABORT, 'wordings_no_update'); END;
CREATE TABLE works (
	id integer PRIMARY KEY AUTOINCREMENT,
	job text NOT NULL,
	next_run_at datetime NOT NULL,
	lease_owner text NOT NULL,
	lease_until datetime,
	epoch integer NOT NULL,
	last_run_at datetime,
	last_ok_at datetime,
	last_error text NOT NULL,
	runs integer NOT NULL,
	failures integer NOT NULL,
	CONSTRAINT works_epoch_check CHECK (epoch >= 0)
);
CREATE UNIQUE INDEX works_job_key ON works (job);
CREATE TRIGGER works_epoch_monotone BEFORE UPDATE ON works
WHEN NEW.epoch < OLD.epoch
BEGIN SELECT RAISE(ABORT, 'works_epoch_monotone'); END;
