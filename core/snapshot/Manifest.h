// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Merkle.h"

#include <string>
#include <vector>

namespace linli::snapshot {

/// What a snapshot is made of, as the hub signs it.
///
/// Travels as a SignedManifest: the manifest's bytes and a C2SP signed note
///   linli/<community uuid>/snapshot\n <size>\n <root, base64>\n <SHA-256 of the bytes, base64>\n
/// whose origin is not that of checkpoints, so that neither is ever taken for the other.
struct Manifest {
    struct Page {
        Hash sha256{};
        std::uint32_t bytes = 0; ///< as it travels
        std::uint32_t rows = 0;
    };
    log::MerkleFrontier frontier; ///< of the log at the snapshot's size
    Timestamp lastAccepted{};
    Hash communityDigest{};
    Hash schema{};                  ///< Page.h schemaHash
    Bytes epoch;                    ///< of the hub's database
    std::uint32_t rulesVersion = 1; ///< core/log/RulesVersion.h
    std::vector<Page> pages;

    [[nodiscard]] log::LogState state() const { return frontier.state(); }
    [[nodiscard]] std::uint64_t bytes() const; ///< of all pages
};

[[nodiscard]] Bytes signManifest(const Manifest& manifest, const CommunityId& community,
                                 const crypto::SigningKey& hubKey);

/// Integrity errors: "snapshot.malformed", and as log::verifyCheckpoint "checkpoint.malformed", "checkpoint.wrong_origin",
/// "checkpoint.bad_signature". "snapshot.unknown_format" (Invalid): made for later versions.
[[nodiscard]] Result<Manifest> verifyManifest(ByteView signedManifest, const CommunityId& community,
                                              const crypto::SigningPublicKey& hubKey);

} // namespace linli::snapshot
