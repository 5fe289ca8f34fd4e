// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresSchema.h"

#include "app/hub/postgres/PostgresValues.h"

#include <array>

namespace linli::hub {
namespace {

/// Numbered from 1 by their place. A step that was released is never changed: what it got wrong, a later one puts right.
///
/// The head rows change with every append, so their pages are left half empty: then an update stays in its page and touches no
/// index. JPEGs do not get smaller, so the server shall not try.
constexpr std::array<std::string_view, 3> steps = {R"sql(
    CREATE TABLE linli.community(
        community uuid PRIMARY KEY,
        identity bytea NOT NULL,
        founded_at timestamptz NOT NULL DEFAULT now()) PARTITION BY HASH (community);
    CREATE TABLE linli.head(
        community uuid PRIMARY KEY,
        size bigint NOT NULL,
        root bytea NOT NULL CHECK (octet_length(root) = 32),
        last_accepted_ms bigint NOT NULL,
        epoch bytea NOT NULL CHECK (octet_length(epoch) = 16)) PARTITION BY HASH (community);
    CREATE TABLE linli.entry(
        community uuid NOT NULL,
        seq bigint NOT NULL CHECK (seq > 0),
        op_id uuid NOT NULL,
        accepted_ms bigint NOT NULL,
        audience bytea NOT NULL,
        verdict text NOT NULL,
        op_hash bytea NOT NULL CHECK (octet_length(op_hash) = 32),
        header bytea NOT NULL,
        signature bytea NOT NULL CHECK (octet_length(signature) = 64),
        payload bytea,
        PRIMARY KEY (community, seq),
        UNIQUE (community, op_id)) PARTITION BY HASH (community);
    CREATE TABLE linli.checkpoint(
        community uuid NOT NULL,
        size bigint NOT NULL,
        note text NOT NULL,
        PRIMARY KEY (community, size)) PARTITION BY HASH (community);
    CREATE TABLE linli.photo(
        community uuid NOT NULL,
        sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
        jpeg bytea NOT NULL,
        PRIMARY KEY (community, sha256)) PARTITION BY HASH (community);
    CREATE TABLE linli.photo_to_erase(
        community uuid NOT NULL,
        sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
        PRIMARY KEY (community, sha256)) PARTITION BY HASH (community);
    DO $$
    DECLARE
        name text;
        part integer;
    BEGIN
        FOREACH name IN ARRAY ARRAY['community', 'head', 'entry', 'checkpoint', 'photo', 'photo_to_erase'] LOOP
            FOR part IN 0 .. 15 LOOP
                EXECUTE format('CREATE TABLE linli.%I PARTITION OF linli.%I FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
                               name || '_' || part, name, part);
                IF name = 'head' THEN
                    EXECUTE format('ALTER TABLE linli.%I SET (fillfactor = 50)', name || '_' || part);
                ELSIF name = 'photo' THEN
                    EXECUTE format('ALTER TABLE linli.%I ALTER COLUMN jpeg SET STORAGE EXTERNAL', name || '_' || part);
                END IF;
            END LOOP;
        END LOOP;
    END $$;
)sql",
                                                   R"sql(
    ALTER TABLE linli.head
        ADD COLUMN standstill smallint NOT NULL DEFAULT 0,
        ADD COLUMN loss_accepted boolean NOT NULL DEFAULT false;
    CREATE TABLE linli.evidence(
        community uuid NOT NULL,
        note text NOT NULL,
        PRIMARY KEY (community, note)) PARTITION BY HASH (community);
    DO $$
    BEGIN
        FOR part IN 0 .. 15 LOOP
            EXECUTE format('CREATE TABLE linli.%I PARTITION OF linli.evidence FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
                           'evidence_' || part, part);
        END LOOP;
    END $$;
)sql",
                                                   R"sql(
    CREATE TABLE linli.lent(
        community uuid NOT NULL,
        seq bigint NOT NULL,
        entry bytea NOT NULL,
        PRIMARY KEY (community, seq)) PARTITION BY HASH (community);
    DO $$
    BEGIN
        FOR part IN 0 .. 15 LOOP
            EXECUTE format('CREATE TABLE linli.%I PARTITION OF linli.lent FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
                           'lent_' || part, part);
        END LOOP;
    END $$;
)sql"};

constexpr std::string_view start = R"sql(
    CREATE SCHEMA IF NOT EXISTS linli;
    CREATE TABLE IF NOT EXISTS linli.migration(
        step integer PRIMARY KEY,
        done_at timestamptz NOT NULL DEFAULT now());
)sql";

Result<std::uint64_t> stepsDone(PostgresSession& session)
{
    LINLI_TRY(const auto rows, session.run("SELECT coalesce(max(step), 0) FROM linli.migration"));
    return countIn(rows[0][0]);
}

/// In a transaction that nobody else migrates in, for as long as it takes. The number is any that is the same in every hub.
Result<void> beginAlone(PostgresSession& session)
{
    LINLI_CHECK(session.begin(PostgresSession::Mode::Write));
    LINLI_CHECK(
        session.run("SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)"));
    LINLI_CHECK(session.run("SELECT pg_advisory_xact_lock(7810762341)"));
    return {};
}

Result<void> takeStep(PostgresSession& session, std::uint64_t number)
{
    LINLI_CHECK(beginAlone(session));
    LINLI_TRY(const std::uint64_t done, stepsDone(session));
    if (done < number) { // else another hub was quicker
        LINLI_CHECK(session.runScript(steps.at(number - 1)));
        LINLI_CHECK(session.run("INSERT INTO linli.migration(step) VALUES($1)", {number}));
    }
    return session.commit();
}

Result<void> takeSteps(PostgresSession& session)
{
    LINLI_TRY(const auto table, session.run("SELECT to_regclass('linli.migration')"));
    if (table[0][0].is_null()) {
        LINLI_CHECK(beginAlone(session));
        LINLI_CHECK(session.runScript(start));
        LINLI_CHECK(session.commit());
    }
    LINLI_TRY(const std::uint64_t done, stepsDone(session));
    if (done > steps.size())
        return fail(ErrorKind::Store, "store.newer", "the database has had step " + std::to_string(done));
    for (std::uint64_t number = done + 1; number <= steps.size(); ++number)
        LINLI_CHECK(takeStep(session, number));
    return {};
}

} // namespace

Result<void> migrate(PostgresSession& session)
{
    auto migrated = takeSteps(session);
    session.rollback();
    return migrated;
}

} // namespace linli::hub
