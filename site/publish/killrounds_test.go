//go:build !long

package publish

const killRounds = 5
