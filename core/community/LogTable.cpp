// SPDX-License-Identifier: Apache-2.0
#include "core/community/LogTable.h"

namespace linli::community {
namespace {

constexpr std::string_view entryColumns = "seq, op_hash, accepted_ms, audience, verdict, header, signature, payload";

log::Entry entryFrom(const store::Row& row)
{
    log::Entry entry;
    entry.stub.seq = row.seq(0);
    entry.opHash = row.hash(1);
    entry.stub.accepted = row.time(2);
    entry.stub.audience = log::decodeAudience(row.blobView(3)).value_or(log::Audience{});
    entry.stub.verdict.code = row.text(4);
    if (row.isNull(5))
        return entry;
    log::SignedOperation operation;
    operation.header = row.blob(5);
    const ByteView signature = row.blobView(6);
    if (signature.size() == operation.signature.size())
        std::ranges::copy(signature, operation.signature.begin());
    if (!row.isNull(7))
        operation.payload = row.blob(7);
    entry.operation = std::move(operation);
    return entry;
}

} // namespace

std::string_view logTableSchema()
{
    return R"sql(
        CREATE TABLE entry(
            seq INTEGER PRIMARY KEY, op_id BLOB, op_hash BLOB NOT NULL, accepted_ms INTEGER NOT NULL,
            audience BLOB NOT NULL, verdict TEXT NOT NULL, kind TEXT, member BLOB,
            header BLOB, signature BLOB, payload BLOB);
        CREATE UNIQUE INDEX entry_by_op ON entry(op_id) WHERE op_id IS NOT NULL;
        CREATE INDEX entry_hidden ON entry(op_hash) WHERE header IS NULL;
    )sql";
}

Result<void> insertEntry(store::Database& db, const log::Entry& entry, const log::Header* header,
                         const MemberId& member)
{
    const log::SignedOperation* operation = entry.operation ? &*entry.operation : nullptr;
    return db.run("INSERT INTO entry(seq, op_id, op_hash, accepted_ms, audience, verdict, kind, member, header, "
                  "signature, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                  {entry.stub.seq, header ? std::optional(header->op) : std::nullopt, entry.opHash, entry.stub.accepted,
                   encodeAudience(entry.stub.audience), entry.stub.verdict.code,
                   header ? store::Value(header->kind) : store::Value(nullptr),
                   header ? std::optional(member) : std::nullopt,
                   operation ? store::Value(operation->header) : store::Value(nullptr),
                   operation ? store::Value(ByteView(operation->signature)) : store::Value(nullptr),
                   operation && operation->payload ? store::Value(*operation->payload) : store::Value(nullptr)});
}

Result<std::optional<log::Entry>> readEntry(store::Database& db, Seq seq)
{
    return db.one("SELECT " + std::string(entryColumns) + " FROM entry WHERE seq = ?1", {seq}, entryFrom);
}

Result<std::vector<log::Entry>> readEntries(store::Database& db, Seq after, std::size_t limit, std::string_view table)
{
    return db.all("SELECT " + std::string(entryColumns) + " FROM " + std::string(table) +
                      " WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                  {after, std::uint64_t{limit}}, entryFrom);
}

Result<void> copyEntry(store::Database& db, const store::Row& row)
{
    std::vector<store::Value> values;
    std::vector<std::string> texts(static_cast<std::size_t>(row.columnCount()));
    for (int column = 0; column < row.columnCount(); ++column) {
        std::string& text = texts[static_cast<std::size_t>(column)];
        switch (row.type(column)) {
        case store::Value::Type::Integer:
            values.emplace_back(row.integer(column));
            break;
        case store::Value::Type::Text:
            values.emplace_back(text = row.text(column));
            break;
        case store::Value::Type::Blob:
            values.emplace_back(row.blobView(column));
            break;
        default:
            values.emplace_back(nullptr);
        }
    }
    return db.runWith("INSERT INTO entry(" + std::string(wholeEntryColumns) +
                          ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT(seq) DO NOTHING",
                      values);
}

} // namespace linli::community
