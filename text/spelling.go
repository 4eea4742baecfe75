package text

// What this package knows of English spelling. A full stop says too little by itself: whether it ends a
// sentence depends on the word it is attached to and on the word that follows, so both kinds of word are
// listed here. The lists are closed and short on purpose; a word that is missing costs one wrong boundary.

// A class is a set of uses a word form has for the division into sentences.
type class uint16

const (
	title    class = 1 << iota // stands before a name: its stop never ends a sentence
	versus                     // stands between two names, in either case
	numeral                    // an abbreviation only before a number: No. 5, Fig. 2
	month                      // Jan., Feb.
	clock                      // a.m., p.m.: ends a sentence unless a day or a time zone follows
	state                      // American states as the AP writes them: Ga., Calif.
	short                      // other abbreviations with a capital: Inc., Jr.
	small                      // other abbreviations without one: etc., al.
	opener                     // begins sentences and seldom names, so that "U.S. The" is a boundary and "U.S. Navy" none
	say                        // verb of saying
	elision                    // loses its beginning to an apostrophe: 'em, 'til
	after                      // follows a clock time: Tuesday, Eastern
	lettered                   // is followed by a letter that is a name of its own: Plan B., vitamin C.
	domain                     // last part of a host name
)

func (c class) has(d class) bool { return c&d != 0 }

var classes = list(map[class]string{
	title: `mr mrs ms mx dr prof messrs mme mlle sen sens rep reps gov govs lt gen col cpl sgt maj capt cmdr adm brig pvt spc cpt
		rev fr hon pres supt det insp const cllr amb atty dist asst assoc sec treas st ste mt ft`,
	versus:  `v vs`,
	numeral: `no nos fig figs p pp ch vol`,
	month:   `jan feb mar apr aug sept sep oct nov dec`,
	clock:   `a.m p.m`,
	state: `ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn
		tenn tex va vt wash wis wyo`,
	short: `inc corp co cos ltd llc bros jr sr esq dept univ assn bldg ave blvd rd`,
	small: `etc al approx est cf viz lb lbs oz vol`,
	opener: `the a an he she it they we you i this that these those there here but and or nor so yet if in on at by for from with
		without to as of when while where who what why how which after before since until although though however his her its their
		our my your not no some many most more much one both all each every few several another other others also according
		meanwhile despite during because now then still even just only under over between among about against instead once perhaps
		maybe whether unlike like later earlier last next had has have is are was were do does did will would can could should may
		might let such thus therefore today yesterday tomorrow critics officials police people`,
	// Needed to tell “Why?” Ann asked. (one sentence) from “Why?” Ann left. (two). The attribution layer
	// has the full inventory of cues; these are the verbs that in news follow a quoted question or cry.
	say: `said says say saying asked asks added adds replied replies shouted shouts cried cries wondered wonders wrote writes told
		tells exclaimed yelled screamed responded recalled joked quipped continued answered demanded declared insisted announced
		tweeted posted warned explained concluded remarked muttered whispered laughed observed argued countered thundered called
		chanted sang roared`,
	elision: `em til till tis twas twere cause cuz n bout round neath ere im nuff cept fraid tude hood`,
	after: `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february
		march april may june july august september october november december jan feb aug sept oct nov dec eastern central pacific
		mountain greenwich gmt est edt pst pdt cst cdt et pt utc bst local`,
	lettered: `plan vitamin vitamins hepatitis grade group type option part section schedule exhibit class appendix side
		category protein influenza formula`,
	domain: `com org net gov edu mil info biz io tv uk co eu ly fm`,
})

// list turns the words of each class into the classes of each word. Abbreviations are listed, and looked
// up, without their last stop.
func list(words map[class]string) map[string]class {
	m := make(map[string]class)
	for c, ws := range words {
		for from, i := 0, 0; i <= len(ws); i++ {
			if i < len(ws) && ws[i] > ' ' {
				continue
			}
			if from < i {
				m[ws[from:i]] |= c
			}
			from = i + 1
		}
	}
	return m
}

// byType holds the classes of the listed words by their types, whose ids are small because nothing but marks is interned before.
var byType = func() (of []class) {
	for word, c := range classes {
		id := int(Intern(word))
		of = append(of, make([]class, max(0, id+1-len(of)))...)
		of[id] = c
	}
	return of
}()

func (id TypeID) class() class {
	if int(id) < len(byType) {
		return byType[id]
	}
	return 0
}

// abbreviations are the classes of words that keep their stop.
const abbreviations = title | versus | numeral | month | state | short | small
