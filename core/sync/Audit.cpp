// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Audit.h"

#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <algorithm>

namespace linli::sync {
namespace {

std::unexpected<Error> differs(std::string code, std::string detail)
{
    return fail(ErrorKind::Integrity, std::move(code), std::move(detail));
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
        stop(compared ? std::nullopt : std::optional(compared.error()));
        return std::nullopt;
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
    const Result<void> done = response ? read(*response) : std::unexpected(response.error());
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

Result<void> Audit::compare()
{
    if (m_scratch.confirmed() != m_replica.confirmed())
        return differs("audit.log_differs", "size " + std::to_string(total()));
    LINLI_TRY(const auto shown, m_replica.contentDigests());
    LINLI_TRY(const auto replayed, m_scratch.contentDigests());
    const auto [ours, theirs] = std::ranges::mismatch(shown, replayed);
    if (ours != shown.end())
        return differs("audit.state_differs", ours->first);
    return {};
}

} // namespace linli::sync
