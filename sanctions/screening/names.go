package screening

// people are names that very many people bear, each with its spellings and the
// scripts it is written in; a slash parts one name from the next. They tell
// little, so they weigh less than others, and two of them that differ never meet
// by likeness: Hassan is no error for Hussein, nor Salim for Salem.
const people = `
mahmoud mahmud mahmood mehmud mahmut mahmod محمود махмуд / salim saleem selim سليم салим / salem سالم / salah صلاح / saleh salih salihi صالح салех /
karim kareem kerim كريم карим / rahman rehman rahmaan rahmane رحمن رحمان рахман / rahim raheem رحيم рахим / aziz azeez عزيز азиз / hakim hakeem حكيم
хаким / latif lateef لطيف / majid majeed mecid مجيد / maged ماجد / hamid hameed حميد хамид / hamed حامد / hamad حمد / hammad حماد / hamdan حمدان /
hamdi حمدي / rashid rasheed rachid rasid رشيد рашид / rashed راشد / rashad rachad reshad رشاد / nasir nasser naser ناصر насер / nasr نصر / nassir نصير
/ qadir qader kader قادر кадыр / qadeer قدير / jabbar djabbar cabbar جبار джаббар / ghani غني гани / sattar satar ستار / wahid waheed واحد / wahed /
salam سلام салам / samad صمد / hadi هادي هادى хади / haq haqq haqque hak حق хак / malik malek مالك مالک малик / karam كرم / zaid zayd zeid زيد зейд /
zayed زايد / tariq tareq tarek tarik طارق тарик / faisal faysal feisal فيصل фейсал / fahd فهد / fahad / sami سامي сами / samir sameer semir سمير самир
/ amin ameen emin امين амин / amer عامر / amir أمير امير амир / ammar عمار аммар / anwar anouar enver انور анвар / asad assad esad اسد асад / ayman
aiman aymen ايمن айман / bakr bakar bekir بكر бакр / bilal belal بلال билал / daoud dawud dawood davud daud داود дауд / fadi فادي фади / fadil fadel
fazil فاضل / fadl fazl فضل / faris fares فارس фарис / firas فراس фирас / ghassan gassan غسان гассан / habib habeeb حبيب хабиб / hani haani هاني хани /
haroun harun haroon هارون харун / haider haydar hyder haidar حيدر хайдар / hisham hicham hesham هشام хишам / idris idriss edris ادريس идрис / imad
emad عماد имад / imran emran omran عمران имран / ismail ismael esmail ismaeel ismayil اسماعيل исмаил / jaber jabir djaber cabir جابر джабер / jafar
jaafar cafer djafar جعفر джафар / jalal galal celal djalal جلال джалал / jamil jameel cemil جميل джамиль / jasim jassim jassem جاسم /
junaid juneid جنيد / kamal kemal كمال камаль / kamil kamel كامل камиль / kazim kazem kadhim كاظم / mahdi mehdi مهدي مهدى махди / mansour mansur
mansoor منصور мансур / marwan merwan مروان марван / mazen mazin مازن мазен / muhsin mohsen mohsin محسن мохсен / mounir munir muneer منير мунир / murad
mourad مراد мурад / murat мурат / muslim moslem مسلم муслим / muthanna مثنى / nabil nabeel نبيل набиль / nadir nader نادر надир / naim naeem نعيم /
nizar نزار низар / nur noor nour نور нур / qasim qassem kassem qasem kasim qassim قاسم касим / rafiq rafik رفيق / ramadan ramazan ramadhan رمضان
рамадан рамазан / rami رامي رامى рами / riad riyad riyadh رياض рияд / saad سعد саад / saud سعود / sabri صبري / sadiq sadeq sadik صادق садик / saif
sayf seif saef سيف саиф / salman selman سلمان салман / shakir shaker شاكر / sharif shareef sherif cherif serif شريف шариф / shahin shaheen sahin شاهين
шахин / tahir taher طاهر тахир / talal طلال / talib taleb طالب талиб / taha طه / walid waleed velid oualid وليد валид / wasim waseem وسيم / yahya
yahia yehia yehya يحيى يحيي яхья / yaqub yaqoub yakub yacoub يعقوب якуб / yasin yassin yasseen yacine ياسين ясин / yasir yasser yaser ياسر ясир /
younis yunus younes yunis يونس юнус / zakaria zakariya zakarya zekeriya زكريا закария / ziad ziyad زياد зияд / zuhair zouheir zuhayr زهير / fatima
fatimah fatma فاطمه фатима / aisha ayesha aysha ayse aicha عائشه аиша / maryam mariam meryem miriam مريم марьям / zainab zaynab zeinab zeynep zeynab
زينب зейнаб / khadija hatice khadijah خديجه хадиджа / leila layla leyla laila ليلى ليلي лейла / amina ameena امينه амина / sara sarah ساره сара / hala
هاله / huda houda هدى هدي / salma selma سلمى سلمي / amal emel امل / samar سمر / rana رنا / noura nora نوره / hanan حنان / iman eman ايمان / rima reema
ريما / dina دينا / mohammadi muhammadi محمدي محمدی / ahmadi ahmady احمدي احمدی /
qadri qadiri kadri قادري / nassar نصار / khan خان хан / shah shaah شاه шах / jan جان джан / gul گل гуль / wali vali ولي вали / agha aga آغا اغا / zaman زمان / akhtar اختر /
iqbal ikbal اقبال / karimi كريمي / hosseini husseini husaini husayni hussaini حسيني хусейни / hassani حسني / rezaei rezai rezaie رضايي / reza riza
rida رضا риза / abbas عباس аббас / akbar اكبر акбар / akhundzada اخوندزاده / nawaz نواز / siddiqui siddiqi صديقي / ansari انصاري / qureshi quraishi
قريشي / hashimi hashemi هاشمي / musawi mousavi moussawi موسوي / amiri اميري / noori nuri نوري / rahmani رحماني / hakimi حكيمي / rahimi رحيمي / sultani
soltani سلطاني / safi صافي / habibi حبيبي / yusufi yousefi يوسفي / adnan عدنان аднан / anas أنس انس анас / basil basel باسل / bassam بسام бассам /
amjad امجد / ashraf اشرف ашраф / bashir basheer beshir bachir بشير башир / burhan برهان / fawaz fawwaz فواز / fayez faiz faez فايز / fouad fuad فؤاد
فواد / hatem hatim حاتم / hazem حازم / husam hussam housam حسام / ihab ehab ايهاب / iyad eyad ayad اياد / issam isam عصام исам / ibrahimi / jihad
cihad djihad جهاد / luay louay لؤي لوي / maher mahir ماهر махер / mahran / mohannad muhannad مهند / muayad مؤيد / nidal nedal نضال / qusay qusai قصي /
raed رائد رايد / ragheb راغب / rajab recep رجب раджаб / rateb / safwan صفوان / sakhr / shadi شادي / suhail suheil سهيل / tamer تامر / tawfiq toufic
tevfik توفيق / wael وائل وايل / wisam وسام / yazan يزن / adel adil عادل адиль / adham ادهم / akram اكرم / alaa علاء علا / anis أنيس انيس / arafat
عرفات / atef عاطف / awad عوض / badr bader بدر / diab دياب / eid عيد / fathi fethi فتحي / fikri / gamil / ghazi غازي / hilal هلال / hikmat حكمت / jawad
cevad جواد / khalaf خلف / khalil halil khaleel خليل халиль / khalifa khalifah خليفه / khamis خميس / labib / lutfi لطفي / marzouq / matar مطر / mubarak
مبارك / mukhtar مختار / musab mosab مصعب / mutaz معتز / najib نجيب / naji ناجي / nawaf نواف / nazir نذير نظير / obaid ubaid عبيد / obaida ubaida عبيده
/ rabie رابع ربيع / raja رجا / rauf رؤوف / saber صابر / safar سفر / sakhi / shaaban shaban شعبان / shafiq شفيق / shihab شهاب / subhi صبحي / sufyan
sofiane sufian سفيان / suhayb صهيب / talha طلحه / turki تركي / walaa / yaman / zahir zaher ظاهر زاهر / zain zein زين / zubair zubayr زبير / qutaiba
قتيبه / mutasim معتصم / muhanna / barakat بركات / darwish darwich dervis درويش / haddad hadad حداد хаддад / najjar naccar نجار наджар / khoury khouri
khuri خوري хури / sabbagh صباغ / qabbani قباني / kanaan kanan كنعان / hijazi hejazi hicazi حجازي хиджази / masri مصري / halabi halaby حلبي халаби / homsi حمصي /
hamwi hamawi حموي / shami chami شامي / khatib khateeb hatib خطيب хатиб / hariri حريري / omari عمري / jabri جبري / jaziri جزائري / baghdadi bagdadi
بغدادي / tikriti تكريتي / jubouri jabouri jiburi جبوري / dulaimi dulaymi دليمي / janabi جنابي / shammari شمري / zahrani زهراني / ghamdi غامدي /
qahtani قحطاني / otaibi utaybi عتيبي / harbi حربي / mutairi مطيري / shehri شهري / asiri عسيري / anzi عنزي / dosari دوسري / tamimi تميمي / rashidi
رشيدي / hamdani همداني / najafi نجفي / karbalai كربلايي / kurdi كردي / maghribi مغربي / tunisi تونسي / libi ليبي / sharqi / gharbi / jundi جندي /
mughrabi / salama سلامه / sawan / tayyeb tayyip tayeb طيب / atassi اتاسي / assaf عساف / deeb dib ديب / hajjar حجار / kayali kayyali كيالي / mardini
مارديني / shishakli / tlass طلاس / zoubi zoabi زعبي / abboud aboud عبود / zaytoun زيتون / habbal / sayegh صايغ / attar عطار / bitar بيطار / hallaq
حلاق / khayat خياط / lahham لحام / nahhas نحاس / qassab قصاب / saegh / samman سمان / sarraj سراج / shaar شعار / tabbakh طباخ / tahan طحان / yaziji
يازجي / ajami عجمي / turkmani / issawi عيساوي / azzawi عزاوي / samarrai سامرائي / rawi راوي / ani عاني / obeidi ubaydi عبيدي / bakri بكري / farouq
faruq farooq faruk فاروق / hamoud حمود / hassoun حسون / jamous / mahamid محاميد / masalmeh مسالمه / nassan / rifai رفاعي / shalabi شلبي / sheikho /
youssefi / yilmaz / kaya / demir / celik / yildiz / yildirim / ozturk / aydin / ozdemir / arslan / aslan / dogan / kilic / cetin / kara / koc / kurt /
ozkan / simsek / polat / korkmaz / erdogan / gunes / bulut / keskin / acar / aktas / bozkurt / unal / avci / tekin / sari / emre / burak / can / emine
/ elif / cem / cengiz / orhan / serkan / volkan / gokhan / hakan / kadir / levent / mert / metin / okan / onur / ozgur / sinan / tolga / ugur / umut /
yasar / hulya / zehra / sultan سلطان / bayram / sevgi / ivanov иванов / ivanova иванова / smirnov смирнов / smirnova смирнова / kuznetsov кузнецов /
kuznetsova кузнецова / popov попов / popova попова / vasiliev vasilyev васильев / vasilieva васильева / petrov петров / petrova петрова / sokolov
соколов / mikhailov михайлов / novikov новиков / fedorov fyodorov федоров / morozov морозов / volkov волков / alekseev alexeev алексеев / lebedev
лебедев / semenov семенов / egorov yegorov егоров / pavlov павлов / kozlov козлов / stepanov степанов / nikolaev николаев / orlov орлов / andreev
андреев / makarov макаров / nikitin никитин / zakharov захаров / zaitsev зайцев / solovyov соловьев / borisov борисов / yakovlev яковлев / grigoriev
григорьев / romanov романов / vorobyov воробьев / magomedov магомедов / aliev алиев / gasanov гасанов / ibragimov ибрагимов / abdullaev абдуллаев /
akhmedov ахмедов / mamedov мамедов / ivan иван / olga ольга / oleg олег / anna анна / maria мария / elena yelena елена / natalia natalya наталья /
tatiana tatyana татьяна / irina ирина / aleksei alexei alexey aleksey алексей / igor игорь / pavel павел / petr pyotr петр / viktor victor виктор /
boris борис / maksim maxim максим / roman роман / anton антон / denis денис / ilya илья / artem артем / kirill кирилл / konstantin константин / ruslan
руслан / timur тимур / rustam рустам / vadim вадим / valery валерий / vyacheslav вячеслав / yulia юлия / svetlana светлана / anastasia анастасия /
ekaterina екатерина / marina марина / lyudmila людмила / galina галина / oksana оксана / john / peter / paul / george / henry / jack / martin / daniel
/ mark / stephen steven / andrew / christopher / matthew / kevin / brian / eric / emma / julia / laura / karen / susan / linda / mary / patricia /
jennifer / barbara / helen / ruth / alice / jane / lucy / smith / jones / brown / taylor / williams / johnson / miller / davis / wilson / anderson /
white / clark / lewis / robinson / walker / young / allen / king / wright / scott / hill / green / adams / baker / nelson / carter / mitchell /
roberts / turner / phillips / campbell / parker / evans / edwards / collins / murphy / cook / rogers / morgan / cooper / bailey / bell / ward / kelly
/ howard / cox / gray / watson / hughes / price / wood / ross / henderson / coleman / jenkins / perry / powell / long / patterson / garcia / martinez
/ rodriguez / lopez / gonzalez / hernandez / perez / sanchez / silva / santos / ferreira / costa / rossi / bianchi / ferrari / marco / luca / giulia /
carlos / juan / luis / antonio / manuel / pedro / miguel / pilar / diego / pablo / muller mueller / schmidt / schneider / fischer / weber / meyer
meier maier / wagner / becker / schulz schultz / hoffmann / hans / wolfgang / klaus / karl / petra / ursula / monika / jean / pierre / marie / jacques
/ michel / philippe / dubois / bernard / moreau / laurent / simon / lefebvre / leroy / francois / nicolas / jose / novak / kowalski / hansen / larsen
/ nielsen / jensen / andersson / johansson / lindqvist / horvat / kovacs / popescu / nagy`
