-- What a key has to do is asked in every round of the sender: it must not cost
-- more with every transaction that was ever sent.
-- +goose Up
DROP INDEX tx_intents_state_idx;
CREATE INDEX tx_intents_work_idx ON tx_intents (state, chain_id, sender, id);
CREATE INDEX tx_intents_open_idx ON tx_intents (chain_id, sender, nonce) WHERE state = 'signed' OR state = 'broadcast' OR state = 'mined';
CREATE INDEX tx_intents_doubtful_idx ON tx_intents (chain_id, sender, id) WHERE state = 'unproven' OR state = 'replaced';
