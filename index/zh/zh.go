// Package zh analyses Chinese text for search: it folds characters to one form, splits text into words or bigrams, and
// hands both to bleve.
package zh

//go:generate go run ./internal/compile fold
//go:generate go run ./internal/compile words
