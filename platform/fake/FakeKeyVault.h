// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/KeyVault.h"

namespace linli::platform {

/// A vault in memory that can be locked or broken. Outlives the homes opened with it, as a device's vault does.
class FakeKeyVault final : public crypto::KeyVault {
public:
    enum class Condition { Usable, Locked, Unreadable };

    [[nodiscard]] Result<std::optional<crypto::Secret32>> load() override;
    [[nodiscard]] Result<crypto::Secret32> create() override;

    void setCondition(Condition condition) { m_condition = condition; }
    /// The key is gone, as after a factory reset.
    void forget() { m_key.reset(); }

private:
    [[nodiscard]] Result<void> usable() const;
    std::optional<crypto::Secret32> m_key;
    Condition m_condition = Condition::Usable;
};

} // namespace linli::platform
