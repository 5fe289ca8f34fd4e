// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/File.h"
#include "core/community/Outbox.h"
#include "core/community/Replica.h"

#include <filesystem>

namespace linli::pb::community {
class SidecarRecord;
} // namespace linli::pb::community

namespace linli::community {

/// What a sidecar file holds: enough to make a lost database anew without losing what its owner wrote (DESIGN §5).
struct SidecarContents {
    struct Origin {
        Genesis genesis;
        std::string hubUrl;
    };
    /// The high-water mark: what a database that is whole and not an old one knows at least.
    struct Mark {
        std::uint32_t epoch = 1; ///< newest place in this device's chain that was ever saved
        std::uint64_t deviceSeq = 0;
        Hash opHash{};
        log::LogState log; ///< the longest that was here, of those that the hub has
    };
    std::optional<Origin> origin;
    std::vector<OutboxItem> operations; ///< own ones, in the order of their chain, the newest version of each
    std::optional<Mark> mark;
    std::optional<crypto::Secret32> fileKey; ///< nothing in a file of version 1
    std::uint64_t records = 0;               ///< that were whole
    std::uint64_t bytes = 0;                 ///< that they take; what comes after was cut off while it was written
};
/// Empty when there is no file. "sidecar.unreadable" when it is not this key's; "sidecar.too_large" over 64 MiB.
[[nodiscard]] Result<SidecarContents> readSidecar(const std::filesystem::path& file, const crypto::Secret32& key);

/// Whose community a sidecar file is of, which is all that can be told without a key. "sidecar.unreadable".
[[nodiscard]] Result<CommunityId> sidecarCommunity(ByteView file);
/// What the hub gets out of a file that was brought to it: the operations of one device that have their content, in the order of
/// its chain. Whether they are genuine is for the sequencer to say, as of any other. "sidecar.unreadable" when the file is
/// not for this hub, or of another community.
[[nodiscard]] Result<std::vector<log::SignedOperation>>
openSidecarAsHub(ByteView file, const crypto::SigningKey& hubKey, const CommunityId& community);

/// The append-only file beside a phone's database that holds each own operation and with it the high-water mark.
///
/// File: `"LLSC" | u8 version 2 | community 16 | for the hub 80 | for this phone 72 | record …`. A random key K per file is in it twice: in
/// a sealed box for the hub (crypto/SignerBox.h) and as encrypt(marker key, K, "linli/sidecar/v2"). So the phone reads its own
/// file, and the hub reads one whose phone has lost every key: what was written still arrives. record = `u32be length | box`, box =
/// encrypt(K, serialised SidecarRecord, "linli/sidecar/v2" | u64be number of the record from 0), so records can be neither changed, moved
/// nor left out in between. Version 1 (`"LLSC" | u8 1 | record …`, K = marker key, "linli/sidecar/v1") is read, and written anew.
/// Written after the database's own commit, whose second line of defence it is; reaches the disk with flush(), which a sync calls
/// when the words are on their way, for nobody should wait for it. An append that fails is made up for by the next one.
/// Threads: the one that owns the Replica. Owner: Home.
class Sidecar {
public:
    /// Goes on after `contents`, which readSidecar gave for the same file.
    [[nodiscard]] static Result<Sidecar> open(std::filesystem::path file, crypto::Secret32 key,
                                              const SidecarContents& contents);

    /// After the database's commit. What fails here is written by the next flush().
    void append(const OutboxItem& item);
    /// The log here has grown to `log`; likewise.
    void sawLog(const log::LogState& log);
    /// `log` is all that the hub has: a longer one that was here is none any more (its owner went over to the hub's).
    void caughtUp(const log::LogState& log);
    /// To the disk. `waiting` is called when the file has to be written anew: after a failed append, and when most of what is
    /// in it is settled. "store.disk_full", "store.io".
    [[nodiscard]] Result<void> flush(const std::function<Result<std::vector<OutboxItem>>()>& waiting);

private:
    Sidecar(std::filesystem::path file, crypto::Secret32 key) : m_file(std::move(file)), m_key(std::move(key)) {}
    void write(const pb::community::SidecarRecord& record);
    [[nodiscard]] Result<void> rewrite(std::span<const OutboxItem> operations);

    std::filesystem::path m_file;
    crypto::Secret32 m_key;     ///< the phone's
    crypto::Secret32 m_fileKey; ///< of this file
    std::optional<SidecarContents::Origin> m_origin;
    std::optional<SidecarContents::Mark> m_mark;
    std::optional<AppendFile> m_out;
    std::uint64_t m_records = 0;
    std::uint64_t m_sizeWhenFresh = 0;
    bool m_missed = false; ///< an append failed
};

} // namespace linli::community
