// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/Exchange.h"

#include "platform/qt/QtTransport.h"

#include <algorithm>
#include <utility>

namespace linli::platform {
namespace {

constexpr std::chrono::seconds maxRetryAfter = std::chrono::hours(24);

std::optional<Milliseconds> retryAfter(const QNetworkReply& reply)
{
    bool isNumber = false;
    const qulonglong seconds = reply.rawHeader("Retry-After").trimmed().toULongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return std::chrono::seconds(std::min(seconds, static_cast<qulonglong>(maxRetryAfter.count())));
}

/// Those that a phone reads, see core/sync.
sync::Headers headersOf(const QNetworkReply& reply)
{
    sync::Headers headers;
    for (const char* name : {"content-range", "tus-resumable", "upload-length", "upload-offset"})
        if (reply.hasRawHeader(name))
            headers.emplace_back(name, reply.rawHeader(name).toStdString());
    return headers;
}

/// Qt turns HTTP statuses into errors too; those are answers. What is left is trouble on the way to the hub, or an answer
/// that is not HTTP.
bool isAnswer(const QNetworkReply& reply)
{
    constexpr int firstStatusError = QNetworkReply::ContentAccessDenied;
    const QNetworkReply::NetworkError error = reply.error();
    const bool ofStatus = error >= firstStatusError && error != QNetworkReply::ProtocolFailure;
    return (error == QNetworkReply::NoError || ofStatus) &&
           reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
}

std::string codeOf(QNetworkReply::NetworkError error)
{
    if (error == QNetworkReply::SslHandshakeFailedError)
        return "hub.tls";
    return error == QNetworkReply::TimeoutError ? "hub.timeout" : "hub.unreachable";
}

} // namespace

Exchange::Exchange(QNetworkReply& reply, bool keepsPart, std::function<void(Result<sync::HttpResponse>)> done)
    : m_reply(&reply), m_keepsPart(keepsPart), m_done(std::move(done))
{
}

void Exchange::giveUp(std::string code)
{
    m_failure = Error{ErrorKind::Unreachable, std::move(code), {}};
    if (!m_keepsPart)
        m_body = {};
    m_reply->abort();
}

void Exchange::timeOut()
{
    if (!m_failure && !m_reply->isFinished())
        giveUp("hub.timeout");
}

void Exchange::gather()
{
    if (m_failure)
        return;
    const auto waiting = static_cast<std::size_t>(m_reply->bytesAvailable());
    const std::size_t before = m_body.size();
    if (waiting > QtTransport::maxAnswerBytes - before)
        return giveUp("hub.answer_too_large");
    m_body.resize(before + waiting);
    const qint64 got = m_reply->read(reinterpret_cast<char*>(m_body.data() + before), static_cast<qint64>(waiting));
    m_body.resize(before + static_cast<std::size_t>(std::max<qint64>(got, 0)));
}

bool Exchange::hasPart() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return m_keepsPart && !m_body.empty() && (status == 200 || status == 206);
}

sync::HttpResponse Exchange::answer(bool whole)
{
    return {.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .contentType = m_reply->rawHeader("Content-Type").toStdString(),
            .body = std::move(m_body),
            .retryAfter = retryAfter(*m_reply),
            .headers = headersOf(*m_reply),
            .whole = whole};
}

Result<sync::HttpResponse> Exchange::outcome()
{
    if (!m_failure && isAnswer(*m_reply))
        return answer(true);
    if (hasPart())
        return answer(false);
    if (m_failure)
        return std::unexpected(*m_failure);
    return fail(ErrorKind::Unreachable, codeOf(m_reply->error()), m_reply->errorString().toStdString());
}

void Exchange::deliver()
{
    gather();
    Result<sync::HttpResponse> result = outcome();
    m_reply->deleteLater();
    const auto done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace linli::platform
