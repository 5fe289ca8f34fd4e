// SPDX-License-Identifier: Apache-2.0
#include "app/hub/UploadChunk.h"

#include "app/hub/UploadShelf.h"
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"

#include <spdlog/spdlog.h>

namespace linli::hub {

bool UploadChunk::receive(ByteView part)
{
    const std::scoped_lock lock(m_mutex);
    m_fits = m_fits && m_bytes.size() + part.size() <= m_place.room;
    if (m_closed || !m_fits)
        return false;
    append(m_bytes, part);
    return true;
}

void UploadChunk::keep()
{
    const std::scoped_lock lock(m_mutex);
    if (std::exchange(m_closed, true) || m_bytes.empty())
        return;
    // Nobody waits for an answer: a phone that finds less than it sent sends it again.
    if (const auto kept = m_shelf.append(m_place, m_bytes, m_opened); !kept)
        spdlog::info("part of a photo lost: {}", kept.error().code);
}

Result<std::uint64_t> UploadChunk::finish(const std::optional<Hash>& checksum)
{
    const std::scoped_lock lock(m_mutex);
    if (std::exchange(m_closed, true))
        return fail(ErrorKind::Invalid, "photo.wrong_offset");
    if (!m_fits)
        return fail(ErrorKind::Invalid, "photo.too_large");
    if (checksum && crypto::sha256(m_bytes) != *checksum)
        return fail(ErrorKind::Integrity, "photo.wrong_checksum");
    return m_shelf.append(m_place, m_bytes, m_opened);
}

} // namespace linli::hub
