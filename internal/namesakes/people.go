package namesakes

import "strings"

// The names of a tongue that invented people are made of: the commonest ones,
// from general knowledge, in one script each.
type tongue struct {
	weight int
	given  []string
	family []string
	middle []string // what may stand between: a father's name, a patronymic
	joint  string   // word before a father's name, sometimes: bin
}

// cut makes a list of words of a line.
func cut(line string) []string { return strings.Fields(line) }

// tongues and their shares. Families that are named after places and trades are
// the common ones of Syria; Cyrillic letters have no other source than people.
var tongues = []tongue{
	{
		weight: 7, joint: "bin",
		given: cut("Ahmad Mohammed Mahmoud Khaled Omar Yousef Ibrahim Ali Hassan Hussein Mustafa Samir Nabil Walid Bassam Ziad Fadi Rami " +
			"Tareq Anas Bilal Hisham Imad Jamal Kamal Majed Nader Osama Qasim Riad Sami Talal Yasser Zakaria Fatima Aisha Maryam Khadija Layla " +
			"Rima Hala Nour Rana Samar Huda Amal Zaynab Salma Dima"),
		middle: cut("Ahmad Mohammed Mahmoud Khaled Omar Yousef Ibrahim Ali Hassan Hussein Mustafa Abdullah Said Salim Adnan Faisal Ghassan Nizar"),
		family: cut("al-Halabi al-Homsi al-Hamwi al-Dimashqi al-Hourani al-Shami al-Masri al-Najjar al-Haddad al-Khatib al-Khoury al-Ali al-Ahmad " +
			"al-Hassan al-Hussein al-Ibrahim al-Abdullah al-Sayed al-Hariri al-Zoubi al-Jasim al-Saleh al-Qadri al-Rifai al-Bakri Kabbani Haddad " +
			"Khoury Darwish Sabbagh Hallaq Qassab Nahhas Dabbagh Sawaf Atassi Mardini Idlibi Ghazal Barakat Mansour Shaheen Karam Issa Nassar"),
	},
	{
		weight: 3, joint: "بن",
		given: cut("أحمد محمد محمود خالد عمر يوسف إبراهيم علي حسن حسين مصطفى سمير نبيل وليد بسام زياد فادي رامي طارق أنس بلال هشام عماد جمال " +
			"ماجد نادر سامي طلال ياسر فاطمة مريم خديجة ليلى ريما هالة نور رنا سمر هدى أمل"),
		middle: cut("أحمد محمد محمود خالد عمر يوسف إبراهيم علي حسن حسين مصطفى سعيد سليم عدنان فيصل غسان نزار"),
		family: cut("الحلبي الحمصي الحموي الدمشقي الحوراني الشامي المصري النجار الحداد الخطيب الخوري العلي الأحمد الحسن الحسين الإبراهيم السيد " +
			"الحريري الزعبي الجاسم الصالح القادري الرفاعي البكري قباني حداد خوري درويش صباغ حلاق قصاب نحاس دباغ الأتاسي مارديني إدلبي غزال بركات منصور"),
	},
	{
		weight: 2,
		given: cut("Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Emre Burak Serkan Fatma Ayşe " +
			"Emine Hatice Zeynep Elif Meryem Şerife Sultan Özlem"),
		middle: cut("Can Kemal Cem Nur Ali Deniz"),
		family: cut("Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek " +
			"Polat Korkmaz Çakır Erdoğan Güneş Bulut Aksoy Yavuz Taş Keskin"),
	},
	{
		weight: 4,
		given: cut("Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Николай Владимир Павел Олег Игорь Виктор Роман Антон Кирилл " +
			"Константин Юрий Георгий Степан"),
		middle: cut("Александрович Сергеевич Дмитриевич Иванович Николаевич Владимирович Петрович Викторович Михайлович Алексеевич"),
		family: cut("Смирнов Иванов Кузнецов Соколов Попов Лебедев Козлов Новиков Морозов Петров Волков Соловьёв Васильев Зайцев Павлов Семёнов " +
			"Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов"),
	},
	{
		weight: 2,
		given:  cut("Анна Мария Елена Ольга Наталья Татьяна Ирина Светлана Екатерина Людмила Юлия Вера Галина"),
		middle: cut("Александровна Сергеевна Дмитриевна Ивановна Николаевна Владимировна Петровна Викторовна Михайловна"),
		family: cut("Смирнова Иванова Кузнецова Соколова Попова Лебедева Козлова Новикова Морозова Петрова Волкова Соловьёва Васильева Зайцева"),
	},
	{
		weight: 1,
		given:  cut("Aleksandr Sergei Dmitri Andrei Alexei Maxim Yevgeny Ivan Mikhail Nikolai Vladimir Pavel Oleg Igor Anton Kirill Yuri Georgy"),
		middle: cut("Aleksandrovich Sergeyevich Dmitrievich Ivanovich Nikolaevich Vladimirovich Petrovich"),
		family: cut("Smirnov Ivanov Kuznetsov Sokolov Popov Lebedev Kozlov Novikov Morozov Petrov Volkov Solovyov Vasiliev Zaitsev Pavlov Semyonov " +
			"Golubev Vinogradov Bogdanov"),
	},
	{
		weight: 1,
		given: cut("Reza Mohammad Hossein Mehdi Amir Saeed Hamid Majid Farhad Behrouz Kourosh Dariush Maryam Zahra Fatemeh Leila Shirin Nasrin " +
			"Parisa Mina"),
		middle: cut("Reza Ali Hossein Mehdi"),
		family: cut("Hosseini Ahmadi Mohammadi Karimi Rezaei Moradi Jafari Rahimi Kazemi Hashemi Sadeghi Ebrahimi Tehrani Shirazi Esfahani Tabrizi " +
			"Ghorbani Akbari Najafi Bagheri"),
	},
	{
		weight: 2,
		given: cut("John David Michael James Robert Thomas Peter Anna Maria Julia Laura Sophie Pierre Jean Claude Marie Luca Giovanni Carlos Miguel " +
			"Hans Klaus Erik Lars Ingrid Katarzyna Piotr Jan Zofia Ana Petra"),
		middle: cut("William Maria Louis Joseph Andrew Anne"),
		family: cut("Smith Johnson Williams Brown Jones Miller Davis Wilson Martin Bernard Dubois Moreau Rossi Bianchi Ferrari Garcia Fernandez Lopez " +
			"Müller Schmidt Schneider Weber Andersson Hansen Nielsen Kowalski Nowak Wójcik Silva Santos Horvat Novak"),
	},
}

// person invents somebody: a given name, in a third of cases another name or the
// father's, a family name.
func person(d *dice) string {
	sum := 0
	for _, t := range tongues {
		sum += t.weight
	}
	at := d.below(sum)
	i := 0
	for ; at >= tongues[i].weight; i++ {
		at -= tongues[i].weight
	}
	t := tongues[i]
	name := []string{pick(d, t.given)}
	if d.below(3) == 0 {
		if t.joint != "" && d.below(3) == 0 {
			name = append(name, t.joint)
		}
		name = append(name, pick(d, t.middle))
	}
	return strings.Join(append(name, pick(d, t.family)), " ")
}
