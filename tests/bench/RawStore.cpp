// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/RawStore.h"

#include "core/community/Schema.h"
#include "tests/bench/Need.h"

#include <sqlite3.h>
#include <zstd.h>

#include <algorithm>

namespace linli::bench {
namespace {

using Type = store::Value::Type;

constexpr int packLevel = 19;

Cell cellOf(const store::Row& row, int column)
{
    Cell cell;
    cell.type = row.type(column);
    if (cell.type == Type::Integer)
        cell.integer = row.integer(column);
    else if (cell.type == Type::Real)
        cell.real = row.real(column);
    else if (cell.type != Type::Null)
        cell.bytes = asString(row.blobView(column));
    return cell;
}

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

Prepared prepare(sqlite3* db, const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK, sqlite3_errmsg(db));
    return Prepared(statement);
}

void bind(sqlite3_stmt* to, int place, const Cell& cell)
{
    const auto size = static_cast<int>(cell.bytes.size());
    switch (cell.type) {
    case Type::Null:
        sqlite3_bind_null(to, place);
        break;
    case Type::Integer:
        sqlite3_bind_int64(to, place, cell.integer);
        break;
    case Type::Real:
        sqlite3_bind_double(to, place, cell.real);
        break;
    case Type::Text:
        sqlite3_bind_text(to, place, cell.bytes.data(), size, SQLITE_STATIC);
        break;
    case Type::Blob:
        sqlite3_bind_blob(to, place, cell.bytes.data(), size, SQLITE_STATIC);
        break;
    }
}

void insertRow(sqlite3_stmt* statement, const std::vector<Cell>& row)
{
    for (std::size_t i = 0; i < row.size(); ++i)
        bind(statement, static_cast<int>(i) + 1, row[i]);
    require(sqlite3_step(statement) == SQLITE_DONE, sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
}

std::string insertInto(const RawRows& table)
{
    std::string marks;
    for (std::size_t i = 0; i < table.columns; ++i)
        marks += i == 0 ? "?" : ", ?";
    return "INSERT INTO " + table.table + " VALUES(" + marks + ")";
}

void appendVarint(std::string& out, std::int64_t value)
{
    auto rest = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
    for (; rest >= 0x80; rest >>= 7)
        out.push_back(static_cast<char>(rest | 0x80));
    out.push_back(static_cast<char>(rest));
}

} // namespace

RawRows RawRows::read(store::Database& from, const std::string& table, const std::string& where)
{
    RawRows out{table, 0, {}};
    need(from.query("SELECT * FROM " + table + where, {}, [&](const store::Row& row) {
        std::vector<Cell> cells;
        for (int column = 0; column < row.columnCount(); ++column)
            cells.push_back(cellOf(row, column));
        out.columns = cells.size();
        out.rows.push_back(std::move(cells));
        return true;
    }));
    return out;
}

std::vector<RawRows> stateRows(store::Database& from)
{
    std::vector<RawRows> tables;
    for (const std::string& name : community::stateTableNames()) {
        RawRows table = RawRows::read(from, name);
        if (!table.rows.empty())
            tables.push_back(std::move(table));
    }
    return tables;
}

std::size_t packedBytes(const std::vector<RawRows>& tables)
{
    std::string plain;
    for (const RawRows& table : tables)
        for (std::size_t column = 0; column < table.columns; ++column)
            for (const auto& row : table.rows) {
                if (row[column].type == Type::Integer)
                    appendVarint(plain, row[column].integer);
                plain += row[column].bytes;
            }
    std::string packed(ZSTD_compressBound(plain.size()), '\0');
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), packLevel);
    require(ZSTD_isError(size) == 0, "zstd");
    return size;
}

RawStore::RawStore(const std::filesystem::path& file, store::Database& like, const std::vector<std::string>& tables)
    : m_db(need(
          store::Database::open(file, store::DatabaseKey(crypto::Secret32::random()), store::Database::Access::Create)))
{
    const auto statements =
        need(like.all("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index')"
                      " ORDER BY type DESC",
                      {}, [](const store::Row& row) { return std::pair(row.text(0), row.text(1)); }));
    for (const auto& [table, sql] : statements)
        if (std::ranges::contains(tables, table))
            run(sql);
}

void RawStore::run(const std::string& sql)
{
    char* fault = nullptr;
    const int code = sqlite3_exec(m_db.handle(), sql.c_str(), nullptr, nullptr, &fault);
    const std::string text = fault != nullptr ? fault : "";
    sqlite3_free(fault);
    require(code == SQLITE_OK, text + " in " + sql);
}

double RawStore::insert(const std::vector<RawRows>& tables, std::size_t transactions, const std::string& also)
{
    sqlite3* const db = m_db.handle();
    std::vector<Prepared> inserts;
    for (const RawRows& table : tables)
        inserts.push_back(prepare(db, insertInto(table)));
    const Prepared begin = prepare(db, "BEGIN IMMEDIATE");
    const Prepared commit = prepare(db, "COMMIT");
    return secondsOf([&] {
        for (std::size_t turn = 0; turn < transactions; ++turn) {
            insertRow(begin.get(), {});
            for (std::size_t i = 0; i < tables.size(); ++i) {
                const std::size_t rows = tables[i].rows.size();
                for (std::size_t k = rows * turn / transactions; k < rows * (turn + 1) / transactions; ++k)
                    insertRow(inserts[i].get(), tables[i].rows[k]);
            }
            if (!also.empty())
                run(also);
            insertRow(commit.get(), {});
        }
    });
}

double commitSeconds(const std::filesystem::path& file, std::size_t bytes, int samples)
{
    auto db = need(
        store::Database::open(file, store::DatabaseKey(crypto::Secret32::random()), store::Database::Access::Create));
    need(db.runScript("CREATE TABLE entry(seq INTEGER PRIMARY KEY, bytes BLOB)"));
    const Bytes content(bytes, 7);
    std::vector<double> took;
    for (int i = 0; i < samples; ++i)
        took.push_back(secondsOf([&] { need(db.run("INSERT INTO entry(bytes) VALUES(?1)", {content})); }));
    std::ranges::sort(took);
    return took[took.size() / 2];
}

} // namespace linli::bench
