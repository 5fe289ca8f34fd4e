// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Crypto.h"

/// Sealed boxes for somebody of whom only the signing key is known: the box is for the X25519 half of that Ed25519 key, by the birational
/// map (libsodium, crypto_sign_ed25519_pk_to_curve25519).
namespace linli::crypto {

inline constexpr std::size_t signerBoxOverhead = 48; ///< bytes that a box is longer than what is in it

/// Whether `signer` is a public key of which sealToSigner() makes boxes that only its owner opens.
[[nodiscard]] bool canSealToSigner(const SigningPublicKey& signer);
/// Nothing when `signer` is no public key, or one that everybody could open boxes of.
[[nodiscard]] std::optional<Bytes> sealToSigner(const SigningPublicKey& signer, ByteView plain);
/// "crypto.cannot_open" when the box is not for this key or was changed.
[[nodiscard]] Result<Bytes> openAsSigner(const SigningKey& signer, ByteView box);

} // namespace linli::crypto
