-- The double-entry ledger.
-- +goose Up
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
-- +goose StatementBegin
CREATE TRIGGER ledger_accounts_no_update BEFORE UPDATE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'ledger_accounts_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts
BEGIN SELECT RAISE(ABORT, 'ledger_accounts_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE ledger_transactions (
	id integer PRIMARY KEY AUTOINCREMENT,
	kind text NOT NULL,
	ref text NOT NULL,
	created_at datetime NOT NULL
);
CREATE UNIQUE INDEX ledger_transactions_ref_key ON ledger_transactions (kind, ref);
-- +goose StatementBegin
CREATE TRIGGER ledger_transactions_no_update BEFORE UPDATE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_transactions_no_delete BEFORE DELETE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions_no_delete'); END;
-- +goose StatementEnd

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
CREATE INDEX ledger_postings_transaction_id_idx ON ledger_postings (transaction_id);
CREATE INDEX ledger_postings_account_id_idx ON ledger_postings (account_id);
-- +goose StatementBegin
CREATE TRIGGER ledger_postings_no_update BEFORE UPDATE ON ledger_postings
BEGIN SELECT RAISE(ABORT, 'ledger_postings_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER ledger_postings_no_delete BEFORE DELETE ON ledger_postings
BEGIN SELECT RAISE(ABORT, 'ledger_postings_no_delete'); END;
-- +goose StatementEnd
