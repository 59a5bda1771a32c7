//! Owner keys, and values that are not columns.

pub mod owner_key {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "owner_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub wrapped: Option<Vec<u8>>,
        pub generation: i32,
        pub created_at: DateTimeUtc,
        pub erased_at: Option<DateTimeUtc>,
        pub keyed_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod key_rotation {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "key_rotations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub kind: String,
        pub generation: i32,
        pub state: String,
        pub done: i64,
        pub total: i64,
        pub begun_at: DateTimeUtc,
        pub begun_by: Option<Uuid>,
        pub ended_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod answer {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub record_kind: String,
        pub record: Uuid,
        pub root: Uuid,
        pub plugin: String,
        pub field_set: i32,
        pub part: String,
        pub side: Uuid,
        pub owner: Option<Uuid>,
        pub body: Option<String>,
        pub sealed: Option<Vec<u8>>,
        pub version: i64,
        pub live: bool,
        pub source: String,
        pub batch: Option<Uuid>,
        pub at: DateTimeUtc,
        pub by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod answer_index {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "answer_index")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub field: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub record: Uuid,
        pub root: Uuid,
        pub text: Option<String>,
        pub number: Option<i64>,
        pub day: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod blind_index {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "blind_index")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub record: Uuid,
        pub owner: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod history {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "history")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub row: Uuid,
        pub record_kind: String,
        pub record: Uuid,
        pub root: Uuid,
        pub plugin: String,
        pub part: String,
        pub side: Uuid,
        pub owner: Option<Uuid>,
        pub body: Option<String>,
        pub sealed: Option<Vec<u8>>,
        pub version: i64,
        pub at: DateTimeUtc,
        pub by: Option<Uuid>,
        pub source: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
