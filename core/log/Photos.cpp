// SPDX-License-Identifier: Apache-2.0
#include "core/log/Photos.h"

namespace linli::log {

std::string_view photoSchema()
{
    return R"sql(
        CREATE TABLE photo_ref(
            op_id BLOB NOT NULL, ordinal INTEGER NOT NULL, sha256 BLOB, private INTEGER NOT NULL,
            PRIMARY KEY(op_id, ordinal)) WITHOUT ROWID;
        CREATE INDEX photo_ref_by_hash ON photo_ref(sha256);
    )sql";
}

std::span<const TableSpec> photoTables()
{
    static const std::vector<TableSpec> tables = {{.name = "photo_ref",
                                                   .key = {}, // rows exist only where content does
                                                   .facts = {},
                                                   .content = {"sha256"},
                                                   .opColumn = "op_id",
                                                   .privateColumn = "private"}};
    return tables;
}

Result<void> addPhotos(const Context& context, std::span<const std::string> hashes)
{
    int ordinal = 0;
    for (const std::string& hash : hashes) {
        if (hash.size() != sizeof(Hash))
            return fail(ErrorKind::Internal, "op.malformed", "photo hash length");
        LINLI_CHECK(context.db.run("INSERT INTO photo_ref(op_id, ordinal, sha256, private) VALUES(?1, ?2, ?3, ?4)",
                                   {context.op, ordinal, asBytes(hash), !context.audience.isCommunity()}));
        ++ordinal;
    }
    return {};
}

Verdict checkPhotos(std::span<const std::string> hashes)
{
    const bool fine = hashes.size() <= static_cast<std::size_t>(maxPhotosPerOperation) &&
                      std::ranges::all_of(hashes, [](const std::string& hash) { return hash.size() == sizeof(Hash); });
    return fine ? Verdict::accept() : Verdict::reject("content.photos");
}

Result<std::vector<Hash>> photosOf(store::Database& db, const OpId& op)
{
    return db.all("SELECT sha256 FROM photo_ref WHERE op_id = ?1 AND sha256 IS NOT NULL ORDER BY ordinal", {op},
                  [](const store::Row& row) { return row.hash(0); });
}

} // namespace linli::log
