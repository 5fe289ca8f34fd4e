// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"

#include <pqxx/pqxx>

/// Our values as the server's and back.
namespace linli::hub {

/// A bytea parameter; the bytes must live as long as the pqxx::params they go into. Never null, also when empty.
[[nodiscard]] pqxx::bytes_view asParameter(ByteView bytes);

/// Columns of our own statements; bytea comes as hex (PostgresSession sees to it). "store.corrupt" when one holds, after
/// somebody's changes to the tables, anything else.
[[nodiscard]] Result<Bytes> bytesIn(const pqxx::field& field);
[[nodiscard]] Result<Hash> hashIn(const pqxx::field& field);
[[nodiscard]] Result<std::uint64_t> countIn(const pqxx::field& field);      ///< of bigint, not negative
[[nodiscard]] Result<Timestamp> timeIn(const pqxx::field& field);           ///< of bigint, milliseconds since 1970
[[nodiscard]] Result<std::vector<Hash>> hashesIn(const pqxx::result& rows); ///< their first columns
[[nodiscard]] Result<CommunityId> communityIn(const pqxx::field& field);

/// The text form of an SQL array (PostgreSQL documentation, 8.15.6), for statements that take many rows in one.
class ArrayText {
public:
    void addNumber(std::int64_t number);
    void addText(std::string_view text); ///< any text
    void addBytes(ByteView bytes);       ///< of bytea
    void addNull();
    [[nodiscard]] std::string finish() &&;

private:
    void next();
    std::string m_text = "{";
};

} // namespace linli::hub
