//go:build long

package main

const killRounds = 100
