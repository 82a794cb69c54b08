-- Which process works on a request: when it is gone, the key is free at once.
-- +goose Up
ALTER TABLE idempotency_keys ADD COLUMN owner text;
