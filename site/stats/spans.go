package stats

// spanLengths are the spans of days that are counted together, longest first;
// each length divides those before it.
var spanLengths = []int64{16, 4, 1}

// A run is some spans of one length in a row: the first and the last of their days on which a span begins.
type run struct{ length, first, last int64 }

// runs cover a period with as few spans as there are.
func (p Period) runs() []run {
	return cover(p.From, p.To+1, spanLengths)
}

// cover covers the days from one to before another.
func cover(from, until int64, lengths []int64) []run {
	if from >= until || len(lengths) == 0 {
		return nil
	}
	length := lengths[0]
	first, end := roundUp(from, length), roundDown(until, length)
	if first >= end {
		return cover(from, until, lengths[1:])
	}
	runs := cover(from, first, lengths[1:])
	runs = append(runs, run{length, first, end - length})
	return append(runs, cover(end, until, lengths[1:])...)
}

// spanStart is the first day of the span of a length that a day is in.
func spanStart(day, length int64) int64 { return roundDown(day, length) }

func roundDown(day, length int64) int64 {
	return day - (day%length+length)%length
}

func roundUp(day, length int64) int64 { return roundDown(day+length-1, length) }
