package zh

import "testing"

func TestStopWord(t *testing.T) {
	for term, want := range map[string]bool{
		"的": true, "什么": true, "the": true, "着": true, "为": true, // 着 and 为 as they are folded
		"": false, "新媒体": false, "回应": false, "run": false,
	} {
		if StopWord(term) != want {
			t.Errorf("StopWord(%q) = %v", term, !want)
		}
	}
}
