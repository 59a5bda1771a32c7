//! Packages and batches.

pub mod package {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "packages")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plugin: String,
        pub version: String,
        pub bytes: Vec<u8>,
        pub digest: Vec<u8>,
        pub state: String,
        pub grants: String,
        pub settings: String,
        pub installed_at: DateTimeUtc,
        pub installed_by: Option<Uuid>,
        pub enabled_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod batch {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "batches")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub reference: String,
        pub profile: String,
        pub digest: Vec<u8>,
        pub state: String,
        pub counts: String,
        pub started_at: DateTimeUtc,
        pub finished_at: Option<DateTimeUtc>,
        pub by: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod batch_row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "batch_rows")]
    pub struct Model {
        pub batch: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub profile: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub file: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub legacy_id: String,
        pub record_kind: String,
        pub record: Uuid,
        pub digest: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
