// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Database.h"
#include "tests/support/ResultChecks.h"

#include <QTemporaryDir>
#include <QTest>

/// What the store's tests share: a folder that goes away, and keys.
namespace linli::store::test {

inline DatabaseKey keyOf(std::uint8_t fill)
{
    crypto::Secret32 bytes;
    std::ranges::fill(bytes.mutableView(), fill);
    return DatabaseKey(std::move(bytes));
}

class StoreFolder {
public:
    [[nodiscard]] std::filesystem::path file(const char* name = "test.db") const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace linli::store::test
