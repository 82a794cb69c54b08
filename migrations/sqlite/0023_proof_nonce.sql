-- Every filing asks whether a proof of loss was used before.
-- +goose Up
CREATE INDEX claims_proof_nonce_idx ON claims (proof_nonce);
