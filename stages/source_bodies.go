package stages

import (
	"strings"

	"parallax/text"
)

// knownBodies are names that news uses for a body that speaks, in lower case and without an article: they are named organizations
// wherever they are a source, as a person's only where the article has introduced somebody of that name.
var knownBodies = func() map[string]bool {
	m := map[string]bool{}
	for _, list := range []string{countries, capitals, institutions, parties, newsAgencies, worldBodies, armedGroups} {
		for _, name := range strings.Split(list, ",") {
			m[strings.Join(strings.Fields(name), " ")] = true
		}
	}
	return m
}()

// lastOfBody tells by the last word of a name whether it can be a known body's.
var lastOfBody = func() *text.Class {
	m := map[string]bool{}
	for name := range knownBodies {
		m[name[strings.LastIndexByte(name, ' ')+1:]] = true
	}
	return text.NewClass(func(form string) bool { return m[form] })
}()

// areBodies reports whether a phrase is of known bodies alone: "Hamas", "the United Nations", "Israel and Hezbollah".
func (r *reading) areBodies(np text.Range) bool {
	from := np.From
	for i := np.From; i < np.To; i++ {
		if r.is[i].has(joiner) && r.toks[i].Is(text.Word) {
			if !r.isKnownBody(text.Range{From: from, To: i}) {
				return false
			}
			from = i + 1
		}
	}
	return r.isKnownBody(text.Range{From: from, To: np.To})
}

// armedGroupNames are the last words of names of armed groups.
var armedGroupNames = classOf(lastWords(armedGroups))

// lastWords returns the last word of each name of a list with commas.
func lastWords(names string) string {
	var last []string
	for name := range strings.SplitSeq(names, ",") {
		words := strings.Fields(name)
		last = append(last, words[len(words)-1])
	}
	return strings.Join(last, " ")
}

// epithet resolves what news calls an armed group by, once it is named: the group, the movement.
func (r *reading) epithet(core text.Range, head int) (identity, bool) {
	const reach = 200 // tokens
	if core.Len() != 2 || r.toks[core.From].Form(r.src) != "the" || !isOneOf(r.toks[head].Form(r.src), "group", "movement", "organization", "organisation", "faction", "militia") {
		return identity{}, false
	}
	for i := core.From - 1; i >= max(0, core.From-reach); i-- {
		if !r.toks[i].Is(text.Capital) || !armedGroupNames.Has(r.src, r.toks[i]) {
			continue
		}
		name := only(i)
		if i > 0 && !r.isKnownBody(name) {
			name.From--
		}
		if r.isKnownBody(name) {
			return identity{is: NamedOrg, name: name.Span(r.toks).Of(r.src), called: name, means: name, why: Reason{"an organization named before", only(head)}}, true
		}
	}
	return identity{}, false
}

// isKnownBody reports whether a name is a known body's. One of a single word that is somebody's in the article is not.
func (r *reading) isKnownBody(name text.Range) bool {
	const longest = 4
	if name.Len() > 1 && r.is[name.From].has(article) && r.toks[name.From].Form(r.src) == "the" {
		name.From++
	}
	if name.Len() < 1 || name.Len() > longest || !lastOfBody.Has(r.src, r.toks[name.To-1]) || name.Len() == 1 && r.cast.has(r.toks[name.From].Type) {
		return false
	}
	var forms [longest]string
	for i := name.From; i < name.To; i++ {
		form := r.toks[i].Form(r.src)
		if forms[i-name.From] = form; !r.toks[i].Is(text.Capital) && form != "of" && form != "the" {
			return false
		}
	}
	return knownBodies[strings.Join(forms[:name.Len()], " ")]
}

// countries are those that news names as speaking. Left out are those that are given names as often: Chad, Georgia.
const countries = `afghanistan, albania, algeria, angola, argentina, armenia, australia, austria, azerbaijan, bahrain, bangladesh, belarus,
	belgium, bolivia, bosnia, brazil, britain, bulgaria, cambodia, cameroon, canada, chile, china, colombia, congo, croatia, cuba, cyprus,
	denmark, ecuador, egypt, el salvador, eritrea, estonia, ethiopia, finland, france, gaza, gaza strip, germany, ghana, greece, guatemala, haiti, honduras,
	hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, jordan, kazakhstan, kenya, kosovo, kuwait,
	kyrgyzstan, laos, latvia, lebanon, libya, lithuania, malaysia, mexico, moldova, mongolia, montenegro, morocco, mozambique, myanmar,
	nepal, netherlands, new zealand, nicaragua, niger, nigeria, north korea, north macedonia, norway, oman, pakistan, palestine, panama, paraguay,
	peru, philippines, poland, portugal, qatar, romania, russia, rwanda, saudi arabia, senegal, serbia, sierra leone, singapore,
	slovakia, slovenia, somalia, south africa, south korea, south sudan, spain, sri lanka, sudan, sweden, switzerland, syria, taiwan,
	tajikistan, tanzania, thailand, tunisia, turkey, turkmenistan, uganda, ukraine, united arab emirates, united kingdom, u. k., united states, u. s.,
	uruguay, uzbekistan, venezuela, vietnam, yemen, zambia, zimbabwe`

// capitals stand for the governments that sit there.
const capitals = `washington, london, paris, rome, madrid, moscow, beijing, kyiv, jerusalem, tehran, berlin, brussels, ankara, cairo, riyadh, doha, damascus,
	tel aviv, kiev, baghdad, beirut, kabul, islamabad, new delhi, tokyo, seoul, pyongyang, taipei, canberra, ottawa, warsaw, minsk, belgrade, budapest,
	havana, caracas, ramallah, abu dhabi, tripoli, khartoum`

// institutions are called by their seats or by names that are no common noun with a capital.
const institutions = `pentagon, kremlin, white house, downing street, élysée, vatican, holy see, knesset, capitol, scotland yard, mossad, shin bet,
	interpol, europol, gazprom, google, microsoft, boeing, wikileaks, westminster, whitehall, holyrood, parliament hill, rcmp, csis`

// parties are those whose name alone is a party's.
const parties = `labour, tories, lib dems, snp, plaid cymru, sinn féin, ndp, bloc québécois, likud, fidesz, kadima, meretz, yesh atid`

const newsAgencies = `reuters, associated press, agence france-presse, bloomberg, xinhua, tass, itar-tass, ria novosti, anadolu, interfax, al jazeera,
	al-jazeera, al arabiya, al-arabiya, al-manar, al-mayadeen, haaretz, ynet, wafa, irna, fars, tasnim, canadian press, press association, yonhap, kyodo,
	le monde, le figaro, le devoir, la presse, der spiegel, die zeit, süddeutsche zeitung, el país, corriere della sera, la repubblica, asahi shimbun,
	axios, buzzfeed, huffpost, slate, mashable, tmz, espn, bbc, cbc, ctv, npr, pbs, itv, rt, sky news, cnn, afp, ap`

// worldBodies are those of the United Nations, of groups of states, and of aid and human rights.
const worldBodies = `united nations, european union, european commission, african union, arab league, nato, un, u.n., u. n., eu, e. u., unicef, unesco, unrwa, unhcr,
	ocha, opec, asean, security council, world bank, international monetary fund, red cross, red crescent, oxfam, amnesty, amnesty international,
	human rights watch, doctors without borders, save the children, world vision, mercy corps, islamic relief, christian aid, world central kitchen, greenpeace, hrw`

const armedGroups = `hamas, hezbollah, hizbollah, hizbullah, fatah, islamic jihad, islamic state, isis, isil, al-qaeda, al-qaida, al qaeda, taliban, houthis,
	boko haram, al-shabaab, al shabaab, farc, idf, plo`
