// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/Crypto.h"

#include "core/crypto/Require.h"

#include <sodium.h>

#include <algorithm>

namespace linli::crypto {

Result<void> initialise()
{
    // sodium_init is thread-safe and cheap to repeat.
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        return fail(ErrorKind::Internal, "crypto.unavailable", "sodium_init failed");
    return {};
}

Hash sha256(ByteView bytes)
{
    static_assert(crypto_hash_sha256_BYTES == std::tuple_size_v<Hash>);
    requireSodium();
    Hash hash{};
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    return hash;
}

struct Sha256::State {
    crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : m_state(std::make_unique<State>())
{
    requireSodium();
    crypto_hash_sha256_init(&m_state->sodium);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::add(ByteView bytes)
{
    crypto_hash_sha256_update(&m_state->sodium, bytes.data(), bytes.size());
    return *this;
}

Hash Sha256::finish()
{
    Hash hash{};
    crypto_hash_sha256_final(&m_state->sodium, hash.data());
    return hash;
}

Bytes encrypt(const Secret32& key, ByteView plain, ByteView associated)
{
    static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);
    constexpr std::size_t nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    requireSodium();
    Bytes box(nonceSize + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    randombytes_buf(box.data(), nonceSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + nonceSize, nullptr, plain.data(), plain.size(),
                                               associated.data(), associated.size(), nullptr, box.data(),
                                               key.view().data());
    return box;
}

Result<Bytes> decrypt(const Secret32& key, ByteView box, ByteView associated)
{
    constexpr std::size_t nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr std::size_t overhead = nonceSize + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    requireSodium();
    if (box.size() < overhead)
        return fail(ErrorKind::Integrity, "crypto.cannot_open", "shorter than nonce and tag");
    const ByteView sealed = box.subspan(nonceSize);
    Bytes plain(box.size() - overhead);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(), sealed.size(),
                                                   associated.data(), associated.size(), box.data(),
                                                   key.view().data()) != 0)
        return fail(ErrorKind::Integrity, "crypto.cannot_open");
    return plain;
}

Secret32 deriveKey(const Secret32& master, std::uint64_t number, std::string_view context)
{
    static_assert(crypto_kdf_KEYBYTES == 32);
    requireSodium();
    require(context.size() == crypto_kdf_CONTEXTBYTES);
    Secret32 key;
    crypto_kdf_derive_from_key(key.mutableView().data(), key.view().size(), number, context.data(),
                               master.view().data());
    return key;
}

bool constantTimeEqual(ByteView a, ByteView b)
{
    // libsodium takes no null pointer, not even with length zero.
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

Bytes randomBytes(std::size_t count)
{
    requireSodium();
    Bytes bytes(count);
    if (count > 0)
        randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::array<std::uint8_t, 16> uuidV7(Timestamp at)
{
    requireSodium();
    std::array<std::uint8_t, 16> id{};
    randombytes_buf(id.data(), id.size());
    const auto ms = static_cast<std::uint64_t>(toMs(at));
    for (std::size_t i = 0; i < 6; ++i)
        id[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    id[6] = static_cast<std::uint8_t>(0x70 | (id[6] & 0x0F));
    id[8] = static_cast<std::uint8_t>(0x80 | (id[8] & 0x3F));
    return id;
}

} // namespace linli::crypto
