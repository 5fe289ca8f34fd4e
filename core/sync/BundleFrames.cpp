// SPDX-License-Identifier: Apache-2.0
#include "core/sync/BundleFrames.h"

#include "core/base/Base45.h"
#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"

#include <algorithm>

namespace linli::sync {
namespace {

constexpr std::size_t markBytes = 8;
constexpr std::size_t headBytes = 2 + 2 + markBytes;
/// Three characters for two bytes, rounded up.
constexpr std::size_t maxFrameText = framePrefix.size() + ((headBytes + maxFramePartBytes) * 3 + 1) / 2;

void appendU16(Bytes& out, std::size_t value)
{
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
}

std::size_t readU16(ByteView bytes)
{
    return static_cast<std::size_t>(bytes[0]) << 8 | bytes[1];
}

} // namespace

Result<std::vector<std::string>> framesOf(ByteView file, std::size_t partBytes)
{
    partBytes = std::clamp<std::size_t>(partBytes, 1, maxFramePartBytes);
    const std::size_t total = std::max<std::size_t>(1, (file.size() + partBytes - 1) / partBytes);
    if (total > maxFrames)
        return fail(ErrorKind::Invalid, "bundle.too_long_for_codes", std::to_string(total) + " codes");
    const Hash hash = crypto::sha256(file);
    std::vector<std::string> frames;
    frames.reserve(total);
    for (std::size_t index = 0; index < total; ++index) {
        Bytes bytes;
        appendU16(bytes, index);
        appendU16(bytes, total);
        append(bytes, ByteView(hash).first(markBytes));
        const ByteView rest = file.subspan(index * partBytes);
        append(bytes, rest.first(std::min(rest.size(), partBytes)));
        frames.push_back(std::string(framePrefix) + toBase45(bytes));
    }
    return frames;
}

FrameCollector::Seen FrameCollector::add(std::string_view text)
{
    if (!text.starts_with(framePrefix) || text.size() > maxFrameText)
        return Seen::NoFrame;
    const auto bytes = fromBase45(text.substr(framePrefix.size()));
    if (!bytes || bytes->size() < headBytes)
        return Seen::NoFrame;
    const ByteView view(*bytes);
    const std::size_t index = readU16(view);
    const std::size_t total = readU16(view.subspan(2));
    if (total == 0 || total > maxFrames || index >= total)
        return Seen::NoFrame;
    Mark mark{};
    std::ranges::copy(view.subspan(4, markBytes), mark.begin());
    if (mark != m_mark || total != m_total) {
        reset();
        m_mark = mark;
        m_total = total;
    }
    const ByteView part = view.subspan(headBytes);
    if (!m_parts.try_emplace(index, part.begin(), part.end()).second)
        return Seen::Again;
    return m_parts.size() == m_total ? Seen::Complete : Seen::New;
}

std::vector<std::size_t> FrameCollector::missing() const
{
    std::vector<std::size_t> indices;
    for (std::size_t index = 0; index < m_total; ++index)
        if (!m_parts.contains(index))
            indices.push_back(index);
    return indices;
}

Result<Bytes> FrameCollector::take()
{
    if (m_total == 0 || m_parts.size() < m_total)
        return fail(ErrorKind::Invalid, "bundle.incomplete");
    Bytes file;
    for (const auto& [index, part] : m_parts)
        append(file, part);
    const Hash hash = crypto::sha256(file);
    const bool whole = std::ranges::equal(ByteView(hash).first(markBytes), m_mark);
    reset();
    if (!whole)
        return fail(ErrorKind::Invalid, "bundle.damaged", "codes");
    return file;
}

void FrameCollector::reset()
{
    m_mark = {};
    m_total = 0;
    m_parts.clear();
}

} // namespace linli::sync
