package models

import "time"

// ReceiverWait is how long a line has waited for somebody who may receive it:
// states.ReceiverWait. Since is when whose turn it is began; AssignedTo the senior
// who was asked. One row of a line is open at a time.
type ReceiverWait struct {
	ID            int64     `gorm:"primaryKey"`
	PublicID      string    `gorm:"not null;uniqueIndex:receiver_waits_public_id_key"`
	Version       int64     `gorm:"not null"`
	EntitlementID int64     `gorm:"not null;uniqueIndex:receiver_waits_open_key,where:state <> 'ended';index:receiver_waits_entitlement_id_idx"`
	Since         time.Time `gorm:"not null"`
	AssignedTo    *int64    // staff.id
	State         string    `gorm:"not null;index:receiver_waits_state_idx"`
	CreatedAt     time.Time `gorm:"not null"`
}
