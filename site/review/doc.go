// Package review decides which texts of a library readers may see: it keeps the signatures of the gates, bound to the
// exact text, and shows a library as it was approved.
//
// Everything here is a function of files. A [Board] reads a library's folder and says where each text stands ([Board.Load],
// [Board.List]; [Board.Queue] of a [Memory], for who asks often); to submit, sign, return, publish or withdraw gives the files that are to be written, as a [Change]. Who
// writes them, package publish above all, sees to it that nobody else writes meanwhile.
//
// # The working text
//
// The file at its path is the working text, which anybody may edit. A signature is under its digest ([Digest]): the
// SHA-256, in hex, of the text as UTF-8 without byte order mark, with \n at the end of every line and exactly one at the
// end. So another encoding of the same text keeps its signatures, and any other change makes them void. The files that
// the text shows or leads to, pictures above all, are signed with it, by the SHA-256 of their bytes.
//
// # The ledger
//
// The folder yanxi/review holds a file <id>.jsonl for each document that something was decided about, one JSON object a
// line ([Entry]), to which lines are only ever added:
//
//	{"n":1,"prev":"5d2c…","document":"notes/x","do":"submit","by":"zhang","role":"trainer","at":"2026-11-28T02:03:04Z","digest":"9f86…","via":"desk"}
//
//	n         counts from 1
//	prev      SHA-256 of the line before, without its line end; of the first: of "yanxi review " and the id
//	document  id of the document
//	do        submit, sign, return, approve, publish, withdraw
//	gate      of a signature: policy, wording, confidentiality, law, proofread
//	step      of a signature, where the policy has steps
//	by        who, as in accounts; 1 to 40 characters without spaces
//	role      reader, trainer, reviewer, admin; missing where nobody proved it
//	at        when, UTC
//	digest    of the text that it is about
//	file      of the text, where it is not the id and ".md"
//	files     of a submission, signature, approval or publication: path in the library -> SHA-256 of each file that the
//	          text shows or leads to
//	comment   what was said; [LineComment]s in comments: line of the text, what was said
//	due       of a return: the day until which it is to be mended
//	via       "desk" or "command line"
//	policy    of an approval: SHA-256 of the policy that it satisfied; missing: the product's own
//
// So no line can be changed, removed or put elsewhere without breaking the chain. What follows a break counts for
// nothing, and nothing is added to such a ledger until it is mended from Git's history. Lines cut off the end are known
// to Git's history and to an audit log alone: see [Verify], [VerifyGit].
//
// # States
//
// A text is a [Draft] while its front matter says so, [InReview] from then on; [Returned] while it is the text that was
// sent back; [Approved] when all needed signatures are under it; [Published] while it is what readers see; [Withdrawn]
// while it is what was taken from them. To change it makes it in review again, and readers go on seeing what was
// published last; a draft line in a published text is such a change, and takes nothing from readers. A return or a
// withdrawal ends a round: signatures before it are void.
//
// Which signatures are needed is the library's policy, see [content.Policy]. The last of them also appends the approval,
// and unless the policy publishes by hand the publication, and keeps what was approved:
//
//	yanxi/review/texts/<digest>.md          the text
//	yanxi/review/files/<sha256><extension>  each file of it of at most [MaxKept]; a larger one is shown while it is unchanged
//	yanxi/review/policies/<sha256>.yaml     the policy of then
//
// [Reviewed] is the library as readers see it: each document as it was published last, its files as they were then, and
// the folder yanxi without the ledgers. Nothing else is in it, so nothing above it can show what was not approved.
package review
