package models

// TableName gives the irregular plurals.
func (Staff) TableName() string        { return "staff" }
func (SnapshotLeaf) TableName() string { return "snapshot_leaves" }
