-- An account in the disputed reserve of an incident leaves it by the word of two
-- persons with evidence, each a row of its own: the list itself is not edited.
-- +goose Up
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
-- +goose StatementBegin
CREATE TRIGGER exclusion_lifts_two_persons BEFORE INSERT ON exclusion_lifts
WHEN NEW.seat = 2 AND NOT EXISTS (SELECT 1 FROM exclusion_lifts l JOIN staff s ON s.id = l.lifted_by
	WHERE l.incident_id = NEW.incident_id AND l.account = NEW.account AND l.seat = 1 AND s.person <> (SELECT person FROM staff WHERE id = NEW.lifted_by))
BEGIN SELECT RAISE(ABORT, 'exclusion_lifts_two_persons'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exclusion_lifts_no_update BEFORE UPDATE ON exclusion_lifts
BEGIN SELECT RAISE(ABORT, 'exclusion_lifts_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER exclusion_lifts_no_delete BEFORE DELETE ON exclusion_lifts
BEGIN SELECT RAISE(ABORT, 'exclusion_lifts_no_delete'); END;
-- +goose StatementEnd
