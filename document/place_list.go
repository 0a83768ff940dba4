package document

import "slices"

// longestList bounds how many items of a list are looked at.
const longestList = 12

// lists takes unknown names that go on a list of places: "in Yarmouk, Foo and
// Bar". A list goes on from towns and areas only: beside a country stand
// persons and bodies as often.
func (f *placeFinder) lists() {
	for n := f.base; n < len(f.found); n++ {
		if p := f.found[n]; p.located && p.kind.local() {
			f.listFrom(p.last)
		}
	}
}

// listFrom goes over the items of a list after token j, and takes those unknown
// ones that a coordinator or a known place closes.
func (f *placeFinder) listFrom(j int) {
	var waiting [longestList]int
	n := 0
	for range longestList {
		k, last := f.separator(f.brackets(j))
		if k < 0 {
			return
		}
		if f.state[k]&placed != 0 {
			for k < len(f.d.toks) && f.state[k]&placed != 0 {
				k++
			}
			j, last = k, true
		} else {
			r, ok := f.runAt(k)
			if !ok || !f.listed(f.runs[r]) {
				return
			}
			// "in Homs, and Foo will meet": a new subject.
			if j = f.runs[r].last; last && f.d.is(k-1, coordinator) && f.d.mark(k-2, ',') && n == 0 && f.d.is(j, modalWord|formOfHave|formOfBe) {
				return
			}
			waiting[n], n = r, n+1
		}
		if last {
			for _, r := range waiting[:n] {
				f.takeListed(&f.runs[r])
			}
			n = 0
		}
	}
}

func (f *placeFinder) takeListed(r *nameRun) {
	if r.taken || !f.free(r.first, r.last) {
		return
	}
	r.taken = true
	f.names[words(f.d.text, f.d.toks, r.first, r.last)] = localityType
	f.add(foundPlace{first: r.first, last: r.last, kind: localityType, rule: "place.list"})
}

// separator is the token after what parts two items of a list at token j, and
// whether that announces the last; -1 if nothing there does.
func (f *placeFinder) separator(j int) (k int, last bool) {
	d := f.d
	k = j
	if d.mark(k, ',') {
		k++
	}
	if d.says(k, "and") || d.says(k, "or") || d.says(k, "as") && d.says(k+1, "well") && d.says(k+2, "as") {
		if d.says(k, "as") {
			k += 2
		}
		k, last = k+1, true
	}
	if k == j {
		return -1, false
	}
	for range 2 {
		if d.says(k, "the") || d.says(k, "in") {
			k++
		}
	}
	if k >= len(d.toks) || d.toks[k].is(blankLine) {
		return -1, false
	}
	return k, last
}

// brackets is the token after brackets at token j, if any stand there: "Nubl
// (Aleppo)".
func (f *placeFinder) brackets(j int) int {
	d := f.d
	if !d.mark(j, '(') {
		return j
	}
	for k := j + 1; k < len(d.toks) && k < j+8; k++ {
		if d.mark(k, ')') {
			return k + 1
		}
	}
	return j
}

// runAt is the number of the unknown name that begins at token i.
func (f *placeFinder) runAt(i int) (int, bool) {
	return slices.BinarySearchFunc(f.runs, i, func(r nameRun, i int) int { return r.first - i })
}

// listed reports whether an unknown name may be an item of a list of places.
func (f *placeFinder) listed(r nameRun) bool {
	d, j := f.d, r.last
	if r.taken || f.acronym(r) || f.person(r) || d.capAt(j) || r.last-r.first > 3 {
		return false
	}
	return j >= len(d.toks) || !d.is(j, sayWord) && !d.hyphen(j) && d.toks[j].word != wordPossessive && !d.toks[j].is(isNumber)
}
