// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/members/Directory.h"

#include <mutex>

namespace linli::hub {

/// A device that may talk to the hub now, and how far its member may read.
struct Reader {
    DeviceId device;
    MemberId member;
    crypto::SigningPublicKey key{};
    bool staff = false;
    /// Of its own operations, those from this device_seq on need not come with their bytes; nothing: all of them do.
    std::optional<std::uint64_t> hasOwnFrom = std::nullopt;
};

/// Answers who may come in and who may read what, from the community's state as of the newest commit. Invariant: nothing
/// here is remembered, so a revocation counts from the commit that holds it. Threads: any; owns its read-only connection.
class Gatekeeper {
public:
    explicit Gatekeeper(store::Database replicaReader) : m_db(std::move(replicaReader)) {}

    /// Rejected: "auth.unknown_device", "auth.device_revoked", "auth.device_suspended", "auth.member_inactive".
    [[nodiscard]] Result<Reader> reader(const DeviceId& device);
    /// The entry's audience includes the reader, or the reader wrote it.
    [[nodiscard]] Result<bool> mayRead(const Reader& reader, const log::Entry& entry);
    /// Some operation that the reader may read shows the photo.
    [[nodiscard]] Result<bool> maySeePhoto(const Reader& reader, const Hash& photo);

private:
    [[nodiscard]] static bool isAddressed(const Reader& reader, const log::Audience& audience);
    std::mutex m_mutex;
    store::Database m_db;
};

} // namespace linli::hub
