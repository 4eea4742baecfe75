package stages

import (
	"strings"

	"parallax/text"
)

// A class is a set of uses a word form has in the grammar of attribution. The function words are a closed
// part of English and listed here; what the verbs of saying mean is in the lexicon attribution.
type class uint64

const (
	comma       class = 1 << iota
	stop              // . ? ! …
	colon             // :
	semicolon         // ;
	dash              // – — --
	bracket           // ( ) [ ]
	quoteMark         // any mark of quotation
	that              // that
	to                // to
	joiner            // and, or, but
	article           // the, a, an and other determiners that open a noun phrase
	possessive        // his, their …, 's
	subject           // pronouns that can only, or mostly, be a subject
	personal          // pronouns for people who speak: he, she, they, we, I, you, who
	relativeWho       // who, whose
	wh                // opens an indirect question
	preposition       // of, in, on …
	boundary          // opens a clause
	auxiliary         // be, have, do and the modals
	being             // forms of be
	negative          // not, n't, never
	adverb            // stands between a subject and its verb
	timeWord          // Monday, today, last …
	honorific         // Mr., Sen., President: stands before a name
	participle        // ends in -ing
	past              // ends in -ed
	vagueObject       // nothing, so, more: what is said without saying what
	numeral           // written as a word or in digits
	feminine          // she, Ms.
	masculine         // he, Mr.

	textNoun    // report, poll, filing: a source that is a document
	bodyNoun    // ministry, company, party: an organization
	officeNoun  // official, police, spokesman: speaks by office
	publicNoun  // voters, residents
	vagueNoun   // sources, critics, experts
	measureNoun // what things are arranged "according to", or counted "per"
	outletNoun  // newspaper, magazine: with "this", the writer
	anonymity   // anonymity, anonymously

	saying        // takes a clause or a quotation, also before its subject ("…," said X)
	telling       // takes a hearer, then a clause or an infinitive
	thinking      // belief: takes a clause
	showing       // evidence: takes a clause, or an object where a text is the subject
	judging       // praise and blame: takes an object
	intending     // takes an infinitive
	announcing    // a verb of saying that also takes an object
	agentless     // an attribution without a source: reportedly, is said to
	quotative     // was like: only before a quotation
	saidNoun      // a noun for what was said: claim, criticism
	prepositional // according to: the source comes after
	informed      // a person familiar with the matter
	bare          // a determiner that is never a noun phrase by itself
	perfect       // a participle that is never a past tense: given, seen
	supposed      // so-called: the words after it are another's
	nounish       // as often a noun: plan, claims
	governing     // before an infinitive in one verb group: went on to say
	spoken        // a cue that reports what was said or written rather than what is thought

	plainly     // a form of say, after which a clause needs no that
	conditional // opens a clause that what is said can begin with
	period      // days, weeks: what can be no source
	partisan    // a member of one of the American parties
	partisans   // several of them

	inexact // can open a number that is not exact: about 50, at least 50
	denial  // says that something is not so

	ruleWords  = plainly | conditional | period | partisan | partisans | inexact | denial // what the model of attribution does not tell apart
	cueClasses = saying | telling | thinking | showing | judging | intending | announcing
)

func (c class) has(d class) bool { return c&d != 0 }

// functionWords are the closed classes, and with them the nouns for sources.
var functionWords = index(closedClasses, sourceNouns)

// wordsOfRules are those that single rules ask for, whatever else they are.
var wordsOfRules = index(map[class]string{
	plainly:     "say says said saying",
	conditional: "if because although though unless despite just even",
	period:      "days weeks months years decades centuries",
	partisan:    "democrat republican",
	partisans:   "democrats republicans",
	inexact:     "about around over under nearly almost roughly approximately some only just exactly between more less fewer at up as",
	denial:      "deny denies denied denying refuted refutes rebutted",
})

var closedClasses = map[class]string{
	comma: ",", stop: ". ? ! … ... ....", colon: ":", semicolon: ";", dash: "– — -- ― -", bracket: "( ) [ ] { }",
	quoteMark: "\" “ ” „ « » '' `` ` '",
	that:      "that", to: "to", joiner: "and or but & nor yet",
	article: `the a an this these those some many most several few all both each one two three four five six seven eight nine ten no any
		another other such every either neither more much half dozens hundreds thousands millions`,
	possessive:  "his her their its our my your 's '",
	subject:     "he she they it we i you who this that these those there",
	personal:    "he she they we i you who",
	relativeWho: "who whose",
	wh:          "how why what whether if where who when which",
	preposition: `of in on at for from to by with about against over after before during under between through into among within since until
		despite amid without via per near outside inside across around behind beyond toward towards upon onto off including like throughout following`,
	boundary: `that because when while as but if although though whether whereas where which after before since until and or so than unless
		who whose whom`,
	auxiliary: `have has had having is are was were be been being am do does did will would can could may might must should shall 's 've 'd 'll
		're 'm wo ca cannot`,
	being:    "is are was were be been being am 's 're 'm",
	negative: "not n't never no",
	adverb: `also then later once now still already often repeatedly recently previously publicly since even just again first long further earlier
		subsequently flatly simply only always ever soon too instead meanwhile not n't never himself herself themselves itself both
		much sometimes thus therefore perhaps maybe quickly rather nonetheless nevertheless not`,
	timeWord: `monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january february march april june july
		august september october november december jan. feb. aug. sept. oct. nov. dec. last earlier later recently ago`,
	honorific: `mr. mrs. ms. mx. dr. prof. sen. sens. rep. reps. gov. govs. gen. lt. col. capt. sgt. maj. adm. rev. hon. st. mr mrs ms dr
		president senator representative governor mayor congressman congresswoman secretary general colonel captain sergeant admiral
		judge justice chief pope king queen prince princess sheriff chancellor minister premier ambassador professor speaker
		director chairman chairwoman ceo spokesman spokeswoman spokesperson reverend bishop archbishop imam rabbi sir lady lord dame
		pm mp mep mpp mla msp cllr const. const cpl. cpl det. insp. insp supt. supt`,
	vagueObject: `nothing so something anything more much little less no otherwise everything goodbye hello yes thanks farewell sorry
		it them him`,
	numeral: `one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred
		thousand million billion percent dozen half`,
	past: `met went came took made left gave got held ran won lost spent led sent built sat stood began broke brought bought caught chose
		drew drove fell fought flew grew hid hit hurt kept knew laid lay let meant paid put quit rose sang sank sold set shot
		shut sprang stuck struck swore swept threw understood wore wrote won became bore beat bent bet bound burst cast cost cut
		dealt dug ate forgot forgave froze rang rode sought shook shone shrank slept slid spoke split spread stole swam swung
		taught tore thought woke withdrew overcame foresaw outran had was were did said told saw found felt heard read`,
	feminine:  "she her ms. mrs. ms mrs spokeswoman chairwoman congresswoman herself",
	masculine: "he him mr. mr spokesman chairman congressman himself",

	measureNoun: `height size age rank weight plan plans rules rule schedule law laws standards need needs ability unit order hour day
		week month year person capita vehicle head cent night ton gallon mile share barrel pound ounce minute second household
		student pupil game season type color colour value wealth income seniority tradition protocol procedure design night morning afternoon evening weekend`,
	governing: "on proceeded continued began",
	bare:      "the a an its his their our my your every such",
	perfect:   "given seen known shown written spoken proven sworn foreseen forgotten taken borne drawn understood",
	supposed:  "so-called self-styled self-proclaimed",
	nounish: `plan plans state states call calls back backs show shows report reports reason reasons fear fears attack attacks claim claims
		question questions support supports hope hopes promise promises offer offers demand demands request requests view views doubt
		doubts guess cause estimate estimates note notes comment comments reply response answer answers remark remarks post posts
		tweet tweets challenge challenges praise blame vow vows pledge pledges threat threats warning push test sense address
		project projects remark sign signs charge charges finding findings worry worries concern concerns quote quotes appeal appeals
		mention study cheer cheers slam slams blast blasts rule rules order orders review reviews
		addresses release releases share shares file files record records list lists name names raise raises cast hit hits present presents
		detail details document documents mean means wish wishes need needs desire desires aim aims press direct text texts email emails
		message messages pressure object objects cry laugh laughs protest protests command commands lecture lectures update updates
		interview interviews invite invites brief briefs target targets fault credit credits label labels brand brands honor honors
		favor favors rebuke rebukes discount bet bets figure figures trust judge judges guess guesses dream dreams fancy dread trash
		toast toasts savage frame frames knock insult insults hammer reference references pan pans rip rap raps chronicle chronicles parrot
		cheer boo boos boast boasts joke jokes signal signals counter counters rail rails thunder echo echoes value values regard
		regards contest forecast forecasts result results counsel quiz smear smears trumpet trumpets advocate advocates pin pins
		champion champions parrots crow crows delegate hold holds intent voice voices venture ventures snap sneer shrug sigh roar
		whisper scream howl vent broadcast blog blogs float issue issues pose register
		compliment compliments reproach salute troll trolls paint chorus drawl drawls gasp gasps giggle giggles groan groans grunt grunts hiss
		huff mumble mumbles riff riffs shriek shrieks snarl snarls snicker snort snorts tease teases wail wails yelp yelps croak stutter mouths sobs`,
}

// index turns the words of each class into the classes of each word.
func index[C ~uint16 | ~uint64](lists ...map[C]string) map[string]C {
	m := make(map[string]C)
	for _, words := range lists {
		for c, list := range words {
			for _, w := range strings.Fields(list) {
				m[w] |= c
			}
		}
	}
	return m
}

// classes are the uses of each type, as far as its form alone tells.
var classes = text.NewPalette(func(form string) class { return grammarOf(form) | wordsOfRules[form] })

// grammarOf looks a form up, or goes by its ending.
func grammarOf(form string) class {
	c := functionWords[form]
	if c != 0 && !c.has(textNoun|bodyNoun|officeNoun|publicNoun|vagueNoun|measureNoun) {
		return c
	}
	switch n := len(form); {
	case n > 4 && strings.HasSuffix(form, "ly") && !notAdverbs[form]:
		c |= adverb
	case n > 4 && strings.HasSuffix(form, "ing"):
		c |= participle
	case n > 3 && strings.HasSuffix(form, "ed"):
		c |= past
	case n > 0 && '0' <= form[0] && form[0] <= '9':
		c |= numeral
	}
	return c
}

// notAdverbs end in -ly all the same.
var notAdverbs = set(`family early rally ally italy july reply supply apply assembly daily weekly holy bully
	kelly billy sally emily molly nelly lilly polly dolly shelly kimberly beverly lesly carly everly reilly o'reilly o’reilly riley
	donnelly connelly connolly mcnally daly ely dooly scully tully skelly mccully farrelly`)

// classOf is the class of some words.
func classOf(words string) *text.Class {
	m := set(words)
	return text.NewClass(func(form string) bool { return m[form] })
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
