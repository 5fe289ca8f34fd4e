// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/log/Merkle.h"
#include "core/snapshot/snapshot.pb.h"
#include "core/store/Database.h"

#include <functional>

namespace linli::snapshot {

/// The entries up to a snapshot's size that only some may see, and a reader's own: what a phone needs beside the snapshot
/// that all share. Its rows are made from these entries.
struct OwnPartRequest {
    std::uint64_t size = 0; ///< of the snapshot
    std::uint64_t after = 0;
    DeviceId device; ///< the reader's
    MemberId member;
    std::function<Result<bool>(const log::Entry&)> mayRead; ///< asked for what is not for the community
    std::function<std::vector<Hash>(std::span<const std::uint64_t> indexes)> prove; ///< joinedProof at `size`
};
/// One page: at most 500 entries or about 64 KiB.
[[nodiscard]] Result<pb::snapshot::OwnPart> makeOwnPart(store::Database& db, const OwnPartRequest& request);

/// The entries of a page that follows `after`, proven against the log that the snapshot stands for.
/// "snapshot.malformed", "snapshot.not_in_log" (Integrity).
[[nodiscard]] Result<std::vector<log::Entry>> readOwnPart(const pb::snapshot::OwnPart& part, std::uint64_t after,
                                                          const log::LogState& log);

} // namespace linli::snapshot
