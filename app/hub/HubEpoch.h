// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <mutex>
#include <utility>

namespace linli::hub {

/// The epoch of the log that is served: 16 random bytes, others once the log turned out to lack entries. Threads: any.
class HubEpoch {
public:
    [[nodiscard]] Bytes value() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }
    /// True when it was another.
    [[nodiscard]] bool set(const Bytes& value)
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_value, value) != value;
    }

private:
    mutable std::mutex m_mutex;
    Bytes m_value;
};

} // namespace linli::hub
