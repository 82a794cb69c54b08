-- Responses: plans of pauses that two persons agree on, and what was decided for one
-- incident by a step of a plan, with the intent that carries it out and the block at
-- which the chain showed it.
-- +goose Up
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
CREATE UNIQUE INDEX response_plans_public_id_key ON response_plans (public_id);
CREATE UNIQUE INDEX response_plans_number_key ON response_plans (chain_id, name, number);
CREATE UNIQUE INDEX response_plans_accepted_key ON response_plans (chain_id, name) WHERE state = 'accepted';
CREATE INDEX response_plans_module_id_idx ON response_plans (module_id);
-- +goose StatementBegin
CREATE TRIGGER response_plans_no_delete BEFORE DELETE ON response_plans
BEGIN SELECT RAISE(ABORT, 'response_plans_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER response_plans_version_step BEFORE UPDATE ON response_plans
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'response_plans_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER response_plans_content_fixed BEFORE UPDATE ON response_plans
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.module_id IS NOT OLD.module_id OR NEW.name IS NOT OLD.name OR NEW.number IS NOT OLD.number OR NEW.content IS NOT OLD.content OR NEW.content_hash IS NOT OLD.content_hash OR NEW.written_by IS NOT OLD.written_by OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'response_plans_content_fixed'); END;
-- +goose StatementEnd
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
CREATE UNIQUE INDEX responses_public_id_key ON responses (public_id);
CREATE UNIQUE INDEX responses_step_key ON responses (incident_id, plan_name, step);
CREATE INDEX responses_state_idx ON responses (chain_id, state);
CREATE INDEX responses_module_id_idx ON responses (module_id);
-- +goose StatementBegin
CREATE TRIGGER responses_no_delete BEFORE DELETE ON responses
BEGIN SELECT RAISE(ABORT, 'responses_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER responses_version_step BEFORE UPDATE ON responses
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'responses_version_step'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER responses_content_fixed BEFORE UPDATE ON responses
WHEN NEW.chain_id IS NOT OLD.chain_id OR NEW.incident_id IS NOT OLD.incident_id OR NEW.module_id IS NOT OLD.module_id OR NEW.plan_name IS NOT OLD.plan_name OR NEW.step IS NOT OLD.step OR NEW.class IS NOT OLD.class OR NEW.target IS NOT OLD.target OR NEW.call IS NOT OLD.call OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'responses_content_fixed'); END;
-- +goose StatementEnd
