// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Appointments.h"

#include <algorithm>
#include <cmath>

namespace linli::hub {
namespace {

/// Weight of the newest measurement: a handful of commits tell of a change, one does not.
constexpr double newest = 0.1;

} // namespace

void Appointments::learn(std::size_t operations, Milliseconds took)
{
    if (operations == 0)
        return;
    const double measured = static_cast<double>(took.count()) / static_cast<double>(operations);
    const std::scoped_lock lock(m_mutex);
    m_perOperation += newest * (measured - m_perOperation);
}

Milliseconds Appointments::next(std::size_t operations, std::size_t waiting, Milliseconds now)
{
    const std::scoped_lock lock(m_mutex);
    const auto at = static_cast<double>(now.count());
    const double drained =
        at + std::max(static_cast<double>(shortest.count()), static_cast<double>(waiting) * m_perOperation);
    const double last = at + static_cast<double>(longest.count());
    const double given = std::min(std::max(m_free, drained), last);
    m_free = std::min(given + static_cast<double>(operations) * m_perOperation, last);
    return Milliseconds{static_cast<std::int64_t>(std::ceil(given - at))};
}

} // namespace linli::hub
