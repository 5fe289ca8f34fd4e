// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Time.h"

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace linli::hub {

/// Login nonces and bearer tokens of one community, in memory only: a restart of the hub means a new login.
///
/// Invariant: a nonce is good for one login of the device that asked for it, within `nonceLife`. Tokens are found by the
/// SHA-256 of what was sent, so that neither a look-up's time nor a memory dump of the table gives one away.
/// Threads: any. Times are the hub's monotonic ones.
class Sessions {
public:
    static constexpr Milliseconds nonceLife = std::chrono::minutes(1);
    static constexpr Milliseconds tokenLife = std::chrono::hours(1);

    [[nodiscard]] Bytes newNonce(const DeviceId& device, Milliseconds now);
    /// Uses the nonce up; false when it was not given to this device or is too old.
    [[nodiscard]] bool takeNonce(const DeviceId& device, ByteView nonce, Milliseconds now);
    /// 43 characters of base64url, 32 random bytes.
    [[nodiscard]] std::string newToken(const DeviceId& device, Milliseconds now);
    [[nodiscard]] std::optional<DeviceId> deviceOf(std::string_view token, Milliseconds now);
    void endAll(const DeviceId& device);
    void endAll(); ///< of all devices

private:
    static constexpr std::size_t maxNonces = 10'000;
    static constexpr std::size_t maxTokens = 50'000;
    struct Nonce {
        Bytes bytes;
        DeviceId device;
        Milliseconds until;
    };
    struct Token {
        Hash hash; ///< of the token's text
        DeviceId device;
        Milliseconds until;
    };
    void dropOldTokens(Milliseconds now);

    std::mutex m_mutex;
    std::deque<Nonce> m_nonces;                      ///< oldest first
    std::deque<Token> m_oldest;                      ///< tokens in the order they end
    std::unordered_map<std::string, Token> m_tokens; ///< by the bytes of their hash
};

} // namespace linli::hub
