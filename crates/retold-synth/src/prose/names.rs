//! Names of people and places, composed from parts.

use crate::language::Language;
use crate::rng::Rng;
use crate::vocabulary::Vocabulary;

const ENGLISH_GIVEN: [&str; 48] = [
    "Alice",
    "Albert",
    "Anna",
    "Arthur",
    "Beatrice",
    "Carol",
    "Charles",
    "Clara",
    "Daniel",
    "David",
    "Dora",
    "Edith",
    "Edward",
    "Emma",
    "Esther",
    "Frank",
    "Frederick",
    "George",
    "Grace",
    "Harold",
    "Helen",
    "Henry",
    "Hugh",
    "Ida",
    "Jane",
    "John",
    "Joseph",
    "Julia",
    "Kate",
    "Laura",
    "Lewis",
    "Lucy",
    "Margaret",
    "Martin",
    "Mary",
    "Nora",
    "Oliver",
    "Patrick",
    "Paul",
    "Peter",
    "Rachel",
    "Robert",
    "Ruth",
    "Samuel",
    "Sarah",
    "Simon",
    "Thomas",
    "Walter",
];
const ENGLISH_STEM: [&str; 40] = [
    "Ash", "Bar", "Beck", "Black", "Brad", "Bram", "Cal", "Carl", "Chad", "Clif", "Cran", "Dal",
    "Den", "Ed", "Elm", "Fair", "Farn", "Gil", "Hal", "Har", "Hath", "Holm", "Kirk", "Lang", "Lin",
    "Mar", "Mid", "Nor", "Oak", "Pem", "Rad", "Rock", "San", "Shel", "Stan", "Thorn", "Wal",
    "West", "Whit", "Win",
];
const ENGLISH_SUFFIX: [&str; 16] = [
    "bridge", "brook", "bury", "by", "den", "field", "ford", "ham", "hurst", "ley", "mere", "more",
    "stead", "ton", "well", "worth",
];
const RUSSIAN_GIVEN: [&str; 24] = [
    "Анна",
    "Алексей",
    "Борис",
    "Вера",
    "Виктор",
    "Галина",
    "Дмитрий",
    "Елена",
    "Зоя",
    "Иван",
    "Ирина",
    "Лев",
    "Людмила",
    "Мария",
    "Михаил",
    "Надежда",
    "Николай",
    "Ольга",
    "Павел",
    "Пётр",
    "Сергей",
    "Татьяна",
    "Фёдор",
    "Юрий",
];
const RUSSIAN_STEM: [&str; 30] = [
    "Баран",
    "Берез",
    "Волк",
    "Воробь",
    "Голуб",
    "Гонч",
    "Дол",
    "Дуб",
    "Ерм",
    "Жур",
    "Завал",
    "Калин",
    "Ковал",
    "Кузнец",
    "Лебед",
    "Луг",
    "Мороз",
    "Никол",
    "Орл",
    "Павл",
    "Петр",
    "Рыб",
    "Сав",
    "Смирн",
    "Сокол",
    "Тарас",
    "Усть",
    "Фрол",
    "Черн",
    "Шубин",
];
const RUSSIAN_SUFFIX: [&str; 6] = ["ов", "енко", "ский", "ин", "ович", "ев"];
const ARABIC_GIVEN: [&str; 24] = [
    "أحمد",
    "أمينة",
    "إبراهيم",
    "بشير",
    "حسن",
    "حليمة",
    "خالد",
    "خديجة",
    "رشيد",
    "زينب",
    "سالم",
    "سعاد",
    "سليمان",
    "صالح",
    "طارق",
    "عائشة",
    "عمر",
    "فاطمة",
    "كريم",
    "ليلى",
    "محمود",
    "مريم",
    "نادية",
    "يوسف",
];
const ARABIC_FAMILY: [&str; 30] = [
    "البغدادي",
    "البكري",
    "التونسي",
    "الجزائري",
    "الحداد",
    "الحلبي",
    "الخطيب",
    "الدمشقي",
    "الراوي",
    "الزيات",
    "السامرائي",
    "الشامي",
    "الصباغ",
    "الطبري",
    "العراقي",
    "العطار",
    "الغزالي",
    "الفاسي",
    "القاسم",
    "القرشي",
    "الكاتب",
    "الكندي",
    "اللبناني",
    "المصري",
    "المغربي",
    "المقدسي",
    "النجار",
    "النجدي",
    "الهاشمي",
    "اليماني",
];
const CHINESE_FAMILY: [&str; 32] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "林", "郭",
    "何", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "董", "萧", "程", "曹", "袁", "邓", "许",
];
const CHINESE_GIVEN: [&str; 32] = [
    "伟", "芳", "娜", "敏", "静", "丽", "勇", "艳", "杰", "娟", "涛", "超", "霞", "刚", "燕", "鹏",
    "玲", "桂", "辉", "健", "玉", "荣", "萍", "红", "建", "文", "志", "晓", "永", "德", "国", "雅",
];

/// A given name and a family name.
pub(crate) fn person(language: Language, rng: &mut Rng) -> String {
    match language {
        Language::English => format!("{} {}", rng.pick(&ENGLISH_GIVEN), place(language, rng)),
        Language::Russian => format!("{} {}", rng.pick(&RUSSIAN_GIVEN), place(language, rng)),
        Language::Arabic => format!("{} {}", rng.pick(&ARABIC_GIVEN), rng.pick(&ARABIC_FAMILY)),
        Language::Japanese | Language::Thai | Language::Hindi => {
            let space = language.space();
            format!("{}{space}{}", made_up(language, rng), made_up(language, rng))
        }
        Language::Chinese => {
            let (family, first) = (rng.pick(&CHINESE_FAMILY), rng.pick(&CHINESE_GIVEN));
            let second = if rng.chance(600) { *rng.pick(&CHINESE_GIVEN) } else { "" };
            format!("{family}{first}{second}")
        }
    }
}

/// A capitalised word for a place or a family.
pub(crate) fn place(language: Language, rng: &mut Rng) -> String {
    match language {
        Language::English => format!("{}{}", rng.pick(&ENGLISH_STEM), rng.pick(&ENGLISH_SUFFIX)),
        Language::Russian => format!("{}{}", rng.pick(&RUSSIAN_STEM), rng.pick(&RUSSIAN_SUFFIX)),
        Language::Arabic => (*rng.pick(&ARABIC_FAMILY)).to_owned(),
        Language::Chinese => person(language, rng),
        Language::Japanese | Language::Thai | Language::Hindi => made_up(language, rng).to_owned(),
    }
}

/// A word that may be a name.
fn made_up(language: Language, rng: &mut Rng) -> &'static str {
    let vocabulary = Vocabulary::of(language);
    vocabulary.word(vocabulary.draw_content(rng))
}
