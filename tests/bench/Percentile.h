// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

namespace linli::bench {

/// The smallest value that at least `percent` of all are not above (nearest rank). `values` is not empty.
[[nodiscard]] inline double percentile(std::vector<double> values, std::size_t percent)
{
    std::ranges::sort(values);
    const std::size_t rank = (values.size() * percent + 99) / 100;
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

} // namespace linli::bench
