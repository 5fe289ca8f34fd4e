// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/PhotoStore.h"

namespace linli::platform {

/// community::ImageCodec over Qt's readers of JPEG, PNG, WebP and, where the platform brings it, HEIC.
///
/// The format is decided by the first bytes, so that no other reader ever sees them. The answer is a JPEG of an upright
/// picture in sRGB on white, of at most 2048 px on the longer side and maxPhotoBytes, and of nothing else: no EXIF, XMP,
/// ICC profile, comment or thumbnail. "photo.too_large" is also what a small file gets that unpacks to too many pixels.
/// Threads: any, also several at once. A QCoreApplication is enough; no display is needed.
class QtImageCodec final : public community::ImageCodec {
public:
    static constexpr int maxSide = 2048;
    [[nodiscard]] Result<Bytes> reencode(ByteView picture) override;
};

} // namespace linli::platform
