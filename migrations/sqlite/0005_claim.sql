-- Claims, their evidence and reviews, and what is owed.
-- +goose Up
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
	created_at datetime NOT NULL,
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
CREATE UNIQUE INDEX claims_public_id_key ON claims (public_id);
CREATE UNIQUE INDEX claims_live_key ON claims (incident_id, cover_id, affected) WHERE state <> 'withdrawn' AND state <> 'expired';
CREATE INDEX claims_claimant_idx ON claims (claimant);
CREATE INDEX claims_affected_idx ON claims (affected);
CREATE INDEX claims_state_idx ON claims (state);
CREATE INDEX claims_cover_id_idx ON claims (cover_id);
-- +goose StatementBegin
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims
BEGIN SELECT RAISE(ABORT, 'claims_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER claims_version_step BEFORE UPDATE ON claims
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'claims_version_step'); END;
-- +goose StatementEnd

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
-- +goose StatementBegin
CREATE TRIGGER evidence_files_no_update BEFORE UPDATE ON evidence_files
BEGIN SELECT RAISE(ABORT, 'evidence_files_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_files_no_delete BEFORE DELETE ON evidence_files
BEGIN SELECT RAISE(ABORT, 'evidence_files_no_delete'); END;
-- +goose StatementEnd

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
CREATE UNIQUE INDEX reviews_seat_key ON reviews (claim_id, claim_version, round, seat);
CREATE INDEX reviews_reviewer_id_idx ON reviews (reviewer_id);
-- +goose StatementBegin
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reviews_only_effective BEFORE UPDATE ON reviews
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.public_id IS DISTINCT FROM OLD.public_id OR NEW.claim_id IS DISTINCT FROM OLD.claim_id OR NEW.claim_version IS DISTINCT FROM OLD.claim_version OR NEW.round IS DISTINCT FROM OLD.round OR NEW.seat IS DISTINCT FROM OLD.seat OR NEW.reviewer_id IS DISTINCT FROM OLD.reviewer_id OR NEW.decision IS DISTINCT FROM OLD.decision OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.reason_code IS DISTINCT FROM OLD.reason_code OR NEW.clause IS DISTINCT FROM OLD.clause OR NEW.text IS DISTINCT FROM OLD.text OR NEW.created_at IS DISTINCT FROM OLD.created_at OR (OLD.effective AND NOT NEW.effective)
BEGIN SELECT RAISE(ABORT, 'reviews_only_effective'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reviews_two_persons BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews r JOIN staff s ON s.id = r.reviewer_id WHERE r.claim_id = NEW.claim_id AND r.round = NEW.round AND r.seat <> NEW.seat AND s.person = (SELECT person FROM staff WHERE id = NEW.reviewer_id))
BEGIN SELECT RAISE(ABORT, 'reviews_two_persons'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reviews_not_claimant BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM staff s JOIN claims c ON c.id = NEW.claim_id JOIN covers v ON v.id = c.cover_id WHERE s.person = (SELECT person FROM staff WHERE id = NEW.reviewer_id) AND (s.wallet = c.claimant OR s.wallet = c.affected OR s.wallet = c.receiver OR s.wallet = v.holder))
BEGIN SELECT RAISE(ABORT, 'reviews_not_claimant'); END;
-- +goose StatementEnd

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
CREATE UNIQUE INDEX entitlements_public_id_key ON entitlements (public_id);
CREATE UNIQUE INDEX entitlements_claim_key ON entitlements (claim_id, asset_id) WHERE state <> 'closed';
CREATE INDEX entitlements_incident_id_affected_idx ON entitlements (incident_id, affected);
CREATE INDEX entitlements_cover_id_idx ON entitlements (cover_id);
-- +goose StatementBegin
CREATE TRIGGER entitlements_no_delete BEFORE DELETE ON entitlements
BEGIN SELECT RAISE(ABORT, 'entitlements_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entitlements_version_step BEFORE UPDATE ON entitlements
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'entitlements_version_step'); END;
-- +goose StatementEnd

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
CREATE UNIQUE INDEX loss_consumptions_live_key ON loss_consumptions (entitlement_id, asset_id, affected) WHERE released_at IS NULL;
CREATE INDEX loss_consumptions_incident_id_affected_idx ON loss_consumptions (incident_id, affected);
-- +goose StatementBegin
CREATE TRIGGER loss_consumptions_no_delete BEFORE DELETE ON loss_consumptions
BEGIN SELECT RAISE(ABORT, 'loss_consumptions_no_delete'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER loss_consumptions_only_release BEFORE UPDATE ON loss_consumptions
WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.incident_id IS DISTINCT FROM OLD.incident_id OR NEW.affected IS DISTINCT FROM OLD.affected OR NEW.asset_id IS DISTINCT FROM OLD.asset_id OR NEW.entitlement_id IS DISTINCT FROM OLD.entitlement_id OR NEW.amount IS DISTINCT FROM OLD.amount OR NEW.created_at IS DISTINCT FROM OLD.created_at OR OLD.released_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'loss_consumptions_only_release'); END;
-- +goose StatementEnd
