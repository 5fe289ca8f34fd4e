// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"

namespace linli::sync {

/// A home that is being joined, and the operation that asks to be let in.
struct Joining {
    community::Home home;
    log::SignedOperation join;
};

/// Makes the home and signs the join. The invite is a token ("LL1-…") or a "linli://join" URL; a URL's hub address is used
/// when `hubUrl` is empty. Trying again with the same invite sends the same operation again, so a lost answer costs nothing.
/// Codes: those of members::parseInvite, "hub.bad_url" (no address at all), "content.*" (the name), "home.joined_already",
/// and the store's.
[[nodiscard]] Result<Joining> startJoining(const std::filesystem::path& folder, crypto::KeyVault& vault,
                                           const std::string& hubUrl, const std::string& invite,
                                           const std::string& name, Timestamp now);

} // namespace linli::sync
