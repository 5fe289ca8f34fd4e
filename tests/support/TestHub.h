// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Replica.h"
#include "core/log/Checkpoint.h"
#include "core/members/Directory.h"
#include "core/members/Invite.h"
#include "core/snapshot/Manifest.h"
#include "core/sync/Transport.h"
#include "core/sync/sync.pb.h"

#include <filesystem>
#include <map>

namespace linli::test {

/// A hub without sockets or a disk log, for tests of the phone's side: real keys, a real Replica deciding, a real Merkle log
/// and signed checkpoints, answering the HTTP paths of core/sync/README.md. (The hub that people run is app/hub.)
///
/// Founds one community: compounds JY, XH; buildings JY-1, JY-2, XH-1; households "<building>-1-101" … "-106".
/// Time is declared: it starts at `now` and moves by setNow(). Who lets phones with a real clock meet this hub starts it at
/// theirs: what was founded in the past has an invite that expires.
class TestHub {
public:
    explicit TestHub(const std::filesystem::path& folder, Timestamp now = fromMs(1'793'000'000'000),
                     std::uint32_t knownRules = log::knownRulesVersion);

    [[nodiscard]] std::string adminInvite() const;
    [[nodiscard]] const community::Genesis& genesis() const { return m_genesis; }
    [[nodiscard]] community::Replica& replica() { return *m_replica; }
    void setNow(Timestamp now) { m_now = now; }
    [[nodiscard]] Timestamp now() const { return m_now; }

    /// Answers a request as the hub would.
    [[nodiscard]] Result<sync::HttpResponse> handle(const sync::HttpRequest& request);
    /// Decides and appends one operation.
    [[nodiscard]] community::Replica::Batch::Answer sequence(const log::SignedOperation& operation);
    /// Appends a tick, so that deadlines before now() fire.
    void tick();
    [[nodiscard]] std::string checkpoint() const;
    /// The page after `after` as `device` may see it, its own operations from device_seq `hasOwnFrom` on without their bytes.
    [[nodiscard]] pb::sync::LogPage page(std::uint64_t after, std::size_t limit, const DeviceId& device,
                                         std::optional<std::uint64_t> hasOwnFrom = std::nullopt);

    std::size_t pageLimit = 500;

    /// Forgets what came after entry `size`, as a hub does that goes on from an older copy for good.
    void loseAfter(std::uint64_t size);
    /// Makes a snapshot of the log as it is, served from now on.
    void makeSnapshot();
    void forgetLogins() { m_tokens.clear(); } ///< as when it is started again
    struct Snapshot {
        linli::snapshot::Manifest manifest;
        Bytes signedManifest;
        std::map<std::string, Bytes> pages; ///< by their hash in hexadecimal
    };
    /// What is served; tests may falsify it.
    Snapshot snapshot;
    /// Signs `manifest` as this hub would, be it true or not.
    [[nodiscard]] Bytes sign(const linli::snapshot::Manifest& manifest) const;
    const Bytes epoch = crypto::randomBytes(16);

private:
    void found();
    [[nodiscard]] community::Replica makeReplica(const char* file);
    void append(const log::Entry& entry);
    [[nodiscard]] bool mayRead(const log::Entry& entry, const DeviceId& device);
    [[nodiscard]] sync::HttpResponse push(const sync::HttpRequest& request, const std::optional<DeviceId>& sender);
    [[nodiscard]] sync::HttpResponse snapshotPart(std::string_view rest, const DeviceId& device);
    [[nodiscard]] sync::HttpResponse upload(const sync::HttpRequest& request, const std::string& rest);
    [[nodiscard]] sync::HttpResponse sidecar(const sync::HttpRequest& request);
    [[nodiscard]] sync::HttpResponse login(const sync::HttpRequest& request);

    std::filesystem::path m_folder;
    std::uint32_t m_knownRules;
    crypto::SigningKey m_key = crypto::SigningKey::generate();
    crypto::Secret32 m_adminSeed = crypto::Secret32::random();
    community::Genesis m_genesis;
    std::optional<community::Replica> m_replica;
    std::vector<log::Entry> m_entries;
    log::MerkleTree m_tree;
    std::map<std::string, DeviceId> m_tokens;
    struct Upload {
        std::uint64_t length = 0;
        Bytes bytes;
    };
    std::map<std::string, Upload> m_uploads; ///< by the path of the photo
    std::map<std::string, Bytes> m_photos;
    Timestamp m_now;
};

} // namespace linli::test
