-- Settlements, their allocations and approvals, and recoveries.
-- +goose Up
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
	entitlement_file blob NOT NULL,
	bar_date_passed numeric NOT NULL,
	objections_until datetime,
	published_at datetime,
	active_at datetime,
	deadline datetime,
	cancel_reason text NOT NULL,
	created_at datetime NOT NULL,
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
CREATE UNIQUE INDEX settlements_public_id_key ON settlements (public_id);
CREATE UNIQUE INDEX settlements_sequence_key ON settlements (incident_id, pool_id, asset_id, sequence);
CREATE UNIQUE INDEX settlements_chain_ref_key ON settlements (chain_ref);
CREATE UNIQUE INDEX settlements_open_key ON settlements (incident_id, pool_id, asset_id) WHERE state <> 'active' AND state <> 'closed' AND state <> 'cancelled';
CREATE INDEX settlements_state_idx ON settlements (state);
-- +goose StatementBegin
CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements
BEGIN SELECT RAISE(ABORT, 'settlements_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlements_version_step BEFORE UPDATE ON settlements
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'settlements_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlements_content_fixed BEFORE UPDATE ON settlements
WHEN OLD.state NOT IN ('draft', 'objections') AND (NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.pool_id IS DISTINCT FROM OLD.pool_id OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.sequence IS DISTINCT FROM OLD.sequence OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.snapshot_set_digest IS DISTINCT FROM OLD.snapshot_set_digest OR NEW.available IS DISTINCT FROM OLD.available OR NEW.paid IS DISTINCT FROM OLD.paid OR NEW.held IS DISTINCT FROM OLD.held OR NEW.dust IS DISTINCT FROM OLD.dust OR NEW.unattributed IS DISTINCT FROM OLD.unattributed OR NEW.cumulative_total IS DISTINCT FROM OLD.cumulative_total OR NEW.input_hash IS DISTINCT FROM OLD.input_hash OR NEW.payout_root IS DISTINCT FROM OLD.payout_root OR NEW.leaf_count IS DISTINCT FROM OLD.leaf_count OR NEW.chain_ref IS DISTINCT FROM OLD.chain_ref OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR NEW.entitlement_file IS DISTINCT FROM OLD.entitlement_file)
BEGIN SELECT RAISE(ABORT, 'settlements_content_fixed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlements_terminal BEFORE UPDATE ON settlements
WHEN OLD.state IN ('closed', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'settlements_terminal'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlements_two_approvals BEFORE UPDATE ON settlements
WHEN NEW.state = 'approved' AND OLD.state <> 'approved' AND (SELECT count(*) FROM settlement_approvals a WHERE a.settlement_id = NEW.id AND a.content_hash = NEW.content_hash) < 2
BEGIN SELECT RAISE(ABORT, 'settlements_two_approvals'); END;
-- +goose StatementEnd

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
	CONSTRAINT allocations_part_enum CHECK (part IN ('cover', 'residual', 'pool', 'surplus', 'protocol')),
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
CREATE UNIQUE INDEX allocations_public_id_key ON allocations (public_id);
CREATE UNIQUE INDEX allocations_leaf_key ON allocations (settlement_id, leaf_index);
CREATE UNIQUE INDEX allocations_line_key ON allocations (settlement_id, entitlement_id, part, receiver);
CREATE INDEX allocations_entitlement_id_idx ON allocations (entitlement_id);
CREATE INDEX allocations_receiver_idx ON allocations (receiver);
-- +goose StatementBegin
CREATE TRIGGER allocations_no_delete BEFORE DELETE ON allocations
BEGIN SELECT RAISE(ABORT, 'allocations_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER allocations_version_step BEFORE UPDATE ON allocations
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'allocations_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER allocations_content_fixed BEFORE UPDATE ON allocations
WHEN NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.settlement_id IS DISTINCT FROM OLD.settlement_id OR NEW.entitlement_id IS DISTINCT FROM OLD.entitlement_id OR NEW.part IS DISTINCT FROM OLD.part OR NEW.receiver IS DISTINCT FROM OLD.receiver OR NEW.entitled IS DISTINCT FROM OLD.entitled OR NEW.already IS DISTINCT FROM OLD.already OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.held IS DISTINCT FROM OLD.held OR (OLD.leaf_index IS NOT NULL AND NEW.leaf_index IS DISTINCT FROM OLD.leaf_index)
BEGIN SELECT RAISE(ABORT, 'allocations_content_fixed'); END;
-- +goose StatementEnd

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
CREATE UNIQUE INDEX settlement_approvals_role_key ON settlement_approvals (settlement_id, content_hash, role);
CREATE UNIQUE INDEX settlement_approvals_staff_key ON settlement_approvals (settlement_id, content_hash, staff_id);
-- +goose StatementBegin
CREATE TRIGGER settlement_approvals_no_update BEFORE UPDATE ON settlement_approvals
BEGIN SELECT RAISE(ABORT, 'settlement_approvals_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlement_approvals_no_delete BEFORE DELETE ON settlement_approvals
BEGIN SELECT RAISE(ABORT, 'settlement_approvals_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER settlement_approvals_two_persons BEFORE INSERT ON settlement_approvals
WHEN EXISTS (SELECT 1 FROM settlement_approvals a JOIN staff s ON s.id = a.staff_id WHERE a.settlement_id = NEW.settlement_id AND a.content_hash = NEW.content_hash AND s.person = (SELECT person FROM staff WHERE id = NEW.staff_id))
BEGIN SELECT RAISE(ABORT, 'settlement_approvals_two_persons'); END;
-- +goose StatementEnd

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
	CONSTRAINT objections_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT objections_version_check CHECK (version >= 0),
	CONSTRAINT objections_author_hex CHECK (length(author) = 42 AND substr(author, 1, 2) = '0x' AND substr(author, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT objections_answer_check CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
	CONSTRAINT objections_settlement_id_fk FOREIGN KEY (settlement_id) REFERENCES settlements (id),
	CONSTRAINT objections_answered_by_fk FOREIGN KEY (answered_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX objections_public_id_key ON objections (public_id);
CREATE INDEX objections_settlement_id_idx ON objections (settlement_id);
-- +goose StatementBegin
CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections
BEGIN SELECT RAISE(ABORT, 'objections_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER objections_version_step BEFORE UPDATE ON objections
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'objections_version_step'); END;
-- +goose StatementEnd

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
	CONSTRAINT recoveries_state_enum CHECK (state IN ('expected', 'received', 'final', 'contested', 'released')),
	CONSTRAINT recoveries_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT recoveries_from_hex CHECK (length("from") = 42 AND substr("from", 1, 2) = '0x' AND substr("from", 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_tx_hash_hex CHECK (length(tx_hash) = 66 AND substr(tx_hash, 1, 2) = '0x' AND substr(tx_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_block_hash_hex CHECK (length(block_hash) = 66 AND substr(block_hash, 1, 2) = '0x' AND substr(block_hash, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT recoveries_event_check CHECK ((tx_hash IS NULL) = (log_index IS NULL)),
	CONSTRAINT recoveries_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT recoveries_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id)
);
CREATE UNIQUE INDEX recoveries_public_id_key ON recoveries (public_id);
CREATE UNIQUE INDEX recoveries_event_key ON recoveries (tx_hash, log_index);
CREATE INDEX recoveries_incident_id_idx ON recoveries (incident_id);
-- +goose StatementBegin
CREATE TRIGGER recoveries_no_delete BEFORE DELETE ON recoveries
BEGIN SELECT RAISE(ABORT, 'recoveries_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER recoveries_version_step BEFORE UPDATE ON recoveries
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'recoveries_version_step'); END;
-- +goose StatementEnd

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
-- +goose StatementBegin
CREATE TRIGGER share_holdings_no_update BEFORE UPDATE ON share_holdings
BEGIN SELECT RAISE(ABORT, 'share_holdings_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER share_holdings_no_delete BEFORE DELETE ON share_holdings
BEGIN SELECT RAISE(ABORT, 'share_holdings_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE outside_receipts (
	id integer PRIMARY KEY AUTOINCREMENT,
	public_id text NOT NULL,
	incident_id integer NOT NULL,
	affected text NOT NULL,
	asset_id integer NOT NULL,
	amount text NOT NULL,
	reason text NOT NULL,
	entered_by integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT outside_receipts_public_id_form CHECK (length(public_id) BETWEEN 5 AND 64 AND public_id NOT GLOB '*[^a-z0-9_]*' AND public_id GLOB '[a-z]*'),
	CONSTRAINT outside_receipts_affected_hex CHECK (length(affected) = 42 AND substr(affected, 1, 2) = '0x' AND substr(affected, 3) NOT GLOB '*[^0-9a-f]*'),
	CONSTRAINT outside_receipts_amount_amount CHECK (length(amount) = 78 AND amount NOT GLOB '*[^0-9]*' AND amount <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT outside_receipts_reason_check CHECK (reason <> ''),
	CONSTRAINT outside_receipts_incident_id_fk FOREIGN KEY (incident_id) REFERENCES incidents (id),
	CONSTRAINT outside_receipts_asset_id_fk FOREIGN KEY (asset_id) REFERENCES assets (id),
	CONSTRAINT outside_receipts_entered_by_fk FOREIGN KEY (entered_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX outside_receipts_public_id_key ON outside_receipts (public_id);
CREATE INDEX outside_receipts_incident_id_affected_idx ON outside_receipts (incident_id, affected);
-- +goose StatementBegin
CREATE TRIGGER outside_receipts_no_update BEFORE UPDATE ON outside_receipts
BEGIN SELECT RAISE(ABORT, 'outside_receipts_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER outside_receipts_no_delete BEFORE DELETE ON outside_receipts
BEGIN SELECT RAISE(ABORT, 'outside_receipts_no_delete'); END;
-- +goose StatementEnd
