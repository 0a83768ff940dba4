package gazetteer

// commonText is our own selection: words that English headlines write with a
// capital, names of states, organisations, months and persons that also name a
// village, and nouns of Arabic, which has no capitals.
const commonText = `
	abide able adhere affine alike all alla ally ampere are arena arise aware awoken badge bails balloon banana bare
	barren bases bash basin bastion battle bells better bid billion bison bit black blames blank blast bloat block blood
	board bread break breeze bridge broad broke bucket bulk bullet bullets bus buses busy chart choke course crime daily
	dare day deadly deals death debts deck deems delay delve dirty door doors drive drives drones dry early easily easy
	edge endian era eye fake far fate feature fight fine fire fires flat four free friends future gate gates genie graph
	guns half hall hammer harden hare harm harsh has head help here high higher hill hire hit hits homes hour hours house
	human huge hush hut idiom idle injure issues jail jam join joint judge kill kills large late leave less line lines
	list live long loss main male many mark market mass massacre master matters means measure media median medium meet
	meter meters middle mil mile miles military mill mine mines minor missed missile missiles missing mistaken month
	months moon more mourned mouse move name names near new news nine north oil open order ordered orders other outer over
	parse past peace place plane planes plan plans plot police poor post power press pulling pulls quirk quite race raid
	raids rain refine regard remedy report rest return revise rises road roads rocket role routinely rubble rule sad safe
	safer safety said sake sale salt sam same sane schemes seed seek seem seemed seen seize seven severe shaded shake
	shall shame share shell shells shock shoot short shorten shot shower side sides silly sin sleep slip small smoke
	snipers socks sort source spear sphere spine stage state step stop storm street strike strikes strong succeed sudden
	suffer sum summed sure swear sword talk tale tank tanks target tell tens than theft then there tie tile time tire
	total town traded train trains tree trees tribe tribes troop troops truce truck trucks trust truth try tune turn two
	under unit units use vast war warn wars waste water week when wild win women write written yard year years syria
	syrian russia russian russians iran iranian iraq iraqi iraqis turkey turk turks turkish lebanon lebanese jordan israel
	israeli asian chechen chechens ankara geneva riyadh astana sochi moscow america american europe euphrates tigris islam
	islamic jihad sharia jund jaysh faylaq hayat hayaat hayyat hayyaat haiat sham rahman nusra ahrar liwa fateh sunna
	sunnah qaeda khalid khaled khalifa ali omar umar hassan hasan hussein husayn ibrahim mohammad muhammad mohammed ahmad
	ahmed amir emir bashar assad asad salah saleh shahid martyr baghdadi nour noor suhail fsa sdf isis isil daesh sana
	sohr soh snhr vdc un monday tuesday wednesday thursday friday saturday sunday january february march april may june
	july august september october november december ramadan james julia mary maria martin jason jonas roman ruby ryan
	brian bryan kenan kumar markus robert john جامع مدرسة مدرسه مزرعة مزرعه حارة حاره شارع قديم جسر ثورة ثوره نهضة نهضه
	شرقية شرقيه غربية غربيه حي شعب جيش دولة دوله مقتل جمعية جمعيه
	على الى من في عن مع بين بعد قبل قرب داخل خارج هذا هذه بلا قتل قصف مدن اخر`
