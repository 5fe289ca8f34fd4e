// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PageCheck.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"
#include "core/log/log.pb.h"
#include "core/sync/Evidence.h"
#include "core/sync/sync.pb.h"

namespace linli::sync {
namespace {

Result<std::vector<log::Entry>> readEntries(const pb::sync::LogPage& page, std::uint64_t have)
{
    std::vector<log::Entry> entries;
    if (page.after() > have)
        return fail(ErrorKind::Integrity, "log.gap");
    for (const auto& in : page.entries()) {
        if (in.seq() <= have)
            continue;
        LINLI_TRY(auto entry, log::fromProto(in));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<std::vector<Hash>> readProof(const pb::sync::LogPage& page)
{
    std::vector<Hash> proof;
    for (const std::string& bytes : page.consistency()) {
        const auto hash = toHash(bytes);
        if (!hash)
            return fail(ErrorKind::Integrity, "log.inconsistent");
        proof.push_back(*hash);
    }
    return proof;
}

/// A hub that ends before this phone does may have lost entries, or tell another history already.
Result<void> checkShorterLog(community::Replica& replica, const log::LogState& shown)
{
    LINLI_TRY(const auto own, ownRootAt(replica, shown.size));
    return fail(ErrorKind::Integrity, own && *own != shown.root ? "log.inconsistent" : "hub.behind");
}

Result<std::size_t> applyVerified(community::Replica& replica, const pb::sync::LogPage& page,
                                  const log::LogState& signedState, const std::vector<Hash>& proof, Timestamp wallNow)
{
    LINLI_TRY(const auto entries, readEntries(page, replica.confirmed().size));
    if (signedState.size < page.after())
        LINLI_CHECK(checkShorterLog(replica, signedState));
    // An answer that was overtaken by what came over the live channel.
    if (signedState.size < replica.confirmed().size)
        return 0;
    const auto check = [&](const log::LogState& after) -> Result<void> {
        if (!log::consistencyHolds(after, signedState, proof))
            return fail(ErrorKind::Integrity, "log.inconsistent");
        return community::Meta(replica.db()).set(community::meta::checkpoint, asBytes(page.checkpoint()));
    };
    if (entries.empty()) {
        if (!log::consistencyHolds(replica.confirmed(), signedState, proof))
            return fail(ErrorKind::Integrity, "log.inconsistent");
        return 0;
    }
    LINLI_CHECK(replica.applyPage(entries, check, wallNow));
    return entries.size();
}

} // namespace

Result<std::size_t> applyLogPage(community::Replica& replica, const pb::sync::LogPage& page, Timestamp wallNow)
{
    const community::Genesis& genesis = replica.genesis();
    LINLI_TRY(const log::LogState signedState,
              log::verifyCheckpoint(page.checkpoint(), genesis.community, genesis.hubKey));
    LINLI_TRY(const auto proof, readProof(page));
    auto applied = applyVerified(replica, page, signedState, proof, wallNow);
    if (!applied && applied.error().code == "log.inconsistent")
        LINLI_CHECK(Evidence(replica).keep(page.checkpoint(), proof, wallNow));
    return applied;
}

} // namespace linli::sync
