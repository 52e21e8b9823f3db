// Package content is what a library is: a folder of Markdown, opened as an
// immutable [Library] of [Document]s with everything that is wrong with it as
// [Finding]s.
package content
