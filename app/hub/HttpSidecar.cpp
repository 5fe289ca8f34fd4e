// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "core/community/Sidecar.h"

/// HttpApi: what a phone had written before it lost its keys.
namespace linli::hub {

/// The operations go the way of every other: signature, chain and rules decide. Bringing a file proves nothing, and needs to prove
/// nothing. Its rate was asked for before the body was read.
void HttpApi::sidecar(const Request& request, const Target& target, Respond respond)
{
    auto operations =
        community::openSidecarAsHub(request.body, target.community.key(), target.community.genesis().community);
    if (!operations)
        return respond(problem(operations.error()));
    push(target, std::move(*operations), std::nullopt, std::move(respond));
}

} // namespace linli::hub
