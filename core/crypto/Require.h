// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Crypto.h"

#include <cstdlib>

/// Internal to core/crypto: what must hold before a primitive may run. A false condition is a bug of ours or a machine
/// without random numbers; going on would give weak keys or signatures over other bytes, so the process stops.
namespace linli::crypto {

inline void require(bool condition)
{
    if (!condition)
        std::abort();
}

inline void requireSodium()
{
    require(initialise().has_value());
}

} // namespace linli::crypto
