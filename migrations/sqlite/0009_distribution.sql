-- What pushing costs: plans with their bill, the chunks they became, what
-- transactions really cost, and payments compared with balances.
-- +goose Up
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
-- +goose StatementBegin
CREATE TRIGGER distribution_plans_no_delete BEFORE DELETE ON distribution_plans
BEGIN SELECT RAISE(ABORT, 'distribution_plans_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_plans_version_step BEFORE UPDATE ON distribution_plans
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'distribution_plans_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_plans_content_fixed BEFORE UPDATE ON distribution_plans
WHEN NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.settlement_id IS DISTINCT FROM OLD.settlement_id OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR NEW.body IS DISTINCT FROM OLD.body OR NEW.pushed IS DISTINCT FROM OLD.pushed OR NEW.redeemed IS DISTINCT FROM OLD.redeemed OR NEW.transactions IS DISTINCT FROM OLD.transactions OR NEW.gas IS DISTINCT FROM OLD.gas OR NEW.data_bytes IS DISTINCT FROM OLD.data_bytes OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.bill_now IS DISTINCT FROM OLD.bill_now OR NEW.bill_cap IS DISTINCT FROM OLD.bill_cap OR NEW.gas_price IS DISTINCT FROM OLD.gas_price OR NEW.gas_price_cap IS DISTINCT FROM OLD.gas_price_cap OR NEW.made_by IS DISTINCT FROM OLD.made_by OR NEW.maker IS DISTINCT FROM OLD.maker OR NEW.expires_at IS DISTINCT FROM OLD.expires_at OR NEW.created_at IS DISTINCT FROM OLD.created_at
BEGIN SELECT RAISE(ABORT, 'distribution_plans_content_fixed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_plans_terminal BEFORE UPDATE ON distribution_plans
WHEN OLD.state <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'distribution_plans_terminal'); END;
-- +goose StatementEnd

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
CREATE UNIQUE INDEX distribution_chunks_n_key ON distribution_chunks (plan_id, n);
CREATE INDEX distribution_chunks_intent_id_idx ON distribution_chunks (intent_id);
-- +goose StatementBegin
CREATE TRIGGER distribution_chunks_no_update BEFORE UPDATE ON distribution_chunks
BEGIN SELECT RAISE(ABORT, 'distribution_chunks_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER distribution_chunks_no_delete BEFORE DELETE ON distribution_chunks
BEGIN SELECT RAISE(ABORT, 'distribution_chunks_no_delete'); END;
-- +goose StatementEnd

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
CREATE UNIQUE INDEX tx_costs_tx_hash_key ON tx_costs (tx_hash);
CREATE INDEX tx_costs_intent_id_idx ON tx_costs (intent_id);
-- +goose StatementBegin
CREATE TRIGGER tx_costs_no_update BEFORE UPDATE ON tx_costs
BEGIN SELECT RAISE(ABORT, 'tx_costs_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tx_costs_no_delete BEFORE DELETE ON tx_costs
BEGIN SELECT RAISE(ABORT, 'tx_costs_no_delete'); END;
-- +goose StatementEnd

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
-- +goose StatementBegin
CREATE TRIGGER payout_checks_no_update BEFORE UPDATE ON payout_checks
BEGIN SELECT RAISE(ABORT, 'payout_checks_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER payout_checks_no_delete BEFORE DELETE ON payout_checks
BEGIN SELECT RAISE(ABORT, 'payout_checks_no_delete'); END;
-- +goose StatementEnd
