// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/base/Time.h"

#include <mutex>

namespace linli::hub {

class UploadShelf;

/// One chunk of a photo while it arrives: in memory, because its checksum is known at its end only.
///
/// Invariant: it is closed once: kept, with whatever arrived until then, or thrown away. A connection that hangs is closed by the
/// next question of its phone, since that phone has to hear how much really arrived. Threads: any. Outlived by its shelf.
class UploadChunk {
public:
    struct Place {
        DeviceId device;
        Hash photo{};
        std::uint64_t offset = 0;
        std::uint64_t room = 0; ///< at most so many bytes
    };
    UploadChunk(UploadShelf& shelf, const Place& place, Timestamp opened)
        : m_shelf(shelf), m_place(place), m_opened(opened)
    {
    }
    ~UploadChunk() { keep(); }
    UploadChunk(const UploadChunk&) = delete;
    UploadChunk& operator=(const UploadChunk&) = delete;

    [[nodiscard]] const Place& place() const { return m_place; }
    /// False when it is closed, or would be too long.
    [[nodiscard]] bool receive(ByteView part);
    /// Closes it; what arrived is durable on return. Does nothing when it was closed before.
    void keep();
    /// Closes it when `checksum`, if there is one, is that of what arrived: the offset afterwards. "photo.wrong_checksum"
    /// (Integrity: nothing of it is kept), "photo.too_large", "photo.wrong_offset" (closed before, or overtaken).
    [[nodiscard]] Result<std::uint64_t> finish(const std::optional<Hash>& checksum);

private:
    UploadShelf& m_shelf;
    const Place m_place;
    const Timestamp m_opened;
    std::mutex m_mutex;
    Bytes m_bytes;
    bool m_fits = true;
    bool m_closed = false;
};

} // namespace linli::hub
