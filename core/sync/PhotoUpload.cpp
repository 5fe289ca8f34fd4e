// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PhotoUpload.h"

#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"

#include <algorithm>
#include <charconv>

namespace linli::sync {
namespace {

constexpr int maxQuestions = 3;

std::optional<std::uint64_t> numberIn(const HttpResponse& response, std::string_view name)
{
    const std::string_view text = headerOf(response.headers, name);
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::unexpected<Error> notAHub()
{
    return fail(ErrorKind::Unreachable, "hub.not_a_hub", "an answer to an upload that is not tus");
}

} // namespace

ByteView PhotoUpload::chunk() const
{
    const ByteView rest = ByteView(m_jpeg).subspan(m_offset);
    return rest.first(std::min(rest.size(), tuning::photoChunk));
}

HttpRequest PhotoUpload::nextRequest() const
{
    HttpRequest out;
    out.headers.emplace_back("tus-resumable", "1.0.0");
    const std::string place = "/uploads/" + toHex(m_photo);
    switch (m_step) {
    case Step::Ask:
        out.method = "HEAD";
        out.path = place;
        break;
    case Step::Begin:
        out.method = "POST";
        out.path = "/uploads";
        out.headers.emplace_back("upload-length", std::to_string(m_jpeg.size()));
        out.headers.emplace_back("upload-metadata", "sha256 " + toBase64(m_photo));
        break;
    case Step::Send:
    case Step::Done: {
        const ByteView bytes = chunk();
        out.method = "PATCH";
        out.path = place;
        out.contentType = "application/offset+octet-stream";
        out.headers.emplace_back("upload-offset", std::to_string(m_offset));
        out.headers.emplace_back("upload-checksum", "sha256 " + toBase64(crypto::sha256(bytes)));
        out.body.assign(bytes.begin(), bytes.end());
        break;
    }
    }
    return out;
}

Result<void> PhotoUpload::onResponse(const HttpResponse& response)
{
    switch (m_step) {
    case Step::Ask:
        return readAsk(response);
    case Step::Begin:
        return readBegin(response);
    case Step::Send:
        return readSend(response);
    case Step::Done:
        break;
    }
    return {};
}

Result<void> PhotoUpload::goOnFrom(const HttpResponse& response)
{
    const auto offset = numberIn(response, "upload-offset");
    if (headerOf(response.headers, "tus-resumable") != "1.0.0" || !offset || *offset > m_jpeg.size())
        return notAHub();
    m_offset = static_cast<std::size_t>(*offset);
    m_step = m_offset == m_jpeg.size() ? Step::Done : Step::Send;
    return {};
}

Result<void> PhotoUpload::readAsk(const HttpResponse& response)
{
    if (++m_questions > maxQuestions)
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "an upload that leads nowhere");
    // An answer to HEAD has no body that could say more.
    if (response.status == 404) {
        m_step = Step::Begin;
        return {};
    }
    if (response.status != 200)
        return std::unexpected(problemOf(response));
    if (numberIn(response, "upload-length") != m_jpeg.size()) {
        m_step = Step::Begin;
        return headerOf(response.headers, "tus-resumable").empty() ? Result<void>(notAHub()) : Result<void>();
    }
    return goOnFrom(response);
}

Result<void> PhotoUpload::readBegin(const HttpResponse& response)
{
    if (response.status == 201)
        return goOnFrom(response);
    return response.status < 400 ? Result<void>(notAHub()) : std::unexpected(problemOf(response));
}

Result<void> PhotoUpload::readSend(const HttpResponse& response)
{
    constexpr int conflict = 409;
    constexpr int wrongChecksum = 460;
    if (response.status == 204)
        return goOnFrom(response);
    // Another answer got lost, or the upload was forgotten or damaged: where are we?
    if (response.status == conflict || response.status == wrongChecksum || response.status == 404) {
        m_step = Step::Ask;
        return {};
    }
    return response.status < 400 ? Result<void>(notAHub()) : std::unexpected(problemOf(response));
}

} // namespace linli::sync
