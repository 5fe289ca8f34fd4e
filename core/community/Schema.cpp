// SPDX-License-Identifier: Apache-2.0
#include "core/community/Schema.h"

#include "core/community/Evolution.h"
#include "core/community/LogTable.h"
#include "core/community/OldLog.h"
#include "core/community/Outbox.h"
#include "core/community/Replica.h"
#include "core/log/Photos.h"
#include "core/log/RulesVersion.h"

#include <array>
#include <map>

namespace linli::community {
namespace {

constexpr std::string_view metaSchema = "CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;";
// Operations of other phones on their way to the hub (core/sync/Carried.h).
constexpr std::string_view carriedSchema = R"sql(
    CREATE TABLE carried(
        position INTEGER PRIMARY KEY AUTOINCREMENT, op_id BLOB NOT NULL UNIQUE, op_hash BLOB NOT NULL,
        device_id BLOB NOT NULL, device_epoch INTEGER NOT NULL, device_seq INTEGER NOT NULL, kind TEXT NOT NULL,
        created_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, code TEXT NOT NULL, logged_seq INTEGER,
        operation BLOB NOT NULL, UNIQUE(device_id, device_epoch, device_seq));
)sql";
// Checkpoints that the hub signed and that do not go together (core/sync/Evidence.h).
constexpr std::string_view evidenceSchema = R"sql(
    CREATE TABLE evidence(
        position INTEGER PRIMARY KEY AUTOINCREMENT, found_ms INTEGER NOT NULL, ours TEXT NOT NULL, theirs TEXT NOT NULL,
        proof BLOB NOT NULL, UNIQUE(ours, theirs));
)sql";
// Entries whose content this store may read as soon as it gets the key.
constexpr std::string_view sealedSchema = "CREATE TABLE sealed_waiting(seq INTEGER PRIMARY KEY);";

std::vector<log::TableSpec> collectTables()
{
    const auto photos = log::photoTables();
    std::vector<log::TableSpec> tables(photos.begin(), photos.end());
    const auto rules = log::rulesTables();
    tables.insert(tables.end(), rules.begin(), rules.end());
    for (const log::Capability* capability : capabilities())
        tables.insert(tables.end(), capability->tables().begin(), capability->tables().end());
    return tables;
}

} // namespace

Result<void> createSchema(store::Database& db)
{
    for (const std::string_view script : keptScripts())
        LINLI_CHECK(db.runScript(script));
    for (const KeptIndex& index : keptIndexes())
        LINLI_CHECK(db.runScript(index.script));
    for (const std::string_view script : stateScripts())
        LINLI_CHECK(db.runScript(script));
    return markSchema(db);
}

std::span<const std::string_view> keptScripts()
{
    static const std::array scripts{metaSchema,       logTableSchema(), oldLogSchema(),
                                    Outbox::schema(), carriedSchema,    evidenceSchema};
    return scripts;
}

// With thousands of reports waiting, what counts or finds them must not read their content.
std::span<const KeptIndex> keptIndexes()
{
    static constexpr std::array indexes{
        KeptIndex{"outbox_by_seq", "CREATE INDEX outbox_by_seq ON outbox(device_seq, state);"}};
    return indexes;
}

std::span<const std::string_view> stateScripts()
{
    static const std::vector<std::string_view> scripts = [] {
        std::vector<std::string_view> all{sealedSchema, log::photoSchema(), log::rulesSchema()};
        for (const log::Capability* capability : capabilities())
            all.push_back(capability->schema());
        return all;
    }();
    return scripts;
}

std::span<const log::TableSpec> stateTables()
{
    static const std::vector<log::TableSpec> tables = collectTables();
    return tables;
}

std::span<const std::string> stateTableNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const log::TableSpec& table : stateTables())
            all.push_back(table.name);
        return all;
    }();
    return names;
}

namespace {

struct KnownKind {
    const log::Capability* capability;
    const log::Kind* kind;
};

const std::map<std::string_view, KnownKind>& knownKinds()
{
    static const auto kinds = [] {
        std::map<std::string_view, KnownKind> all;
        for (const log::Capability* capability : capabilities())
            for (const log::Kind& kind : capability->kinds())
                all.emplace(kind.name, KnownKind{capability, &kind});
        return all;
    }();
    return kinds;
}

} // namespace

const log::Kind* findKind(std::string_view name)
{
    const auto found = knownKinds().find(name);
    return found == knownKinds().end() ? nullptr : found->second.kind;
}

const log::Capability& capabilityOf(std::string_view kind)
{
    return *knownKinds().at(kind).capability;
}

} // namespace linli::community
