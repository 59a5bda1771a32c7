//! Accounts, roles, sessions.

pub mod account {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub username: String,
        pub display_name: String,
        pub sort_key: String,
        pub email: Option<String>,
        pub news: bool,
        pub kind: String,
        pub organisation: Option<Uuid>,
        pub status: String,
        pub language: String,
        pub password: Option<String>,
        pub totp: Option<Vec<u8>>,
        pub totp_step: Option<i64>,
        pub recovery: Option<String>,
        pub epoch: i64,
        pub sensitive_trained: bool,
        pub valid_until: Option<DateTimeUtc>,
        pub last_sign_in_at: Option<DateTimeUtc>,
        pub previous_sign_in_at: Option<DateTimeUtc>,
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

pub mod account_role {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_roles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        pub from_at: DateTimeUtc,
        pub until_at: DateTimeUtc,
        pub granted_by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod session {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub account: Uuid,
        pub created_at: DateTimeUtc,
        pub last_seen_at: DateTimeUtc,
        pub idle_seconds: i32,
        pub absolute_until: DateTimeUtc,
        pub device: String,
        pub second_factor_at: Option<DateTimeUtc>,
        pub proved_at: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
        pub external_identity: Option<Uuid>,
        pub external_session: Option<Vec<u8>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod throttle {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "throttles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Vec<u8>,
        pub failures: i32,
        pub window_from: DateTimeUtc,
        pub next_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod invitation {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub account: Uuid,
        pub until_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
        pub invited_by: Option<Uuid>,
        pub provider: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod passkey {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "passkeys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Uuid,
        pub credential: Vec<u8>,
        pub sealed: Vec<u8>,
        pub name: String,
        pub created_at: DateTimeUtc,
        pub last_used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod used_challenge {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "used_challenges")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub until_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod external_identity {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "external_identities")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Uuid,
        pub provider: String,
        pub subject: Vec<u8>,
        pub sub: Vec<u8>,
        pub linked_at: DateTimeUtc,
        pub linked_by: Option<Uuid>,
        pub last_used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod parked_form {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "parked_forms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub sealed: String,
        pub until_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
