// SPDX-License-Identifier: Apache-2.0
#include "app/hub/RateLimiter.h"

#include <algorithm>
#include <cmath>

namespace linli::hub {
namespace {

constexpr double millisecondsPerSecond = 1000;

} // namespace

double RateLimiter::levelAt(const Bucket& bucket, Milliseconds now) const
{
    const double seconds = static_cast<double>((now - bucket.at).count()) / millisecondsPerSecond;
    return std::min(m_rate.burst, bucket.level + seconds * m_rate.perSecond);
}

void RateLimiter::dropFull(Milliseconds now)
{
    std::erase_if(m_buckets, [&](const auto& item) { return levelAt(item.second, now) >= m_rate.burst; });
    // Only an attack keeps so many buckets busy; forgetting them all is kinder than refusing everybody.
    if (m_buckets.size() >= maxBuckets)
        m_buckets.clear();
}

std::optional<Milliseconds> RateLimiter::take(const std::string& name, double amount, Milliseconds now)
{
    const std::scoped_lock lock(m_mutex);
    if (m_buckets.size() >= maxBuckets && !m_buckets.contains(name))
        dropFull(now);
    Bucket& bucket = m_buckets.try_emplace(name, Bucket{m_rate.burst, now}).first->second;
    bucket = {levelAt(bucket, now), now};
    const double wanted = std::min(amount, m_rate.burst);
    if (bucket.level < wanted)
        return Milliseconds{
            static_cast<std::int64_t>(std::ceil((wanted - bucket.level) / m_rate.perSecond * millisecondsPerSecond))};
    bucket.level -= wanted;
    return std::nullopt;
}

} // namespace linli::hub
