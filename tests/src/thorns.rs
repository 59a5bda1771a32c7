//! Texts that would come to life in a page that was not careful, and the eyes that see
//! whether one has.

use scraper::Html;

/// The word in each of them, which no page of ours has.
pub const MARK: &str = "x9k";

/// What closes whatever a text might stand in.
const OPENINGS: [&str; 20] = [
    "",
    "\">",
    "'>",
    "`>",
    "\" ",
    "' ",
    "</textarea>",
    "</title>",
    "</script>",
    "</style>",
    "-->",
    "]]>",
    "</option></select>",
    "&quot;>",
    "%22%3E",
    "\\\">",
    "{{{",
    "</template>",
    "\u{feff}\">",
    "\u{ff1e}\">",
];

/// What would then come to life.
const LIVES: [&str; 15] = [
    "<x9k x9k=x9k>",
    "<script>x9k()</script>",
    "<ScRiPt src=//x9k></ScRiPt>",
    "<img src=x9k onerror=x9k()>",
    "<svg/onload=x9k()>",
    "onfocus=x9k() autofocus x9k=",
    "<a href=javascript:x9k()>x9k</a>",
    "<iframe srcdoc='<script>x9k()</script>'>",
    "<style>x9k{background:url(//x9k)}</style>",
    "<base href=//x9k/>",
    "<details open ontoggle=x9k()>",
    "<math><mi xlink:href=\"data:x,<script>x9k()</script>\">",
    "<form action=//x9k><input name=x9k>",
    "<meta http-equiv=refresh content='0;url=//x9k'>",
    "<object data=//x9k><embed src=//x9k>",
];

/// How many there are.
pub const COUNT: usize = OPENINGS.len() * LIVES.len();

/// One of them.
pub fn thorn(at: usize) -> String {
    let (opening, life) = (OPENINGS[at % OPENINGS.len()], LIVES[at / OPENINGS.len() % LIVES.len()]);
    format!("{opening}{life}")
}

/// What our pages never have, and this one has.
pub fn alive(html: &str) -> Vec<String> {
    const NEVER: [&str; 8] = ["iframe", "object", "embed", "base", "style", "math", "frame", "template"];
    let mut found = Vec::new();
    for node in Html::parse_document(html).tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let name = element.name();
        if NEVER.contains(&name) || name.contains(MARK) {
            found.push(format!("<{name}>"));
        }
        if name == "script"
            && (element.attr("src").is_none_or(|from| !from.starts_with("/assets/")) || node.has_children())
        {
            found.push("a script that is not ours".to_owned());
        }
        if name == "meta" && element.attr("http-equiv").is_some() {
            found.push("a meta that leads away".to_owned());
        }
        for (attribute, value) in element.attrs() {
            let is_address =
                ["href", "src", "action", "formaction", "xlink:href", "data", "srcset", "poster"];
            let leads = value.trim().to_lowercase();
            let is_foreign =
                leads.starts_with("//") || leads.contains("script:") || leads.starts_with("data:");
            if attribute.contains(MARK)
                || attribute.starts_with("on")
                || ["style", "srcdoc", "autofocus"].contains(&attribute)
                || is_address.contains(&attribute)
                    && (is_foreign || value.contains(MARK) && !value.contains("?"))
            {
                found.push(format!("<{name} {attribute}=\"{value}\">"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_three_hundred_and_all_come_to_life_where_nobody_is_careful() {
        assert_eq!(COUNT, 300);
        let texts: std::collections::BTreeSet<_> = (0..COUNT).map(thorn).collect();
        assert_eq!(texts.len(), COUNT);
        // Those that begin with nothing live in a page's text; an attribute takes one that opens it.
        for at in (0..COUNT).step_by(OPENINGS.len()).filter(|at| !thorn(*at).starts_with("onfocus")) {
            let page = format!("<!DOCTYPE html><html><body><p>{}</p></body></html>", thorn(at));
            assert!(!alive(&page).is_empty(), "{page}");
        }
        assert!(!alive("<input value=\"\" onfocus=x9k() autofocus x9k=y>").is_empty());
    }

    #[test]
    fn a_careful_page_is_dead() {
        let page = "<!DOCTYPE html><html><head><script type=\"module\" src=\"/assets/accord.js\"></script></head><body>\
            <a href=\"/cases\">&lt;x9k onerror=x9k()&gt;</a><input value=\"&quot;&gt;&lt;x9k&gt;\"></body></html>";
        assert_eq!(alive(page), Vec::<String>::new());
    }
}
