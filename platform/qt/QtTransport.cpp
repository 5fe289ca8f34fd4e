// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtTransport.h"

#include "platform/qt/Exchange.h"
#include "platform/qt/HubUrl.h"
#include "platform/qt/QtLiveChannel.h"

#include <QIODevice>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>
#include <cstring>
#include <utility>

namespace linli::platform {
namespace {

QByteArray toQt(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

void authorise(QNetworkRequest& request, const std::string& token)
{
    if (!token.empty())
        request.setRawHeader("Authorization", "Bearer " + toQt(token));
}

QNetworkRequest plainRequest(const QUrl& url, const sync::HttpRequest& from)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Whoever keeps parts asks for the next ones early; on one connection, so that the first comes at full speed.
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, from.keepsPart);
    // Naming the encoding also keeps Qt from unpacking, so that the limit counts what is really there.
    request.setRawHeader("Accept-Encoding", "identity");
    // Shorter than what Qt sends by itself, and it does not tell the phone's language.
    request.setRawHeader("Accept-Language", "*");
    request.setRawHeader("User-Agent", "Linli");
    for (const auto& [name, value] : from.headers)
        request.setRawHeader(toQt(name), toQt(value));
    authorise(request, from.token);
    if (from.method != "GET" && from.method != "HEAD")
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          from.contentType.empty() ? QByteArray("application/octet-stream") : toQt(from.contentType));
    return request;
}

/// A body that is read once. Qt sends a request again by itself when a kept connection dies under it, all of its body from the
/// beginning; this one it cannot, so a cut chunk fails, and PhotoUpload asks how much of it arrived.
class OneWayBody final : public QIODevice {
public:
    explicit OneWayBody(Bytes bytes) : m_bytes(std::move(bytes)) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return left() + QIODevice::bytesAvailable(); }
    [[nodiscard]] bool atEnd() const override { return left() == 0; }
    bool reset() override { return false; }

protected:
    qint64 readData(char* to, qint64 most) override
    {
        const qint64 count = std::min(most, left());
        if (count == 0)
            return -1;
        std::memcpy(to, m_bytes.data() + m_read, static_cast<std::size_t>(count));
        m_read += static_cast<std::size_t>(count);
        return count;
    }
    qint64 writeData(const char* /*from*/, qint64 /*count*/) override { return -1; }

private:
    [[nodiscard]] qint64 left() const { return static_cast<qint64>(m_bytes.size() - m_read); }
    Bytes m_bytes;
    std::size_t m_read = 0;
};

QNetworkReply* sendOnce(QNetworkAccessManager& network, QNetworkRequest request, sync::HttpRequest& from)
{
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, static_cast<qint64>(from.body.size()));
    auto body = std::make_unique<OneWayBody>(std::move(from.body));
    QNetworkReply* reply = network.sendCustomRequest(request, toQt(from.method), body.get());
    body.release()->setParent(reply);
    return reply;
}

QNetworkReply* start(QNetworkAccessManager& network, const QUrl& url, sync::HttpRequest& from)
{
    const QNetworkRequest request = plainRequest(url, from);
    if (from.method == "GET")
        return network.get(request);
    if (from.method == "HEAD")
        return network.head(request);
    if (from.method == "PATCH")
        return sendOnce(network, request, from);
    const QByteArray body(reinterpret_cast<const char*>(from.body.data()), static_cast<qsizetype>(from.body.size()));
    if (from.method == "POST")
        return network.post(request, body);
    if (from.method == "PUT")
        return network.put(request, body);
    return network.sendCustomRequest(request, toQt(from.method), body);
}

} // namespace

QtTransport::QtTransport(QUrl hub, LiveTiming timing) : m_hub(std::move(hub)), m_timing(timing)
{
    if (isLoopback(m_hub))
        m_network.setProxy(QNetworkProxy::NoProxy);
}

void QtTransport::send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done)
{
    const Result<QUrl> url = urlBelow(m_hub, request.path);
    if (!url) {
        QMetaObject::invokeMethod(
            &m_context, [done = std::move(done), error = url.error()] { done(std::unexpected(error)); },
            Qt::QueuedConnection);
        return;
    }
    const bool keepsPart = request.keepsPart;
    QNetworkReply* reply = start(m_network, *url, request);
    const auto exchange = std::make_shared<Exchange>(*reply, keepsPart, std::move(done));
    auto* deadline = new QTimer(reply);
    deadline->setSingleShot(true);
    QObject::connect(deadline, &QTimer::timeout, &m_context, [exchange] { exchange->timeOut(); });
    QObject::connect(reply, &QNetworkReply::readyRead, &m_context, [exchange] { exchange->gather(); });
    // Queued, so that no code of the reply is on the stack when the callback destroys the transport.
    QObject::connect(
        reply, &QNetworkReply::finished, &m_context, [exchange] { exchange->deliver(); }, Qt::QueuedConnection);
    deadline->start(std::max(request.deadline, Milliseconds{0}));
}

std::unique_ptr<sync::LiveChannel> QtTransport::openLive(const std::string& path, const std::string& token,
                                                         LiveHandlers handlers)
{
    const Result<QUrl> url = urlBelow(m_hub, path);
    QNetworkRequest request(url ? webSocketUrl(*url) : QUrl());
    authorise(request, token);
    return std::make_unique<QtLiveChannel>(request, m_timing, std::move(handlers));
}

} // namespace linli::platform
