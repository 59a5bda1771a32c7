//! Neutral sentences, from which notes are put together. No story of anybody is among them.

/// Of a call that reached somebody for the first time.
pub const FIRST_SPOKE: &[&str] = &[
    "Introduced the service and explained that taking part is voluntary.",
    "Explained who we are, who sees what, and that nothing is passed on without asking.",
    "Went through how the process works and what it can and cannot do.",
    "Explained the role of a facilitator and answered questions about confidentiality.",
];

/// How somebody took it who is willing.
pub const WILLING: &[&str] = &[
    "They would like to take part and agreed to a first visit.",
    "They are willing and would prefer to be rung in the afternoon.",
    "They want to go on and asked for the leaflet in large print.",
    "They are open to it and will talk it over at home first.",
];

/// How somebody took it who is not.
pub const UNWILLING: &[&str] = &[
    "They do not wish to take part. Thanked them and left our number.",
    "They would rather leave it. Told them that they can come back to us.",
    "They have decided against it for now.",
];

/// Of an attempt that reached nobody.
pub const NO_ANSWER: &[&str] = &[
    "No answer. Will try again at another time of day.",
    "Rang out. No message left, as agreed in the contact rules.",
    "No reply. Next attempt in the evening.",
];

/// Of a message left.
pub const LEFT_MESSAGE: &[&str] = &[
    "Left a short message with our first name and number only.",
    "Message left, as the contact rules allow. Nothing said of the matter.",
];

/// Of work of preparation.
pub const PREPARING: &[&str] = &[
    "Talked through what they would like to say and what they hope to hear.",
    "Went over the ground rules and what happens on the day.",
    "Looked at questions they may be asked and how breaks work.",
    "Talked about who could come with them for support.",
    "Went through expectations. They feel calmer about it than last time.",
    "Checked how they are and whether anything has changed since the last call.",
    "Discussed a direct meeting and going between; they would like to think about it.",
];

/// How such a contact ended.
pub const NEXT: &[&str] = &[
    "Agreed to speak again next week.",
    "They will let us know about dates.",
    "Next step is a visit together with the co-facilitator.",
    "Nothing further needed before the next visit.",
    "They asked for a letter that confirms the time.",
    "No concerns.",
];

/// Of arranging something.
pub const ARRANGING: &[&str] = &[
    "Confirmed date, time and place.",
    "Booked the room and checked that it is reached without steps.",
    "Moved the appointment at their request.",
    "Confirmed that an interpreter is available.",
];

/// Of the event.
pub const EVENT: &[&str] = &[
    "Held as planned. Everybody had their say and there were two breaks.",
    "Held. The ground rules were kept and what was agreed was written down at the end.",
    "Held. Questions were asked and answered. Both sides thanked each other for coming.",
];

/// Of following up.
pub const FOLLOW_UP: &[&str] = &[
    "Rang to ask how they are. Things have been quiet since.",
    "Follow-up call. What was agreed is being kept to.",
    "They are glad that it took place and have no questions left.",
    "Followed up. One small thing came up, which they settled between themselves.",
];

/// Of the office and of agencies.
pub const OFFICE: &[&str] = &[
    "Acknowledged to the referrer.",
    "Asked the referrer for the best time to ring.",
    "Told the referrer that the case has a facilitator.",
    "Checked with the housing officer that nothing else is under way.",
    "Checked with the officer in the case; no change.",
    "Leaflet and contact card posted in a plain envelope.",
    "Spoke with the facilitator about next steps.",
    "Reviewed in supervision. To go on as planned.",
];

/// Of triage.
pub const TRIAGE: &[&str] = &[
    "Looked for duplicates and linked cases. Eligible. To be contacted.",
    "Checks done. Nothing speaks against a first contact.",
    "Suitable for us. Referrer told that we will make contact.",
];

/// Why a case is not taken on, beside its code.
pub const NOT_TAKEN: &[&str] = &[
    "The referrer was told and knows where else to turn.",
    "Looked at by the coordinator; see the reason given.",
];

/// Summaries of disputes.
pub const DISPUTE: &[&str] = &[
    "Two households who share a wall find it hard to agree on everyday matters.",
    "A disagreement between neighbours that has gone on for some months.",
    "Neighbours who used to get on and would like to again.",
    "Both households have been in touch with their landlord about the other.",
];

/// Summaries of other matters.
pub const HARM: &[&str] = &[
    "An incident that was reported at the time. Both would like questions answered.",
    "The harmed person would like to say how it has been since.",
    "The person responsible has offered to explain and to put something right.",
    "Referred so that an exchange between them can be looked at.",
];

/// Reasons of a referrer.
pub const REASONS: &[&str] = &[
    "Both have said that they would speak to someone neutral.",
    "We think that an exchange could help before things go further.",
    "It was talked about at the last visit and they agreed to be contacted.",
    "Ordinary ways have been tried and both are tired of it.",
];

/// What is done about a risk.
pub const MITIGATIONS: &[&str] = &[
    "Meet on neutral ground, arrive and leave at different times.",
    "Two facilitators; check on each before and after.",
    "First contact by telephone only; no joint meeting before it is looked at again.",
    "Ordinary care.",
];

/// Texts of agreements.
pub const AGREEMENTS: &[&str] = &[
    "We have talked about what happened and agree on what follows.",
    "This is what we have agreed for the time to come. Each of us will keep to it.",
    "We agree to treat each other with respect, and to the following.",
];

/// What people say when asked how it was.
pub const COMMENTS: &[&str] = &[
    "I was listened to.",
    "It took a while but it was worth it.",
    "The facilitators were fair to both of us.",
    "I would have liked it to start sooner.",
    "I feel more at ease now.",
];

/// When it is safe to ring.
pub const SAFE_TIMES: &[&str] =
    &["Weekday mornings", "After 6 pm", "Mondays and Thursdays", "Any time but school runs"];

/// When it is not.
pub const UNSAFE_TIMES: &[&str] = &["Weekends", "Evenings", "Before 10 am"];

/// Health, only where safety asks for it.
pub const HEALTH: &[&str] = &[
    "Tires quickly; keep meetings short.",
    "Uses a wheelchair.",
    "Finds busy places hard.",
    "Hard of hearing.",
];

/// Words by which a caller proves who they are.
pub const CODE_WORDS: &[&str] = &["bluebell", "tandem", "harbour", "marzipan", "compass", "juniper"];
