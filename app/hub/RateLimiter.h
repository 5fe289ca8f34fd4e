// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace linli::hub {

/// Token buckets by name (a device, an address). Invariant: holds at most `maxBuckets`; full ones are dropped first, which
/// changes nothing. Threads: any.
class RateLimiter {
public:
    struct Rate {
        double burst;     ///< at once
        double perSecond; ///< afterwards
    };
    explicit RateLimiter(Rate rate) : m_rate(rate) {}
    /// Takes `amount` (at most the burst), or says how long to wait for it.
    [[nodiscard]] std::optional<Milliseconds> take(const std::string& name, double amount, Milliseconds now);

private:
    static constexpr std::size_t maxBuckets = 20'000;
    struct Bucket {
        double level;
        Milliseconds at;
    };
    [[nodiscard]] double levelAt(const Bucket& bucket, Milliseconds now) const;
    void dropFull(Milliseconds now);

    const Rate m_rate;
    std::mutex m_mutex;
    std::unordered_map<std::string, Bucket> m_buckets;
};

} // namespace linli::hub
