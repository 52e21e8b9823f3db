//go:build long

package store

func init() {
	places = 1500
	kills = 100
}
