// SPDX-License-Identifier: Apache-2.0
#include "platform/fake/FakeKeyVault.h"

namespace linli::platform {

Result<void> FakeKeyVault::usable() const
{
    if (m_condition == Condition::Locked)
        return fail(ErrorKind::Store, "vault.locked");
    if (m_condition == Condition::Unreadable)
        return fail(ErrorKind::Store, "vault.unreadable");
    return {};
}

Result<std::optional<crypto::Secret32>> FakeKeyVault::load()
{
    LINLI_CHECK(usable());
    std::optional<crypto::Secret32> key;
    if (m_key)
        key.emplace(m_key->copy());
    return key;
}

Result<crypto::Secret32> FakeKeyVault::create()
{
    LINLI_CHECK(usable());
    if (m_key)
        return fail(ErrorKind::Store, "vault.exists");
    m_key.emplace(crypto::Secret32::random());
    return m_key->copy();
}

} // namespace linli::platform
