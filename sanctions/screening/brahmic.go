package screening

import "strings"

// The scripts here meet Latin names only by sound, letter by letter: enough for
// a lead, no more. Unicode lays the nine Indic scripts out alike, so one table
// serves them all; likewise Thai and Lao.

// indic are the sounds of the letters of an Indic block by their place in it.
// A lower case consonant carries an a unless a vowel sign or a virama follows.
var indic = sounds(`
01 n,02 n,03 h,05 a,06 a,07 i,08 i,09 u,0A u,0B ri,0E e,0F e,10 e,12 o,13 o,14 o,
15 k,16 k,17 g,18 g,19 n,1A C,1B C,1C j,1D j,1E n,1F t,20 t,21 d,22 d,23 n,24 t,25 t,26 d,27 d,28 n,29 n,
2A p,2B f,2C b,2D b,2E m,2F y,30 r,31 r,32 l,33 l,34 l,35 v,36 S,37 S,38 s,39 h,
3E a,3F i,40 i,41 u,42 u,43 ri,46 e,47 e,48 e,4A o,4B o,4C o,58 q,59 x,5A G,5B z,5C r,5D r,5E f,5F y,70 n,71 a`)

// khmer letters have an a or an o of their own, left out here: vowels weigh little.
var khmer = sounds(`
1780 k,1781 k,1782 k,1783 k,1784 ng,1785 C,1786 C,1787 C,1788 C,1789 n,178A d,178B t,178C d,178D t,178E n,178F t,1790 t,1791 t,1792 t,1793 n,
1794 b,1795 p,1796 p,1797 p,1798 m,1799 y,179A r,179B l,179C v,179D S,179E s,179F s,17A0 h,17A1 l,17A2 a,17A5 e,17A6 e,17A7 u,17A9 u,17AA v,17AF e,17B1 o,
17B6 a,17B7 e,17B8 i,17B9 e,17BA u,17BB o,17BC u,17BD uo,17BE e,17BF e,17C0 i,17C1 e,17C2 e,17C3 e,17C4 o,17C5 o,17C6 m,17C7 h`)

var thai = sounds(`
01 k,02 k,03 k,04 k,05 k,06 k,07 ng,08 j,09 C,0A C,0B s,0C C,0D y,0E d,0F t,10 t,11 t,12 t,13 n,14 d,15 t,16 t,17 t,18 t,19 n,1A b,1B p,1C p,1D f,1E p,1F f,20 p,
21 m,22 y,23 r,24 ru,25 l,26 lu,27 v,28 s,29 s,2A s,2B h,2C l,2D o,2E h,30 a,31 a,32 a,33 am,34 i,35 i,36 u,37 u,38 u,39 u,40 e,41 e,42 o,43 ay,44 ay`)

var burmese = sounds(`
1000 k,1001 k,1002 g,1003 g,1004 n,1005 s,1006 s,1007 z,1008 z,1009 n,100A n,100B t,100C t,100D d,100E d,100F n,1010 t,1011 t,1012 d,1013 d,1014 n,
1015 p,1016 p,1017 b,1018 b,1019 m,101A y,101B y,101C l,101D v,101E T,101F h,1020 l,1021 a,102B a,102C a,102D i,102E i,102F u,1030 u,1031 e,1032 e,1036 n,103B y,103C y,103D v,103E h`)

var georgian = sounds(`
10D0 a,10D1 b,10D2 g,10D3 d,10D4 e,10D5 v,10D6 z,10D7 t,10D8 i,10D9 k,10DA l,10DB m,10DC n,10DD o,10DE p,10DF Z,10E0 r,10E1 s,10E2 t,10E3 u,10E4 p,10E5 k,
10E6 G,10E7 q,10E8 S,10E9 C,10EA c,10EB dz,10EC c,10ED C,10EE x,10EF j,10F0 h`)

var armenian = sounds(`
561 a,562 b,563 g,564 d,565 e,566 z,567 e,568 e,569 t,56A Z,56B i,56C l,56D x,56E c,56F k,570 h,571 dz,572 G,573 C,574 m,575 y,576 n,577 S,578 o,579 C,57A p,57B j,
57C r,57D s,57E v,57F t,580 r,581 c,582 u,583 p,584 k,585 o,586 f,587 ev`)

// kana by Hiragana; Katakana stand 0x60 higher.
var kana = sounds(`
3041 a,3042 a,3043 i,3044 i,3045 u,3046 u,3047 e,3048 e,3049 o,304A o,304B ka,304C ga,304D ki,304E gi,304F ku,3050 gu,3051 ke,3052 ge,3053 ko,3054 go,
3055 sa,3056 za,3057 Si,3058 ji,3059 su,305A zu,305B se,305C ze,305D so,305E zo,305F ta,3060 da,3061 Ci,3062 ji,3064 cu,3065 zu,3066 te,3067 de,3068 to,3069 do,
306A na,306B ni,306C nu,306D ne,306E no,306F ha,3070 ba,3071 pa,3072 hi,3073 bi,3074 pi,3075 fu,3076 bu,3077 pu,3078 he,3079 be,307A pe,307B ho,307C bo,307D po,
307E ma,307F mi,3080 mu,3081 me,3082 mo,3083 ya,3084 ya,3085 yu,3086 yu,3087 yo,3088 yo,3089 ra,308A ri,308B ru,308C re,308D ro,308F va,3092 o,3093 n,3094 vu`)

// ethiopic are the consonants of the rows of eight from U+1200.
var ethiopic = strings.Split("h l h m s r s S q q q q b v t C x x n n a k k x x v ' z Z y d d j g g g t C p s s f p", " ")

var ethiopicVowels = []string{"e", "u", "i", "a", "e", "i", "o", "a"}

var hangulLead = strings.Split("k,k,n,t,t,r,m,p,p,s,s,,j,j,C,k,t,p,h", ",")
var hangulVowel = strings.Split("a,e,ya,ye,o,e,yo,ye,o,va,ve,ve,yo,u,vo,ve,vi,yu,u,vi,i", ",")
var hangulTail = strings.Split(",k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t", ",")

// hanzi reads the characters that spell foreign names, and common family
// names, in Chinese. It is no dictionary.
var hanzi = readings(`
a 阿啊,ai 艾爱埃,an 安,ao 奥敖澳,ba 巴八芭,bai 白拜柏,ban 班,bang 邦,bao 鲍保宝包,bei 贝北,ben 本,bi 比毕彼碧,bin 宾,bo 波博伯柏勃,bu 布不部,cai 蔡,
cao 曹,chang 昌长常,chao 超,chen 陈晨辰,cheng 程成,chuan 川,cui 崔,da 达大,dai 戴代,dan 丹,dang 当,dao 道,de 德得,deng 邓,di 迪蒂狄地,ding 丁,dong 东董,
du 杜都,dun 敦顿,duo 多,e 厄俄,en 恩,er 尔儿耳,fa 法,fan 范凡,fang 方,fei 费菲飞,feng 冯峰丰,fo 佛,fu 弗福富傅夫,gang 刚,gao 高,ge 格戈葛哥,gong 宫,
gu 古顾谷,guan 关,guo 郭国,ha 哈,hai 海,han 汉韩翰,hao 豪浩,he 赫何贺,heng 亨,hong 洪红宏,hu 胡,hua 华,huang 黄,hui 惠辉,huo 霍,ji 吉基季,jia 贾加佳,
jian 建剑,jiang 江姜蒋,jie 杰,jin 金近锦,jing 京静,jun 军君,ka 卡喀,kai 凯,kang 康,ke 克科柯可,kong 孔,ku 库,la 拉,lai 莱赖,lan 兰蓝,lang 朗,lao 劳,
le 勒乐,lei 雷蕾,li 李里利黎力莉丽,lian 连联廉,liang 梁良,lin 林琳,ling 玲凌,liu 刘柳,long 龙隆,lou 娄,lu 卢鲁陆路露,luo 罗洛,lun 伦,lü 吕,
ma 马玛麻,mai 迈麦,man 曼满,mao 毛茂,mei 梅美,men 门,meng 蒙孟,mi 米密,min 民敏,ming 明,mo 莫默,mu 穆木姆慕,na 纳娜那,nai 奈,nan 南,ni 尼妮,ning 宁,
nuo 诺,ou 欧,pa 帕,pan 潘,pei 佩裴,peng 彭朋鹏,pi 皮,ping 平萍,pu 普蒲,qi 齐奇琪,qian 钱,qiang 强,qiao 乔,qin 秦,qing 青清,qiu 邱,ran 然,
ren 任,ri 日,rong 荣,ru 鲁,rui 瑞,sa 萨,sang 桑,se 塞色,sen 森,sha 沙莎,shan 山珊,shang 尚,shao 邵,shen 沈,sheng 圣生,shi 施史石什,shu 舒,si 斯思司丝,
song 宋松,su 苏素,sun 孙,suo 索,ta 塔,tai 泰太,tan 谭坦,tang 唐汤,tao 陶涛,te 特,teng 滕,ti 提蒂,tian 田天,ting 廷婷,tong 通,tu 图,tuo 托,wa 瓦,wang 王汪,
wan 万,wei 威维魏伟卫,wen 文温,wo 沃,wu 吴武乌伍,xi 西习希席,xia 夏,xian 先,xiang 向香,xiao 肖萧小晓,xie 谢,xin 辛新,xing 兴星,xiu 修秀,xu 徐许,xue 薛雪,
ya 亚雅,yan 颜严燕,yang 杨阳洋,yao 姚,ye 叶耶,yi 伊易亿,yin 尹,ying 英应,yong 勇永,you 尤,yu 于余宇玉,yuan 袁元,yue 约月,yun 云,za 扎,zai 在,zeng 曾,
zha 查,zhan 詹,zhang 张章,zhao 赵,zhe 哲,zhen 珍振,zheng 郑正,zhi 志芝,zhong 钟中忠,zhou 周,zhu 朱,zi 子,zong 宗,zu 祖,zuo 佐`)

func sounds(table string) map[rune]string {
	out := map[rune]string{}
	for _, p := range strings.Split(table, ",") {
		code, sound, _ := strings.Cut(strings.TrimSpace(p), " ")
		var r rune
		for _, c := range code {
			d := c - '0'
			if c >= 'A' {
				d = c - 'A' + 10
			}
			r = r<<4 | d
		}
		out[r] = sound
	}
	return out
}

func readings(table string) map[rune]string {
	out := map[rune]string{}
	for _, p := range strings.Split(table, ",") {
		sound, all, _ := strings.Cut(strings.TrimSpace(p), " ")
		for _, r := range all {
			if out[r] == "" {
				out[r] = pinyin.Replace(sound)
			}
		}
	}
	return out
}

// pinyin brings readings to the sounds of sound.go.
var pinyin = strings.NewReplacer("zh", "j", "ch", "C", "sh", "S", "x", "S", "q", "C", "w", "v", "ng", "ng", "ü", "u", "c", "c")

// romanise appends how a letter outside Latin, Arabic, Cyrillic, Greek, Hebrew
// sounds; next is the letter after it.
func romanise(to []byte, r, next rune) []byte {
	switch {
	case r >= 0x900 && r < 0xD80:
		at := r & 0x7F
		to = append(to, indic[at]...)
		if after := next & 0x7F; at >= 0x15 && at <= 0x39 && !(next >= 0x900 && next < 0xD80 && (after >= 0x3E && after <= 0x4D || after == 0x3C)) && next != 0 {
			to = append(to, 'a')
		}
	case r >= 0xE00 && r < 0xF00:
		to = append(to, thai[r&0x7F]...)
	case r >= 0x1000 && r < 0x10A0:
		to = append(to, burmese[r]...)
	case r >= 0x10A0 && r < 0x1100:
		to = append(to, georgian[r]...)
	case r >= 0x530 && r < 0x590:
		if r == 0x578 && next == 0x582 { // ու is one vowel
			return to
		}
		to = append(to, armenian[r]...)
	case r >= 0x1200 && r < 0x1358:
		if row := int(r-0x1200) / 8; row < len(ethiopic) {
			to = append(append(to, ethiopic[row]...), ethiopicVowels[(r-0x1200)%8]...)
		}
	case r >= 0x1780 && r < 0x1800:
		to = append(to, khmer[r]...)
	case r >= 0x3041 && r < 0x3097:
		to = append(to, kana[r]...)
	case r >= 0x30A1 && r < 0x30F7:
		to = append(to, kana[r-0x60]...)
	case r >= 0xAC00 && r < 0xD7A4:
		s := int(r - 0xAC00)
		to = append(to, hangulLead[s/588]...)
		to = append(to, hangulVowel[s%588/28]...)
		to = append(to, hangulTail[s%28]...)
	case r >= 0x3400:
		to = append(to, hanzi[r]...)
	}
	return to
}
