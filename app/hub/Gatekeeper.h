// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/members/Directory.h"

#include <mutex>
#include <unordered_map>

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

/// Whether the entry may change who may come in, and how far somebody may read.
[[nodiscard]] bool changesReaders(const log::Entry& entry);

/// Answers who may come in and who may read what, from the community's state as of the newest commit. Invariant: what it remembers of
/// people is forgotten with the commit that may change it, so a revocation counts from the commit that holds it.
/// Threads: any; owns its read-only connection.
class Gatekeeper {
public:
    explicit Gatekeeper(store::Database replicaReader) : m_db(std::move(replicaReader)) {}

    /// Rejected: "auth.unknown_device", "auth.device_revoked", "auth.device_suspended", "auth.member_inactive".
    [[nodiscard]] Result<Reader> reader(const DeviceId& device);
    /// An entry that changesReaders() is in the replica now.
    void forgetReaders();
    /// The entry's audience includes the reader, or the reader wrote it.
    [[nodiscard]] Result<bool> mayRead(const Reader& reader, const log::Entry& entry);
    /// Some operation that the reader may read shows the photo.
    [[nodiscard]] Result<bool> maySeePhoto(const Reader& reader, const Hash& photo);

private:
    [[nodiscard]] Result<Reader> lookUp(const DeviceId& device);
    [[nodiscard]] static bool isAddressed(const Reader& reader, const log::Audience& audience);
    std::mutex m_mutex;
    store::Database m_db;
    std::mutex m_knownMutex;
    std::unordered_map<DeviceId, Reader> m_known; ///< who may come in
    std::uint64_t m_changes = 0;                  ///< how often they were forgotten
};

} // namespace linli::hub
