package main

import "testing"

func TestProvisionsInNamesEachOnceInOrder(t *testing.T) {
	const out = `{"provision":"p_zone_010"} p_zone_002 applied; p_zone_010 again, zone_003 is an area`
	if got, want := provisionsIn([]byte(out)), "p_zone_002 p_zone_010"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRowsInLeavesOutTheHeader(t *testing.T) {
	for out, want := range map[string]string{"a,b\n": "0", "a,b\n1,2\n3,4\n": "2"} {
		if got := rowsIn([]byte(out)); got != want {
			t.Errorf("%q has %s rows, want %s", out, got, want)
		}
	}
}
