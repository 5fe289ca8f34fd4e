// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/crypto/Crypto.h"

namespace linli::hub {

/// Encrypts what people wrote before the server sees it, so that neither its disk, its backups nor its operators can read it, and
/// finds out when a value was changed or came from another place.
///
/// A value is `encrypt(key, plain, "linli/pg/v1" | column | 0x00 | community 16 | row)`. Threads: any.
class ColumnSeal {
public:
    /// column: its name in the table.
    ColumnSeal(std::string_view column, const crypto::Secret32& key, const CommunityId& community);
    /// row: bytes that name the row within the community.
    [[nodiscard]] Bytes seal(ByteView row, ByteView plain) const;
    /// "store.corrupt" (Store).
    [[nodiscard]] Result<Bytes> open(ByteView row, ByteView sealed) const;

private:
    [[nodiscard]] Bytes associated(ByteView row) const;
    crypto::Secret32 m_key;
    Bytes m_place; ///< what comes before the row
};

} // namespace linli::hub
