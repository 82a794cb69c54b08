package models

import "time"

// ResponsePlan is one version of a plan: states.ResponsePlan. Content is its file,
// as incidents/respond reads it. ProvenAt and ProvenNumber say when and at which
// block all of its calls succeeded last; Unproven is why the last try did not.
type ResponsePlan struct {
	ID           int64  `gorm:"primaryKey"`
	PublicID     string `gorm:"not null;uniqueIndex:response_plans_public_id_key"`
	Version      int64  `gorm:"not null"`
	ChainID      int64  `gorm:"not null;uniqueIndex:response_plans_number_key,priority:1;uniqueIndex:response_plans_accepted_key,priority:1,where:state = 'accepted'"`
	ModuleID     int64  `gorm:"not null;index:response_plans_module_id_idx"`
	Name         string `gorm:"not null;uniqueIndex:response_plans_number_key,priority:2;uniqueIndex:response_plans_accepted_key,priority:2"`
	Number       int64  `gorm:"not null;uniqueIndex:response_plans_number_key,priority:3"`
	Content      []byte `gorm:"not null"`
	ContentHash  Hash   `gorm:"not null"`
	State        string `gorm:"not null"`
	WrittenBy    int64  `gorm:"not null"` // staff.id
	AcceptedBy   *int64 // the second person
	AcceptedAt   *time.Time
	ProvenAt     *time.Time
	ProvenNumber *int64
	Unproven     string    `gorm:"not null"`
	CreatedAt    time.Time `gorm:"not null"`
}

// Response is one step of a plan for one incident: states.Response. FindingID is
// what called it first. Sender, Target and Call are what the outbox may send for it,
// and nothing else; Generation counts its intents, of which IntentID is the newest.
type Response struct {
	ID              int64   `gorm:"primaryKey"`
	PublicID        string  `gorm:"not null;uniqueIndex:responses_public_id_key"`
	Version         int64   `gorm:"not null"`
	ChainID         int64   `gorm:"not null;index:responses_state_idx,priority:1"`
	IncidentID      int64   `gorm:"not null;uniqueIndex:responses_step_key,priority:1"`
	ModuleID        int64   `gorm:"not null;index:responses_module_id_idx"`
	PlanID          int64   `gorm:"not null"`
	FindingID       int64   `gorm:"not null"`
	PlanName        string  `gorm:"not null;uniqueIndex:responses_step_key,priority:2"`
	Step            string  `gorm:"not null;uniqueIndex:responses_step_key,priority:3"`
	Class           string  `gorm:"not null"`
	Authority       string  `gorm:"not null"` // who must agree, as it was judged last
	Why             string  `gorm:"not null"` // of Authority
	Generation      int64   `gorm:"not null"`
	Sender          Address `gorm:"not null"`
	Target          Address `gorm:"not null"`
	Call            []byte  `gorm:"not null"`
	State           string  `gorm:"not null;index:responses_state_idx,priority:2"`
	Blocked         string  `gorm:"not null"` // why the call cannot go out now, empty when it can
	Unfounded       string  `gorm:"not null"` // what called it is gone, and it could not be called back
	FirstBy         *int64  // who gave the first of two words
	AgreedBy        *int64  // who gave the last word
	LiftAskedBy     *int64
	LiftBy          *int64
	IntentID        *int64
	QueuedAt        *time.Time
	TakenAt         *time.Time // a node took the transaction
	ContainedAt     *time.Time
	ContainedNumber *int64 // the block that showed the pause
	ContainedHash   *Hash
	CreatedAt       time.Time `gorm:"not null"`
}
