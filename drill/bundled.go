package drill

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed bundled/*/*.json
var bundled embed.FS

// Bundled lists the drills that come with the program.
func Bundled() []string {
	folders, err := bundled.ReadDir("bundled")
	if err != nil {
		panic("bundled drills: " + err.Error())
	}
	var out []string
	for _, f := range folders {
		out = append(out, f.Name())
	}
	return out
}

// BundledFolder is the folder of one of them.
func BundledFolder(name string) (fs.FS, error) {
	if strings.Contains(name, "/") {
		return nil, fmt.Errorf("there is no bundled drill %s", name)
	}
	sub, err := fs.Sub(bundled, "bundled/"+name)
	if err == nil {
		_, err = fs.Stat(sub, File)
	}
	if err != nil {
		return nil, fmt.Errorf("there is no bundled drill %s; there are %s", name, strings.Join(Bundled(), ", "))
	}
	return sub, nil
}
