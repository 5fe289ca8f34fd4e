// SPDX-License-Identifier: Apache-2.0
#include "core/community/OldLog.h"

#include "core/community/Meta.h"
#include "core/community/Schema.h"

namespace linli::community {
namespace {

/// Whose key is an operation of this store's community, with its author: one place in an index each.
std::vector<const log::TableSpec*> tellingTables()
{
    std::vector<const log::TableSpec*> tables;
    for (const log::TableSpec& table : stateTables())
        if (!table.authorColumn.empty() && table.key.size() == 1 && table.key.front() == table.opColumn)
            tables.push_back(&table);
    return tables;
}

std::string onlyCommunity(const log::TableSpec& table)
{
    return table.privateColumn.empty() ? std::string() : " AND " + table.privateColumn + " = 0";
}

} // namespace

std::string_view oldLogSchema()
{
    return R"sql(
        CREATE TABLE old_op(op_id BLOB PRIMARY KEY, member BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE old_link(op_hash BLOB PRIMARY KEY) WITHOUT ROWID;
    )sql";
}

Result<void> addOldOperation(store::Database& db, const OldOperation& operation)
{
    return db.run("INSERT INTO old_op(op_id, member) VALUES(?1, ?2)", {operation.op, operation.author});
}

Result<std::optional<OldOperation>> findOldOperation(store::Database& db, const OpId& op)
{
    LINLI_TRY(const std::int64_t base, Meta(db).integer(meta::snapshotSize));
    if (base == 0)
        return std::nullopt;
    const auto read = [&](const store::Row& row) { return OldOperation{op, row.id<MemberId>(0)}; };
    LINLI_TRY(auto listed, db.one("SELECT member FROM old_op WHERE op_id = ?1", {op}, read));
    if (listed)
        return listed;
    for (const log::TableSpec* table : tellingTables()) {
        // Names come from TableSpecs in our own code, never from input.
        LINLI_TRY(auto told, db.one("SELECT " + table->authorColumn + " FROM " + table->name + " WHERE " +
                                        table->opColumn + " = ?1" + onlyCommunity(*table),
                                    {op}, read));
        if (told)
            return told;
    }
    return std::nullopt;
}

std::string isToldByTables(std::string_view op, std::string_view member)
{
    std::string sql;
    for (const log::TableSpec* table : tellingTables())
        sql += (sql.empty() ? "(" : " OR ") +
               ("EXISTS(SELECT 1 FROM " + table->name + " WHERE " + table->name + "." + table->opColumn + " = ")
                   .append(op) +
               (" AND " + table->name + "." + table->authorColumn + " = ").append(member) + onlyCommunity(*table) + ")";
    return sql.empty() ? "0" : sql + ")";
}

Result<void> addOldLink(store::Database& db, const Hash& opHash)
{
    return db.run("INSERT INTO old_link(op_hash) VALUES(?1) ON CONFLICT DO NOTHING", {opHash});
}

Result<bool> isHiddenLink(store::Database& db, const Hash& opHash)
{
    LINLI_TRY(const auto found, db.count("SELECT EXISTS(SELECT 1 FROM entry WHERE op_hash = ?1 AND header IS NULL) "
                                         "OR EXISTS(SELECT 1 FROM old_link WHERE op_hash = ?1)",
                                         {opHash}));
    return found != 0;
}

Result<bool> hasUnreadEntries(store::Database& db)
{
    LINLI_TRY(const std::int64_t base, Meta(db).integer(meta::snapshotSize));
    if (base != 0)
        return true;
    LINLI_TRY(const auto hidden, db.count("SELECT EXISTS(SELECT 1 FROM entry WHERE header IS NULL)"));
    return hidden != 0;
}

Result<void> forgetOldLog(store::Database& db)
{
    LINLI_CHECK(db.run("DELETE FROM old_op"));
    return db.run("DELETE FROM old_link");
}

} // namespace linli::community
