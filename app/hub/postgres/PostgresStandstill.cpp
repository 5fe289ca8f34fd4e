// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresLogStore.h"

#include "app/hub/EntryBytes.h"
#include "app/hub/postgres/PostgresValues.h"

/// PostgresLogStore while nothing may be decided.
namespace linli::hub {
namespace {

constexpr int maxEvidence = 100;

} // namespace

Result<void> PostgresLogStore::standStill(Standstill why)
{
    const Bytes epoch = crypto::randomBytes(epochBytes);
    return run("UPDATE linli.head SET standstill = $2, "
               "epoch = CASE WHEN standstill = 0 OR $5 THEN $3 ELSE epoch END "
               "WHERE community = $1 AND ($5 OR (NOT loss_accepted AND standstill <> $4))",
               {m_community, static_cast<int>(why), asParameter(epoch), static_cast<int>(Standstill::Forked),
                why == Standstill::Restored})
        .transform([](const pqxx::result&) {});
}

Result<void> PostgresLogStore::goOn(std::uint64_t size, bool lossAccepted)
{
    return run("WITH gone AS (DELETE FROM linli.lent WHERE community = $1 AND $3) "
               "UPDATE linli.head SET standstill = 0, loss_accepted = $3 WHERE community = $1 AND size = $2",
               {m_community, size, lossAccepted})
        .transform([](const pqxx::result&) {});
}

Result<void> PostgresLogStore::lend(std::span<const log::Entry> entries)
{
    if (entries.empty())
        return {};
    ArrayText seqs;
    ArrayText sealed;
    for (const log::Entry& entry : entries) {
        seqs.addNumber(static_cast<std::int64_t>(entry.stub.seq.value));
        sealed.addBytes(m_lent.seal(rowOf(entry.stub.seq), entryToBytes(entry)));
    }
    return run("INSERT INTO linli.lent(community, seq, entry) "
               "SELECT $1, rows.* FROM unnest($2::bigint[], $3::bytea[]) AS rows ON CONFLICT DO NOTHING",
               {m_community, std::move(seqs).finish(), std::move(sealed).finish()})
        .transform([](const pqxx::result&) {});
}

Result<std::vector<log::Entry>> PostgresLogStore::lent(std::span<const Seq> seqs)
{
    ArrayText wanted;
    for (const Seq seq : seqs)
        wanted.addNumber(static_cast<std::int64_t>(seq.value));
    LINLI_TRY(const auto rows,
              run("SELECT seq, entry FROM linli.lent WHERE community = $1 AND seq = ANY($2::bigint[]) ORDER BY seq",
                  {m_community, std::move(wanted).finish()}));
    std::vector<log::Entry> entries;
    for (const auto& row : rows) {
        LINLI_TRY(const std::uint64_t seq, countIn(row[0]));
        LINLI_TRY(const Bytes sealed, bytesIn(row[1]));
        LINLI_TRY(const Bytes opened, m_lent.open(rowOf(Seq{seq}), sealed));
        LINLI_TRY(auto entry, entryFromBytes(opened));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<void> PostgresLogStore::keepEvidence(const std::string& note)
{
    return run("INSERT INTO linli.evidence(community, note) SELECT $1, $2 "
               "WHERE (SELECT count(*) FROM linli.evidence WHERE community = $1) < $3 ON CONFLICT DO NOTHING",
               {m_community, note, maxEvidence})
        .transform([](const pqxx::result&) {});
}

Result<std::vector<std::string>> PostgresLogStore::evidence()
{
    LINLI_TRY(const auto rows,
              run("SELECT note FROM linli.evidence WHERE community = $1 ORDER BY note", {m_community}));
    std::vector<std::string> notes;
    for (const auto& row : rows)
        notes.emplace_back(row[0].c_str());
    return notes;
}

} // namespace linli::hub
