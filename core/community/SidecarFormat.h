// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Sidecar.h"

namespace linli::pb::community {
class SidecarRecord;
} // namespace linli::pb::community

/// The bytes of a sidecar file; Sidecar.h has the grammar.
namespace linli::community {

inline constexpr std::string_view sidecarMagic{"LLSC\x01", 5};

[[nodiscard]] Bytes sealRecord(const pb::community::SidecarRecord& record, const crypto::Secret32& key,
                               std::uint64_t number);
[[nodiscard]] pb::community::SidecarRecord recordOf(const OutboxItem& item);
[[nodiscard]] pb::community::SidecarRecord recordOf(const SidecarContents::Origin& origin);
[[nodiscard]] pb::community::SidecarRecord recordOf(const SidecarContents::Mark& mark);

} // namespace linli::community
