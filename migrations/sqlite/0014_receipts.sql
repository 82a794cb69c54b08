-- What a victim received elsewhere counts when a second person has confirmed it,
-- and stops counting when two persons have reversed it. Nothing is edited: a
-- confirmation and a reversal are rows of their own. What was entered by one
-- person before counts as confirmed, by nobody.
-- +goose Up
ALTER TABLE outside_receipts ADD COLUMN evidence text CONSTRAINT outside_receipts_evidence_check CHECK (evidence <> '');

CREATE TABLE receipt_confirmations (
	id integer PRIMARY KEY AUTOINCREMENT,
	receipt_id integer NOT NULL,
	confirmed_by integer,
	created_at datetime NOT NULL,
	CONSTRAINT receipt_confirmations_receipt_id_fk FOREIGN KEY (receipt_id) REFERENCES outside_receipts (id),
	CONSTRAINT receipt_confirmations_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX receipt_confirmations_receipt_id_key ON receipt_confirmations (receipt_id);
INSERT INTO receipt_confirmations (receipt_id, confirmed_by, created_at)
	SELECT id, NULL, created_at FROM outside_receipts ORDER BY id;
-- +goose StatementBegin
CREATE TRIGGER receipt_confirmations_two_persons BEFORE INSERT ON receipt_confirmations
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT s.person FROM outside_receipts r JOIN staff s ON s.id = r.entered_by WHERE r.id = NEW.receipt_id)
BEGIN SELECT RAISE(ABORT, 'receipt_confirmations_two_persons'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_confirmations_no_update BEFORE UPDATE ON receipt_confirmations
BEGIN SELECT RAISE(ABORT, 'receipt_confirmations_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_confirmations_no_delete BEFORE DELETE ON receipt_confirmations
BEGIN SELECT RAISE(ABORT, 'receipt_confirmations_no_delete'); END;
-- +goose StatementEnd

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
-- +goose StatementBegin
CREATE TRIGGER receipt_reversals_no_update BEFORE UPDATE ON receipt_reversals
BEGIN SELECT RAISE(ABORT, 'receipt_reversals_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipt_reversals_no_delete BEFORE DELETE ON receipt_reversals
BEGIN SELECT RAISE(ABORT, 'receipt_reversals_no_delete'); END;
-- +goose StatementEnd

CREATE TABLE reversal_confirmations (
	id integer PRIMARY KEY AUTOINCREMENT,
	reversal_id integer NOT NULL,
	confirmed_by integer NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT reversal_confirmations_reversal_id_fk FOREIGN KEY (reversal_id) REFERENCES receipt_reversals (id),
	CONSTRAINT reversal_confirmations_confirmed_by_fk FOREIGN KEY (confirmed_by) REFERENCES staff (id)
);
CREATE UNIQUE INDEX reversal_confirmations_reversal_id_key ON reversal_confirmations (reversal_id);
-- +goose StatementBegin
CREATE TRIGGER reversal_confirmations_two_persons BEFORE INSERT ON reversal_confirmations
WHEN NEW.confirmed_by IS NOT NULL AND (SELECT person FROM staff WHERE id = NEW.confirmed_by) = (SELECT s.person FROM receipt_reversals r JOIN staff s ON s.id = r.entered_by WHERE r.id = NEW.reversal_id)
BEGIN SELECT RAISE(ABORT, 'reversal_confirmations_two_persons'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reversal_confirmations_no_update BEFORE UPDATE ON reversal_confirmations
BEGIN SELECT RAISE(ABORT, 'reversal_confirmations_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reversal_confirmations_no_delete BEFORE DELETE ON reversal_confirmations
BEGIN SELECT RAISE(ABORT, 'reversal_confirmations_no_delete'); END;
-- +goose StatementEnd
