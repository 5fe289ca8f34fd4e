// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/HubUrl.h"

#include <QHostAddress>

#include <algorithm>

namespace linli::platform {
namespace {

constexpr std::size_t maxUrlBytes = 2048;

std::unexpected<Error> badUrl(std::string reason)
{
    return fail(ErrorKind::Invalid, "hub.bad_url", std::move(reason));
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool hasControlOrBlank(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

} // namespace

Result<QUrl> parseHubUrl(std::string_view text)
{
    text = trimmed(text);
    if (text.empty() || text.size() > maxUrlBytes)
        return badUrl("empty or longer than 2048 bytes");
    if (hasControlOrBlank(text))
        return badUrl("blank or control character");
    QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    if (!url.isValid())
        return badUrl(url.errorString().toStdString());
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return badUrl("must begin with http:// or https://");
    if (url.host().isEmpty())
        return badUrl("no host");
    if (url.port(1) == 0)
        return badUrl("port 0");
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return badUrl("user, query and fragment are not allowed");
    QString prefix = url.path(QUrl::FullyEncoded);
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix, QUrl::StrictMode);
    return url;
}

Result<QUrl> urlBelow(const QUrl& hub, std::string_view path)
{
    // Without the leading slash "@elsewhere" would turn the hub's host into a user name.
    if (!path.starts_with('/') || hasControlOrBlank(path))
        return badUrl("path must begin with / and hold no blank or control character");
    const QString below = QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size()));
    QUrl url(hub.toString(QUrl::FullyEncoded) + below, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != hub.scheme() || url.authority() != hub.authority())
        return badUrl("path does not stay on the hub");
    return url;
}

QUrl webSocketUrl(QUrl url)
{
    url.setScheme(url.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    return url;
}

bool isLoopback(const QUrl& url)
{
    const QHostAddress address(url.host());
    return address.isLoopback() || url.host() == QLatin1String("localhost");
}

} // namespace linli::platform
