-- Who was asked to answer an objection and by when; what nobody answers holds up no draft
-- for ever. What waits today is due at once: the first run of the job asks a senior.
-- Objections of before have no step on record: their history begins with the next one.
-- +goose Up
ALTER TABLE objections ADD COLUMN state text, ADD COLUMN due_at timestamptz, ADD COLUMN assigned_to bigint;
ALTER TABLE objections ALTER COLUMN state TYPE text USING CASE WHEN answered_at IS NULL THEN 'open' ELSE 'answered' END,
	ALTER COLUMN due_at TYPE timestamptz USING created_at;
ALTER TABLE objections ALTER COLUMN state SET NOT NULL, ALTER COLUMN due_at SET NOT NULL,
	ADD CONSTRAINT objections_state_enum CHECK (state IN ('open', 'senior', 'second_senior', 'unanswered', 'answered')),
	ADD CONSTRAINT objections_assigned_to_fk FOREIGN KEY (assigned_to) REFERENCES staff (id),
	ADD CONSTRAINT objections_answered_check CHECK (state <> 'answered' OR answered_at IS NOT NULL);
CREATE INDEX objections_state_idx ON objections (state);
CREATE TRIGGER objections_content_fixed BEFORE UPDATE ON objections FOR EACH ROW
	WHEN (NEW.settlement_id <> OLD.settlement_id OR NEW.author <> OLD.author OR NEW.text <> OLD.text OR (OLD.state = 'answered' AND NEW.state <> 'answered'))
	EXECUTE FUNCTION refuse('objections_content_fixed');
