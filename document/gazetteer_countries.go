package document

// countryNames lists the countries: the members and observers of the United
// Nations, others that texts call countries, and former ones. A line has the
// usual English name, then official, short, variant and former names; after the
// colon the adjectives and names of the people. Marks as in placeNames.
const countryNames = `
Afghanistan, Islamic Republic of Afghanistan, Islamic Emirate of Afghanistan, Islamic State of Afghanistan: Afghan, Afghans, Afghani
Albania, Republic of Albania: Albanian, Albanians
Algeria, People's Democratic Republic of Algeria, Democratic and Popular Republic of Algeria: Algerian, Algerians
Andorra, Principality of Andorra: Andorran, Andorrans
Angola, Republic of Angola, People's Republic of Angola: Angolan, Angolans
Antigua and Barbuda: Antiguan
Argentina, Argentine Republic, Republic of Argentina: Argentine, Argentinian, Argentines, Argentinians
Armenia, Republic of Armenia: Armenian, Armenians
Australia, Commonwealth of Australia: Australian, Australians
Austria, Republic of Austria: Austrian, Austrians
Azerbaijan, Republic of Azerbaijan, Azerbaijani Republic: Azerbaijani, Azerbaijanis, Azeri, Azeris
Bahamas, Commonwealth of the Bahamas: Bahamian
Bahrain, Kingdom of Bahrain, State of Bahrain: Bahraini, Bahrainis
Bangladesh, People's Republic of Bangladesh: Bangladeshi, Bangladeshis
Barbados: Barbadian
Belarus, Republic of Belarus, Byelorussia: Belarusian, Belarusians, Belarussian, Byelorussian
Belgium, Kingdom of Belgium: Belgian, Belgians
Belize: Belizean
Benin, Republic of Benin, Dahomey: Beninese
Bhutan, Kingdom of Bhutan: Bhutanese
Bolivia, Plurinational State of Bolivia, Republic of Bolivia: Bolivian, Bolivians
Bosnia and Herzegovina, Republic of Bosnia and Herzegovina, Bosnia-Herzegovina, Bosnia & Herzegovina, Bosnia, BiH!: Bosnian, Bosnians, Bosniac, Bosniacs, Bosniak, Bosniaks
Botswana, Republic of Botswana: Motswana, Batswana
Brazil, Federative Republic of Brazil: Brazilian, Brazilians
Brunei, Brunei Darussalam: Bruneian
Bulgaria, Republic of Bulgaria: Bulgarian, Bulgarians
Burkina Faso, Upper Volta: Burkinabe, Burkinabé
Burundi, Republic of Burundi: Burundian, Burundians, Burundese
Cabo Verde, Cape Verde, Republic of Cabo Verde: Verdean
Cambodia, Kingdom of Cambodia, Democratic Kampuchea, State of Cambodia, Kampuchea: Cambodian, Cambodians, Khmer
Cameroon, Republic of Cameroon: Cameroonian, Cameroonians
Canada: Canadian, Canadians
Central African Republic, CAR!: Central African, Central Africans
Chad?, Republic of Chad, Republic of the Chad: Chadian, Chadians
Chile, Republic of Chile: Chilean, Chileans
China, People's Republic of China, PRC!: Chinese
Colombia, Republic of Colombia: Colombian, Colombians
Comoros, Union of the Comoros, Comoro Islands: Comorian, Comorians
Republic of the Congo, Republic of Congo, Congo-Brazzaville, Congo Brazzaville, People's Republic of the Congo
Congo: Congolese
Costa Rica, Republic of Costa Rica: Costa Rican, Costa Ricans
Côte d'Ivoire, Ivory Coast, Republic of Côte d'Ivoire, Cote d'Ivoire: Ivorian, Ivorians
Croatia, Republic of Croatia: Croatian, Croatians, Croat, Croats
Cuba, Republic of Cuba: Cuban, Cubans
Cyprus, Republic of Cyprus: Cypriot, Cypriots, Greek Cypriot, Greek Cypriots, Turkish Cypriot, Turkish Cypriots
Czechia, Czech Republic: Czech, Czechs
Democratic Republic of the Congo, Democratic Republic of Congo, DR Congo, DRC!, Congo-Kinshasa, Congo Kinshasa, Zaire, Zaïre, Republic of Zaire, DROC!
Denmark, Kingdom of Denmark: Danish, Dane, Danes
Djibouti, Republic of Djibouti: Djiboutian, Djiboutians
Dominica?, Commonwealth of Dominica
Dominican Republic: Dominican, Dominicans
Ecuador, Republic of Ecuador: Ecuadorian, Ecuadorean, Ecuadorians
Egypt, Arab Republic of Egypt, United Arab Republic: Egyptian, Egyptians
El Salvador, Republic of El Salvador: Salvadoran, Salvadorans, Salvadorian
Equatorial Guinea, Republic of Equatorial Guinea: Equatoguinean
Eritrea, State of Eritrea: Eritrean, Eritreans
Estonia, Republic of Estonia: Estonian, Estonians
Eswatini, Kingdom of Eswatini, Swaziland, Kingdom of Swaziland: Swazi
Ethiopia, Federal Democratic Republic of Ethiopia, Abyssinia: Ethiopian, Ethiopians
Fiji, Republic of Fiji: Fijian, Fijians
Finland, Republic of Finland: Finnish, Finn, Finns
France, French Republic: French, Frenchman, Frenchmen
Gabon, Gabonese Republic: Gabonese
Gambia, Republic of the Gambia, Islamic Republic of the Gambia: Gambian, Gambians
Georgia?, Republic of Georgia: Georgian, Georgians
Germany, Federal Republic of Germany, German Democratic Republic, East Germany, West Germany, FRG!, GDR!: German, Germans
Ghana, Republic of Ghana: Ghanaian, Ghanaians
Greece, Hellenic Republic: Greek, Greeks, Hellenic
Grenada: Grenadian
Guatemala, Republic of Guatemala: Guatemalan, Guatemalans
Guinea, Republic of Guinea, Guinea-Conakry, Guinea Conakry: Guinean, Guineans
Guinea-Bissau, Guinea Bissau, Republic of Guinea-Bissau: Bissau-Guinean
Guyana, Co-operative Republic of Guyana: Guyanese
Haiti, Republic of Haiti: Haitian, Haitians
Holy See, Vatican, Vatican City
Honduras, Republic of Honduras: Honduran, Hondurans
Hungary, Republic of Hungary: Hungarian, Hungarians
Iceland, Republic of Iceland: Icelandic, Icelander
India, Republic of India: Indian, Indians
Indonesia, Republic of Indonesia: Indonesian, Indonesians
Iran, Islamic Republic of Iran, Persia: Iranian, Iranians, Persian, Persians
Iraq, Republic of Iraq: Iraqi, Iraqis
Ireland, Republic of Ireland, Eire: Irish, Irishman, Irishmen
Israel?, State of Israel: Israeli, Israelis
Italy, Italian Republic: Italian, Italians
Jamaica: Jamaican, Jamaicans
Japan: Japanese
Jordan?, Hashemite Kingdom of Jordan, Kingdom of Jordan: Jordanian, Jordanians
Kazakhstan, Republic of Kazakhstan: Kazakh, Kazakhs, Kazakhstani
Kenya, Republic of Kenya: Kenyan, Kenyans
Kiribati: Kiribatian
Kosovo, Republic of Kosovo: Kosovar, Kosovars, Kosovan
Kuwait, State of Kuwait: Kuwaiti, Kuwaitis
Kyrgyzstan, Kyrgyz Republic, Kirghizia: Kyrgyz, Kyrgyzstani
Laos, Lao People's Democratic Republic, Lao PDR: Lao, Laotian, Laotians
Latvia, Republic of Latvia: Latvian, Latvians
Lebanon, Lebanese Republic, Republic of Lebanon: Lebanese
Lesotho, Kingdom of Lesotho: Basotho
Liberia, Republic of Liberia: Liberian, Liberians
Libya, State of Libya, Libyan Arab Jamahiriya, Great Socialist People's Libyan Arab Jamahiriya, Libyan Arab Republic: Libyan, Libyans
Liechtenstein, Principality of Liechtenstein
Lithuania, Republic of Lithuania: Lithuanian, Lithuanians
Luxembourg, Luxemburg, Grand Duchy of Luxembourg: Luxembourgish
Madagascar, Republic of Madagascar: Malagasy
Malawi, Republic of Malawi: Malawian, Malawians
Malaysia: Malaysian, Malaysians
Maldives, Republic of Maldives: Maldivian
Mali, Republic of Mali, Republic of the Mali: Malian, Malians
Malta, Republic of Malta: Maltese
Marshall Islands, Republic of the Marshall Islands: Marshallese
Mauritania, Islamic Republic of Mauritania: Mauritanian, Mauritanians
Mauritius, Republic of Mauritius: Mauritian
Mexico, United Mexican States: Mexican, Mexicans
Micronesia, Federated States of Micronesia: Micronesian
Moldova, Republic of Moldova, Moldavia: Moldovan, Moldovans
Monaco, Principality of Monaco: Monegasque
Mongolia: Mongolian, Mongolians
Montenegro, Republic of Montenegro: Montenegrin, Montenegrins
Morocco, Kingdom of Morocco: Moroccan, Moroccans
Mozambique, Republic of Mozambique: Mozambican, Mozambicans
Myanmar, Burma, Republic of the Union of Myanmar, Union of Myanmar, Union of Burma: Burmese, Myanmarese
Namibia, Republic of Namibia, South West Africa, South-West Africa: Namibian, Namibians
Nauru, Republic of Nauru: Nauruan
Nepal, Federal Democratic Republic of Nepal, Kingdom of Nepal: Nepalese, Nepali, Nepalis
Netherlands, Kingdom of the Netherlands, Holland: Dutch, Dutchman
New Zealand, Aotearoa: New Zealander, New Zealanders
Nicaragua, Republic of Nicaragua: Nicaraguan, Nicaraguans
Niger, Republic of Niger, Republic of the Niger: Nigerien, Nigeriens
Nigeria, Federal Republic of Nigeria: Nigerian, Nigerians
North Korea, Democratic People's Republic of Korea, DPRK!, D.P.R.K.!: North Korean, North Koreans
North Macedonia, Macedonia, Republic of North Macedonia, Republic of Macedonia, former Yugoslav Republic of Macedonia, FYROM!: Macedonian, Macedonians
Norway, Kingdom of Norway: Norwegian, Norwegians
Oman, Sultanate of Oman: Omani, Omanis
Pakistan, Islamic Republic of Pakistan: Pakistani, Pakistanis
Palau, Republic of Palau: Palauan
Palestine, State of Palestine: Palestinian, Palestinians
Panama, Republic of Panama: Panamanian, Panamanians
Papua New Guinea, Independent State of Papua New Guinea, PNG!: Papua New Guinean
Paraguay, Republic of Paraguay: Paraguayan
Peru, Republic of Peru: Peruvian, Peruvians
Philippines, Republic of the Philippines: Filipino, Filipinos, Philippine
Poland, Republic of Poland: Polish, Pole, Poles
Portugal, Portuguese Republic: Portuguese
Qatar, State of Qatar: Qatari, Qataris
Romania, Rumania: Romanian, Romanians
Russia, Russian Federation: Russian, Russians
Rwanda, Republic of Rwanda, Rwandese Republic, Ruanda: Rwandan, Rwandans, Rwandese
Saint Kitts and Nevis, St. Kitts and Nevis, St Kitts and Nevis: Kittitian
Saint Lucia, St. Lucia, St Lucia: Saint Lucian
Saint Vincent and the Grenadines, St. Vincent and the Grenadines, St Vincent and the Grenadines: Vincentian
Samoa, Independent State of Samoa, Western Samoa: Samoan
San Marino, Republic of San Marino
Sao Tome and Principe, São Tomé and Príncipe, São Tomé & Príncipe: Sao Tomean
Saudi Arabia, Kingdom of Saudi Arabia, KSA!: Saudi, Saudis, Saudi Arabian, Saudi Arabians
Senegal, Republic of Senegal: Senegalese
Serbia, Republic of Serbia: Serbian, Serbians, Serb, Serbs
Serbia and Montenegro, State Union of Serbia and Montenegro
Seychelles, Republic of Seychelles: Seychellois
Sierra Leone, Republic of Sierra Leone: Sierra Leonean, Sierra Leoneans
Singapore, Republic of Singapore: Singaporean, Singaporeans
Slovakia, Slovak Republic: Slovak, Slovaks, Slovakian
Slovenia, Republic of Slovenia: Slovenian, Slovene, Slovenes
Solomon Islands: Solomon Islander, Solomon Islanders
Somalia, Federal Republic of Somalia, Somali Republic, Somali Democratic Republic: Somali, Somalis, Somalian
South Africa, Republic of South Africa, RSA!: South African, South Africans
South Korea, Republic of Korea, ROK!, R.O.K.!: South Korean, South Koreans
Korea: Korean, Koreans
South Sudan, Republic of South Sudan, Republic of the South Sudan: South Sudanese
Soviet Union, USSR!, U.S.S.R.!, Union of Soviet Socialist Republics, former Soviet Union: Soviet, Soviets
Spain, Kingdom of Spain: Spanish, Spaniard, Spaniards
Sri Lanka, Democratic Socialist Republic of Sri Lanka, Ceylon: Sri Lankan, Sri Lankans
Sudan, Republic of the Sudan, Republic of Sudan, Democratic Republic of the Sudan: Sudanese, Sudani
Suriname, Surinam, Republic of Suriname: Surinamese
Sweden, Kingdom of Sweden: Swedish, Swede, Swedes
Switzerland, Swiss Confederation: Swiss
Syria, Syrian Arab Republic, United Arab Republic of Syria: Syrian, Syrians
Tajikistan, Republic of Tajikistan, Tadjikistan: Tajik, Tajiks, Tajikistani
Tanzania, United Republic of Tanzania, Tanganyika and Zanzibar: Tanzanian, Tanzanians
Thailand, Kingdom of Thailand: Thai, Thais
Timor-Leste, Democratic Republic of Timor-Leste, Timor Leste, East Timor: Timorese, East Timorese
Togo, Togolese Republic, Republic of Togo: Togolese
Tonga, Kingdom of Tonga: Tongan
Trinidad and Tobago, Republic of Trinidad and Tobago: Trinidadian
Tunisia, Republic of Tunisia, Tunisian Republic: Tunisian, Tunisians
Turkey, Türkiye, Republic of Turkey, Republic of Türkiye, Turkiye: Turkish, Turk, Turks
Turkmenistan: Turkmen, Turkmens
Tuvalu: Tuvaluan
Uganda, Republic of Uganda: Ugandan, Ugandans
Ukraine, Ukrainian SSR: Ukrainian, Ukrainians
United Arab Emirates, UAE!, U.A.E.!, Emirates: Emirati, Emiratis
United Kingdom, United Kingdom of Great Britain and Northern Ireland, UK!, U.K.!, Great Britain, Britain: British, Briton, Britons, English, Englishman, Englishmen, Welsh, Scottish
United States, United States of America, USA!, U.S.A.!, US!, U.S.!, America: American, Americans
Uruguay, Eastern Republic of Uruguay, Oriental Republic of Uruguay: Uruguayan, Uruguayans
Uzbekistan, Republic of Uzbekistan: Uzbek, Uzbeks, Uzbekistani
Vanuatu, Republic of Vanuatu, New Hebrides: Vanuatuan
Venezuela, Bolivarian Republic of Venezuela, Republic of Venezuela: Venezuelan, Venezuelans
Vietnam, Viet Nam, Socialist Republic of Viet Nam, Socialist Republic of Vietnam, North Vietnam, South Vietnam, Republic of Vietnam, Republic of Viet-Nam, Democratic Republic of Vietnam, Democratic Republic of Viet-Nam, Viet-Nam, South Viet-Nam, North Viet-Nam: Vietnamese
Yemen, Republic of Yemen, Yemen Arab Republic, People's Democratic Republic of Yemen, South Yemen, North Yemen: Yemeni, Yemenis, Yemenite
Yugoslavia, Federal Republic of Yugoslavia, Socialist Federal Republic of Yugoslavia, former Yugoslavia, former Federal Republic of Yugoslavia, FRY!, SFRY!: Yugoslav, Yugoslavs, Yugoslavian
Czechoslovakia, Czechoslovak Socialist Republic, Czech and Slovak Federal Republic: Czechoslovak
Zambia, Republic of Zambia, Northern Rhodesia: Zambian, Zambians
Zimbabwe, Republic of Zimbabwe, Southern Rhodesia, Rhodesia: Zimbabwean, Zimbabweans, Rhodesian
Tanganyika?
Prussia: Prussian
Ottoman Empire: Ottoman, Ottomans
Siam
`

// peopleNames are adjectives and peoples of no one country: they are no places,
// and what they qualify is none.
const peopleNames = `
European, Europeans, African, Africans, Asian, Asians, Arab, Arabs, Arabic, Kurdish, Kurd, Kurds, Latin American,
North American, South American, West African, East African, North African, Southern African, Central Asian, Middle Eastern,
Sahelian, Balkan, Nordic, Scandinavian, Baltic, Levantine,
Houthi, Houthis, Tuareg, Tuaregs, Hutu, Hutus, Tutsi, Tutsis, Tamil, Tamils, Sinhalese, Pashtun, Pashtuns, Hazara, Hazaras, Baloch, Rohingya,
Darfuri, Darfuris, Darfurian, Darfurians, Sahrawi, Sahrawis, Saharan, Chechen, Chechens, Abkhaz, Abkhazian, Abkhazians, Ossetian, Ossetians,
South Ossetian, South Ossetians, Catalan, Basque, Basques, Kashmiri, Kashmiris, Punjabi, Sindhi, Bengali, Bengalis, Papuan, Papuans, Irianese, Acehnese,
Moro, Moros, Tigrayan, Tigrayans, Oromo, Dinka, Nuer, Misseriya, Ngok Dinka, Twic Dinka, Zaghawa, Masalit,
Puntlander, Somalilander, Gazan, Gazans, Jerusalemite, Crimean, Crimean Tatar, Crimean Tatars, Cossack, Druze, Alawite, Alawites, Maronite, Shia,
Shi'a, Shiite, Shiites, Sunni, Sunnis, Yazidi, Yazidis, Yezidi, Turkoman, Assyrian, Chaldean, Muslim, Muslims, Christian, Christians, Jewish, Jew, Jews,
Orthodox, Catholic, Catholics, Protestant, Protestants, Buddhist, Hindu, Sikh, Islamic, Islamist, Transnistrian, Karabakh Armenian, Bougainvillean,
Zulu, Xhosa, Swahili, Hausa, Fulani, Peul, Dogon, Bambara, Igbo, Yoruba, Zapatista, Farsi, Dari, Pashto, Urdu, Hebrew, Latin, Tibetan, Uyghur, Tatar,
Slav, Slavic, Anglo, Francophone, Anglophone, Lusophone, Soviet-era, Cold War, Berliner, Parisian, Londoner, Republika Srpska Army
`

// capitalNames lists towns that stand for the government that sits there:
// country, then towns.
const capitalNames = `
Afghanistan: Kabul
Albania: Tirana
Algeria: Algiers
Angola: Luanda
Argentina: Buenos Aires
Armenia: Yerevan
Australia: Canberra
Austria: Vienna
Azerbaijan: Baku
Bahrain: Manama
Bangladesh: Dhaka
Belarus: Minsk
Benin: Cotonou
Bosnia and Herzegovina: Sarajevo
Botswana: Gaborone
Brazil: Brasília
Bulgaria: Sofia
Burkina Faso: Ouagadougou
Burundi: Bujumbura, Gitega
Cambodia: Phnom Penh
Cameroon: Yaoundé
Canada: Ottawa
Central African Republic: Bangui
Chad: N'Djamena, Ndjamena
Chile: Santiago
China: Beijing, Peking
Colombia: Bogotá
Croatia: Zagreb
Cuba: Havana
Cyprus: Nicosia
Czechia: Prague
Democratic Republic of the Congo: Kinshasa
Denmark: Copenhagen
Djibouti: Djibouti City
Egypt: Cairo
Eritrea: Asmara
Estonia: Tallinn
Ethiopia: Addis Ababa
Finland: Helsinki
France: Paris
Gabon: Libreville
Georgia: Tbilisi
Germany: Berlin
Ghana: Accra
Greece: Athens
Guinea: Conakry
Guinea-Bissau: Bissau
Haiti: Port-au-Prince
Hungary: Budapest
India: New Delhi, Delhi
Indonesia: Jakarta
Iran: Tehran, Teheran
Iraq: Baghdad
Ireland: Dublin
Italy: Rome
Japan: Tokyo
Jordan: Amman
Kazakhstan: Astana
Kenya: Nairobi
Kosovo: Pristina, Prishtina
Kuwait: Kuwait City
Kyrgyzstan: Bishkek
Laos: Vientiane
Latvia: Riga
Lebanon: Beirut
Liberia: Monrovia
Libya: Tripoli
Lithuania: Vilnius
Malawi: Lilongwe
Malaysia: Kuala Lumpur
Mali: Bamako
Mauritania: Nouakchott
Moldova: Chisinau, Chișinău
Mongolia: Ulaanbaatar
Morocco: Rabat
Mozambique: Maputo
Myanmar: Naypyidaw, Nay Pyi Taw
Namibia: Windhoek
Nepal: Kathmandu
New Zealand: Wellington
Niger: Niamey
Nigeria: Abuja
North Korea: Pyongyang
North Macedonia: Skopje
Norway: Oslo
Oman: Muscat
Pakistan: Islamabad
Palestine: Ramallah
Philippines: Manila
Poland: Warsaw
Portugal: Lisbon
Qatar: Doha
Romania: Bucharest
Russia: Moscow
Rwanda: Kigali
Saudi Arabia: Riyadh
Senegal: Dakar
Serbia: Belgrade
Sierra Leone: Freetown
Somalia: Mogadishu
South Africa: Pretoria
South Korea: Seoul
South Sudan: Juba
Spain: Madrid
Sri Lanka: Colombo
Sudan: Khartoum
Sweden: Stockholm
Switzerland: Bern, Berne
Syria: Damascus
Tajikistan: Dushanbe
Tanzania: Dodoma
Thailand: Bangkok
Togo: Lomé
Tunisia: Tunis
Turkey: Ankara
Turkmenistan: Ashgabat
Uganda: Kampala
Ukraine: Kyiv, Kiev
United Arab Emirates: Abu Dhabi
United Kingdom: London
United States: Washington?
Uzbekistan: Tashkent
Venezuela: Caracas
Vietnam: Hanoi
Yemen: Sana'a, Sanaa
Zambia: Lusaka
Zimbabwe: Harare
`
