// SPDX-License-Identifier: Apache-2.0
#include "core/community/Schema.h"

#include "core/community/LogTable.h"
#include "core/community/OldLog.h"
#include "core/community/Outbox.h"
#include "core/community/Replica.h"
#include "core/log/Photos.h"

#include <map>

namespace linli::community {
namespace {

// sealed_waiting: entries whose content this store may read as soon as it gets the key.
constexpr std::string_view metaSchema = R"sql(
    CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE sealed_waiting(seq INTEGER PRIMARY KEY);
)sql";

std::vector<log::TableSpec> collectTables()
{
    const auto photos = log::photoTables();
    std::vector<log::TableSpec> tables(photos.begin(), photos.end());
    for (const log::Capability* capability : capabilities())
        tables.insert(tables.end(), capability->tables().begin(), capability->tables().end());
    return tables;
}

} // namespace

Result<void> createSchema(store::Database& db)
{
    LINLI_CHECK(db.runScript(metaSchema));
    LINLI_CHECK(db.runScript(logTableSchema()));
    LINLI_CHECK(db.runScript(oldLogSchema()));
    LINLI_CHECK(db.runScript(Outbox::schema()));
    LINLI_CHECK(db.runScript(log::photoSchema()));
    for (const log::Capability* capability : capabilities())
        LINLI_CHECK(db.runScript(capability->schema()));
    return {};
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
