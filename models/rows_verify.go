package models

import "time"

// PublicationCheck says that the verification before publication passed for
// exactly this content of a settlement. An order is accepted only with a recent
// one.
type PublicationCheck struct {
	ID           int64     `gorm:"primaryKey"`
	SettlementID int64     `gorm:"not null;index:publication_checks_settlement_id_idx"`
	ContentHash  Hash      `gorm:"not null"`
	Rules        string    `gorm:"not null"` // comma separated
	Checked      int64     `gorm:"not null"` // things that were looked at
	BlockNumber  int64     `gorm:"not null"` // at which the contracts were read
	CreatedAt    time.Time `gorm:"not null"`
}

// VerifyMark is how far an incremental verification read a stream of rows that
// never change. Hash covers the rows after the mark before it up to LastID and
// that mark's hash, so the marks of a stream are a chain. SeenID was the last
// row there was: the next mark ends there, because a row with a lower id may
// still be on its way to commit.
type VerifyMark struct {
	ID        int64     `gorm:"primaryKey"`
	Stream    string    `gorm:"not null;index:verify_marks_stream_last_id_idx,priority:1;uniqueIndex:verify_marks_range_key,priority:1,where:row_count > 0"`
	LastID    int64     `gorm:"not null;index:verify_marks_stream_last_id_idx,priority:2;uniqueIndex:verify_marks_range_key,priority:2"`
	SeenID    int64     `gorm:"not null"`
	RowCount  int64     `gorm:"not null"`
	Hash      Hash      `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}
