// SPDX-License-Identifier: Apache-2.0
#include "core/community/Meta.h"

#include "core/base/Encoding.h"

namespace linli::community {

Result<std::optional<Bytes>> Meta::find(std::string_view name)
{
    return m_db->one("SELECT value FROM meta WHERE name = ?1", {name},
                     [](const store::Row& row) { return row.blob(0); });
}

Result<void> Meta::set(std::string_view name, ByteView value)
{
    return m_db->run("INSERT INTO meta(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2",
                     {name, value});
}

Result<void> Meta::remove(std::string_view name)
{
    return m_db->run("DELETE FROM meta WHERE name = ?1", {name});
}

Result<std::int64_t> Meta::integer(std::string_view name)
{
    LINLI_TRY(const auto bytes, find(name));
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes.value_or(Bytes{}))
        value = value << 8 | byte;
    return static_cast<std::int64_t>(value);
}

Result<void> Meta::setInteger(std::string_view name, std::int64_t value)
{
    Bytes bytes;
    appendU64(bytes, static_cast<std::uint64_t>(value));
    return set(name, bytes);
}

} // namespace linli::community
