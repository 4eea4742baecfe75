package stages

import (
	"strings"

	"parallax/text"
)

// A deed is what a word form does in the grammar of harm: whose side it points to.
type deed uint16

const (
	attackNoun  deed = 1 << iota // strike, raid: what is done to somebody
	attackVerb                   // bombed, stormed: its subject does harm to its object
	helperVerb                   // began, launched, carried out: only with an attack after it
	killingNoun                  // massacre, killing: who owns it did it
	dyingNoun                    // deaths, toll, bodies: who owns it suffered it
	dyingVerb                    // died, dead: never has an object
	slainForm                    // slain, shot: a participle that does not end in -ed
	upon                         // on, against: leads to the target of an attack
	within                       // in, at, near: leads to a place
	apart                        // from, with, since: leads to neither
	hitNoun                      // hospital, camp: what an attack that bears a place's name was on
	mouthpiece                   // ministry, media: only speak
	country                      // a place that is neither side's, unless it is the name of one
	direction                    // northern, occupied: between "in" and a place
	describing                   // ends in -ed and is an adjective all the same: unprecedented
	bridging                     // stands between a subject and the death it is said to have met: confirmed dead
)

func (d deed) has(e deed) bool { return d&e != 0 }

// deedWords lists the word forms by what they do.
var deedWords = index(map[deed]string{
	attackNoun: `attack attacks strike strikes airstrike airstrikes air-strike air-strikes raid raids assault assaults bombardment bombardments
		bombing bombings offensive offensives incursion incursions invasion invasions onslaught onslaughts rocket rockets missile missiles
		shelling operation operations rampage rampages ambush ambushes campaign campaigns fire gunfire shooting shootings stabbing
		stabbings drone drones blast blasts explosion explosions retaliation siege blockade atrocity atrocities terrorism terror violence
		aggression bomb bombs shell shells bullet bullets sniper snipers massacre massacres slaughter infiltration infiltrations reprisal reprisals
		response counter-offensive counteroffensive counterattack hands`,
	attackVerb: `attack attacks attacked attacking strike strikes struck striking bomb bombs bombed bombing bombard bombards bombarded bombarding
		raid raids raided raiding storm storms stormed storming invade invades invaded invading shell shells shelled shelling target targets
		targeted targeting infiltrate infiltrates infiltrated infiltrating ambush ambushed ambushing assault assaulted assaulting
		pound pounded pounds pounding rampaged rampaging retaliate retaliates retaliated retaliating besiege besieged besieging destroyed
		fire fired fires firing shot shoot shoots shooting breached breach crossed broke burst overran entered entering enters enter`,
	helperVerb: `began begin begins launch launches launched launching carried carry carries carrying staged stage stages mounted mount started
		starts start starting resumed resume resumes unleashed unleash continue continued continues intensified wage waged waging led conducted
		conducting responded respond responds went stepped declared`,
	killingNoun: "killing killings murder murders massacre massacres slaughter assassination assassinations execution executions carnage bloodbath atrocity atrocities genocide",
	dyingNoun: `death deaths toll tolls dead casualty casualties fatality fatalities body bodies corpse corpses victim victims loss losses life lives
		martyr martyrs martyrdom`,
	dyingVerb: "died die dies dying dead deceased perished perish perishes perishing succumbed succumbs lost fallen passed",
	slainForm: "slain shot struck hit lost beaten burnt laid taken",
	upon:      "on against upon targeting hitting onto",
	within:    "in inside at near across around throughout within outside into along over under",
	bridging:  "confirmed feared reported believed found presumed pronounced declared known thought left shot wounded injured being are is were was have has had been be gunned beaten",
	apart:     "from with between since after before until to for about despite amid following without like via besides alongside",
	hitNoun: `hospital hospitals school schools church mosque camp camps house home building buildings ambulance convoy market shelter university
		border festival concert city town village strip crossing neighbourhood neighborhood tower block party kibbutz bank`,
	mouthpiece: "ministry media newspaper newspapers broadcaster broadcasters television tv radio agency",
	country: `afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia
		brazil britain bulgaria burundi cambodia cameroon canada chad chile china colombia congo croatia cuba cyprus damascus denmark ecuador egypt
		eritrea estonia ethiopia finland france georgia germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iraq
		ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon liberia libya lithuania malaysia
		mali mexico moldova mongolia morocco mozambique myanmar nepal netherlands nicaragua niger nigeria norway oman pakistan palestine panama
		paraguay peru philippines poland portugal qatar romania russia rwanda senegal serbia singapore slovakia slovenia somalia spain sudan
		sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan venezuela
		vietnam yemen zambia zimbabwe beirut tehran baghdad kabul moscow kyiv kiev`,
	direction: "northern southern eastern western central occupied besieged north south east west nearby neighbouring neighboring",
	describing: `occupied besieged unprecedented armed sustained repeated targeted continued renewed intensified alleged suspected coordinated so-called unnamed unrelated
		united combined wounded injured displaced retired masked retaliatory`,
})

// deeds are what each type does.
var deeds = text.NewPalette(func(form string) deed { return deedWords[form] })

// forces are the words in the names of armed groups, which no ending tells from those of places.
var forces = strings.Fields(`hamas hezbollah hizbollah isis daesh taliban jihad fatah qassam al-qassam mossad bet army militia militias brigade brigades
	front guard guards force forces movement party regime government liberation resistance soldiers fighters gunmen militants`)
