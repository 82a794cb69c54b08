-- The author of an objection may take it back.
-- +goose Up
ALTER TABLE objections DROP CONSTRAINT objections_state_enum;
ALTER TABLE objections ADD CONSTRAINT objections_state_enum
	CHECK (state IN ('open', 'senior', 'second_senior', 'unanswered', 'answered', 'withdrawn'));
DROP TRIGGER objections_content_fixed ON objections;
CREATE TRIGGER objections_content_fixed BEFORE UPDATE ON objections FOR EACH ROW
	WHEN (NEW.settlement_id <> OLD.settlement_id OR NEW.author <> OLD.author OR NEW.text <> OLD.text OR (OLD.state IN ('answered', 'withdrawn') AND NEW.state <> OLD.state))
	EXECUTE FUNCTION refuse('objections_content_fixed');
