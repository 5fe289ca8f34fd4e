// SPDX-License-Identifier: Apache-2.0
#include "app/hub/PhotoShelf.h"

#include "core/community/PhotoStore.h"

#include <algorithm>

namespace linli::hub {
namespace {

/// Start of image, and the first byte of the marker that follows (ISO/IEC 10918-1, B.1.1.3).
constexpr std::array<std::uint8_t, 3> jpegStart = {0xFF, 0xD8, 0xFF};

} // namespace

Result<void> PhotoShelf::put(const Hash& name, ByteView jpeg)
{
    if (jpeg.size() > community::maxPhotoBytes)
        return fail(ErrorKind::Invalid, "photo.too_large");
    if (jpeg.size() < jpegStart.size() || !std::ranges::equal(jpeg.first(jpegStart.size()), jpegStart))
        return fail(ErrorKind::Invalid, "photo.not_jpeg");
    const std::scoped_lock lock(m_mutex);
    return m_store->addReceived(name, jpeg);
}

Result<std::optional<Bytes>> PhotoShelf::find(const Hash& name)
{
    const std::scoped_lock lock(m_mutex);
    return m_store->find(name);
}

Result<void> PhotoShelf::erase(LogStore& log)
{
    LINLI_TRY(const auto photos, log.photosToErase());
    for (const Hash& photo : photos) {
        {
            const std::scoped_lock lock(m_mutex);
            LINLI_CHECK(m_store->remove(photo));
        }
        LINLI_CHECK(log.photoErased(photo));
    }
    return {};
}

} // namespace linli::hub
