// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/SignerBox.h"

#include "core/crypto/Require.h"

#include <sodium.h>

namespace linli::crypto {

static_assert(signerBoxOverhead == crypto_box_SEALBYTES);

bool canSealToSigner(const SigningPublicKey& signer)
{
    requireSodium();
    SealingPublicKey to{};
    return crypto_sign_ed25519_pk_to_curve25519(to.data(), signer.data()) == 0;
}

std::optional<Bytes> sealToSigner(const SigningPublicKey& signer, ByteView plain)
{
    requireSodium();
    SealingPublicKey to{};
    if (crypto_sign_ed25519_pk_to_curve25519(to.data(), signer.data()) != 0)
        return std::nullopt;
    Bytes box = seal(to, plain);
    return box.empty() ? std::nullopt : std::optional(std::move(box));
}

Result<Bytes> openAsSigner(const SigningKey& signer, ByteView box)
{
    requireSodium();
    if (box.size() < signerBoxOverhead)
        return fail(ErrorKind::Integrity, "crypto.cannot_open", "shorter than a sealed box");
    const Secret32 seed = signer.seed();
    Secret64 whole;
    SigningPublicKey unused{};
    crypto_sign_seed_keypair(unused.data(), whole.mutableView().data(), seed.view().data());
    Secret32 secret;
    SealingPublicKey own{};
    require(crypto_sign_ed25519_sk_to_curve25519(secret.mutableView().data(), whole.view().data()) == 0);
    require(crypto_scalarmult_base(own.data(), secret.view().data()) == 0);
    Bytes plain(box.size() - signerBoxOverhead);
    if (crypto_box_seal_open(plain.data(), box.data(), box.size(), own.data(), secret.view().data()) != 0)
        return fail(ErrorKind::Integrity, "crypto.cannot_open");
    return plain;
}

} // namespace linli::crypto
