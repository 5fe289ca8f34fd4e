// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Delivery.h"

#include "core/community/Sidecar.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"

namespace linli::sync {

Result<Delivery> Delivery::of(Bytes file)
{
    LINLI_TRY(const CommunityId community, community::sidecarCommunity(file));
    return Delivery(std::move(file), community);
}

std::optional<HttpRequest> Delivery::nextRequest()
{
    if (std::exchange(m_asked, true))
        return std::nullopt;
    HttpRequest request;
    request.method = "POST";
    request.path = communityPath(m_community, "/sidecar");
    request.contentType = sidecarType;
    request.body = std::move(m_file);
    request.deadline = tuning::photoDeadline; // as large as several chunks of a photo
    return request;
}

void Delivery::onResponse(Result<HttpResponse> response)
{
    pb::sync::PushAnswer answers;
    const Result<void> read = response ? readAnswer(*response, answers) : std::unexpected(response.error());
    if (read)
        m_outcome = std::move(answers);
    else
        m_outcome = std::unexpected(read.error());
}

} // namespace linli::sync
