// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PhotoDownload.h"

#include "core/base/Encoding.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"

#include <charconv>

namespace linli::sync {
namespace {

std::unexpected<Error> notAHub(std::string why)
{
    return fail(ErrorKind::Unreachable, "hub.not_a_hub", std::move(why));
}

/// The whole size in "bytes FIRST-LAST/SIZE", when the part is `count` bytes from `first` on.
std::optional<std::uint64_t> sizeIn(std::string_view range, std::size_t first, std::size_t count)
{
    const std::string start = "bytes " + std::to_string(first) + "-" + std::to_string(first + count - 1) + "/";
    if (count == 0 || !range.starts_with(start))
        return std::nullopt;
    range.remove_prefix(start.size());
    std::uint64_t size = 0;
    const auto [end, fault] = std::from_chars(range.data(), range.data() + range.size(), size);
    const bool whole = fault == std::errc() && end == range.data() + range.size() && size >= first + count;
    return whole ? std::optional(size) : std::nullopt;
}

} // namespace

Result<HttpRequest> PhotoDownload::nextRequest()
{
    LINLI_TRY(const Bytes kept, m_store.keptParts(m_photo));
    m_offset = kept.size();
    HttpRequest out;
    out.method = "GET";
    out.path = "/photos/" + toHex(m_photo);
    out.headers.emplace_back("range", "bytes=" + std::to_string(m_offset) + "-" +
                                          std::to_string(m_offset + tuning::photoPart - 1));
    return out;
}

Result<void> PhotoDownload::onResponse(const HttpResponse& response)
{
    constexpr int partial = 206;
    constexpr int noSuchRange = 416;
    // Its author's phone may not have sent it yet: PhotoQueue asks again.
    if (response.status == 404) {
        m_done = true;
        return {};
    }
    if (response.status == noSuchRange && m_offset > 0)
        return m_store.dropParts(m_photo); // it is not what we began with
    if (response.status != 200 && response.status != partial)
        return std::unexpected(problemOf(response));
    // A portal's web page is no photo, and no hub's lie either.
    if (!response.contentType.starts_with(jpegType))
        return notAHub("a photo that is no JPEG");
    if (response.status == 200)
        return finish(response.body);
    const auto size = sizeIn(headerOf(response.headers, "content-range"), m_offset, response.body.size());
    if (!size || *size > community::maxPhotoBytes)
        return notAHub("a part that was not asked for");
    return take(response.body, *size);
}

Result<void> PhotoDownload::take(ByteView part, std::uint64_t size)
{
    if (m_offset == 0 && part.size() == size)
        return finish(part);
    LINLI_CHECK(m_store.keepPart(m_photo, m_offset, part));
    if (m_offset + part.size() < size)
        return {};
    LINLI_TRY(const Bytes whole, m_store.keptParts(m_photo));
    return finish(whole);
}

Result<void> PhotoDownload::finish(ByteView jpeg)
{
    const auto stored = m_store.addReceived(m_photo, jpeg);
    if (!stored) // what is not the photo shall not be its beginning the next time
        LINLI_CHECK(m_store.dropParts(m_photo));
    LINLI_CHECK(stored);
    m_done = true;
    m_received = true;
    return {};
}

} // namespace linli::sync
