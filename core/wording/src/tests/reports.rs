use serde_json::json;

use super::wording;
use crate::{Language, ReportTemplate, ReportTemplates};

const PLUGIN: &str = "org.example.returns";

#[track_caller]
fn refused(text: &str, line: usize, reason: &str) {
    let problems = ReportTemplate::check(PLUGIN, "reports/r1.hbs", text).expect_err(text);
    let found = problems.iter().any(|problem| problem.line == line && problem.reason.contains(reason));
    assert!(found, "{text}: {problems:#?}");
}

#[test]
fn what_is_not_offered_is_refused_with_its_line() {
    refused("<p>\n<script>x</script></p>", 2, "<script> is not offered");
    refused("<p class=\"big\">x</p>", 1, "class=\"big\" is not offered");
    refused("<p style=\"x\">x</p>", 1, "style");
    refused("<a href=\"https://example.org\">x</a>", 1, "<a> is not offered");
    refused("<p id=\"x\">x</p>", 1, "id=\"x\"");
    refused("<p onclick=x>x</p>", 1, "not an attribute");
    refused("<td colspan=\"900\">x</td>", 1, "colspan");
    refused("<p scope=\"row\">x</p>", 1, "scope");
    refused("<p\n{{x}}>", 1, "no mustache may stand inside a tag");
    refused("<p lang=\"{{x}}\">a</p>", 1, "no mustache may stand inside a tag");
    refused("a < b", 1, "never ended");
    refused("<!-- x -->", 1, "is not offered");
    refused("<P>x</P>", 1, "<P> is not offered");
}

#[test]
fn elements_close_in_order_and_within_their_block() {
    refused("<ul>\n<li>x</ul>", 2, "close <li> first");
    refused("\n<p>x", 2, "<p> is never closed");
    refused("{{#if a}}<p>\n{{/if}}</p>", 2, "must be closed before this block ends");
    refused("{{#if a}}<p>{{else}}</p>{{/if}}", 1, "must be closed before this block ends");
    refused("</p>", 1, "closes nothing");
}

#[test]
fn only_the_helpers_of_reports_may_be_called() {
    refused("\n{{{x}}}", 2, "without escaping");
    refused("{{&x}}", 1, "without escaping");
    refused("{{> layout}}", 1, "cannot be included");
    refused("{{#> layout}}x{{/layout}}", 1, "cannot be included");
    refused("{{#*inline \"x\"}}y{{/inline}}", 1, "decorators");
    refused("{{log x}}", 1, "no helper 'log'");
    refused("{{#raw}}x{{/raw}}", 1, "no helper 'raw'");
    refused("{{t (shout x)}}", 1, "no helper 'shout'");
    refused("{{#if a}}\n{{/each}}", 2, "closed by");
    refused("\\{{x}}", 1, "not offered");
}

fn draw(text: &str) -> Result<String, String> {
    let words = "title = Quarterly return for { $name }\n";
    let wording = wording().with_plugin(PLUGIN, [("en", words)]).unwrap();
    let template = ReportTemplate::check(PLUGIN, "reports/r1.hbs", text).map_err(|p| format!("{p:?}"))?;
    let data = json!({
        "area": "Braintree & <Witham>",
        "figures": { "received": {
            "label": "Referrals", "value": 1234, "definition": "Every referral <received>",
            "unit": "referral", "date_basis": "received", "note": null,
        } },
        "tables": { "by-area": {
            "caption": "By area", "head": ["Area", "Cases"],
            "rows": [["Braintree", 10], ["Maldon", "suppressed"], ["Witham", 5]],
        } },
    });
    ReportTemplates::new(&wording).render(&template, Language::En, &data).map_err(|e| e.to_string())
}

#[test]
fn a_report_is_drawn_with_every_figures_definition() {
    let html = draw(
        "{{!-- by district --}}<h2>{{t \"title\" name=area}}</h2>{{#if area}}<p>{{value \"received\"}}</p>{{/if}}\
         <table><tr><th scope=\"col\" colspan=\"2\">x</th></tr></table>{{figure \"received\"}}",
    )
    .unwrap();
    assert!(
        html.contains("<h2>Quarterly return for Braintree &amp; &lt;Witham&gt;</h2><p>1,234</p>"),
        "{html}"
    );
    assert!(html.contains("Every referral &lt;received&gt;"), "{html}");
    assert!(html.contains("<dt>Definition</dt>"), "{html}");
}

#[test]
fn a_suppressed_figure_has_no_bar_and_a_chart_keeps_its_table() {
    let html = draw("{{chart \"by-area\"}}").unwrap();
    assert_eq!(html.matches("<rect").count(), 3);
    assert!(html.contains("width=\"400\"") && html.contains("width=\"200\"") && html.contains("width=\"0\""));
    assert!(html.contains("<table class=\"govuk-table\">"), "{html}");
}

#[test]
fn an_unknown_figure_is_an_error() {
    let error = draw("{{figure \"recieved\"}}").unwrap_err();
    assert!(error.contains("'recieved' is not among the report's figures"), "{error}");
}
