//! Tests of escaping: markup in names and texts of the input has no effect.

use crate::{TALE, data, frame, scan};
use retold::Corpus;
use retold_html::Page;

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!-- <script>",
    "]]>",
    "</noscript></title></style>",
    "\"'><img src=x onerror=alert(3)>",
    "\u{2028}\u{2029}\u{0}\u{1b}[31m",
    "&lt;&#60;&amp;",
];

/// A file whose names, texts, reasons and title are all of them hostile, and the one that is not.
fn pages(hostile: &str) -> (String, String) {
    let page = |with: &str| {
        let text = format!("{with} {TALE} {with}");
        let corpus: Corpus =
            [(format!("{with}a"), text.clone()), (format!("{with}b"), text)].into_iter().collect();
        let mut report = scan(&corpus);
        report.add_skipped(with, with);
        Page::new(&report, &corpus).title(with).render().unwrap()
    };
    (page(hostile), page("tame"))
}

#[test]
fn hostile_text_changes_no_element() {
    for hostile in HOSTILE {
        let (page, tame) = pages(hostile);
        for tag in ["<script", "</script", "<!--", "<img", "<style", "</noscript", "<title", "]]>"]
        {
            assert_eq!(
                page.matches(tag).count(),
                tame.matches(tag).count(),
                "{tag} of {hostile:?}"
            );
        }
        assert_eq!(page.matches('<').count(), tame.matches('<').count(), "{hostile:?}");
    }
}

#[test]
fn hostile_text_comes_out_as_it_went_in() {
    for hostile in HOSTILE {
        let (page, _) = pages(hostile);
        let data = data(&page);
        assert_eq!(data["title"], hostile);
        assert_eq!(data["documents"][0]["name"], format!("{hostile}a"));
        assert_eq!(data["skipped"][0][1], hostile);
        let text = data["documents"][1]["pieces"][0][2].as_str().unwrap();
        assert_eq!(text, format!("{hostile} {TALE} {hostile}"));
    }
}

#[test]
fn only_the_title_differs_outside_of_data_and_summary() {
    for hostile in HOSTILE {
        let (page, tame) = pages(hostile);
        let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        let mended =
            frame(&page).replace(&format!("<title>{title}</title>"), "<title>tame</title>");
        assert_eq!(mended, frame(&tame), "{hostile:?}");
        assert!(!title.contains(['<', '>', '\0', '\u{1b}']), "{title:?}");
    }
}
