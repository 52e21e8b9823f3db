//go:build long

package browsertest

// thorough keeps pictures of all modes.
const thorough = true
