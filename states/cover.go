package states

// Cover states.
const (
	CoverActive    = "active"
	CoverCancelled = "cancelled"
)

// Cover is the life of a cover; the period ends it by itself.
var Cover = Machine{Name: "cover", Edges: []Edge{
	{From: "", Event: "write", To: CoverActive, Role: ByWriter},
	{From: CoverActive, Event: "cancel", To: CoverCancelled, Role: ByWriter},
}, Final: []string{CoverActive, CoverCancelled}}
