package account

import "strings"

// clean makes of a text what both databases keep.
func clean(s string) string { return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "") }
