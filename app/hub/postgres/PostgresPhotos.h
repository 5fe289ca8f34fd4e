// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubStorage.h"
#include "app/hub/postgres/ColumnSeal.h"
#include "app/hub/postgres/PostgresPool.h"

namespace linli::hub {

/// One community's photos in PostgreSQL, so that a hub process can show what was sent to another. Sealed (ColumnSeal, row: the
/// photo's name). Errors: those of the port,
/// PostgresSession and PostgresPool.
class PostgresPhotos final : public PhotoBox {
public:
    PostgresPhotos(PostgresPool& pool, const CommunityId& community, const crypto::Secret32& key)
        : m_pool(pool), m_community(toText(community)), m_seal("jpeg", key, community)
    {
    }
    [[nodiscard]] Result<void> addReceived(const Hash& name, ByteView jpeg) override;
    [[nodiscard]] Result<std::optional<Bytes>> find(const Hash& name) override;
    [[nodiscard]] Result<void> remove(const Hash& name) override;
    [[nodiscard]] Result<std::vector<Hash>> all() override;

private:
    PostgresPool& m_pool;
    std::string m_community; ///< as text
    ColumnSeal m_seal;
};

} // namespace linli::hub
