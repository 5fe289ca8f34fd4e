// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/ColumnSeal.h"

#include "core/base/Encoding.h"

namespace linli::hub {

ColumnSeal::ColumnSeal(std::string_view column, const crypto::Secret32& key, const CommunityId& community)
    : m_key(key.copy()), m_place(toBytes("linli/pg/v1"))
{
    append(m_place, asBytes(column));
    m_place.push_back(0);
    append(m_place, community.view());
}

Bytes ColumnSeal::associated(ByteView row) const
{
    Bytes bytes = m_place;
    append(bytes, row);
    return bytes;
}

Bytes ColumnSeal::seal(ByteView row, ByteView plain) const
{
    return crypto::encrypt(m_key, plain, associated(row));
}

Result<Bytes> ColumnSeal::open(ByteView row, ByteView sealed) const
{
    auto plain = crypto::decrypt(m_key, sealed, associated(row));
    if (!plain)
        return fail(ErrorKind::Store, "store.corrupt", "a sealed value does not open with this hub's key");
    return plain;
}

} // namespace linli::hub
