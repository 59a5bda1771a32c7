//! What the gallery shows: invented, and a little of everything.

use chrono::NaiveDate;
use domain::{SideKind, SideLetter};
use serde::Serialize;
use web::Screen;
use web::form::FieldView;
use web::parts::{
    Cell, Change, Chosen, Colour, Confirm, EmptyState, Entry, Filter, Heading, Link, More, Notice,
    SafeContact, SideView, SummaryList, Table, Tag, Task, TaskList, Timeline,
};
use wording::Text;

#[derive(Serialize)]
pub struct Work {
    notice: Notice,
    filter: Filter,
    cases: Table,
    more: More,
    messages: Table,
}

pub fn work() -> Work {
    let harmed = SideView::new(SideKind::Harmed, SideLetter('A'));
    let responsible = SideView::new(SideKind::Responsible, SideLetter('B'));
    let row = |reference: &str, name: &str, side: &SideView, day: u32, tag: Tag| {
        vec![
            Cell::link("/case", reference).more("Criminal damage, Braintree"),
            Cell { side: Some(side.clone()), text: name.into(), ..Cell::default() },
            Cell::new("Preparation"),
            Cell::new(NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")),
            Cell::tag(tag),
        ]
    };
    let head = vec![
        Heading::new("Case").sortable("/?sort=case", None),
        Heading::new("Person"),
        Heading::new("Stage"),
        Heading::new("Next step by").sortable("/?sort=due", Some(true)),
        Heading::new("State"),
    ];
    let rows = vec![
        row("C-7KQ2-M4XD", "Ama K.", &harmed, 24, Tag::new("Overdue", Colour::Red)),
        row("C-2F9Q-W3RB", "Tom", &responsible, 26, Tag::new("New for me", Colour::Teal)),
        row("C-M8T4-0XYA", "Siân Llewellyn-Okonkwo", &harmed, 30, Tag::new("Waiting", Colour::Yellow)),
    ];
    let options = |words: &[&str]| {
        words.iter().map(|word| (word.to_lowercase(), Text::plain(*word))).collect::<Vec<_>>()
    };
    let filter = Filter {
        action: "/".to_owned(),
        fields: vec![
            FieldView::choices("stage", "Stage", options(&["Preparation", "Meeting", "Follow-up"]), |code| {
                code == "preparation"
            })
            .size("s"),
            FieldView::choice("due", "Next step", options(&["Overdue", "This week", "Later"]), "").size("s"),
        ],
        chosen: vec![Chosen {
            field: "Stage".into(),
            text: "Preparation".into(),
            remove_href: "/".to_owned(),
        }],
        clear_href: "/".to_owned(),
        is_open: false,
    };
    Work {
        notice: Notice::success("Call logged").more("The case has moved to preparation."),
        filter,
        cases: Table::new("My cases", head, rows),
        more: More {
            newer: Some("/?at=a".to_owned()),
            older: Some("/?at=b".to_owned()),
            total: "3 of 1,000+ cases".into(),
        },
        messages: Table::new("Messages", Vec::new(), Vec::new()).or_else(EmptyState {
            title: "No messages".into(),
            text: "Messages from your coordinator come here.".into(),
            link: Some(Link::new("/", "Ask your coordinator something")),
        }),
    }
}

#[derive(Serialize)]
pub struct Case {
    side: SideView,
    sections: Vec<Link>,
    safe: SafeContact,
    unknown: SafeContact,
    tasks: TaskList,
    facts: SummaryList,
    question: Text,
    timeline: Timeline,
}

pub fn case(_: &Screen) -> Case {
    let link = |text: &str| Link::new("/case", text);
    Case {
        side: SideView::new(SideKind::Harmed, SideLetter('A')),
        sections: vec![
            link("Overview").current(),
            link("People"),
            link("Work log"),
            link("Risk"),
            link("Consent"),
            link("Meetings"),
            link("Agreement"),
            link("Documents"),
            link("History"),
        ],
        safe: SafeContact {
            name: "Ama K.".into(),
            never: vec!["Do not leave a voicemail".into(), "Do not write to the house".into()],
            safe: vec!["Text first".into(), "Weekdays from 10am to 2pm".into()],
            is_known: true,
            reveal: Some(Change { href: "/case".to_owned(), text: "Show telephone number".into() }),
        },
        unknown: SafeContact { name: "Tom".into(), ..SafeContact::default() },
        tasks: TaskList {
            tasks: vec![
                Task::done("Read the referral", "/case"),
                Task::open("Contact Ama", "/case", Tag::new("Overdue", Colour::Red)).hint("By 24 November"),
                Task::open("Second risk assessment", "/case", Tag::new("To do", Colour::Blue)),
                Task::later("Plan the meeting").hint("After both have agreed to meet"),
            ],
        },
        facts: SummaryList::default()
            .row("Service", "Restorative justice")
            .row("Received", NaiveDate::from_ymd_opt(2026, 10, 2).expect("a day"))
            .row("Stage", "Preparation")
            .tagged(Tag::new("Paused", Colour::Orange))
            .row("District", Text::default())
            .lines("Adjustments", vec!["Large print".into(), "A room on the ground floor".into()])
            .change("/case", "Change"),
        question: "Why are there two consents?".into(),
        timeline: Timeline {
            entries: vec![
                Entry {
                    title: "Call, no answer".into(),
                    by: "Ama Mensah".into(),
                    at: Some("2026-11-20T15:05:00Z".parse().expect("a moment")),
                    side: Some(SideView::new(SideKind::Harmed, SideLetter('A'))),
                    paragraphs: vec!["Rang twice.\nWill text tomorrow.".into()],
                    ..Entry::default()
                },
                Entry {
                    title: "Case allocated".into(),
                    by: "Joan Price".into(),
                    on: NaiveDate::from_ymd_opt(2026, 10, 6),
                    tag: Some(Tag::new("Imported", Colour::Grey)),
                    link: Some(Link::new("/case", "Show the allocation")),
                    ..Entry::default()
                },
            ],
        },
    }
}

pub fn confirm() -> Confirm {
    Confirm {
        token: "ticket".to_owned(),
        action: "/confirm".to_owned(),
        title: "Share this with the other side?".into(),
        paragraphs: vec!["Tom will be able to read the letter.".into()],
        warning: Some("This cannot be taken back.".into()),
        fields: vec![FieldView::long_text("reason", "Why is it shared?", "").size("s")],
        button: "Share the letter".into(),
        is_dangerous: true,
        cancel_href: "/case".to_owned(),
        ..Confirm::default()
    }
}

#[derive(Serialize)]
pub struct Report {
    empty: EmptyState,
    facts: SummaryList,
}

pub fn report() -> Report {
    let empty = EmptyState {
        title: "No return for this quarter yet".into(),
        text: "It can be made from 1 January 2027.".into(),
        link: None,
    };
    Report { empty, facts: SummaryList::default().row("Quarter", "October to December 2026") }
}
