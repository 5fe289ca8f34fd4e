// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/KeyVault.h"

#include "core/crypto/Crypto.h"

namespace linli::crypto {

HomeKeys deriveHomeKeys(const Secret32& master)
{
    return {.database = deriveKey(master, 1, "linlidb_"),
            .photos = deriveKey(master, 2, "linliphb"),
            .marker = deriveKey(master, 3, "linlimrk"),
            .identity = deriveKey(master, 4, "linliidn")};
}

} // namespace linli::crypto
