-- Who gets recovered money of an incident without a loss, agreed by two persons: the
-- receiver of the protocol, and those who bring money back against a bounty. Lines have
-- one part more. SQLite cannot change a CHECK, so the table is written again.
-- +goose Up
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
CREATE UNIQUE INDEX recovery_payees_public_id_key ON recovery_payees (public_id);
CREATE UNIQUE INDEX recovery_payees_protocol_key ON recovery_payees (incident_id) WHERE kind = 'protocol' AND state = 'registered';
CREATE UNIQUE INDEX recovery_payees_bounty_key ON recovery_payees (incident_id, receiver, asset_id, payer) WHERE kind = 'bounty' AND state = 'registered';
CREATE INDEX recovery_payees_incident_id_idx ON recovery_payees (incident_id);
CREATE INDEX recovery_payees_entitlement_id_idx ON recovery_payees (entitlement_id);
-- +goose StatementBegin
CREATE TRIGGER recovery_payees_no_delete BEFORE DELETE ON recovery_payees
BEGIN SELECT RAISE(ABORT, 'recovery_payees_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER recovery_payees_version_step BEFORE UPDATE ON recovery_payees
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'recovery_payees_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER recovery_payees_content_fixed BEFORE UPDATE ON recovery_payees
WHEN NEW.incident_id IS NOT OLD.incident_id OR NEW.kind IS NOT OLD.kind OR NEW.receiver IS NOT OLD.receiver OR NEW.asset_id IS NOT OLD.asset_id
	OR NEW.payer IS NOT OLD.payer OR NEW.share_bps IS NOT OLD.share_bps OR NEW.cap IS NOT OLD.cap OR NEW.reason IS NOT OLD.reason
	OR NEW.evidence IS NOT OLD.evidence OR NEW.entered_by IS NOT OLD.entered_by OR (OLD.entitlement_id IS NOT NULL AND NEW.entitlement_id IS NOT OLD.entitlement_id)
BEGIN SELECT RAISE(ABORT, 'recovery_payees_content_fixed'); END;
-- +goose StatementEnd

CREATE TABLE allocations_before AS SELECT * FROM allocations;
DROP TABLE allocations;
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
INSERT INTO allocations (id, public_id, version, settlement_id, entitlement_id, part, receiver, entitled, already, amount, held, leaf_index, state, door, paid_to, tx_hash, block_number, block_hash, log_index, collected_at)
	SELECT id, public_id, version, settlement_id, entitlement_id, part, receiver, entitled, already, amount, held, leaf_index, state, door, paid_to, tx_hash, block_number, block_hash, log_index, collected_at FROM allocations_before;
DROP TABLE allocations_before;
CREATE INDEX allocations_entitlement_id_idx ON allocations (entitlement_id);
CREATE UNIQUE INDEX allocations_leaf_key ON allocations (settlement_id, leaf_index);
CREATE UNIQUE INDEX allocations_line_key ON allocations (settlement_id, entitlement_id, part, receiver);
CREATE UNIQUE INDEX allocations_public_id_key ON allocations (public_id);
CREATE INDEX allocations_receiver_idx ON allocations (receiver);
-- +goose StatementBegin
CREATE TRIGGER allocations_content_fixed BEFORE UPDATE ON allocations
WHEN NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.settlement_id IS DISTINCT FROM OLD.settlement_id OR NEW.entitlement_id IS DISTINCT FROM OLD.entitlement_id OR NEW.part IS DISTINCT FROM OLD.part OR NEW.receiver IS DISTINCT FROM OLD.receiver OR NEW.entitled IS DISTINCT FROM OLD.entitled OR NEW.already IS DISTINCT FROM OLD.already OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.held IS DISTINCT FROM OLD.held OR (OLD.leaf_index IS NOT NULL AND NEW.leaf_index IS DISTINCT FROM OLD.leaf_index)
BEGIN SELECT RAISE(ABORT, 'allocations_content_fixed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER allocations_no_delete BEFORE DELETE ON allocations
BEGIN SELECT RAISE(ABORT, 'allocations_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER allocations_version_step BEFORE UPDATE ON allocations
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'allocations_version_step'); END;
-- +goose StatementEnd
