// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/crypto/Secret.h"

/// The few primitives that Linli uses, all libsodium. Free functions, thread-safe after the first call.
namespace linli::crypto {

using SigningPublicKey = std::array<std::uint8_t, 32>; ///< Ed25519
using SealingPublicKey = std::array<std::uint8_t, 32>; ///< X25519
using Signature = std::array<std::uint8_t, 64>;

/// Must succeed once before anything else; every function here calls it. "crypto.unavailable" when libsodium refuses.
[[nodiscard]] Result<void> initialise();

[[nodiscard]] Hash sha256(ByteView bytes);

/// SHA-256 over several pieces without joining them first.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256& add(ByteView bytes);
    [[nodiscard]] Hash finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Ed25519 key pair. The secret half never leaves the object but through seed(), which only the identity file uses.
class SigningKey {
public:
    [[nodiscard]] static SigningKey generate();
    [[nodiscard]] static SigningKey fromSeed(const Secret32& seed);
    [[nodiscard]] const SigningPublicKey& publicKey() const { return m_public; }
    /// Ed25519 over `u8 len(context) | context | u32be len(message) | message` (libsodium has no Ed25519ctx).
    /// context: ASCII, at most 255 bytes, e.g. "linli/op/v1".
    [[nodiscard]] Signature sign(std::string_view context, ByteView message) const;
    /// Plain Ed25519 over the bytes as they are; only for C2SP signed notes, whose format has no context.
    [[nodiscard]] Signature signPlain(ByteView message) const;
    [[nodiscard]] Secret32 seed() const;

private:
    SigningKey() = default;
    SigningPublicKey m_public{};
    Secret64 m_secret;
};

[[nodiscard]] bool verify(const SigningPublicKey& key, std::string_view context, ByteView message, ByteView signature);
[[nodiscard]] bool verifyPlain(const SigningPublicKey& key, ByteView message, ByteView signature);

/// X25519 key pair for libsodium sealed boxes.
class SealingKey {
public:
    [[nodiscard]] static SealingKey generate();
    [[nodiscard]] static SealingKey fromSeed(const Secret32& seed);
    [[nodiscard]] const SealingPublicKey& publicKey() const { return m_public; }
    [[nodiscard]] Secret32 seed() const;
    /// "crypto.cannot_open" when the box is not for this key or was changed.
    [[nodiscard]] Result<Bytes> open(ByteView box) const;

private:
    SealingKey() = default;
    SealingPublicKey m_public{};
    Secret32 m_secret;
    Secret32 m_seed;
};
/// A sealed box; empty when `to` is a low-order point, which nobody may be sent secrets under.
[[nodiscard]] Bytes seal(const SealingPublicKey& to, ByteView plain);

/// XChaCha20-Poly1305 with a random nonce in front: `nonce 24 | ciphertext | tag 16`.
[[nodiscard]] Bytes encrypt(const Secret32& key, ByteView plain, ByteView associated);
/// "crypto.cannot_open" when key, associated bytes or box differ.
[[nodiscard]] Result<Bytes> decrypt(const Secret32& key, ByteView box, ByteView associated);

/// crypto_kdf (BLAKE2b): a 32-byte sub-key. context: exactly 8 ASCII characters.
[[nodiscard]] Secret32 deriveKey(const Secret32& master, std::uint64_t number, std::string_view context);

[[nodiscard]] bool constantTimeEqual(ByteView a, ByteView b);
[[nodiscard]] Bytes randomBytes(std::size_t count);

/// UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits.
[[nodiscard]] std::array<std::uint8_t, 16> uuidV7(Timestamp at);

} // namespace linli::crypto
