// SPDX-License-Identifier: Apache-2.0
#include "core/members/Invite.h"
#include "tests/fuzz/Fuzz.h"

using namespace linli;
using namespace linli::test;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto invite = members::parseInvite(text)) {
        const std::string again = members::inviteText(*invite);
        demand(text.contains(again), "one invite has two texts");
    }
    if (const auto link = members::parseInviteUrl(text)) {
        const auto again = members::parseInviteUrl(members::inviteUrl(link->hub, link->invite));
        demand(again.has_value(), "a link that was read cannot be written");
        demand(again->hub == link->hub, "a link's hub changes on its way");
        demand(members::inviteText(again->invite) == members::inviteText(link->invite), "a link's invite changes");
    }
    return 0;
}
