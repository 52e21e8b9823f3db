// Package zh analyses text for search, Chinese first. It decides what a search finds: the same rules are applied to
// documents and to queries, and what becomes the same term is found.
//
// # Folding
//
// Every character is taken in one form, see [Fold]: small letters, half width, Simplified, the usual one of several variants. A reader who
// types 政務新媒體 or ＱＱ finds 政务新媒体 and qq. Positions always refer to the original text.
//
// # Words and pairs
//
// [Dictionary.Words] splits Chinese by a dictionary into the most probable words, and adds the words inside of long ones:
// 长江大桥 is found by 长江 and by 大桥. [Pairs] takes every two neighbouring characters that are no word, which misses nothing, but
// finds much that isn't meant. The best ranking comes from both, in two fields of which the pairs weigh less than half. A phrase is
// found exactly by requiring its words and pairs and then looking with a [Matcher].
//
// Words takes besides:
//
//	English words    lower case and stemmed: Running gives run
//	numbers          1,234.5 gives 1234.5; 21:19 stays whole
//	versions         2.6.3; v2.6.3 gives 2.6.3 as well
//	dates            2019年6月3日, 2019-06-03, 2019/6/3 and 2019.6.3 give 2019-06-03, and as parts 2019-06, 2019, 6月3日 and 6月
//	compounds        COVID-19, example.org, name@example.org: whole, and their parts
//	kana, hangul     a run is a word
//	dates in Chinese numerals    二〇一九年六月三日 gives 2019-06-03
//	numbers of documents         国办发〔2018〕123号, with any brackets, and of court cases, (2018)京01民终123号
//	words of mixed scripts       QQ空间, B站, C++, when they are in the dictionary
//
// Nothing is left out: the words that say little are in the index, and [StopWord] tells which a query can do without.
//
// # Dictionaries
//
// [Default] holds the words of jieba, some 340,000, and some of ours for what is newer. A library adds its own with [ParseWords]
// and [Dictionary.With]. Whatever the input, none of the functions panics or takes more than time in proportion.
package zh

// The data is made anew by go generate, from modules that are no dependencies of the product; see internal/compile.
//
//go:generate go run ./internal/compile fold
//go:generate go run ./internal/compile words
