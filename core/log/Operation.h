// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/crypto/Crypto.h"

#include <optional>
#include <string>
#include <vector>

/// Operations, entries, Merkle log and checkpoints: bytes and hashes as core/log/README.md describes them.
namespace linli::log {

inline constexpr std::size_t maxHeaderBytes = 64 * 1024;
inline constexpr std::size_t maxPayloadBytes = 64 * 1024;
/// The founding carries buildings and the register of households.
inline constexpr std::size_t maxFoundingHeaderBytes = 16 * 1024 * 1024;

/// Who may read an operation.
struct Audience {
    enum class Kind : std::uint8_t { Community = 0, Staff = 1, Parties = 2 };
    Kind kind = Kind::Community;
    std::vector<MemberId> parties; ///< ascending; only for Parties

    [[nodiscard]] bool isCommunity() const { return kind == Kind::Community; }
    friend bool operator==(const Audience&, const Audience&) = default;
};

/// Size and root of a log at one moment.
struct LogState {
    std::uint64_t size = 0;
    Hash root{};
    friend bool operator==(const LogState&, const LogState&) = default;
};

/// Who signs an operation and its place in the signer's own chain.
struct ChainPlace {
    DeviceId device;
    std::uint32_t epoch = 1;
    std::uint64_t seq = 1;        ///< device_seq
    std::optional<Hash> prevHash; ///< op hash of the one before; nothing at seq 1
};

/// The decoded header of an operation.
struct Header {
    OpId op;
    CommunityId community;
    ChainPlace place;
    Timestamp created;
    LogState seen;
    std::string kind;
    Audience audience;
    Bytes facts;
    Hash contentHash{};
};

/// An operation as it travels and is stored: exactly the bytes that were signed, never re-encoded.
struct SignedOperation {
    Bytes header;
    crypto::Signature signature{};
    std::optional<Bytes> payload; ///< salt 16 | content; nothing when withdrawn or erased

    /// SHA-256(header | signature): what the leaf holds and the author's chain links to.
    [[nodiscard]] Hash hash() const;
    /// The content message's bytes, without the salt; nothing when withdrawn or erased.
    [[nodiscard]] std::optional<ByteView> content() const;
};

/// Encodes and signs. The payload's salt is random. header.contentHash is filled in.
[[nodiscard]] SignedOperation signOperation(Header header, ByteView content, const crypto::SigningKey& key);

/// Decodes and checks shape and limits (id lengths, chain start, audience order). "op.malformed", "op.too_large".
[[nodiscard]] Result<Header> decodeHeader(ByteView header);

/// The signature holds for `key` over the exact header bytes.
[[nodiscard]] bool signatureHolds(const SignedOperation& operation, const crypto::SigningPublicKey& key);

/// The payload, where there is one, is what the header's content_hash commits to.
[[nodiscard]] bool payloadHolds(const SignedOperation& operation, const Header& header);

/// Protobuf encodings (message SignedOperation), for transport, outbox and bundles.
[[nodiscard]] Bytes encode(const SignedOperation& operation);
/// "op.malformed", "op.too_large"
[[nodiscard]] Result<SignedOperation> decodeOperation(ByteView bytes);

} // namespace linli::log
