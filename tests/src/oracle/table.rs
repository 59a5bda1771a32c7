//! The table of `security.md` §3.4, transcribed once more.
//!
//! `all`, `sides`, `own`, `shared`, `own+shared` say to whom; the last column by whom.

/// Role, letter, verbs, parts, to whom, by whom.
pub type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// What of a case each role may read (r), see as dots (m), write (w), send (x), share (s).
pub const PARTS: &[Row] = &[
    ("service-manager", "T", "rws", "g1", "all", "anyone"),
    ("service-manager", "T", "rw", "g2 g3 g5 g6 g7 g8 g9 g10 g11 g13", "all", "anyone"),
    ("service-manager", "T", "rwx", "g4 g12", "all", "anyone"),
    ("service-manager", "T", "r", "g14 g16.team-access", "all", "anyone"),
    ("coordinator", "T", "rws", "g1", "all", "anyone"),
    ("coordinator", "T", "rw", "g2 g3 g5 g6 g7 g9 g11 g13", "all", "anyone"),
    ("coordinator", "T", "rwx", "g4 g12", "all", "anyone"),
    ("coordinator", "T", "r", "g14", "all", "anyone"),
    ("coordinator", "A", "w", "g8", "all", "anyone"),
    ("coordinator", "A", "rw", "g10", "all", "anyone"),
    ("office-administrator", "T", "rw", "g1 g2 g3 g11", "all", "anyone"),
    ("office-administrator", "T", "rwx", "g4", "all", "anyone"),
    ("office-administrator", "T", "r", "g5 g6.flag g7.adjustments", "all", "anyone"),
    ("office-administrator", "T", "w", "g8 g9.intake-notes g14", "all", "anyone"),
    ("office-administrator", "T", "rx", "g12", "all", "anyone"),
    ("lead-facilitator", "I", "r", "g1.area g2.initials g5.category", "all", "anyone"),
    ("lead-facilitator", "A", "r", "g1 g2 g3.name g3.age-band g5 g6 g7.adjustments", "all", "anyone"),
    ("lead-facilitator", "A", "w", "g1.stage g6.assessment g14", "all", "anyone"),
    ("lead-facilitator", "A", "m", "g3.birth-date", "all", "anyone"),
    ("lead-facilitator", "P", "r", "g4.safe-contact", "own", "anyone"),
    ("lead-facilitator", "P", "m", "g4.contact g4.code-word", "own", "anyone"),
    ("lead-facilitator", "A", "rw", "g9.notes", "all", "reader"),
    ("lead-facilitator", "A", "r", "g9.notes", "all", "facilitators"),
    ("lead-facilitator", "A", "rw", "g11", "all", "anyone"),
    ("lead-facilitator", "A", "r", "g12", "sides", "anyone"),
    ("lead-facilitator", "A", "w", "g12.documents", "sides", "reader"),
    ("lead-facilitator", "A", "rw", "g13", "sides", "anyone"),
    ("co-facilitator", "I", "r", "g1.area g2.initials g5.category", "all", "anyone"),
    ("co-facilitator", "A", "r", "g1 g2 g3.name g5 g6 g7.adjustments g11", "all", "anyone"),
    ("co-facilitator", "P", "r", "g4.safe-contact", "own", "anyone"),
    ("co-facilitator", "P", "m", "g4.contact g4.code-word", "own", "anyone"),
    ("co-facilitator", "A", "rw", "g9.notes", "all", "reader"),
    ("co-facilitator", "A", "r", "g12 g13", "sides", "anyone"),
    ("observer", "I", "r", "g1.area g2.initials g5.category", "all", "anyone"),
    (
        "observer",
        "A",
        "r",
        "g1.reference g1.kind g1.stage g1.dates g2.first-name g5.category",
        "all",
        "anyone",
    ),
    ("observer", "A", "r", "g13", "shared", "anyone"),
    ("case-supervisor", "A", "r", "g1 g2 g5 g6 g9 g11 g12 g13", "all", "anyone"),
    ("case-supervisor", "A", "w", "g9.notes", "all", "reader"),
    ("case-supervisor", "A", "rw", "g10.supervision", "all", "reader"),
    ("case-supervisor", "T", "r", "g14", "all", "anyone"),
    ("partner-in-case", "A", "r", "g1.reference g1.kind g1.stage g1.dates", "all", "anyone"),
    ("partner-in-case", "A", "r", "g2 g3 g4 g5 g11", "own", "anyone"),
    ("partner-in-case", "A", "rw", "g6.shared-risk", "own+shared", "anyone"),
    ("partner-in-case", "A", "r", "g12.documents g13.agreement", "shared", "anyone"),
    ("data-protection-officer", "N", "r", "g1 g2 g3", "all", "anyone"),
    ("data-protection-officer", "N", "rwx", "g12", "all", "anyone"),
    ("data-protection-officer", "T", "r", "g11", "all", "anyone"),
    ("data-protection-officer", "E", "r", "g16", "all", "anyone"),
    ("system-administrator", "E", "r", "g16.technical", "all", "anyone"),
];

/// What a partner reads of a referral of its own organisation: the parts, whether also what
/// is addressed to the service alone, and whether only who sent it.
///
/// "stage, outcome class r", "as submitted", "own submission only": what was written to us
/// (G6, G7, why they refer) is not read back.
pub const REFERRED: &[(&str, bool, &str)] = &[
    ("g1.reference g1.coarse-status g13.outcome-class", true, "anyone"),
    ("g1.kind g1.area g1.source g1.dates g11.consent", false, "anyone"),
    ("g2 g3 g5", false, "anyone"),
    ("g4", false, "submitter"),
    ("g12.uploads", true, "submitter"),
];

/// Act, role, letter: the acts that the comparison tries.
pub const ACTS: &[(&str, &str, &str)] = &[
    ("view-case", "service-manager", "T"),
    ("view-case", "coordinator", "T"),
    ("view-case", "office-administrator", "T"),
    ("view-case", "lead-facilitator", "A"),
    ("view-case", "co-facilitator", "A"),
    ("view-case", "observer", "A"),
    ("view-case", "case-supervisor", "A"),
    ("view-case", "partner-in-case", "A"),
    ("view-case", "data-protection-officer", "N"),
    ("view-invitation", "lead-facilitator", "I"),
    ("view-invitation", "co-facilitator", "I"),
    ("view-invitation", "observer", "I"),
    ("view-audit", "data-protection-officer", "E"),
    ("log-contact", "service-manager", "T"),
    ("log-contact", "coordinator", "T"),
    ("log-contact", "lead-facilitator", "A"),
    ("log-contact", "co-facilitator", "A"),
    ("log-contact", "case-supervisor", "A"),
    ("reveal-contact", "service-manager", "T"),
    ("reveal-contact", "coordinator", "T"),
    ("reveal-contact", "lead-facilitator", "A"),
    ("reveal-contact", "co-facilitator", "A"),
    ("allocate", "service-manager", "T"),
    ("allocate", "coordinator", "T"),
    ("propose-closure", "service-manager", "T"),
    ("propose-closure", "coordinator", "T"),
    ("propose-closure", "lead-facilitator", "A"),
    ("sign-off-closure", "service-manager", "T"),
    ("change-class", "service-manager", "T"),
    ("view-feedback", "service-manager", "T"),
    ("view-feedback", "coordinator", "T"),
    ("view-feedback", "case-supervisor", "T"),
];
