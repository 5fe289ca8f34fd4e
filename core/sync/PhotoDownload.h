// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/PhotoStore.h"
#include "core/sync/Transport.h"

namespace linli::sync {

/// One photo on its way from the hub, in byte ranges (RFC 9110 §14), as a state machine without I/O. Each part is kept in the photo
/// store, so a cut or a crash costs one part at most.
///
/// Invariant: a photo is in the store only when its bytes have the hash that is its name. Threads: the store's.
class PhotoDownload {
public:
    PhotoDownload(const Hash& photo, community::PhotoStore& store) : m_photo(photo), m_store(store) {}

    [[nodiscard]] const Hash& photo() const { return m_photo; }
    [[nodiscard]] bool done() const { return m_done; }
    [[nodiscard]] bool received() const { return m_received; } ///< false after done(): the hub does not have it yet
    /// Path below the community and headers; token and deadline are the caller's.
    [[nodiscard]] Result<HttpRequest> nextRequest();
    /// "photo.wrong_hash" (Integrity); "hub.not_a_hub" (Unreachable) for what is no part of a JPEG; else the hub's own Problem.
    [[nodiscard]] Result<void> onResponse(const HttpResponse& response);

private:
    [[nodiscard]] Result<void> take(ByteView part, std::uint64_t size);
    [[nodiscard]] Result<void> finish(ByteView jpeg);

    Hash m_photo;
    community::PhotoStore& m_store;
    std::size_t m_offset = 0; ///< of the part asked for last
    bool m_done = false;
    bool m_received = false;
};

} // namespace linli::sync
