// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Secret.h"

namespace linli::store {

/// The raw 32-byte key of one SQLCipher file. A type of its own, so that nothing else can be passed as a key.
class DatabaseKey {
public:
    explicit DatabaseKey(crypto::Secret32 bytes) : m_bytes(std::move(bytes)) {}
    [[nodiscard]] const crypto::Secret32& bytes() const { return m_bytes; }
    [[nodiscard]] DatabaseKey copy() const { return DatabaseKey(m_bytes.copy()); }

private:
    crypto::Secret32 m_bytes;
};

} // namespace linli::store
