package content

// momentLabels are what the types of moments are called, Chinese and English.
var momentLabels = map[MomentType][2]string{
	MomentOutbreak:      {"事发", "Outbreak"},
	MomentFirstResponse: {"首次回应", "First response"},
	MomentFact:          {"通报事实", "Facts"},
	MomentCause:         {"说明原因", "Cause"},
	MomentAttitude:      {"表明态度", "Attitude"},
	MomentEscalation:    {"事态升级", "Escalation"},
	MomentCorrection:    {"更正", "Correction"},
	MomentClose:         {"收尾", "Close"},
}

// Label is what the type is called in a language, a BCP 47 tag; the id itself
// for a type that is not known.
func (t MomentType) Label(lang string) string {
	labels, ok := momentLabels[t]
	switch {
	case !ok:
		return string(t)
	case english(lang):
		return labels[1]
	}
	return labels[0]
}
