-- How long a line waits for somebody who may receive it, and whose turn it is to
-- act. A parked one is settled without its receiver.
-- +goose Up
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
CREATE UNIQUE INDEX receiver_waits_public_id_key ON receiver_waits (public_id);
CREATE UNIQUE INDEX receiver_waits_open_key ON receiver_waits (entitlement_id) WHERE state <> 'ended';
CREATE INDEX receiver_waits_entitlement_id_idx ON receiver_waits (entitlement_id);
CREATE INDEX receiver_waits_state_idx ON receiver_waits (state);
CREATE INDEX entitlements_receiver_idx ON entitlements (held_reason) WHERE held_reason = 'receiver';
-- +goose StatementBegin
CREATE TRIGGER receiver_waits_no_delete BEFORE DELETE ON receiver_waits
BEGIN SELECT RAISE(ABORT, 'receiver_waits_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receiver_waits_version_step BEFORE UPDATE ON receiver_waits
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'receiver_waits_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receiver_waits_content_fixed BEFORE UPDATE ON receiver_waits
WHEN NEW.entitlement_id IS NOT OLD.entitlement_id OR (OLD.state = 'ended' AND NEW.state <> 'ended')
BEGIN SELECT RAISE(ABORT, 'receiver_waits_content_fixed'); END;
-- +goose StatementEnd
