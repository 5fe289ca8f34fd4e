// SPDX-License-Identifier: Apache-2.0
#include "app/hub/postgres/PostgresPhotos.h"

#include "app/hub/postgres/PostgresValues.h"
#include "core/community/PhotoStore.h"

namespace linli::hub {

Result<void> PostgresPhotos::addReceived(const Hash& name, ByteView jpeg)
{
    if (jpeg.size() > community::maxPhotoBytes)
        return fail(ErrorKind::Invalid, "photo.too_large");
    if (crypto::sha256(jpeg) != name)
        return fail(ErrorKind::Integrity, "photo.wrong_hash");
    const Bytes sealed = m_seal.seal(name, jpeg);
    LINLI_CHECK(m_pool.run("INSERT INTO linli.photo(community, sha256, jpeg) VALUES($1, $2, $3) ON CONFLICT DO NOTHING",
                           {m_community, asParameter(name), asParameter(sealed)}));
    return {};
}

Result<std::optional<Bytes>> PostgresPhotos::find(const Hash& name)
{
    LINLI_TRY(const auto rows, m_pool.run("SELECT jpeg FROM linli.photo WHERE community = $1 AND sha256 = $2",
                                          {m_community, asParameter(name)}));
    if (rows.empty())
        return std::nullopt;
    LINLI_TRY(const Bytes sealed, bytesIn(rows[0][0]));
    return m_seal.open(name, sealed);
}

Result<void> PostgresPhotos::remove(const Hash& name)
{
    LINLI_CHECK(
        m_pool.run("DELETE FROM linli.photo WHERE community = $1 AND sha256 = $2", {m_community, asParameter(name)}));
    return {};
}

Result<std::vector<Hash>> PostgresPhotos::all()
{
    LINLI_TRY(const auto rows, m_pool.run("SELECT sha256 FROM linli.photo WHERE community = $1", {m_community}));
    return hashesIn(rows);
}

} // namespace linli::hub
