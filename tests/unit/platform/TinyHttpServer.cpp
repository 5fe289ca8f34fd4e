// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/platform/TinyHttpServer.h"

#include <utility>

namespace linli::tests {
namespace {

ReceivedRequest parseHead(const QByteArray& head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
    ReceivedRequest request{.method = first.value(0), .target = first.value(1), .headers = {}, .body = {}};
    for (const QByteArray& line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    return request;
}

} // namespace

TinyHttpServer::TinyHttpServer(Handler handler, std::unique_ptr<QTcpServer> listener)
    : m_handler(std::move(handler)), m_listener(std::move(listener))
{
    QObject::connect(m_listener.get(), &QTcpServer::pendingConnectionAvailable, &m_context, [this] { accept(); });
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("no port for the test server: %s", qPrintable(m_listener->errorString()));
}

QUrl TinyHttpServer::url(const QString& scheme) const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(m_listener->serverPort()));
}

void TinyHttpServer::accept()
{
    while (QTcpSocket* socket = m_listener->nextPendingConnection()) {
        ++m_connections;
        QObject::connect(socket, &QTcpSocket::readyRead, &m_context, [this, socket] { read(*socket); });
        QObject::connect(socket, &QTcpSocket::disconnected, &m_context, [this] { ++m_disconnections; });
        read(*socket);
    }
}

void TinyHttpServer::read(QTcpSocket& socket)
{
    QByteArray& unread = m_unread[&socket];
    unread += socket.readAll();
    while (true) {
        const qsizetype headEnd = unread.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        ReceivedRequest request = parseHead(unread.first(headEnd));
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (unread.size() < headEnd + 4 + length)
            return;
        request.body = unread.mid(headEnd + 4, length);
        unread.remove(0, headEnd + 4 + length);
        m_requests.append(request);
        m_handler(m_requests.constLast(), socket);
    }
}

QByteArray answer(int status, const QByteArray& body, const QByteArray& headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + headers + "\r\n" + body;
}

} // namespace linli::tests
