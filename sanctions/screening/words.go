package screening

import (
	"slices"
	"strings"
)

// A sense is what a table knows of a word.
type sense struct {
	class class
	group int16 // words of one group mean the same; 0: none
}

// lexicon knows words by their folded letters.
var lexicon = readLexicon()

// synonyms are words that mean the same or spell one name; the first of each
// line names it. The class leads the line: o organisational, n name, c common
// name, t title, l legal form, # number, p prefix, g country.
const synonyms = `
o front jabhat jabhah jabha jebhat djabhat djebhat cephe cephesi cebhe جبهه جبهة фронт джабхат cebhet jephat
o organisation organization organizasyon orgut orgutu teskilat teskilati tanzim tanzeem tandhim tandheem tanzimi munazzama munazamat تنظيم تنظیم منظمه منظمة организация орг org танзим
o commission hayat hayah hayet heyet heyeti haiat hayaat هيئه هيئة комитет хайят хайат
o army jaysh jaish jeish jaesh jeysh ceys armee ordu ordusu جيش جیش армия армии джейш джаиш джайш
o movement harakat haraka harakah harkat harekat hareket hareketi mouvement حركه حركة движение харакат
o party hizb parti partisi hezb partei partiya حزب партия хизб
o brigade brigades liwa alwiya tugay tugayi tugaylari لواء لوا الويه الوية бригада бригады лива brigad
o battalion battalions kataib katiba katibat katibah tabur taburu كتائب كتيبه كتيبة كتايب батальон батальоны катаиб
o group groupe grup grubu jamaat jamaah jamaa jemaah jemaat jamiat cemaat cemaati djamaat djamaa gruppe grupo grp جماعه جماعة группа группировка джамаат
o support supporters ansar ansaar ensar انصار ансар partisans
o state dawla dawlah daula devlet devleti etat دوله دولة государство даула
o islamic islamiyya islamiyyah islamiya islamiyah islami islamist islamique islam اسلاميه اسلامية اسلامي اسلام исламское исламский исламская ислам
l company sharika shirka shirkat sirket sirketi compagnie compania companhia شركه شركة компания firma co
l corporation corp korporasyon корпорация
o international internationale internacional intl uluslararasi دولي دوليه دولية международный международная международное
o national nasional nationale milli ulusal وطني وطنيه وطنية национальный национальная национальное
o bank banque banco banka bankasi banca masraf مصرف بنك банк
o trading trade tijara tijarat ticaret ticari handel commerce commercial تجاره تجارة تجاريه торговля торговый торговая
o industry industries industrial industrie sanayi sanayii sinai صناعه صناعة صناعيه промышленность промышленный
o foundation vakif vakfi stiftung fondation waqf fondacion مؤسسه موسسه مؤسسة فرشته фонд фондация
o association dernek dernegi verein asociacion jamiyat jamiya جمعيه جمعية ассоциация общество
o university universite universitesi universitat جامعه جامعة университет
o ministry wizara bakanlik bakanligi وزاره وزارة министерство
o institute institut enstitu enstitusu معهد институт
o agency wikala ajans ajansi وكاله وكالة агентство
o union ittihad birlik birligi اتحاد союз
o council shura majlis meclis sura konsey مجلس شورى شورا совет шура
o liberation tahrir kurtulus tehrir تحرير освобождение освобождения тахрир
o victory nusra nusrah nusrat nosra noussra نصره نصرة нусра нусры
o conquest fath fateh fatah fetih feth فتح фатх
o levant sham cham sam شام шам bilad-sham
o relief ighatha yardim إغاثه اغاثه اغاثة помощь
o committee lajna lajnat komite komitesi comite لجنه لجنة
o office maktab ofis buro bureau مكتب бюро офис
o exchange sarafi sarrafi hawala sarafa صرافي صرافه صرافة صرافی hawalah money
o holy war jihad cihad djihad jehad جهاد джихад
o struggle mujahidin mujahideen mujahedin mujahidun moudjahidine mucahit mucahidin مجاهدين مجاهدون моджахеды
o martyrs shuhada sehitleri sehit shahid شهداء شهدا شهيد
o democratic demokratik democratique democratica ديمقراطي ديموقراطي ديمقراطيه демократический демократические
o forces kuvvetleri gucleri qasad quwat quwwat قوات силы force
o free hur ozgur libre حر свободная свободный
o people halk peoples popular populaire شعب شعبي народный народная
o unity wahda wihda birim وحده وحدة единство
o protection himaya koruma savunma حمايه حماية защита
o and-company cie
o federation fed federasyon federasyonu federacion федерация اتحاديه
o government hukuma hukumat hukumet hukumeti gouvernement gobierno правительство حكومه حكومة
o enterprise enterprises entreprise isletme işletmesi empresa
o management mgmt gestion
o engineering muhendislik هندسه
o transport transportation nakliye nakliyat نقل
o shipping denizcilik shipmanagement
o development gelisim kalkinma тنميه تنميه تنمية
o charity charitable hayir khayria khayriya خيريه خيرية
o general umumi генеральный genel عامه عامة عام
o plant zavod завод fabrika factory usine مصنع
o instrument priborostroitelnyy приборостроительный instrumentmaking making
n muhammad mohammed mohammad mohamed mohamad muhammed muhamad muhamed mahomed mohammod mohamet mehmet mehmed muhammet mahamat mahamed mohd muhd mhd md magomed mukhammad mukhamed mohamud maxamed mamadou مهمد محمد мухаммед мухаммад мохаммед мохаммад магомед мухамед মোহাম্মদ
n ahmad ahmed ahmet ahmat axmed achmad akhmad akhmed achmed احمد ахмед ахмад
n hussein husayn hussain husain husein huseyin hossein hosein hosain hussayn housseine houssein hocine hussin xuseen حسين хусейн хуссейн хусеин гусейн
n hassan hasan hassen hacen xasan hasane حسن хасан хассан гасан
n yusuf yousef youssef yousuf yusef yousif yusif yusof yosef yoosuf يوسف юсуф юсеф
n ibrahim ebrahim ibraheem ibrahem brahim ibragim ابراهيم ибрагим ибрахим
n othman osman uthman usman ousmane othmane uthmaan عثمان осман усман
n umar omar omer umer oumar cumar عمر умар омар
n sulayman suleiman sulaiman suleyman soleiman solaiman souleymane slimane sleiman سليمان сулейман
n abdallah abdullah abdulla abdalla abdellah abdoullah abdullahi cabdullaahi cabdullahi عبدالله абдулла абдуллах
n mustafa mostafa mustapha moustafa moustapha mostefa مصطفى مصطفي мустафа
n ali aly alee caali علي али
n said saeed saied sayeed saeid saïd سعيد саид
n saddam saddaam صدام саддам
n usama osama oussama ussama ousama usamah osamah usameh اسامه أسامة اسامة усама осама
n bashar bachar بشار башар
n khalid khaled kaled halid halit chaled khalidi خالد халид халед
n hamza hamzah hamzeh hemza حمزه حمزة хамза
n isa eisa issa ciise aissa عيسى عيسي иса
n musa moussa mousa mosa mussa موسى موسي муса
n jamal gamal cemal djamel jamaal djamal جمال джамал
n qaddafi gaddafi kadhafi gadhafi khadafi qadhafi kaddafi qadafi gathafi قذافي القذافي каддафи
n vladimir volodymyr wladimir uladzimir vladimer владимир володимир
n sergei sergey sergej serhiy siarhei sergiy sergejs сергей сергій
n alexander aleksandr aleksander alexandr oleksandr aliaksandr aleksandar iskandar александр олександр аляксандр александар
n dmitry dmitri dmitriy dmitrij dmytro дмитрий дмитро
n nikolai nikolay nikolaj mykola николай микола
n mikhail michail mihail mykhailo mykhaylo михаил михайло
n yevgeny evgeny evgeni yevgeni evgeniy yevgeniy eugeny evgenii евгений
n yuri yury iouri jurij yuriy iurii yurii юрий юрій
n andrei andrey andrej andriy andrii андрей андрій
n robert bob bobby rob
n william bill billy will
n richard dick rick
n michael mike mick
n james jim jimmy
n joseph joe jozef josef
n edward ed eddie
n benjamin benny benji bibi binyamin benyamin
n barack barry
n thomas tom tommy
n anthony tony antony
n francis francisco
n charles charlie chuck
n elizabeth liz beth elisabeth
n katherine catherine kate kathy katharine
n margaret maggie peggy
n jinping chinping
n xi hsi
n zhou chou
n zhang chang
t sheikh shaikh shaykh sheik cheikh seyh seih sheykh شيخ шейх шайх
t haji hajji hadji alhaji hadzhi haci alhaj hajj al-hajj hadj حاج حاجي حاجى хаджи
t mullah mulla molla mollah molah ملا мулла
t mawlawi maulavi maulawi mawlavi moulavi molvi مولوي мавлави
t qari qaari kari قاري кари
t hafiz hafez hafidh حافظ
t doctor dr drs دكتور доктор д-р
t mister mr mrs ms miss monsieur herr frau sir madame mme señor senor bay bayan hanim السيد г-н
t president prasident presidente prezident baskan رئيس президент
t minister bakan وزير министр
t general gen generale лейтенант генерал
t colonel col albay عقيد полковник
t major maj binbasi رائد майор
t captain capt kaptan yuzbasi نقيب капитан
t brigadier umid عميد tuggeneral
t professor prof profesor
t engineer eng ing muhendis مهندس
t emir ameer امير эмир
t sayyid sayed seyed syed sayyed sayid seyyid سيد сайид
t ustad ostad ustadh ustaz استاذ
t mufti مفتي
t prince princess king queen lord
t akhund akhond akhwand آخوند اخوند
l stockcompany ag aktiengesellschaft akg sa s.a sas spa jsc ojsc cjsc pjsc oao zao pao ao oojsc plc nv ab oyj asa anonimsirket ао оао зао пао
l limited ltd ltda llc gmbh ooo sarl srl bv pty pte sdn bhd lda kft doo oy aps lc lllp lp llp ооо тоо ип wll fze fzc fzco fzllc sp zoo oo spzoo limitedsirketi lsti
l incorporated inc
l nonprofit ano ev npo ngo
l joint
l stock
l liability
l public
l open
l closed
l private
l proprietary
l акционерное
l открытое
l закрытое
l публичное
l ограниченной
l ответственностью
l обществом
# 0 zero صفر ноль
# 1 one first 1st bir birinci واحد اول первый один
# 2 two second 2nd iki ikinci اثنان ثاني второй два
# 3 three third 3rd uc ucuncu ثلاثه ثالث третий три
# 4 four fourth 4th dort رابع четыре
# 5 five fifth 5th bes خامس пять
# 6 six sixth 6th alti سادس шесть
# 7 seven seventh 7th yedi سابع семь
# 8 eight eighth 8th sekiz ثامن восемь
# 9 nine ninth 9th dokuz تاسع девять
# 10 ten tenth 10th عاشر десять
# 11 eleven eleventh 11th
# 12 twelve twelfth 12th
# 13 thirteen thirteenth 13th
# 14 fourteen fourteenth 14th
# 15 fifteen fifteenth 15th
# 16 sixteen sixteenth 16th
# 17 seventeen seventeenth 17th
# 18 eighteen eighteenth 18th
# 19 nineteen nineteenth 19th
# 20 twenty twentieth 20th yirmi
# 30 thirty thirtieth 30th otuz
# 40 forty fourty fortieth 40th kirk
# 50 fifty fiftieth 50th elli
# 60 sixty sixtieth 60th
# 70 seventy seventieth 70th
# 80 eighty eightieth 80th
# 90 ninety ninetieth 90th
# 100 hundred hundredth 100th yuz
s abd abdul abdel abdal abdu abdol abdoul abdil abdur abder abdus abdes abdou abdi cabdi cabdul عبد абд абдул абдель
a abu abou abi aboo ebu abo ابو ابي абу
a umm oum ummu ام умм
p allah ullah allahi الله
p din deen dine eddin eddine uddin uddeen aldin aldeen دين дин
g syria suriye syrie suriya syrian syrienne سوريا سوريه سورية سوري сирия сирийский сирийская suriyeli
g iraq irak iraqi iraqiyya عراق عراقي عراقيه عراقية ирак иракский
g turkey turkiye turkish تركيا турция
g iran irani iranian ايران ايراني иран иранский
g russia rusya russian russie روسيا россия российский российская
g lebanon lubnan lubnani liban lebanese لبنان لبناني ливан
g jordan urdun jordanian اردن
g egypt misr misir egyptian مصر египет
g yemen yaman yemeni yamani اليمن يمن يماني йемен
g palestine filastin filistin palestinian falastin فلسطين فلسطيني палестина
g afghanistan afghan afganistan افغانستان афганистан
g pakistan pakistani باكستان پاكستان پاکستان пакистан
g libya libyan libyen ليبيا ливия
g tunisia tunisian tunis tunus tunisie تونس тунис
g algeria algerian algerie cezayir جزائر алжир
g morocco moroccan maroc maghreb maghrib مغرب марокко магриб
g somalia somali somalie somaliya صومال сомали
g saudi suudi saoudite سعودي سعوديه саудовская
g arab arabian arabia arabe عرب عربي عربيه عربية арабский арабская
g germany german deutschland almanya allemagne германия
g france french francais fransa франция
g korea korean coree kore корея 朝鲜
g china chinese chine китай
`

// plain are words without synonyms, by class.
var plain = map[class]string{
	particle: `al el ul ur ad as ash at az an ar wa ve va and the of for in on de da di du del della des der den van von la le les los
bin ibn ben bint binti ibnu ebn binte bn bte wal lil und et zu zum zur to by os do dos das
		walad ould wuld weld oglu ogly uulu kizi kyzy qizi
		ال بن ابن بنت و في من لل ولد и в на бин бен ибн аль эль ас аш ан ад уль де оглы кызы im am ex aka alias fka also known mv mt hms called
		ud uz ut-`,
	organWord: `technical services service systems system technology technologies tech global world holding holdings capital partners partner fund trust
		investment investments investors finance financial credit insurance savings loan mortgage securities asset assets backed
		center centre societe society club school academy college hospital medical health sciences science research studies laboratory
		department directorate bureau branch division section unit command cell network wing
		construction building contractors contracting electronics electric electrical energy oil gas petroleum petrochemical mining minerals metal metals steel machinery machine chemical chemicals
		motors motor marine maritime air airlines airways aviation aerospace logistics cargo travel tourism import export imports exports supply supplies
		agriculture agricultural food foods sugar textile pharmaceutical media news television press publishing printing information communication communications telecom
		limited-partnership series business consulting solutions products production manufacturing wholesale retail market markets store stores
		vocational training project projects program humanitarian aid human rights
republic kingdom city north south east west northern southern eastern western central
		bahar deniz asian african european europe asia africa
		united revolutionary revolution guard guards corps fighting salafist salafi jihadi salafiyya dawa call preaching combat defence defense
		resistance muqawama martyr lions hawks falcons sword swords men youth shabaab shabab
		учреждение предприятие научно производственное объединение компания областная общественная
		центр муниципальное государственное унитарное дом комбинат холдинг`,
	placeWord: `israel israeli america american usa uk britain british england english swiss schweiz switzerland suisse sweden swedish finland norway denmark
		italy italian spain spanish espana mexico mexican brazil canada canadian australia japan japanese india indian indonesia indonesian malaysia philippines
		ethiopia eritrea sudan kenya nigeria uganda congo rwanda burundi chad mali niger cameroon angola
		uzbekistan tajikistan kazakhstan turkestan turkistan chechnya caucasus dagestan azerbaijan armenia georgia ukraine belarus kuwait qatar bahrain oman emirates dubai
		peninsula hong kong taiwan singapore vietnam thailand bangladesh kashmir bosnia herzegovina albania kosovo serbia
		damascus aleppo homs baghdad beirut tehran kabul kandahar karachi peshawar quetta moscow istanbul ankara`,
}

func readLexicon() map[string]sense {
	out := map[string]sense{}
	add := func(w string, s sense) {
		if w = string(foldWord(w)); w == "" {
			return
		}
		if _, ok := out[w]; !ok {
			out[w] = s
		}
	}
	byLetter := map[string]class{"o": organWord, "n": nameWord, "t": titleWord, "l": legalForm, "#": numberWord, "p": prefixName, "s": servant, "a": kunya, "g": placeWord}
	group := int16(0) // from 1
	for _, line := range strings.Split(strings.TrimSpace(synonyms), "\n") {
		f := strings.Fields(line)
		group++
		s := sense{byLetter[f[0]], group}
		if s.class == nameWord && group > 0 {
			s.class = commonName
		}
		for _, w := range f[1:] {
			add(w, s)
		}
	}
	for _, name := range strings.Split(people, "/") {
		group++
		for _, w := range strings.Fields(name) {
			add(w, sense{commonName, group})
		}
	}
	for _, c := range []class{particle, organWord, placeWord} {
		for _, w := range strings.Fields(plain[c]) {
			add(w, sense{c, 0})
		}
	}
	return out
}

// roman reports whether a word is a number in Roman letters, from 2 to 39.
func roman(w []rune) bool {
	if len(w) < 2 || len(w) > 6 {
		return false
	}
	i := 0
	for i < len(w) && i < 3 && w[i] == 'x' {
		i++
	}
	switch string(w[i:]) {
	case "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix":
		return string(w) != "xi" // a family name before all
	}
	return false
}

// bySound are the names that the tables know, by how they sound, where only one
// of them does.
var bySound = func() map[string]sense {
	out := map[string]sense{}
	var r reader
	for w, s := range lexicon {
		letters := []rune(w)
		if s.class != commonName || s.group == 0 || len(letters) < 4 || scriptOf(letters[0]) != latin {
			continue
		}
		key := string(r.say(letters))
		if was, ok := out[key]; ok && was.group != s.group {
			s.group = -1
		}
		out[key] = s
	}
	return out
}()

// misspelt finds the organisational word or legal form that a word is but for a
// letter.
func misspelt(w []rune) (sense, bool) {
	if len(w) > longest {
		return sense{}, false
	}
	for skip := -1; skip < len(w); skip++ {
		for _, m := range oneOff[hashLetters(w, skip, -1)] {
			if edits(w, m.word, 1) <= 1 {
				return m.sense, true
			}
		}
	}
	return sense{}, false
}

type known struct {
	word  []rune
	sense sense
}

// oneOff are the long organisational words and legal forms, by their letters
// and by their letters but one.
var oneOff = func() map[uint32][]known {
	out := map[uint32][]known{}
	var all []string
	for w, s := range lexicon {
		if (s.class == organWord || s.class == legalForm) && len([]rune(w)) >= 7 {
			all = append(all, w)
		}
	}
	slices.Sort(all)
	for _, w := range all {
		k := known{[]rune(w), lexicon[w]}
		for skip := -1; skip < len(k.word); skip++ {
			h := hashLetters(k.word, skip, -1)
			out[h] = append(out[h], k)
		}
	}
	return out
}()
