package states

// Cover import states.
const (
	ImportProposed  = "proposed"
	ImportConfirmed = "confirmed"
	ImportRefused   = "refused"
)

// CoverImport is the life of a cover that was written elsewhere and is taken over.
//
//   - proposed: one person entered the cover with its proof; it insures nobody.
//   - confirmed: a second person has seen the proof; the cover is on record from
//     that moment.
//   - refused: it was not taken over; the same cover may be proposed again.
var CoverImport = Machine{Name: "cover_import", Edges: []Edge{
	{From: "", Event: "propose", To: ImportProposed, Role: ByWriter},
	{From: ImportProposed, Event: "confirm", To: ImportConfirmed, Role: ByWriter, Persons: 2},
	{From: ImportProposed, Event: "refuse", To: ImportRefused, Role: ByWriter},
}, Final: []string{ImportConfirmed, ImportRefused}}
