// SPDX-License-Identifier: Apache-2.0
#include "core/community/Evolution.h"

#include "core/base/Encoding.h"
#include "core/community/LogTable.h"
#include "core/community/OldLog.h"
#include "core/community/OldState.h"
#include "core/community/Outbox.h"
#include "core/community/ReplicaImpl.h"

#include <set>

namespace linli::community {
namespace {

constexpr std::size_t pageEntries = 500;            ///< read at once, so that a log of any length needs little memory
constexpr std::string_view before = "entry_before"; ///< the log's rows, while they are folded into a new `entry`

std::string sqlName(std::string_view name)
{
    std::string out = "\"";
    for (const char c : name)
        out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

/// The names after each CREATE TABLE.
std::vector<std::string> tablesOf(std::string_view script)
{
    constexpr std::string_view create = "CREATE TABLE ";
    std::vector<std::string> names;
    for (auto at = script.find(create); at != std::string_view::npos; at = script.find(create, at)) {
        at += create.size();
        names.emplace_back(script.substr(at, script.find('(', at) - at));
    }
    return names;
}

const std::set<std::string>& keptTables()
{
    static const std::set<std::string> names = [] {
        std::set<std::string> all;
        for (const std::string_view script : keptScripts())
            for (std::string& name : tablesOf(script))
                all.insert(std::move(name));
        return all;
    }();
    return names;
}

Result<std::set<std::string>> namesOf(store::Database& db, const std::string& condition)
{
    LINLI_TRY(const auto rows, db.all("SELECT name FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND " + condition,
                                      {}, [](const store::Row& row) { return row.text(0); }));
    return std::set(rows.begin(), rows.end());
}

Result<void> dropTables(store::Database& db, const std::set<std::string>& tables)
{
    for (const std::string& table : tables)
        if (!keptTables().contains(table) && !isSetAside(table))
            LINLI_CHECK(db.runScript("DROP TABLE " + sqlName(table)));
    return {};
}

Result<bool> lacksKeptTables(store::Database& db)
{
    LINLI_TRY(const auto tables, namesOf(db, "type = 'table'"));
    LINLI_TRY(const auto indexes, namesOf(db, "type = 'index'"));
    return !std::ranges::includes(tables, keptTables()) ||
           std::ranges::any_of(keptIndexes(),
                               [&](const KeptIndex& index) { return !indexes.contains(std::string(index.name)); });
}

/// Kept tables, and indexes on them, that came with a later version.
Result<void> addKeptTables(store::Database& db)
{
    LINLI_TRY(const auto tables, namesOf(db, "type = 'table'"));
    for (const std::string_view script : keptScripts())
        if (std::ranges::none_of(tablesOf(script), [&](const std::string& name) { return tables.contains(name); }))
            LINLI_CHECK(db.runScript(script));
    LINLI_TRY(const auto indexes, namesOf(db, "type = 'index'"));
    for (const KeptIndex& index : keptIndexes())
        if (!indexes.contains(std::string(index.name)))
            LINLI_CHECK(db.runScript(index.script));
    return {};
}

std::set<std::string> kindNames()
{
    std::set<std::string> names;
    for (const log::Capability* capability : capabilities())
        for (const log::Kind& kind : capability->kinds())
            names.insert(kind.name);
    return names;
}

std::string joined(const std::set<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

std::set<std::string> split(std::string_view text)
{
    std::set<std::string> lines;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        lines.emplace(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// Whether the log holds a kind that one of the two versions knows and the other does not.
Result<bool> holdsOneOf(store::Database& db, const std::set<std::string>& then, const std::set<std::string>& now)
{
    LINLI_TRY(const auto kinds, db.all("SELECT DISTINCT kind FROM entry WHERE kind IS NOT NULL", {},
                                       [](const store::Row& row) { return row.text(0); }));
    return std::ranges::any_of(kinds,
                               [&](const std::string& kind) { return then.contains(kind) != now.contains(kind); });
}

/// A copy of the log that begins in its middle, or lacks entries, cannot be folded.
Result<bool> logIsWhole(store::Database& db, const log::MerkleFrontier& frontier)
{
    LINLI_TRY(const auto entries, db.count("SELECT count(*) FROM entry"));
    return static_cast<std::uint64_t>(entries) == frontier.size();
}

/// The log begins anew. The next sync brings it.
Result<void> forgetLog(store::Database& db)
{
    LINLI_CHECK(db.run("DELETE FROM entry"));
    for (const std::string_view name : {meta::frontier, meta::lastAccepted, meta::lastAcceptedWall, meta::hubChainSeq,
                                        meta::hubChainHash, meta::checkpoint, meta::snapshotSize})
        LINLI_CHECK(Meta(db).remove(name));
    return forgetOldLog(db);
}

/// The newest moment that this store knows by the clock of its machine: it is opened without one.
Result<Timestamp> newestWall(store::Database& db)
{
    LINLI_TRY(const std::int64_t came, Meta(db).integer(meta::lastAcceptedWall));
    LINLI_TRY(const std::int64_t written, db.count("SELECT coalesce(max(created_ms), 0) FROM outbox"));
    return fromMs(std::max(came, written));
}

} // namespace

Hash stateFingerprint()
{
    Bytes bytes{foldVersion};
    for (const std::string_view script : stateScripts()) {
        appendU32(bytes, static_cast<std::uint32_t>(script.size()));
        const ByteView text = asBytes(script);
        bytes.insert(bytes.end(), text.begin(), text.end());
    }
    return crypto::sha256(bytes);
}

Result<void> markSchema(store::Database& db)
{
    Meta meta(db);
    LINLI_CHECK(meta.setInteger(meta::keptVersion, keptVersion));
    LINLI_CHECK(meta.set(meta::stateVersion, stateFingerprint()));
    return meta.set(meta::stateKinds, asBytes(joined(kindNames())));
}

Result<StoreAge> storeAge(store::Database& db)
{
    Meta meta(db);
    LINLI_TRY(const std::int64_t kept, meta.integer(meta::keptVersion));
    if (kept > keptVersion)
        return fail(ErrorKind::Store, "store.newer", "kept tables of version " + std::to_string(kept));
    LINLI_TRY(const auto version, meta.find(meta::stateVersion));
    if (kept < keptVersion || toHash(version.value_or(Bytes{})) != stateFingerprint())
        return StoreAge::Outdated;
    LINLI_TRY(const auto kinds, meta.find(meta::stateKinds));
    LINLI_TRY(const bool lacks, lacksKeptTables(db));
    const auto then = split(asString(kinds.value_or(Bytes{})));
    const auto now = kindNames();
    if (then == now)
        return lacks ? StoreAge::Unmarked : StoreAge::Current;
    LINLI_TRY(const bool matters, holdsOneOf(db, then, now));
    return matters ? StoreAge::Outdated : StoreAge::Unmarked;
}

Result<void> remakeTables(store::Database& db)
{
    // Virtual tables take the tables under them along.
    LINLI_TRY(const auto virtualTables, namesOf(db, "type = 'table' AND sql LIKE 'CREATE VIRTUAL %'"));
    LINLI_CHECK(dropTables(db, virtualTables));
    LINLI_TRY(const auto tables, namesOf(db, "type = 'table'"));
    LINLI_CHECK(dropTables(db, tables));
    for (const std::string_view script : stateScripts())
        LINLI_CHECK(db.runScript(script));
    return {};
}

/// The log's rows go through the applier once more, into a new `entry`: rules see just what they saw when each came.
Result<void> Replica::Impl::foldAgain()
{
    LINLI_TRY(const auto indexes, namesOf(db, "type = 'index' AND tbl_name = 'entry'"));
    for (const std::string& index : indexes)
        LINLI_CHECK(db.runScript("DROP INDEX " + sqlName(index)));
    LINLI_CHECK(db.runScript("ALTER TABLE entry RENAME TO " + std::string(before)));
    LINLI_CHECK(db.runScript(logTableSchema()));
    LINLI_CHECK(Meta(db).remove(meta::hubChainSeq));
    LINLI_CHECK(Meta(db).remove(meta::hubChainHash));
    LINLI_CHECK(fold(db, before));
    return db.runScript("DROP TABLE " + std::string(before));
}

Result<void> Replica::Impl::fold(store::Database& source, std::string_view table,
                                 const std::function<Result<void>(const log::Entry&)>& each)
{
    EntryApplier applier(db, genesis, keys, {}, knownRules, EntryApplier::Source::OwnStore);
    for (;;) {
        LINLI_TRY(const auto page, readEntries(source, Seq{applier.position().frontier.size()}, pageEntries, table));
        if (page.empty())
            break;
        for (const log::Entry& entry : page) {
            LINLI_CHECK(applier.apply(entry));
            if (each)
                LINLI_CHECK(each(entry));
        }
    }
    LINLI_CHECK(applier.reveal());
    position = applier.position();
    return {};
}

/// What cannot be folded stays to be read until the next sync (OldState.h).
Result<void> Replica::Impl::carryOver()
{
    LINLI_CHECK(setStateAside(db));
    LINLI_CHECK(remakeTables(db));
    LINLI_CHECK(takeStateBack(db));
    LINLI_CHECK(forgetLog(db));
    return Meta(db).setInteger(meta::carriedOver, 1);
}

/// Before the first true row comes.
Result<void> Replica::Impl::dropCarriedOver()
{
    LINLI_TRY(const std::int64_t there, Meta(db).integer(meta::carriedOver));
    return there == 0 ? Result<void>{} : clearState();
}

Result<void> Replica::Impl::evolve()
{
    LINLI_TRY(const StoreAge age, storeAge(db));
    if (age == StoreAge::Current)
        return {};
    LINLI_TRY(auto transaction, store::Transaction::begin(db));
    LINLI_CHECK(addKeptTables(db));
    if (age == StoreAge::Outdated) {
        // A snapshot that was half here went with the tables that it filled.
        for (const std::string_view name : {meta::snapshotManifest, meta::snapshotPages, meta::snapshotOwn})
            LINLI_CHECK(Meta(db).remove(name));
        LINLI_TRY(const auto stored, Meta(db).find(meta::frontier));
        LINLI_TRY(const auto frontier, stored ? log::MerkleFrontier::fromBytes(*stored)
                                              : Result<log::MerkleFrontier>(log::MerkleFrontier()));
        LINLI_TRY(const bool whole, logIsWhole(db, frontier));
        LINLI_CHECK(whole ? remakeTables(db).and_then([&] { return foldAgain(); }) : carryOver());
        if (whole && position.frontier.state() != frontier.state())
            return fail(ErrorKind::Store, "store.corrupt", "the entries do not give the root that was stored");
        LINLI_TRY(undo, store::UndoLog::install(db, stateTableNames()));
        LINLI_TRY(const Timestamp wall, newestWall(db));
        LINLI_CHECK(replayPending(wall));
    }
    LINLI_CHECK(markSchema(db));
    return transaction.commit();
}

} // namespace linli::community
