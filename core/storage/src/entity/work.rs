//! The work on a case.

pub mod entry {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub case_id: Uuid,
        pub side: Uuid,
        pub audience: String,
        pub part: String,
        pub participant: Option<Uuid>,
        pub kind: String,
        pub direction: Option<String>,
        pub outcome: Option<String>,
        pub purpose: Option<String>,
        pub occurred_at: Option<DateTimeUtc>,
        pub occurred_on: Date,
        pub minutes: Option<i32>,
        pub summary: Option<String>,
        pub by: Option<Uuid>,
        pub by_name: Option<String>,
        pub follow_up: bool,
        pub needs_person: bool,
        pub search_row: Option<i64>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod consent {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub case_id: Uuid,
        pub participant: Uuid,
        pub purpose: String,
        pub given: bool,
        pub method: String,
        pub given_on: Date,
        pub expires_on: Option<Date>,
        pub withdrawn_on: Option<Date>,
        pub withdrawn_method: Option<String>,
        pub recorded_by: Option<Uuid>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod risk {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "risks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub case_id: Uuid,
        pub kind: String,
        pub level: String,
        pub state: String,
        pub done_on: Date,
        pub valid_until: Option<Date>,
        pub done_by: Option<Uuid>,
        pub approved_by: Option<Uuid>,
        pub approved_at: Option<DateTimeUtc>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod meeting {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meetings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub case_id: Uuid,
        pub kind: String,
        pub direct: bool,
        pub planned_at: DateTimeUtc,
        pub venue: Option<String>,
        pub held: String,
        pub held_at: Option<DateTimeUtc>,
        pub reason: Option<String>,
        pub recorded_by: Option<Uuid>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod agreement {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreements")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub case_id: Uuid,
        pub kind: String,
        pub text: String,
        pub agreed_on: Date,
        pub method: String,
        pub status: String,
        pub recorded_by: Option<Uuid>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod agreement_action {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agreement_actions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub agreement: Uuid,
        pub case_id: Uuid,
        pub kind: String,
        pub description: String,
        pub due_on: Option<Date>,
        pub status: String,
        pub done_on: Option<Date>,
        pub live: bool,
        pub batch: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod feedback {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "feedback")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub participant: Option<Uuid>,
        pub stage: String,
        pub invited_on: Date,
        pub answered_on: Option<Date>,
        pub satisfaction: Option<i32>,
        pub better_able_to_cope: Option<String>,
        pub feels_safer: Option<String>,
        pub better_informed: Option<String>,
        pub comments: Option<String>,
        pub quote_permission: String,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod pause {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pauses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub reason: String,
        pub from_on: Date,
        pub until_on: Option<Date>,
        pub by: Option<Uuid>,
        pub live: bool,
        pub batch: Option<Uuid>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod closure {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "closures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub reason: String,
        pub outcome: String,
        pub note: Option<String>,
        pub proposed_by: Uuid,
        pub proposed_at: DateTimeUtc,
        pub state: String,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<DateTimeUtc>,
        pub decision_note: Option<String>,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod notice {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod draft {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "drafts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Uuid,
        pub case_id: Option<Uuid>,
        pub form: String,
        pub place: String,
        pub owner: Uuid,
        pub sealed: Vec<u8>,
        pub version: i64,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod receipt {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: Vec<u8>,
        pub account: Option<Uuid>,
        pub answer: String,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
