package content

// gateMessages are the findings on the gates' rule files and on waivers.
var gateMessages = map[string]message{
	"bad-gate-rule": {"bad-gate-rule", LevelWarning,
		[2]string{"%s", "写法见手册“让机器先查一遍”"},
		[2]string{"%s", "The manual has the format"}},
	"unknown-gate-file": {"bad-gate-rule", LevelWarning,
		[2]string{"“%s”不是哪一关的规则文件，没有采用", "用policy.yaml、wording.yaml、confidentiality.yaml、law.yaml这四个名字"},
		[2]string{"%q belongs to no gate and is not used", "The files are policy.yaml, wording.yaml, confidentiality.yaml and law.yaml"}},
	"too-many-gate-words": {"bad-gate-rule", LevelWarning,
		[2]string{"规则里的词太多，后面的没有采用", "词表总共几千个词以内"},
		[2]string{"The rules have too many words; the last ones are not used", "Keep to a few thousand words"}},
	"waiver-without-reason": {"waiver-without-reason", LevelWarning,
		[2]string{"放行“%s”没有写理由，不算数", "在冒号后面写上为什么可以放行"},
		[2]string{"The waiver of %q gives no reason and does not count", "Say after the colon why it may stand"}},
	"waiver-unknown-rule": {"waiver-unknown-rule", LevelWarning,
		[2]string{"放行的“%s”不是一条规则", "规则的名字在问题后面的方括号里"},
		[2]string{"There is no rule %q to waive", "A finding ends with its rule's name in brackets"}},
}
