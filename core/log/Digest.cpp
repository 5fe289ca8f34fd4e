// SPDX-License-Identifier: Apache-2.0
#include "core/log/Digest.h"

#include "core/base/Encoding.h"

#include <algorithm>

namespace linli::log {
namespace {

std::string joined(const std::vector<std::string>& names)
{
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + name;
    return out;
}

/// One cell: `'n'` · `'i' i64be` · `'t' u32be length bytes` · `'b' u32be length bytes`. Reals are not allowed in facts.
Result<void> appendCell(Bytes& out, const store::Row& row, int column)
{
    const auto sized = [&](char tag, ByteView bytes) {
        out.push_back(static_cast<std::uint8_t>(tag));
        appendU32(out, static_cast<std::uint32_t>(bytes.size()));
        append(out, bytes);
    };
    switch (row.type(column)) {
    case store::Value::Type::Null:
        out.push_back('n');
        return {};
    case store::Value::Type::Integer:
        out.push_back('i');
        appendU64(out, static_cast<std::uint64_t>(row.integer(column)));
        return {};
    case store::Value::Type::Text:
        sized('t', row.blobView(column)); // the text's UTF-8, uncopied
        return {};
    case store::Value::Type::Blob:
        sized('b', row.blobView(column));
        return {};
    case store::Value::Type::Real:
        break;
    }
    return fail(ErrorKind::Internal, "digest.real", "a real number in a digest column");
}

struct TwoDigests {
    crypto::Sha256 community;
    std::optional<crypto::Sha256> own; ///< nothing where it is not wanted

    void add(ByteView bytes, bool isPrivate)
    {
        if (own)
            own->add(bytes);
        if (!isPrivate)
            community.add(bytes);
    }
};

/// An empty table that came later is as if it were not there.
Result<bool> isTold(store::Database& db, const TableSpec& table)
{
    if (!table.later)
        return true;
    LINLI_TRY(const auto rows, db.count("SELECT EXISTS(SELECT 1 FROM " + table.name + ")"));
    return rows != 0;
}

Result<void> addTable(store::Database& db, const TableSpec& table, TwoDigests& digests)
{
    LINLI_TRY(const bool told, isTold(db, table));
    if (!told)
        return {};
    Bytes title{'T'};
    appendU32(title, static_cast<std::uint32_t>(table.name.size()));
    append(title, asBytes(table.name));
    digests.add(title, false);

    std::vector<std::string> columns = table.key;
    columns.insert(columns.end(), table.facts.begin(), table.facts.end());
    const int digestColumns = static_cast<int>(columns.size());
    columns.push_back(table.privateColumn.empty() ? "0" : table.privateColumn);
    // Names come from TableSpecs in our own code, never from input.
    const std::string sql = "SELECT " + joined(columns) + " FROM " + table.name + " ORDER BY " + joined(table.key);
    Result<void> outcome;
    Bytes encoded;
    LINLI_CHECK(db.query(sql, {}, [&](const store::Row& row) {
        encoded.assign(1, 'R');
        for (int column = 0; column < digestColumns && outcome; ++column)
            outcome = appendCell(encoded, row, column);
        digests.add(encoded, row.boolean(digestColumns));
        return outcome.has_value();
    }));
    return outcome;
}

Result<void> addTables(store::Database& db, std::span<const TableSpec> tables, TwoDigests& digests)
{
    std::vector<const TableSpec*> ordered;
    for (const TableSpec& table : tables)
        if (!table.key.empty())
            ordered.push_back(&table);
    std::ranges::sort(ordered, {}, [](const TableSpec* table) { return table->name; });

    digests.add(asBytes("linli/state/v1"), false);
    for (const TableSpec* table : ordered)
        LINLI_CHECK(addTable(db, *table, digests));
    return {};
}

} // namespace

Result<Digests> stateDigests(store::Database& db, std::span<const TableSpec> tables)
{
    TwoDigests digests{{}, crypto::Sha256()};
    LINLI_CHECK(addTables(db, tables, digests));
    return Digests{digests.community.finish(), digests.own->finish()};
}

Result<Hash> communityDigest(store::Database& db, std::span<const TableSpec> tables)
{
    TwoDigests digests;
    LINLI_CHECK(addTables(db, tables, digests));
    return digests.community.finish();
}

namespace {

struct Selection {
    std::vector<std::string> columns;
    std::string where;
};

Result<Hash> digestOf(store::Database& db, const TableSpec& table, const Selection& selection)
{
    const std::string names = joined(selection.columns);
    crypto::Sha256 digest;
    Result<void> outcome;
    Bytes encoded;
    // Names come from the schema of our own store, never from input.
    LINLI_CHECK(db.query("SELECT " + names + " FROM " + table.name + selection.where + " ORDER BY " +
                             (table.key.empty() ? names : joined(table.key)),
                         {}, [&](const store::Row& row) {
                             encoded.assign(1, 'R');
                             for (int column = 0; column < row.columnCount() && outcome; ++column)
                                 outcome = appendCell(encoded, row, column);
                             digest.add(encoded);
                             return outcome.has_value();
                         }));
    LINLI_CHECK(outcome);
    return digest.finish();
}

Result<Selection> everything(store::Database& db, const TableSpec& table)
{
    LINLI_TRY(auto columns, db.all("SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY name",
                                   {table.name}, [](const store::Row& row) { return row.text(0); }));
    std::erase_if(columns, [&](const std::string& column) { return std::ranges::contains(table.local, column); });
    // Rows without a key are there for their content alone; who joined after it was erased never had them.
    return Selection{std::move(columns),
                     table.key.empty() ? " WHERE " + table.content.front() + " IS NOT NULL" : std::string()};
}

/// No counters: those may count private rows too.
Selection ofTheCommunity(const TableSpec& table)
{
    Selection selection{table.key, {}};
    selection.columns.insert(selection.columns.end(), table.facts.begin(), table.facts.end());
    selection.columns.insert(selection.columns.end(), table.content.begin(), table.content.end());
    if (!table.privateColumn.empty())
        selection.where = " WHERE " + table.privateColumn + " = 0";
    return selection;
}

} // namespace

Result<TableDigests> contentDigests(store::Database& db, std::span<const TableSpec> tables)
{
    TableDigests digests;
    for (const TableSpec& table : tables) {
        LINLI_TRY(const Selection all, everything(db, table));
        LINLI_TRY(const Hash digest, digestOf(db, table, all));
        digests.emplace_back(table.name, digest);
    }
    std::ranges::sort(digests);
    return digests;
}

Result<TableDigests> communityContentDigests(store::Database& db, std::span<const TableSpec> tables)
{
    TableDigests digests;
    for (const TableSpec& table : tables) {
        if (table.key.empty())
            continue;
        LINLI_TRY(const Hash digest, digestOf(db, table, ofTheCommunity(table)));
        digests.emplace_back(table.name, digest);
    }
    std::ranges::sort(digests);
    return digests;
}

} // namespace linli::log
