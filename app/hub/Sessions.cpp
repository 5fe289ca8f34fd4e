// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Sessions.h"

#include "core/base/Encoding.h"
#include "core/crypto/Crypto.h"

#include <algorithm>

namespace linli::hub {
namespace {

constexpr std::size_t randomSize = 32;
constexpr std::size_t tokenSize = 24; ///< nobody guesses it, and every request carries it

} // namespace

Bytes Sessions::newNonce(const DeviceId& device, Milliseconds now)
{
    Bytes bytes = crypto::randomBytes(randomSize);
    const std::scoped_lock lock(m_mutex);
    while (!m_nonces.empty() && (m_nonces.front().until <= now || m_nonces.size() >= maxNonces))
        m_nonces.pop_front();
    m_nonces.push_back({bytes, device, now + nonceLife});
    return bytes;
}

bool Sessions::takeNonce(const DeviceId& device, ByteView nonce, Milliseconds now)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find_if(m_nonces, [&](const Nonce& known) {
        return known.device == device && crypto::constantTimeEqual(known.bytes, nonce);
    });
    if (found == m_nonces.end())
        return false;
    const bool fresh = found->until > now;
    m_nonces.erase(found);
    return fresh;
}

std::string Sessions::newToken(const DeviceId& device, Milliseconds now)
{
    std::string text = toBase64Url(crypto::randomBytes(tokenSize));
    const Token token{crypto::sha256(asBytes(text)), device, now + tokenLife};
    const std::scoped_lock lock(m_mutex);
    dropOldTokens(now);
    m_oldest.push_back(token);
    m_tokens.emplace(asString(token.hash), token);
    return text;
}

void Sessions::dropOldTokens(Milliseconds now)
{
    while (!m_oldest.empty() && (m_oldest.front().until <= now || m_oldest.size() >= maxTokens)) {
        m_tokens.erase(asString(m_oldest.front().hash));
        m_oldest.pop_front();
    }
}

std::optional<DeviceId> Sessions::deviceOf(std::string_view token, Milliseconds now)
{
    const Hash hash = crypto::sha256(asBytes(token));
    const std::scoped_lock lock(m_mutex);
    const auto found = m_tokens.find(asString(hash));
    if (found == m_tokens.end() || !crypto::constantTimeEqual(found->second.hash, hash) || found->second.until <= now)
        return std::nullopt;
    return found->second.device;
}

void Sessions::endAll(const DeviceId& device)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_tokens, [&](const auto& item) { return item.second.device == device; });
    std::erase_if(m_oldest, [&](const Token& token) { return token.device == device; });
}

void Sessions::endAll()
{
    const std::scoped_lock lock(m_mutex);
    m_tokens.clear();
    m_oldest.clear();
}

} // namespace linli::hub
