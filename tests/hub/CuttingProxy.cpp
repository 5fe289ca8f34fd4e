// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/CuttingProxy.h"

#include <array>
#include <cstring>
#include <optional>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace linli::test {
namespace {

/// How long a thread waits before it looks whether the test has ended.
constexpr int look = 50; // ms

sockaddr_un addressOf(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    return address;
}

int connectTo(const std::string& path)
{
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = addressOf(path);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return socket;
    ::close(socket);
    return -1;
}

/// What there is to read; nothing at the end.
std::optional<std::string> readSome(int socket)
{
    std::array<char, 16'384> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
    const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return std::nullopt;
    return std::string(buffer.data(), static_cast<std::size_t>(count));
}

bool sendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(std::string socket)
    : m_server(std::move(socket)), m_listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const sockaddr_un address = addressOf(m_folder.filePath(".s.PGSQL.5432").toStdString());
    if (::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(m_listener, 16) != 0)
        qFatal("no socket for the proxy");
    m_thread = std::jthread([this](const std::stop_token& stopping) { accept(stopping); });
}

CuttingProxy::~CuttingProxy()
{
    m_thread = {};
    m_carriers.clear();
    ::close(m_listener);
}

std::string CuttingProxy::url() const
{
    return "postgresql://linli@/postgres?host=" + m_folder.path().toStdString();
}

void CuttingProxy::arm(When when, const std::string& text)
{
    const std::scoped_lock lock(m_mutex);
    m_text = text;
    m_when = when;
    m_cuts = 0;
}

void CuttingProxy::cutAnswerTo(const std::string& text)
{
    arm(When::Answer, text);
}

void CuttingProxy::cutBefore(const std::string& text)
{
    arm(When::Before, text);
}

CuttingProxy::When CuttingProxy::takeCut(std::string_view request)
{
    const std::scoped_lock lock(m_mutex);
    if (m_when == When::Never || request.find(m_text) == std::string_view::npos)
        return When::Never;
    ++m_cuts;
    return m_when.exchange(When::Never);
}

void CuttingProxy::accept(const std::stop_token& stopping)
{
    while (!stopping.stop_requested()) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (::poll(&waiting, 1, look) != 1)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0)
            m_carriers.emplace_back([this, client](const std::stop_token& given) { carry(client, given); });
    }
}

void CuttingProxy::carry(int client, const std::stop_token& stopping)
{
    const int server = connectTo(m_server);
    bool answerIsLost = false;
    for (bool open = server >= 0; open && !stopping.stop_requested();) {
        std::array<pollfd, 2> sides{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
        if (::poll(sides.data(), sides.size(), look) <= 0)
            continue;
        if (sides[0].revents != 0) {
            const auto request = readSome(client);
            const When cut = request ? takeCut(*request) : When::Never;
            answerIsLost = cut == When::Answer;
            open = request && cut != When::Before && sendAll(server, *request);
        }
        if (open && sides[1].revents != 0) {
            const auto answer = readSome(server);
            open = answer && !answerIsLost && sendAll(client, *answer);
        }
    }
    ::close(client);
    if (server >= 0)
        ::close(server);
}

} // namespace linli::test
