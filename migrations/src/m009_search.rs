//! Search by name fragment and by word, each row under a case, a part and a side.
//!
//! SQLite keeps two FTS5 tables whose row number rises with the date the case was
//! received, so that "newest first" stops after a page; PostgreSQL keeps a trigram and a
//! `tsvector` index over ordinary tables. The beginnings of surnames and crime references
//! have ordinary indexes, by bytes on both.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::table::*;

migration!("m009_search", manager => {
    let connection = manager.get_connection();
    if connection.get_database_backend() == DbBackend::Sqlite {
        connection.execute_unprepared(
            "CREATE VIRTUAL TABLE name_search USING fts5(
                 name, case_id UNINDEXED, record UNINDEXED, part UNINDEXED, side UNINDEXED,
                 tokenize = 'trigram case_sensitive 0');
             CREATE VIRTUAL TABLE note_search USING fts5(
                 note, case_id UNINDEXED, record UNINDEXED, part UNINDEXED, side UNINDEXED,
                 tokenize = 'unicode61 remove_diacritics 2');
             INSERT INTO name_search (name_search, rank) VALUES ('secure-delete', 1);
             INSERT INTO note_search (note_search, rank) VALUES ('secure-delete', 1);
             CREATE INDEX ix_people_sort_key ON people (sort_key);
             CREATE INDEX ix_incidents_crime_reference ON incidents (lower(crime_reference));",
        ).await?;
    } else {
        connection.execute_unprepared(
            "CREATE EXTENSION IF NOT EXISTS pg_trgm;
             CREATE TABLE name_search (
                 rowid bigint PRIMARY KEY, name text NOT NULL, case_id uuid NOT NULL, record uuid NOT NULL,
                 part text NOT NULL, side uuid NOT NULL);
             CREATE INDEX ix_name_search_name ON name_search USING gin (name gin_trgm_ops);
             CREATE INDEX ix_name_search_record ON name_search (record);
             CREATE TABLE note_search (
                 rowid bigint PRIMARY KEY, note text NOT NULL, case_id uuid NOT NULL, record uuid NOT NULL,
                 part text NOT NULL, side uuid NOT NULL,
                 words tsvector GENERATED ALWAYS AS (to_tsvector('simple', note)) STORED);
             CREATE INDEX ix_note_search_words ON note_search USING gin (words);
             CREATE INDEX ix_note_search_record ON note_search (record);
             CREATE INDEX ix_people_sort_key ON people (sort_key COLLATE \"C\");
             CREATE INDEX ix_incidents_crime_reference ON incidents (lower(crime_reference));",
        ).await?;
    }
});
