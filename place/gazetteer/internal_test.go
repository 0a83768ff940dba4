package gazetteer

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// skeletons draws skeletons as names have them.
var skeletons = rapid.StringOfN(rapid.SampledFrom([]rune("BFTZSJKLMNR7")), 0, 9, -1)

// TestMaskPassesOverNothing: what the masks pass over, the skeletons would have
// passed over too.
func TestMaskPassesOverNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := skeletons.Draw(t, "a"), skeletons.Draw(t, "b")
		most := rapid.IntRange(0, 3).Draw(t, "most")
		if !maskOf(a).within(maskOf(b), most) && !apart(a, b, most) {
			t.Errorf("%q and %q differ by at most %d, and their masks say more", a, b, most)
		}
	})
}

// TestApart holds apart against the definition of an edit distance.
func TestApart(t *testing.T) {
	var edits func(a, b string) int
	edits = func(a, b string) int {
		switch {
		case a == "" || b == "":
			return len(a) + len(b)
		case a[0] == b[0]:
			return edits(a[1:], b[1:])
		}
		return 1 + min(edits(a[1:], b), edits(a, b[1:]), edits(a[1:], b[1:]))
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.StringOfN(rapid.SampledFrom([]rune("BT")), 0, 6, -1).Draw(t, "a")
		b := rapid.StringOfN(rapid.SampledFrom([]rune("BTK")), 0, 6, -1).Draw(t, "b")
		most := rapid.IntRange(0, 3).Draw(t, "most")
		if got, want := apart(a, b, most), edits(a, b) > most; got != want {
			t.Errorf("apart(%q, %q, %d) = %v, want %v", a, b, most, got, want)
		}
	})
}

// TestLikeness: it is the same both ways, one of a name with itself, and
// between none and one.
func TestLikeness(t *testing.T) {
	names := rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom([]rune("abdeghiklmnoqrstuwxyz '-")), 1, 16, -1),
		rapid.StringOfN(rapid.SampledFrom([]rune("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإ ")), 1, 12, -1),
		rapid.StringOfN(rapid.SampledFrom([]rune("абвгдежзийклмнопрстуфхцчшщъыьэюя -")), 1, 14, -1),
		rapid.SampledFrom([]string{"Tall Hamra", "Şeyh", "Khirbat al Abyad", "خربة الأبيض", "Хирбет"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		a, b := soundsOf(wordsOf(names.Draw(t, "a"))), soundsOf(wordsOf(names.Draw(t, "b")))
		var room []int
		ab, ba := likeness(a, b, &room), likeness(b, a, &room)
		if math.Abs(ab-ba) > 1e-9 || ab < 0 || ab > 1 {
			t.Errorf("likeness(%s, %s) = %v one way and %v the other", a.letters, b.letters, ab, ba)
		}
		if self := likeness(a, a, &room); len(a.letters) > 0 && self != 1 {
			t.Errorf("likeness(%s, itself) = %v", a.letters, self)
		}
	})
}

func TestSounds(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"an article is not heard", "Al Qamishli", "qamiSli"},
		{"nor one made like the next letter", "Jisr ash Shughur", "jisrSugur"},
		{"nor one joined in Arabic", "جسر الشغور", "jsrSgwr"},
		{"nor in Russian", "Джиср-эш-Шугур", "jisrSuGur"},
		{"a name that is nothing but an article", "Al", "Al"},
		{"an opening vowel", "`Ayn Issa", "AynIs="},
		{"an opening letter of Arabic that no Latin letter is", "عين عيسى", "@yn@ys="},
		{"letters twice", "Hammamiyat", "hamamiyat"},
		{"h at the end", "Ratlah", "ratl="},
		{"the same in Arabic", "رطلة", "rtl="},
		{"t before another word", "Khirbat Ghazalah", "xirb+gazal="},
		{"the same in Arabic", "خربة غزالة", "xrb+gzal="},
		{"a cedilla is s or sh", "Ḩimş", "him$"},
		{"French", "Tchatal ez Ziâra", "Catalziar="},
		{"hamza on its seats", "رؤوس مئذنة", "rwsmyDn="},
		{"presentation forms", "ﺍﻡ ﺣﻔﻮﺭ", "@mhfwr"},
		{"what a place is, is not heard", "village of Ratlah", "ratl="},
		{"digits are", "Tall 900", "tal900"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := string(soundsOf(wordsOf(tc.text)).letters); got != tc.want {
				t.Errorf("sounds of %q are %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}
