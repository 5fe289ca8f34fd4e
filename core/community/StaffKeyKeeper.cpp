// SPDX-License-Identifier: Apache-2.0
#include "core/community/ReplicaImpl.h"
#include "core/members/StaffKeys.h"

namespace linli::community {
namespace {

/// How long each device leaves the work to those before it.
constexpr std::chrono::minutes turn{10};
constexpr std::string_view needSince = "staff_key_need_since_ms";

/// Devices that could do it: who holds the newest key, or anybody of the staff while there is none.
std::vector<DeviceId> candidates(const members::StaffKeyNeed& need)
{
    std::vector<DeviceId> out;
    for (const members::Device& device : need.staff)
        if (!need.newest || !std::ranges::contains(need.without, device.id, &members::Device::id))
            out.push_back(device.id);
    return out;
}

} // namespace

Result<bool> Replica::keepStaffKey(const crypto::Identity& author, Timestamp wallNow)
{
    LINLI_TRY(const members::StaffKeyNeed need, members::staffKeyNeed(m_impl->db));
    Meta meta(m_impl->db);
    LINLI_TRY(const std::int64_t since, meta.integer(needSince));
    if (!need.any()) {
        if (since != 0)
            LINLI_CHECK(meta.setInteger(needSince, 0));
        return false;
    }
    const auto able = candidates(need);
    const auto place = std::ranges::find(able, author.device);
    if (place == able.end())
        return false;
    LINLI_TRY(const Timestamp now, m_impl->estimateNow(wallNow));
    if (since == 0)
        LINLI_CHECK(meta.setInteger(needSince, toMs(now)));
    const Timestamp noticed = since == 0 ? now : fromMs(since);
    if (now < noticed + turn * std::distance(able.begin(), place))
        return false;
    LINLI_TRY(const auto facts, members::makeStaffKeyFacts(m_impl->db, need, author.device, author.sealing));
    if (!facts)
        return false;
    const auto queued = submit(author, {std::string(facts->kind), facts->facts, {}, {}}, wallNow);
    // Others may have been faster: what the rules say no to is done already.
    if (!queued && queued.error().kind != ErrorKind::Rejected)
        return std::unexpected(queued.error());
    return queued.has_value();
}

} // namespace linli::community
