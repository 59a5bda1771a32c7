//! Mail that waits, and changes of addresses.

pub mod outbox {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Option<Uuid>,
        pub kind: String,
        pub about: Option<Vec<u8>>,
        pub epoch: Option<i64>,
        pub dedupe: String,
        pub state: String,
        pub attempts: i32,
        pub next_at: DateTimeUtc,
        pub claim: Option<Uuid>,
        pub claimed_until: Option<DateTimeUtc>,
        pub trouble: Option<String>,
        pub until_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
        pub sent_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod address_change {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "address_changes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account: Uuid,
        pub address_before: Option<String>,
        pub address_after: Option<String>,
        pub epoch: i64,
        pub state: String,
        pub changed_by: Option<Uuid>,
        pub until_at: DateTimeUtc,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
