package models

import "slices"

// SpecReading says how a file of losses differs from the strict form (cells
// parted by commas, canonical integers of base units, every account once), so
// that every member reads the same losses. What is as in the strict form is left
// out: one way of reading has one text.
type SpecReading struct {
	Delimiter   string `json:"delimiter,omitempty"`       // semicolon, tab
	Decimals    uint8  `json:"decimals,omitempty,string"` // places of the token the amounts are written in, 1 to 77
	DecimalMark string `json:"decimal_mark,omitempty"`    // comma; needs decimals
	Thousands   string `json:"thousands,omitempty"`       // comma, point, underscore, space, apostrophe
	SumRepeated bool   `json:"sum_repeated,omitempty"`    // rows of one account are added up
	Signed      bool   `json:"signed,omitempty"`          // rows may be negative, accounts may not
}

// specDecimalsMax is the largest power of ten below 2^256.
const specDecimalsMax = 77

// validate refuses readings that contradict themselves or say nothing.
func (r *SpecReading) validate() error {
	if r == nil {
		return nil
	}
	mark := "point"
	if r.DecimalMark != "" {
		mark = r.DecimalMark
	}
	switch {
	case *r == SpecReading{}:
		return badSpec("reading of a source says nothing")
	case !slices.Contains([]string{"", "semicolon", "tab"}, r.Delimiter):
		return badSpec("delimiter of a source is not semicolon or tab")
	case r.Decimals > specDecimalsMax:
		return badSpec("source with more than 77 decimals")
	case r.DecimalMark != "" && (r.DecimalMark != "comma" || r.Decimals == 0):
		return badSpec("decimal mark of a source is not comma, or without decimals")
	case !slices.Contains([]string{"", "comma", "point", "underscore", "space", "apostrophe"}, r.Thousands):
		return badSpec("unknown thousands separator of a source")
	case r.Decimals > 0 && r.Thousands == mark:
		return badSpec("decimal mark of a source is its thousands separator")
	}
	return nil
}
