package models

import "time"

// Monitor is one version of a monitor: states.Monitor. Content is its file, as
// incidents/monitor reads it; Name and Number are the id and version in it. Without
// WrittenBy it came with the configuration of a server.
type Monitor struct {
	ID          int64     `gorm:"primaryKey"`
	PublicID    string    `gorm:"not null;uniqueIndex:monitors_public_id_key"`
	Version     int64     `gorm:"not null"`
	ChainID     int64     `gorm:"not null;uniqueIndex:monitors_number_key,priority:1;index:monitors_state_idx,priority:1"`
	Module      string    `gorm:"not null"` // its name in the configuration, or the target of the file
	Name        string    `gorm:"not null;uniqueIndex:monitors_number_key,priority:2"`
	Number      int64     `gorm:"not null;uniqueIndex:monitors_number_key,priority:3"`
	Content     []byte    `gorm:"not null"`
	ContentHash Hash      `gorm:"not null"`
	State       string    `gorm:"not null;index:monitors_state_idx,priority:2"`
	WrittenBy   *int64    // staff.id
	AskedBy     *int64    // the first person who wants it live
	ArmedBy     *int64    // the second
	CreatedAt   time.Time `gorm:"not null"`
}

// WatchedChain is how far a chain was watched. Number and Hash are the newest
// block whose ancestors all are in WatchedBlock or older; they step back only to
// the parent of blocks that were replaced. Highest never steps back.
type WatchedChain struct {
	ID        int64     `gorm:"primaryKey"`
	Version   int64     `gorm:"not null"`
	ChainID   int64     `gorm:"not null;uniqueIndex:watched_chains_chain_id_key"`
	Since     int64     `gorm:"not null"` // the first block
	Number    int64     `gorm:"not null"`
	Hash      Hash      `gorm:"not null"`
	Highest   int64     `gorm:"not null"`
	Head      int64     `gorm:"not null"` // height that the nodes showed last
	Safe      int64     `gorm:"not null"`
	Final     int64     `gorm:"not null"`
	Status    string    `gorm:"not null"` // JSON: what the newest block was blind to, by feed and by monitor
	WatchedAt time.Time `gorm:"not null"` // when the last block was taken in
	CreatedAt time.Time `gorm:"not null"`
}

// WatchedBlock is one of the newest blocks that were taken in; Canonical ends when
// another one took its place.
type WatchedBlock struct {
	ID        int64 `gorm:"primaryKey"`
	ChainID   int64 `gorm:"not null;uniqueIndex:watched_blocks_hash_key,priority:1;uniqueIndex:watched_blocks_number_key,priority:1,where:canonical"`
	Number    int64 `gorm:"not null;uniqueIndex:watched_blocks_number_key,priority:2"`
	Hash      Hash  `gorm:"not null;uniqueIndex:watched_blocks_hash_key,priority:2"`
	Parent    Hash  `gorm:"not null"`
	Time      int64 `gorm:"not null"` // seconds since 1970
	Canonical bool  `gorm:"not null"`
}

// How gaps end.
const (
	GapFilled  = "filled"   // the missing data came, and monitors saw it
	GapGone    = "gone"     // the block is no longer of the chain
	GapGivenUp = "given_up" // nobody gave the data
)

// WatchGap is a block of which data were missing that a node could have given.
type WatchGap struct {
	ID        int64     `gorm:"primaryKey"`
	ChainID   int64     `gorm:"not null;uniqueIndex:watch_gaps_hash_key,priority:1;index:watch_gaps_open_idx,priority:1,where:ended = ''"`
	Number    int64     `gorm:"not null;index:watch_gaps_open_idx,priority:2"`
	Hash      Hash      `gorm:"not null;uniqueIndex:watch_gaps_hash_key,priority:2"`
	Missing   string    `gorm:"not null"`
	Attempts  int64     `gorm:"not null"`
	NextAt    time.Time `gorm:"not null"`
	Ended     string    `gorm:"not null"` // "" while it is open
	CreatedAt time.Time `gorm:"not null"`
}

// Finding is what one version of a monitor found about one module and key or
// transaction: states.Finding. Number and Hash are the first block of the chain
// in which it was seen. The five times are the block's own, when the head was
// learned, when the block's data were there, when the monitors had decided, and
// when this row was written.
type Finding struct {
	ID         int64   `gorm:"primaryKey"`
	PublicID   string  `gorm:"not null;uniqueIndex:findings_public_id_key"`
	Version    int64   `gorm:"not null"`
	ChainID    int64   `gorm:"not null;index:findings_chain_id_idx,priority:1"`
	MonitorID  int64   `gorm:"not null;uniqueIndex:findings_open_key,priority:1,where:state = 'open';index:findings_dedup_idx,priority:1"`
	Dedup      Hash    `gorm:"not null;uniqueIndex:findings_open_key,priority:2;index:findings_dedup_idx,priority:2"`
	Module     Address `gorm:"not null"`
	TxHash     *Hash
	Cluster    string `gorm:"not null"`
	Severity   string `gorm:"not null"`
	Class      string `gorm:"not null"`
	Damage     string `gorm:"not null"` // the worst of its sightings
	Level      string `gorm:"not null"` // what it may lead to at most
	Number     int64  `gorm:"not null"`
	Hash       Hash   `gorm:"not null"`
	LastNumber int64  `gorm:"not null"`
	Sightings  int64  `gorm:"not null"`
	State      string `gorm:"not null;index:findings_chain_id_idx,priority:2"`
	IncidentID *int64
	Verdict    string `gorm:"not null"`
	VerdictBy  *int64
	BlockTime  time.Time `gorm:"not null"`
	SeenAt     time.Time `gorm:"not null"`
	ObservedAt time.Time `gorm:"not null"`
	DecidedAt  time.Time `gorm:"not null"`
	CreatedAt  time.Time `gorm:"not null"`
}

// FindingSighting is a finding in one block. Evidence is the hash of what was seen
// and of the sighting before it (Prev, zero for the first).
type FindingSighting struct {
	ID        int64     `gorm:"primaryKey"`
	FindingID int64     `gorm:"not null;uniqueIndex:finding_sightings_key_key,priority:1"`
	Number    int64     `gorm:"not null"`
	Hash      Hash      `gorm:"not null;index:finding_sightings_hash_idx"`
	Key       Hash      `gorm:"not null;uniqueIndex:finding_sightings_key_key,priority:2"`
	Canonical bool      `gorm:"not null"`
	Damage    string    `gorm:"not null"`
	Shown     string    `gorm:"not null"` // JSON: what was known of the names of the condition
	Prev      Hash      `gorm:"not null"`
	Evidence  Hash      `gorm:"not null"`
	CreatedAt time.Time `gorm:"not null"`
}
