-- The events of a contract by name: what a pool announced about an incident, who
-- held shares at a moment, without reading what millions of payments left.
-- +goose Up
CREATE INDEX chain_events_contract_name_idx ON chain_events (contract, name);
