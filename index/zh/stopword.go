package zh

import (
	"strings"
	"sync"
)

// StopWord tells whether a term says so little about what is looked for that a query with other terms does better
// and faster without it: particles, pronouns, question words, in Chinese and English. Documents are indexed with them.
func StopWord(term string) bool { return stopWords()[term] }

var stopWords = sync.OnceValue(func() map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(stopList) {
		set[string(stem([]byte(FoldString(w))))] = true
	}
	return set
})

const stopList = `
的 了 着 过 地 得 之 所 们 吗 呢 吧 啊 呀 嘛
是 在 有 和 与 及 或 以及 并 并且 而 而且 但 但是 也 都 就 才 又 还 很 更 最
于 以 为 被 把 将 对 对于 关于 从 自 到 向 由 由于 因 因为 所以 如果 则 其 其中 该 此
这 那 这个 那个 这些 那些 这样 那样 它 他 她 我 你 您 我们 你们 他们 它们 自己
个 一个 些 一些 等 等等 哪 哪个 哪些 哪里 哪儿 谁 什么 何 何时 何地 几 多少 怎么 怎样 怎么样 如何 为什么 为何 是否 能否
怎么办 咋办 咋 怎办 该怎么办 怎么做 怎么弄 有没有 是不是 能不能 要不要
请问 请 想 要 可以 能 会 应该 应当
a an the of in on at by for to from with and or but not is are was were be been do does did
it its this that these those what which who whom whose when where why how can could should would will
`
