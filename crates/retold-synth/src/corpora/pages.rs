//! Pages of web sites with menus and footers.

use super::parts::{capitalised, phrase, prose, split};
use super::sets::in_sets;
use crate::language::Language;
use crate::prose::{date, person};
use crate::rng::Rng;

/// The number of pages of a site.
const SITE: usize = 100;
/// The number of entries of the menu above each article.
const MENU: usize = 40;
/// The number of words of the footer below each article.
const FOOTER: usize = 90;
/// The number of teasers of other articles on each page.
const TEASERS: usize = 5;

/// Pages of about 640 words: the text of an article with the menu, teasers and footer of its page.
///
/// All pages of a site have the same menu of 40 entries and the same footer of 90 words. A teaser is the title
/// and the first paragraph of another article. Each page has five teasers, of the ten articles before its own.
/// The rest of the article, about two fifths of the page, occurs on no other page.
pub(super) fn pages(count: usize, seed: u64) -> Vec<String> {
    in_sets(count, seed, |mut rng| site(&mut rng))
}

/// An article of a site.
struct Article {
    title: String,
    teaser: String,
    text: String,
}

fn site(rng: &mut Rng) -> Vec<String> {
    let mut writer = prose(Language::English, rng);
    let menu: Vec<String> =
        (0..MENU).map(|_| capitalised(&phrase(&mut writer, rng.between(1, 3)))).collect();
    let menu = menu.join("\n");
    let footer = writer.paragraph(FOOTER);
    let articles: Vec<Article> = (0..SITE)
        .map(|_| {
            let mut writer = prose(Language::English, rng);
            let title = capitalised(&phrase(&mut writer, rng.between(4, 10)));
            let teaser = writer.paragraph(18);
            Article { title, teaser, text: writer.article(rng.between(700, 2_200)) }
        })
        .collect();
    let mut pages = Vec::with_capacity(SITE);
    for (number, Article { title, teaser, text }) in articles.iter().enumerate() {
        let mut rng = split(rng);
        let (author, day) =
            (person(Language::English, &mut rng), date(Language::English, &mut rng));
        let mut page = format!("{menu}\n\n{title}\nBy {author}, {day}\n\n{teaser}\n\n{text}\n\n");
        // Real pages are collected at different times, so the newest articles differ from page to page. The
        // first ten pages have teasers of the first ten articles.
        let newest = number.saturating_sub(2 * TEASERS);
        for other in rng.distinct(TEASERS, 2 * TEASERS) {
            let Article { title, teaser, .. } = &articles[(newest + other) % SITE];
            page.extend([title, "\n", teaser, "\n"]);
        }
        pages.push(format!("{page}\n{footer}\n"));
    }
    pages
}
