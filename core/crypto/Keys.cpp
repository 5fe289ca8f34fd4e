// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "core/crypto/Require.h"

#include <sodium.h>

#include <limits>

namespace linli::crypto {
namespace {

/// What is really signed. The lengths keep (context, message) apart from every other split of the same bytes.
Bytes framed(std::string_view context, ByteView message)
{
    require(context.size() <= std::numeric_limits<std::uint8_t>::max());
    require(message.size() <= std::numeric_limits<std::uint32_t>::max());
    Bytes out;
    out.reserve(1 + context.size() + 4 + message.size());
    out.push_back(static_cast<std::uint8_t>(context.size()));
    append(out, asBytes(context));
    appendU32(out, static_cast<std::uint32_t>(message.size()));
    append(out, message);
    return out;
}

} // namespace

SigningKey SigningKey::generate()
{
    return fromSeed(Secret32::random());
}

SigningKey SigningKey::fromSeed(const Secret32& seed)
{
    static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64);
    requireSodium();
    SigningKey key;
    crypto_sign_seed_keypair(key.m_public.data(), key.m_secret.mutableView().data(), seed.view().data());
    return key;
}

Signature SigningKey::sign(std::string_view context, ByteView message) const
{
    return signPlain(framed(context, message));
}

Signature SigningKey::signPlain(ByteView message) const
{
    static_assert(crypto_sign_BYTES == std::tuple_size_v<Signature>);
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), m_secret.view().data());
    return signature;
}

Secret32 SigningKey::seed() const
{
    Secret32 seed;
    crypto_sign_ed25519_sk_to_seed(seed.mutableView().data(), m_secret.view().data());
    return seed;
}

bool verify(const SigningPublicKey& key, std::string_view context, ByteView message, ByteView signature)
{
    return verifyPlain(key, framed(context, message), signature);
}

bool verifyPlain(const SigningPublicKey& key, ByteView message, ByteView signature)
{
    requireSodium();
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

SealingKey SealingKey::generate()
{
    return fromSeed(Secret32::random());
}

SealingKey SealingKey::fromSeed(const Secret32& seed)
{
    static_assert(crypto_box_SEEDBYTES == 32 && crypto_box_SECRETKEYBYTES == 32);
    requireSodium();
    SealingKey key;
    crypto_box_seed_keypair(key.m_public.data(), key.m_secret.mutableView().data(), seed.view().data());
    key.m_seed = seed.copy();
    return key;
}

Secret32 SealingKey::seed() const
{
    return m_seed.copy();
}

Result<Bytes> SealingKey::open(ByteView box) const
{
    if (box.size() < crypto_box_SEALBYTES)
        return fail(ErrorKind::Integrity, "crypto.cannot_open", "shorter than a sealed box");
    Bytes plain(box.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(plain.data(), box.data(), box.size(), m_public.data(), m_secret.view().data()) != 0)
        return fail(ErrorKind::Integrity, "crypto.cannot_open");
    return plain;
}

Bytes seal(const SealingPublicKey& to, ByteView plain)
{
    requireSodium();
    Bytes box(plain.size() + crypto_box_SEALBYTES);
    // Fails for a low-order public key only: such a box would open for everybody.
    if (crypto_box_seal(box.data(), plain.data(), plain.size(), to.data()) != 0)
        return {};
    return box;
}

} // namespace linli::crypto
