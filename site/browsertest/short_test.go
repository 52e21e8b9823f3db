//go:build !long

package browsertest

// thorough is for long runs: pictures of all modes take longer than looking at the pages.
const thorough = false
