// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>

namespace linli::tests {

struct ReceivedRequest {
    QByteArray method;
    QByteArray target;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// A real server on a free port of 127.0.0.1 that does what the test tells it, byte by byte.
class TinyHttpServer {
public:
    /// Gets each whole request and may write to the socket, now or later, or close it, or stay silent.
    using Handler = std::function<void(const ReceivedRequest&, QTcpSocket&)>;

    explicit TinyHttpServer(Handler handler, std::unique_ptr<QTcpServer> listener = std::make_unique<QTcpServer>());

    [[nodiscard]] QUrl url(const QString& scheme = QStringLiteral("http")) const;
    [[nodiscard]] const QList<ReceivedRequest>& requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] int disconnections() const { return m_disconnections; }

private:
    void accept();
    void read(QTcpSocket& socket);

    Handler m_handler;
    QList<ReceivedRequest> m_requests;
    QHash<QTcpSocket*, QByteArray> m_unread;
    int m_connections = 0;
    int m_disconnections = 0;
    std::unique_ptr<QTcpServer> m_listener;
    QObject m_context;
};

/// A whole answer with its length; `headers` are lines that end in CRLF.
[[nodiscard]] QByteArray answer(int status, const QByteArray& body, const QByteArray& headers = {});

} // namespace linli::tests
