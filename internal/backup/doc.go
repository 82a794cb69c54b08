// Package backup makes and restores backups of a store: a directory with the
// database as it was at one moment, the file that names the contracts, and a
// manifest with the hash of each file.
//
// It knows files and the two engines' own tools. It must not know what rows mean:
// whoever restores verifies afterwards. Start reading at Make and Restore.
package backup
