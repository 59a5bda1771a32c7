//! Who may see which case.

pub mod case_access {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_access")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Uuid,
        pub case_id: Uuid,
        pub kind: String,
        pub state: String,
        pub sides: i64,
        pub from_at: DateTimeUtc,
        pub until_at: DateTimeUtc,
        pub answered_at: Option<DateTimeUtc>,
        pub answer: Option<String>,
        pub reason: Option<String>,
        pub granted_by: Option<Uuid>,
        pub live: bool,
        pub batch: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub consent: Option<Uuid>,
        pub agreement: Option<Uuid>,
        pub groups: Option<String>,
        pub confirmed_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod exclusion {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "exclusions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub reason: String,
        pub from_at: DateTimeUtc,
        pub until_at: DateTimeUtc,
        pub set_by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod conflict {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "conflicts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Uuid,
        pub nature: String,
        pub name_fold: String,
        pub declared_at: DateTimeUtc,
        pub until_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod erasure {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "erasures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person: Uuid,
        pub case_id: Uuid,
        pub reason: String,
        pub state: String,
        pub proposed_by: Uuid,
        pub proposed_at: DateTimeUtc,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<DateTimeUtc>,
        pub done_at: Option<DateTimeUtc>,
        pub removed: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod conflict_hit {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "conflict_hits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub account: Uuid,
        pub keys: String,
        pub state: String,
        pub found_at: DateTimeUtc,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<DateTimeUtc>,
        pub reason: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod glass_use {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "glass_uses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub account: Uuid,
        pub case_id: Uuid,
        pub case_reference: String,
        pub reason_code: String,
        pub reason: String,
        pub from_at: DateTimeUtc,
        pub until_at: DateTimeUtc,
        pub ended_at: Option<DateTimeUtc>,
        pub review_due: Date,
        pub verdict: Option<String>,
        pub reviewed_by: Option<Uuid>,
        pub reviewed_at: Option<DateTimeUtc>,
        pub review_note: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod account_notice {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_notices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: Uuid,
        pub at: DateTimeUtc,
        pub seen_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod access_review {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_reviews")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub period: String,
        pub opened_at: DateTimeUtc,
        pub closes_at: DateTimeUtc,
        pub lapsed_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
