package wording

import "strings"

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// articles of Arabic in Latin letters, the assimilated ones included.
var articles = set("al el ad ar as ash at ath az an ed er es esh et ez en ul ud ur us")

// plain are words of no weight in any headline.
var plain = set(`
	the and for with from after before during while against near into over under about than more most least
	other others some several new not but also out off its their they them his her this that these those which who whom
	are was were has have had been being will would could may can did does
	say says said amid among between through around within without since until near following including
	yesterday today tomorrow day days hour hours week weeks month months year years past last next first second third
	number people persons person man men woman women
	one two three four five six seven eight nine ten
	los las del por con para una que desde entre sobre tras
	des les une dans par sur pour avec après
	что это как при для над под или его они
	على في من إلى عن مع بين بعد قبل ضد`)

// months in English, which stand for dates and are read as such.
var months = set("january february march april may june july august september october november december")

// field are common words of such reports that are no names though they are
// often written with a capital.
var field = set(`
		clash clashes fighting battle battles attack attacks assault ambush offensive advance operation operations
		airstrike airstrikes strike strikes raid raids warplanes warplane helicopters jets bomb bombs bombing bombings bombardment
		shelling shell shells rocket rockets missile missiles mortar artillery explosion explosions blast blasts mine mines
		killed kill kills killing dead death deaths die dies died casualties casualty injured injuries wounded victims martyrs
		massacre massacres execution executed assassination kidnapped hostage
		army forces force military police soldiers soldier troops fighters fighter militants militant rebels rebel gunmen
		guerrillas guerrilla insurgents militia paramilitaries paramilitary government regime civilians civilian children
		city town village villages area areas district province governorate countryside northern southern eastern western
		north south east west central border region capital
		report reports reported update breaking news live monitor sources official officials ministry
		violence violent truce ceasefire peace toll massacre masacre ataque muertos matan`)

// fieldKeys are their keys, which now and then are also those of a name.
var fieldKeys = func() map[string]bool {
	m := make(map[string]bool)
	for w := range field {
		m[Fold(w)] = true
	}
	return m
}()

// Common reports whether a key is of a word that stands in many reports of
// this kind, whatever the country.
func Common(key string) bool { return fieldKeys[key] }
