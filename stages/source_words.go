package stages

import (
	"strings"

	"parallax/text"
)

// sourceNouns are the nouns for sources that the finding of attributions asks for too.
var sourceNouns = map[class]string{
	textNoun: `report reports study studies survey surveys poll polls memo memos memorandum filing filings document documents data figures
		statistics email emails e-mail e-mails letter letters lawsuit suit complaint indictment transcript transcripts tweet tweets video
		videos footage article articles book statement statements record records affidavit analysis review audit website site records
		release releases papers paper research census findings numbers results evidence poster ad ads advertisement advertisements
		press-release dossier cable cables account accounts story stories column editorial message messages text texts
		post posts posting estimates estimate bill law legislation resolution ruling constitution platform manifesto chart graph map
		image images photos photo photograph photographs diary memoir file files invoice invoices log logs note notes page pages
		wikipedia facebook twitter exit-poll draft speech script headline headlines sign signs banner banners plan agreement contract
		count tally caption obituary biography blog newsletter dataset index spreadsheet receipts returns testimony hashtag`,
	bodyNoun: `ministry company companies government party campaign agency department committee council court courts board bureau office union
		organization organisation group association foundation institute university college school bank administration army
		military navy force forces commission corporation firm network center centre congress parliament senate house federation
		league society church club hospital service team club coalition alliance authority authorities fund trust newspaper magazine
		times post journal news tribune herald press guardian gazette globe inc. corp. ltd. co. llc inc corp ltd plc
		republicans democrats gop dnc rnc fbi cia nsa un nato eu irs nra aclu cnn nbc abc cbs bbc msnbc fox reuters politico breitbart
		bloomberg ap pentagon kremlin treasury palace museum library airline airlines airways industries partners
		holdings brothers states kingdom nations union embassy watch international exchange institution pac super-pac
		america russia china iran israel britain germany france japan mexico turkey syria ukraine india canada australia egypt pakistan
		google apple amazon microsoft uber yahoo walmart boeing hamas hezbollah isis taliban wikileaks gallup quinnipiac nielsen`,
	officeNoun: `official officials police prosecutor prosecutors minister ministers aide aides spokesman spokeswoman spokesperson spokesmen
		spokespeople spokespersons spokespeople authorities investigator investigators detective detectives officer officers judge judges
		senator senators lawmaker lawmakers congressman congressmen representative representatives governor governors mayor mayors
		inspector inspectors sheriff diplomat diplomats regulator regulators commander commanders general generals jury juror jurors
		panel president adviser advisers advisor advisors secretary ambassador coach chief director legislator legislators delegate
		delegates strategist strategists lawyer lawyers attorney attorneys justices chairman chairwoman manager managers
		executive executives superintendent administrator administrators firefighters deputy deputies agents agent staffers staffer staff operative operatives
		politician politicians leader leaders council doctor doctors surrogate surrogates moderator moderators councillor councillors
		commissioner commissioners coroner whip counsel paramedics troops soldiers congresswoman`,
	publicNoun: `voter voters resident residents people americans supporter supporters percent respondents protesters protester demonstrators
		students student women men parents citizens users fans crowd audience families family neighbors neighbours workers
		immigrants republicans democrats conservatives liberals evangelicals independents millennials consumers customers viewers
		readers public majority girls boys kids children teachers owners farmers patients mothers fathers veterans
		activists attendees participants adults latinos hispanics blacks whites muslims christians catholics jews trumpers
		mother father friend friends taxpayers minorities villagers townspeople delegates locals commuters passengers
		germans russians britons french chinese europeans mexicans israelis palestinians iranians`,
	vagueNoun: `source sources critics critic experts expert analysts analyst observers observer some many others insiders insider opponents
		opponent person someone somebody anyone everyone everybody economists economist scientists scientist researchers researcher
		detractors skeptics sceptics pundits pundit commentators advocates proponents rivals rebels historians scholars
		one people those few most several witnesses`,
	outletNoun: "newspaper magazine paper column reporter correspondent outlet network",
	anonymity:  "anonymity anonymously",
	informed:   "familiar briefed knowledge close informed",
}

// typingNouns are nouns that tell what a source is once it is known to be one; elsewhere they are as often something else.
var typingNouns = index(map[class]string{
	textNoun: `precedent precedents order orders rule rules laws bills plans summary investigation investigations inquiry inquiries probe audits film films
		movie movies documentary documentaries show episode segment broadcast piece pieces op-ed op-eds essay essays interview interviews ranking rankings average averages
		petition petitions placard placards questionnaire slide slides clip clips recording recordings tape tapes audio album song songs
		books analyses reviews columns editorials lists list dossiers speeches scripts headlines polling returns treaty treaties pact
		agreements contracts charter bible scripture koran quran caption captions dictionary encyclopedia textbook textbooks guide handbook
		guidelines regulations regulation ordinance statute statutes amendment decree verdict opinion subpoena warrant petition motion brief briefs
		instagram snapchat reddit youtube tumblr blogs websites page trailer commercial commercials flyer leaflet brochure pamphlet mailer mailers
		forecast forecasts projection projections model models estimate experiments experiment trial trials test tests metrics measure measures
		material materials literature archives archive minutes dispatch bulletin communique memoirs novel series signage`,
	bodyNoun: `camp bureaucracy convention tribunal cabinet ngo nonprofit non-profit charity thinktank start-up startup regime junta legislature
		city town county country nation village province municipality embassy consulate operation outfit magazine station channel
		broadcaster publisher retailer manufacturer automaker carmaker lender insurer utility conglomerate chain studio label franchise brand maker store
		syndicate provider giant telecoms supermarket forum observatory programme initiative cartel militia brigade battalion squad division unit ministry directorate inspectorate secretariat presidency wing delegation state command brigades jihad shipping radio kitchen`,
	officeNoun: `candidates contenders hopefuls nominees campaigners premier premiers leadership technocrats bureaucrats envoy envoys negotiator negotiators
		commissioners ceo executives directors chairmen presidents governors chiefs heads head captain captains coaches principal
		principals dean deans administrators ombudsman auditor auditors watchdog treasurer treasurers arbitrator arbitrators magistrate magistrates
		responders firefighter paramedic medic pilot pilots soldier sailor sailors marines marine ranger rangers
		physician physicians surgeon nurse nurses trooper troopers deputies marshal marshals constable constables cop cops superdelegates superdelegate
		vice-chancellor vice-chancellors provost provosts rector vice-president vice-presidents
		councilman councilwoman councilmen alderman assemblyman assemblywoman parliamentarian parliamentarians mp mps
		comptroller controller archivist curator registrar clerk clerks bishop bishops pastor priest clergy cleric clerics pope imam rabbi
		pollster pollsters publicist narrator host hosts anchor emcee interviewer narrators prince princess king queen lord colonel lieutenant sergeant`,
	publicNoun: `man woman guy gal boy girl men women personnel electorate base homeowners homeowner renters tenants shoppers customer
		resident citizen voter supporter protester protestors protestor demonstrator marchers rioters bystanders bystander passersby neighbor neighbour passenger
		student teacher worker reader viewer viewers listener listeners user commenters commenter tweeters spectators fans fan
		progressives progressive liberal conservative libertarians libertarian moderates moderate socialists evangelical worshipers worshippers churchgoers
		millennial boomers seniors retirees youths youth teenagers teenager teens couple couples spouses widow widower husbands wives sons daughters
		mothers parent relatives relative brother sister brothers sisters grandmother grandfather uncle aunt cousin cousins child
		immigrant migrants migrant refugees refugee exiles americans canadians australians britons greeks turks syrians iraqis afghans ukrainians
		indians pakistanis japanese koreans cubans venezuelans italians spaniards poles dutch swiss swedes palestinian israeli
		commuter driver drivers motorists pedestrians patrons diners travelers travellers tourists visitors caucusgoers caucus-goers churchgoer electors
		gazans yemenis saudis emiratis qataris lebanese egyptians jordanians kurds sunnis shiites hindus sikhs buddhists arabs africans asians
		londoners parisians scots quebecers ontarians albertans torontonians southerners northerners westerners floridians texans iowans californians virginians ohioans pennsylvanians nevadans yorkers
		respondent participant attendee audience crowds mob throng onlookers masses populace population populations community communities generation`,
	vagueNoun: `ally allies donors donor backers backer insider associates associate colleague colleagues confidants confidant 
		employee employees operative rivals foe foes adversaries enemies enemy activist historian scholar researcher scientist
		academics academic professor professors specialists specialist technologists environmentalists environmentalist lobbyists lobbyist investors
		investor traders trader bankers banker businessmen entrepreneurs developers journalists journalist reporters reporter correspondents media
		outlets press editors editor writers writer columnists bloggers hackers hacker militants militant fighters gunmen gunman attacker suspects suspect defendant
		whistleblower whistle-blower skeptic sceptic cynics naysayers doubters boosters defenders fundraisers bundlers organizers organizer
		partisans loyalists moles spies spy establishment elite elites circles circle quarters industry lobby movement`,
})

// moreNouns holds typingNouns by type.
var moreNouns = text.NewPalette(func(form string) class { return typingNouns[form] })

// A calling is what a person can be called by instead of by name: the senator, the candidate. 0 is none.
type calling uint16

// A roleWord is what a word says of the person who is called by it.
type roleWord struct {
	role     calling
	outright bool // it means a person just named even where nobody was introduced as one: the candidate, the businessman
	kin      bool // a relative, told apart by whose: Lee's wife
	sex      sexWord
}

// roles are the words that a person can be called by. Those of one calling stand on one line.
var roles = func() *text.Palette[roleWord] {
	m := map[string]roleWord{}
	add := func(list string, outright, kin bool) {
		for _, line := range strings.Split(list, "\n") {
			n := calling(len(m) + 1)
			for _, w := range strings.Fields(line) {
				if _, twice := m[w]; !twice {
					m[w] = roleWord{n, outright, kin, sexOf(w)}
				}
			}
		}
	}
	add(introducedRoles, false, false)
	add(outrightRoles, true, false)
	add(kinRoles, false, true)
	return text.NewPalette(func(form string) roleWord { return m[form] })
}()

// sexOf tells by a word for a role whether a woman or a man has it.
func sexOf(role string) sexWord {
	switch role {
	case "queen", "princess", "actress", "wife", "daughter", "mother", "sister", "daughter-in-law", "widow", "fiancee", "girlfriend", "niece":
		return ofWomen
	case "king", "prince", "actor", "pope", "imam", "husband", "son", "father", "brother", "son-in-law", "boyfriend", "nephew":
		return ofMen
	}
	if strings.HasSuffix(role, "woman") {
		return ofWomen
	}
	return 0
}

// introducedRoles are held by many who are never named: they mean a person who was introduced as one.
const introducedRoles = `senator sen. sen
representative rep. rep congressman congresswoman lawmaker
governor gov. gov
president
vice-president
secretary
minister premier
chancellor
mayor
attorney lawyer counsel prosecutor
general gen.
colonel col.
admiral adm.
captain capt.
sergeant sgt.
lieutenant lt.
judge justice
chief
sheriff
commissioner
director
chairman chairwoman chair
ceo executive
spokesman spokeswoman spokesperson
professor prof. academic scholar
doctor dr. physician
officer
detective
inspector
official
ambassador
diplomat envoy
commander
leader
speaker
pope pontiff
king
queen
prince
princess
bishop archbishop
rabbi
imam
pastor reverend rev. preacher
adviser advisor aide
strategist consultant
manager
analyst
economist
scientist researcher
historian
expert
activist
organizer
teacher
student
reporter correspondent journalist
editor
pollster
moderator
host anchor
coach
agent
operative
head
founder
owner
principal
dean
superintendent
delegate
councilman councilwoman
legislator
politician
whistleblower`

// outrightRoles describe somebody whom the article has just named.
const outrightRoles = `candidate contender hopeful
nominee
front-runner frontrunner
incumbent
challenger
newcomer
businessman businesswoman
billionaire
millionaire
mogul magnate
tycoon
developer
entrepreneur
neurosurgeon surgeon
actor
actress
star
singer rapper musician
comedian comic
author novelist
columnist
commentator
socialist
republican
democrat
libertarian
ex-president
statesman
philanthropist
financier
personality
celebrity
native
septuagenarian
veteran`

const kinRoles = `wife
husband
son
daughter
father
mother
brother
sister
son-in-law
daughter-in-law
widow
fiancee
girlfriend
boyfriend
nephew
niece`

// A sexWord says that a given name is a woman's or a man's.
type sexWord uint8

const (
	ofWomen sexWord = iota + 1
	ofMen
)

func (s sexWord) sex() class {
	switch s {
	case ofWomen:
		return feminine
	case ofMen:
		return masculine
	}
	return 0
}

// firstNames are common given names that are nearly always a woman's or a man's.
var firstNames = func() *text.Palette[sexWord] {
	m := map[string]sexWord{}
	for sex, names := range map[sexWord]string{ofWomen: womensNames, ofMen: mensNames} {
		for _, n := range strings.Fields(names) {
			m[n] = sex
		}
	}
	return text.NewPalette(func(form string) sexWord { return m[form] })
}()

const womensNames = `mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily
	donna michelle carol amanda dorothy melissa deborah stephanie rebecca laura sharon cynthia kathleen amy shirley angela helen anna brenda
	pamela nicole ruth katherine samantha christine emma catherine virginia debra rachel carolyn janet maria heather diane julie joyce victoria
	kelly christina lauren joan evelyn olivia judith megan cheryl martha andrea frances hannah jacqueline ann gloria jean kathryn alice teresa
	sara janice doris julia grace judy abigail marie denise beverly amber theresa marilyn danielle diana brittany natalie sophia rose isabella
	alexis kayla charlotte hillary ivanka melania nikki kellyanne tulsi kamala condoleezza madeleine angelina oprah michele susana elena sonia
	ayanna ilhan rashida alexandria jill loretta claire maggie katie kate ana lena mia eva nora ella lucy zoe chloe ellen anne jane peggy
	wendy sally annie rosa carmen fatima aisha amina leila yasmin ingrid helga greta olga svetlana natalia tatiana irina marine theresa nicola
	angela ursula indira benazir aung megyn huma
	karine lynn penny yvette yvonne priti suella sally wafa wafaa noor rana rania reem dina dalia farah fadia hala hanan huda khadija lama
	layla lina maha mariam maryam maysa mona nadia noura ola rasha rima ruba sahar salma samar samira shireen siham souad suha suhaila sumaya taghreed
	umm yara yasmine yousra zainab zeina zeinab francesca adele agnes alina amelia anat anastasia annalena antonella ariana astrid ayelet beatrice becky bella bianca bridget
	brigitte caitlin camilla cecilia celia cindy clara claudia claudine colette daniela daphne edith efrat einat elisabeth elise eleanor emilia emmanuelle erin esther
	fiona freya gaby gemma gillian giulia hadas harriet heidi hilary imogen iris isabel jacinda jane janine jasmine jenna jill joanna joanne johanna josephine
	judy juliette karin kaja katja kathy kirsten laila lea leah leonie lily linda lisa liz lois lorna louise lydia mara margot marian marina marisa
	martina matilda maureen maya megan meredith merav mette michal mira miri miriam muriel nadine naomi nina noa noga nora odile orit orly paula petra phoebe
	polly rachael ramona rebekah rita roberta rosalind rosemary ruth sabrina sanna shabana sheila shelly shira sian sigrid simone stella susanna suzanne
	sylvia tamar tamara tanya tessa tracy tzipi ulrike vera veronica vivian wanda yael yifat yulia zara ziva zuzana`

const mensNames = `james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul
	andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott
	brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter
	kyle ethan walter noah jeremy christian keith roger terry harold sean austin carl arthur lawrence dylan jesse bryan joe billy
	bruce gabriel logan alan juan albert willie elijah randy roy vincent ralph eugene russell bobby mason philip louis barack bernie ted marco
	jeb mitt newt mike jim bill bob tom tim dan dave steve joe jeff greg ben rand chris ken ron don harry hugh ian igor ivan vladimir boris
	sergei dmitri mohammed muhammad mohammad ahmed ali hassan hussein omar osama yasser mahmoud abdul ibrahim yusuf benjamin ehud ariel shimon
	xi narendra emmanuel francois nicolas angus liam owen oscar felix max luis carlos miguel pedro pablo jorge rafael fernando antonio
	stefan hans klaus jurgen lars sven anders mitch chuck rudy rick rex reince corey roger howard wayne glenn craig dean dale earl fred gerald
	leonard martin neil norman oliver phil ray sam stanley theodore todd tony victor warren
	keir gilad philippe yoav herzi itamar bezalel isaac yair benny gadi eylon avi avigdor amos ami aharon assaf aviv boaz doron dov dror ehud eitan eli eyal gideon
	gil giora haim ilan izzy jonathan lior matan meir menachem moshe nadav naftali natan nir nissim ofer ohad oren raz reuven ron ronen shai shaul shlomo tamir
	tomer tzachi uri yaakov yaron yehuda yitzhak yigal yisrael yosef yossi zeev ziv abdel abdallah abdullah adel adnan akram alaa amin amir amr anas antony anwar ashraf ayman
	aziz basel basem bashar bassam bassem bilal ehab emad essam fadi fadel fahd faisal faris fathi fawzi ghassan ghazi habib haitham hamad hamdi hamza hani hasan hatem
	haytham hazem hisham husam husni hussam ibrahim ihab imad ismail issa jamal jamil jibril kamal karim khaled khalid khalil louay mahdi mahmud majed malik marwan
	mazen mohamad mohamed mousa muhammed munir musa mustafa nabil nader najib naim nasser nawaf nidal omar osama qasem qassem rami ramzi raed rashid riad riyad sabri
	saeb saeed salah saleh salim sami samir sameh sayyed shadi sherif sufyan taher tamim tareq tarek tariq tawfiq wael walid wasim yahya yahia yasin yehia yousef
	youssef zaher ziad zaki antonio antonios alexei alfred alistair allan andre andreas andrei angelo anton arturo bernard bertrand boris carl cesar charlie claude colin
	conor damian david dario declan denis derek diego dimitri dominic duncan eduardo edmund elias emil enrique ernesto ernest evan federico finn franz fritz georg georges
	gerard giles giorgio giovanni giuseppe gordon graham grant guillaume gustavo harvey hector heinz helmut herbert hubert humza hugo ibrahima isaiah ivo jacques jake javier
	jens jeremiah jerome jesus joachim joaquin joel johan johannes josep juergen julian julius jürgen karl kaspar kieran kwame lloyd lorenzo luca
	lucas ludwig magnus malcolm manuel marc marcel marcus mario marius markus mathias matteo matthias maurice mauricio max maxim michel mikhail morgan nathaniel
	nicholas nick nigel nikolai niall olaf oleg olivier pascal pat paolo pavel peer perry pierre piotr quentin rajiv ralf ramon raul recep reginald rene ricardo riccardo
	rishi roberto rodrigo rohan roland rolf ross rupert russell saul sergio seth shane shaun sidney silvio simon spencer stefano stephane stuart sunil
	tedros terence tobias toby tomas tommy tristan tyrone ulrich umberto uwe valentin viktor vincenzo vivek volker volodymyr werner wes wilfred wilhelm wolfgang yan yannis`
