// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"

#include <optional>
#include <string>
#include <vector>

/// How well hazards are dealt with, in numbers that every phone computes alike from community reports.
///
///   resolution rate = fixed / counted
///   counted  = all reports but those closed as duplicate or withdrawn
///   fixed    = counted reports whose state is `fixed` now; a reopened one counts again only after its next fix, and
///              `closed` is never counted as fixed
///   median   = the median, over counted reports that were ever fixed, of the time from report to FIRST fix; of an even
///              number of times, the mean of the two in the middle
///
/// Own pending operations count like everything else that this phone shows.
namespace linli::hazards {

struct Figures {
    std::int64_t reports = 0;    ///< all
    std::int64_t counted = 0;    ///< denominator
    std::int64_t fixed = 0;      ///< numerator
    std::int64_t open = 0;       ///< neither fixed nor closed
    std::int64_t reopened = 0;   ///< counted reports that were reopened at least once
    std::int64_t reopenings = 0; ///< how often, all together
    /// Twice the median in milliseconds, so that it stays an exact integer; nothing when none was ever fixed.
    std::optional<std::int64_t> medianTwiceMs;

    friend bool operator==(const Figures&, const Figures&) = default;
};
[[nodiscard]] std::optional<double> resolutionRate(const Figures& figures); ///< 0 … 1; nothing when none is counted
[[nodiscard]] std::optional<double> medianDays(const Figures& figures);     ///< days of 24 hours

struct CategoryFigures {
    std::string category;
    Figures figures;
};
struct Statistics {
    Figures total;
    std::vector<CategoryFigures> byCategory; ///< all categories, in the catalogue's order
};
[[nodiscard]] Result<Statistics> statistics(store::Database& db);

} // namespace linli::hazards
