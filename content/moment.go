package content

import "strings"

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

// momentSynonyms are further words that authors use for the types.
var momentSynonyms = map[string]MomentType{
	"发生": MomentOutbreak, "爆发": MomentOutbreak,
	"首次响应": MomentFirstResponse, "首发": MomentFirstResponse,
	"事实": MomentFact, "原因": MomentCause, "态度": MomentAttitude, "升级": MomentEscalation,
	"纠正": MomentCorrection, "办结": MomentClose, "结束": MomentClose,
}

// momentType reads a type by its id, a label or a synonym; empty if it is none.
func momentType(name string) MomentType {
	name = fold(name)
	id := MomentType(strings.NewReplacer("-", "_", " ", "_").Replace(name))
	if _, ok := momentLabels[id]; ok {
		return id
	}
	for t, labels := range momentLabels {
		if name == labels[0] || name == fold(labels[1]) {
			return t
		}
	}
	return momentSynonyms[name]
}
