-- From when whoever has a claim is waited for: their silence gives it to a senior,
-- that one's to another, and then decides. NULL: since it was filed or decided.
-- +goose Up
ALTER TABLE claims ADD COLUMN review_since datetime;
