//! People, referrals, cases, sides, participants.

pub mod person {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub given_name: String,
        pub family_name: String,
        pub known_as: Option<String>,
        pub other_names: Option<String>,
        pub organisation_name: Option<String>,
        pub sort_key: String,
        pub name_fold: String,
        pub age_band: Option<String>,
        pub language: Option<String>,
        pub interpreter: bool,
        pub team: Uuid,
        pub class: String,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub regime: String,
        pub retention: String,
        pub hold: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod referral {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "referrals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub channel: String,
        pub source_type: String,
        pub organisation: Option<Uuid>,
        pub submitted_by: Option<Uuid>,
        pub source_person: Option<String>,
        pub plugin: String,
        pub form: String,
        pub form_version: i32,
        pub not_checked_by: Option<String>,
        pub received_at: DateTimeUtc,
        pub decision: String,
        pub decided_at: Option<DateTimeUtc>,
        pub decided_by: Option<Uuid>,
        pub decision_reason: Option<String>,
        pub case_id: Option<Uuid>,
        pub service_type: Option<String>,
        pub area: Option<String>,
        pub category: Option<String>,
        pub coarse_status: String,
        pub outcome_class: Option<String>,
        pub team: Uuid,
        pub class: String,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub regime: String,
        pub retention: String,
        pub hold: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod case {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cases")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub legacy_reference: Option<String>,
        pub service_type: String,
        pub route: String,
        pub route_version: i32,
        pub stage: String,
        pub phase: String,
        pub status: String,
        pub stage_override: Option<String>,
        pub override_reason: Option<String>,
        pub owner: Option<Uuid>,
        pub priority: String,
        pub complexity: String,
        pub complex: bool,
        pub risk_flag: bool,
        pub area: Option<String>,
        pub source_type: String,
        pub organisation: Option<Uuid>,
        pub category: Option<String>,
        pub justice_stage: Option<String>,
        pub initiated_by: Option<String>,
        pub coarse_status: String,
        pub outcome_class: Option<String>,
        pub outcome: Option<String>,
        pub closing_reason: Option<String>,
        pub closing_note: Option<String>,
        pub received_at: DateTimeUtc,
        pub acknowledged_at: Option<DateTimeUtc>,
        pub triaged_at: Option<DateTimeUtc>,
        pub first_contact_at: Option<DateTimeUtc>,
        pub allocated_at: Option<DateTimeUtc>,
        pub ready_at: Option<DateTimeUtc>,
        pub event_at: Option<DateTimeUtc>,
        pub closed_at: Option<DateTimeUtc>,
        pub dispose_after: Option<Date>,
        pub summary: Option<String>,
        pub lawful_basis: Option<String>,
        pub team: Uuid,
        pub class: String,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub regime: String,
        pub retention: String,
        pub hold: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod side {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sides")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub kind: String,
        pub letter: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod participant {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "participants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub case_id: Uuid,
        pub side: Uuid,
        pub person: Uuid,
        pub role: String,
        pub stage: String,
        pub required: bool,
        pub called: String,
        pub first_name: String,
        pub initials: String,
        pub age_band: Option<String>,
        pub responsibility: Option<String>,
        pub readiness: String,
        pub willing: Option<String>,
        pub adjustments: Option<String>,
        pub outcome: Option<String>,
        pub first_contact_at: Option<DateTimeUtc>,
        pub information_given_at: Option<DateTimeUtc>,
        pub withdrew_at: Option<DateTimeUtc>,
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

pub mod incident {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incidents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub kind: String,
        pub category: Option<String>,
        pub detail: Option<String>,
        pub occurred_from: Option<Date>,
        pub occurred_to: Option<Date>,
        pub reported_to_police: bool,
        pub crime_reference: Option<String>,
        pub summary: Option<String>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub legacy_id: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod case_flag {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_flags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub flag: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod statistic {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "statistics")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Vec<u8>,
        pub case_id: Uuid,
        pub role: String,
        pub side_kind: String,
        pub age_band: String,
        pub sex: String,
        pub ethnic_group: String,
        pub disability: String,
        pub district: String,
        pub risk_level: String,
        pub received_month: String,
        pub live: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
