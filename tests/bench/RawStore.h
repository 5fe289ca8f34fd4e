// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"

#include <string>
#include <vector>

namespace linli::bench {

struct Cell {
    store::Value::Type type = store::Value::Type::Null;
    std::int64_t integer = 0;
    double real = 0;
    std::string bytes; ///< of text or blob
};
/// Rows of one table, in memory.
struct RawRows {
    std::string table;
    std::size_t columns = 0;
    std::vector<std::vector<Cell>> rows;

    /// `where`: "" or " WHERE …". Never anything that came from outside.
    [[nodiscard]] static RawRows read(store::Database& from, const std::string& table, const std::string& where = {});
};
/// The state tables of a phone's store with all their rows: what a first sync has to bring.
[[nodiscard]] std::vector<RawRows> stateRows(store::Database& from);
/// zstd -19 over these rows, column after column: integers as zigzag varints, texts and blobs as they are. Bytes.
[[nodiscard]] std::size_t packedBytes(const std::vector<RawRows>& tables);

/// The reference of everything that is stored: an encrypted file with the same page cipher, journal and synchronous = FULL, the
/// same tables and indexes, no triggers, written by nothing but prepared INSERTs of SQLite's C API.
class RawStore {
public:
    /// As `like` has them; `tables` by name.
    RawStore(const std::filesystem::path& file, store::Database& like, const std::vector<std::string>& tables);
    /// Seconds for all rows in `transactions` transactions, each with its share of every table. Also `also`, run once in each.
    double insert(const std::vector<RawRows>& tables, std::size_t transactions, const std::string& also = {});
    void run(const std::string& sql);

private:
    store::Database m_db;
};

/// Median seconds of one durable commit of a row of `bytes` in an encrypted store.
[[nodiscard]] double commitSeconds(const std::filesystem::path& file, std::size_t bytes, int samples);

} // namespace linli::bench
