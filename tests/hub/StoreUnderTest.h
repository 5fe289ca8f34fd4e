// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/LogStore.h"

#include <memory>

namespace linli::hub {
class PostgresPool;
}

namespace linli::test {

/// An implementation of LogStore and the place where its logs lie, for tests that every implementation has to pass.
class StoreUnderTest {
public:
    enum class Access { Read, Write };
    using Opened = Result<std::unique_ptr<hub::LogStore>>;

    virtual ~StoreUnderTest() = default;
    /// Makes an empty log.
    [[nodiscard]] virtual Opened create(const CommunityId& community) = 0;
    /// One more LogStore on it.
    [[nodiscard]] virtual Opened open(const CommunityId& community, Access access) = 0;
    /// Past the LogStore, by SQL in which {community} and the tables stand for those of the log; how many rows changed.
    [[nodiscard]] virtual Result<std::int64_t> tamper(const CommunityId& community, const std::string& sql) = 0;
};

/// In SQLCipher files in a folder of its own.
[[nodiscard]] std::unique_ptr<StoreUnderTest> sqliteUnderTest();
/// In a database that was migrated.
[[nodiscard]] std::unique_ptr<StoreUnderTest> postgresUnderTest(hub::PostgresPool& pool);

} // namespace linli::test
