package store

// OpenSchema opens a database with migrations of the test's own.
var OpenSchema = open
