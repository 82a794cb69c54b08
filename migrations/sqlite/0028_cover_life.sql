-- The life of a cover: a renewal goes on where the cover before it ends and does
-- not wait again (waiting_from); a changed limit is a row of its own, from the
-- moment it counts, and covers.limit is the highest there ever was.
-- +goose Up
ALTER TABLE covers ADD COLUMN waiting_from datetime;
ALTER TABLE covers ADD COLUMN renews_id integer;
CREATE UNIQUE INDEX covers_renews_id_key ON covers (renews_id);

CREATE TABLE cover_limits (
	id integer PRIMARY KEY AUTOINCREMENT,
	cover_id integer NOT NULL,
	"limit" text NOT NULL,
	counts_from datetime NOT NULL,
	created_at datetime NOT NULL,
	CONSTRAINT cover_limits_limit_amount CHECK (length("limit") = 78 AND "limit" NOT GLOB '*[^0-9]*' AND "limit" <= '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	CONSTRAINT cover_limits_cover_id_fk FOREIGN KEY (cover_id) REFERENCES covers (id)
);
CREATE INDEX cover_limits_cover_id_idx ON cover_limits (cover_id);
-- +goose StatementBegin
CREATE TRIGGER cover_limits_no_update BEFORE UPDATE ON cover_limits
BEGIN SELECT RAISE(ABORT, 'cover_limits_no_update'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER cover_limits_no_delete BEFORE DELETE ON cover_limits
BEGIN SELECT RAISE(ABORT, 'cover_limits_no_delete'); END;
-- +goose StatementEnd
