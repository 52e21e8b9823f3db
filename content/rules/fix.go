package rules

// Apply writes what fixable findings say. They are in order, as [Set.Check] gives them; of two that overlap the first is
// applied. Without any the result is src.
func Apply(src []byte, findings []Finding) []byte {
	var fixed []byte
	at := 0
	for _, f := range findings {
		if !f.Fixable || f.Start < at || f.End > len(src) {
			continue
		}
		fixed = append(fixed, src[at:f.Start]...)
		fixed = append(fixed, f.Use...)
		at = f.End
	}
	if at == 0 {
		return src
	}
	return append(fixed, src[at:]...)
}
