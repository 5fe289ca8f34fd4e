// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"

/// The bytes of a bundle: what one phone hands to another when the hub cannot be reached (README.md "Bundles").
///
///     file = "linli bundle v1\n" | u32be length | zstd frame of a serialised Bundle (bundle.proto) | SHA-256 of all before
///
/// Pure functions. Nothing that is read here is believed: whose operations these are, Courier asks the community's state.
namespace linli::sync {

inline constexpr std::string_view bundleMagic = "linli bundle v1\n";
inline constexpr std::size_t maxBundleOperations = 2000;
inline constexpr std::size_t maxBundleNotices = 50;
inline constexpr std::size_t maxBundlePlainBytes = 4 * 1024 * 1024; ///< of the message inside
inline constexpr std::size_t maxBundleFileBytes = maxBundlePlainBytes + 64 * 1024;

/// A notice that is in the log already, with the way from it to the checkpoint's root.
struct LoggedNotice {
    log::Entry entry;
    std::vector<Hash> proof; ///< empty: there is none
};

struct Bundle {
    CommunityId community;
    Timestamp made;
    DeviceId maker;
    std::string checkpoint; ///< C2SP note; empty: there is none
    std::vector<log::SignedOperation> operations;
    std::vector<LoggedNotice> notices;
};

/// "bundle.too_large" (Invalid) when it is over a limit.
[[nodiscard]] Result<Bytes> encodeBundle(const Bundle& bundle);
/// Invalid: "bundle.not_a_bundle", "bundle.newer" (of a later format), "bundle.damaged" (cut off or changed),
/// "bundle.too_large", "bundle.malformed" (whole, but nothing that this format allows).
[[nodiscard]] Result<Bundle> decodeBundle(ByteView file);

} // namespace linli::sync
