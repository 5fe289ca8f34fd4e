// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Sidecar.h"

namespace linli::pb::community {
class SidecarRecord;
} // namespace linli::pb::community

/// The bytes of a sidecar file; Sidecar.h has the grammar.
namespace linli::community {

/// Everything before the first record of version 2. "crypto.cannot_seal" (Internal) when the hub's key is none.
[[nodiscard]] Result<Bytes> sidecarHead(const Genesis& genesis, const crypto::Secret32& fileKey,
                                        const crypto::Secret32& markerKey);
[[nodiscard]] Bytes sealRecord(const pb::community::SidecarRecord& record, const crypto::Secret32& fileKey,
                               std::uint64_t number);
[[nodiscard]] pb::community::SidecarRecord recordOf(const OutboxItem& item);
[[nodiscard]] pb::community::SidecarRecord recordOf(const SidecarContents::Origin& origin);
[[nodiscard]] pb::community::SidecarRecord recordOf(const SidecarContents::Mark& mark);

} // namespace linli::community
