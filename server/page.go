package server

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"

	"github.com/danielgtaylor/huma/v2"

	"makewhole/models"
)

const (
	pageDefault = 50
	pageMax     = 200
)

// PageIn is what every list takes. There is no offset and no sort: lists are in
// the order of their making.
type PageIn struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Most items of one page."`
	Cursor string `query:"cursor" maxLength:"64" doc:"next_cursor of the page before."`

	scope string // what was asked, less the page
}

// Resolve ties the page to everything else of the request: a cursor goes on with
// the list that it came from, filters and all.
func (p *PageIn) Resolve(ctx huma.Context) []error {
	at := ctx.URL()
	q := at.Query()
	q.Del("cursor")
	q.Del("limit")
	p.scope = at.Path + "?" + q.Encode()
	return nil
}

// Page is one page of a list.
type Page[T any] struct {
	Items      []T    `json:"items" nullable:"false"`
	NextCursor string `json:"next_cursor,omitempty" doc:"Pass as cursor for the next page; absent on the last one."`
}

// query opens the cursor of the list with the given name.
func (p PageIn) query(list string) (models.Page, error) {
	limit := p.Limit
	if limit <= 0 || limit > pageMax {
		limit = pageDefault
	}
	after, err := openCursor(p.list(list), p.Cursor)
	return models.Page{After: after, Limit: limit}, err
}

// list is the name of a list as its cursors know it.
func (p PageIn) list(name string) string { return name + "\n" + p.scope }

// A cursor is base64url of the last id and a checksum that ties it to its list,
// so that a cursor of another list is refused instead of skipping rows.
func sealCursor(list string, id int64) string {
	var b [12]byte
	binary.BigEndian.PutUint64(b[:8], uint64(id))
	binary.BigEndian.PutUint32(b[8:], cursorSum(list, b[:8]))
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func openCursor(list, cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(b) != 12 || binary.BigEndian.Uint32(b[8:]) != cursorSum(list, b[:8]) {
		return 0, invalid("/cursor", "not a cursor of this list")
	}
	id := int64(binary.BigEndian.Uint64(b[:8]))
	if id < 0 {
		return 0, invalid("/cursor", "not a cursor of this list")
	}
	return id, nil
}

func cursorSum(list string, b []byte) uint32 {
	return crc32.Update(crc32.ChecksumIEEE([]byte(list)), crc32.IEEETable, b)
}

// listPage reads one page and looks whether there is another.
func listPage[R, T any](in PageIn, list string, fetch func(models.Page) ([]R, error), id func(R) int64, show func(R) (T, error)) (Page[T], error) {
	out := Page[T]{Items: []T{}}
	q, err := in.query(list)
	if err != nil {
		return out, err
	}
	rows, err := fetch(q)
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		item, err := show(row)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, item)
	}
	if len(rows) < q.Limit {
		return out, nil
	}
	last := id(rows[len(rows)-1])
	more, err := fetch(models.Page{After: last, Limit: 1})
	if len(more) > 0 {
		out.NextCursor = sealCursor(in.list(list), last)
	}
	return out, err
}
