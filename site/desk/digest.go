package desk

import "yanxi/site/review"

// normal is a text of the library as signatures see it: UTF-8, \n at the end of every line, and one at
// the end of the text.
func normal(src []byte) string { return string(review.Normal(src)) }

// digest names a text of the library by what it says, however it is encoded.
func digest(src []byte) string { return review.Digest(src) }
