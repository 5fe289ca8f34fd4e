// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Audit.h"

#include "core/community/CommunityRules.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <algorithm>

namespace linli::sync {
namespace {

constexpr std::string_view stateDiffers = "audit.state_differs";

std::unexpected<Error> differs(std::string_view code, std::string detail)
{
    return fail(ErrorKind::Integrity, std::string(code), std::move(detail));
}

/// Reader and moment decide what the hub shows of private entries: a role may have come or gone since the store saw them.
Result<bool> readAlike(community::Replica& one, community::Replica& other)
{
    LINLI_TRY(const auto left, one.privateEntries());
    LINLI_TRY(const auto right, other.privateEntries());
    return left == right;
}

} // namespace

Audit::Audit(community::Replica& replica, community::Replica& scratch, std::string token, const Clock& clock)
    : m_replica(replica), m_scratch(scratch), m_token(std::move(token)), m_clock(clock)
{
}

void Audit::stop(std::optional<Error> error)
{
    m_error = std::move(error);
    m_over = true;
}

std::optional<HttpRequest> Audit::nextRequest()
{
    if (m_over)
        return std::nullopt;
    if (checked() >= total()) {
        const auto compared = compare();
        if (compared || compared.error().code != stateDiffers) {
            stop(compared ? std::nullopt : std::optional(compared.error()));
            return std::nullopt;
        }
        m_difference = compared.error();
    }
    HttpRequest request;
    request.method = "GET";
    request.path = communityPath(m_replica.genesis().community, "/log?after=" + std::to_string(checked()));
    request.token = m_token;
    request.deadline = tuning::requestDeadline;
    return request;
}

void Audit::onResponse(Result<HttpResponse> response)
{
    const auto take = m_difference ? &Audit::readBeyond : &Audit::read;
    const Result<void> done = response ? (this->*take)(*response) : std::unexpected(response.error());
    if (!done)
        stop(done.error());
}

/// Only what this phone was shown is checked, so no page goes beyond that; then both logs must have one root.
Result<void> Audit::read(const HttpResponse& response)
{
    pb::sync::LogPage page;
    LINLI_CHECK(readAnswer(response, page));
    if (page.after() != checked() || page.entries_size() == 0)
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "a page that was not asked for");
    std::vector<log::Entry> entries;
    for (const auto& in : page.entries()) {
        if (in.seq() > total())
            break;
        LINLI_TRY(auto entry, log::fromProto(in));
        entries.push_back(std::move(entry));
    }
    return m_scratch.applyPage(entries, [](const log::LogState&) { return Result<void>{}; }, m_clock.now());
}

/// The pages that were replayed are as the hub has them now. What it erased after the phone's newest entry is gone from them and still
/// shown here, which is no lie; and the phone knows when it has synced.
Result<void> Audit::readBeyond(const HttpResponse& response)
{
    pb::sync::LogPage page;
    LINLI_CHECK(readAnswer(response, page));
    if (page.after() != total())
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "a page that was not asked for");
    const bool erases = std::ranges::any_of(page.entries(), [](const pb::log::Entry& entry) {
        const auto header = log::headerOf(entry.operation());
        return header && header->kind == community::eraseKind;
    });
    if (erases || page.more())
        return fail(ErrorKind::Unreachable, "audit.erased_meanwhile");
    return std::unexpected(*m_difference);
}

Result<void> Audit::compare()
{
    if (m_scratch.confirmed() != m_replica.confirmed())
        return differs("audit.log_differs", "size " + std::to_string(total()));
    LINLI_TRY(const bool alike, readAlike(m_replica, m_scratch));
    const auto digests = [alike](community::Replica& of) {
        return alike ? of.contentDigests() : of.communityContentDigests();
    };
    LINLI_TRY(const auto shown, digests(m_replica));
    LINLI_TRY(const auto replayed, digests(m_scratch));
    const auto [ours, theirs] = std::ranges::mismatch(shown, replayed);
    if (ours != shown.end())
        return differs(stateDiffers, ours->first);
    return {};
}

} // namespace linli::sync
