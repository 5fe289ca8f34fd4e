// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Statistics.h"

#include "core/hazards/Catalogue.h"
#include "core/hazards/Types.h"

#include <algorithm>
#include <map>

namespace linli::hazards {
namespace {

struct Sample {
    std::string category;
    State state = State::Reported;
    ClosingReason reason = ClosingReason::None;
    std::int64_t reopened = 0;
    std::optional<std::int64_t> fixTimeMs; ///< report to first fix
};

/// Collects samples of one group; the times are sorted only once, at the end.
class Group {
public:
    void add(const Sample& sample)
    {
        ++m_figures.reports;
        if (sample.reason == ClosingReason::Duplicate || sample.reason == ClosingReason::Withdrawn)
            return;
        ++m_figures.counted;
        m_figures.fixed += sample.state == State::Fixed ? 1 : 0;
        m_figures.open += isOpen(sample.state) ? 1 : 0;
        m_figures.reopened += sample.reopened > 0 ? 1 : 0;
        m_figures.reopenings += sample.reopened;
        if (sample.fixTimeMs)
            m_times.push_back(*sample.fixTimeMs);
    }
    [[nodiscard]] Figures figures()
    {
        if (!m_times.empty()) {
            std::ranges::sort(m_times);
            m_figures.medianTwiceMs = m_times[(m_times.size() - 1) / 2] + m_times[m_times.size() / 2];
        }
        return m_figures;
    }

private:
    Figures m_figures;
    std::vector<std::int64_t> m_times;
};

Sample sampleFrom(const store::Row& row)
{
    return {row.text(0), stateFrom(row.integer(1)).value_or(State::Reported),
            reasonFrom(row.integer(2)).value_or(ClosingReason::None), row.integer(3), row.optionalInteger(4)};
}

} // namespace

std::optional<double> resolutionRate(const Figures& figures)
{
    if (figures.counted == 0)
        return std::nullopt;
    return static_cast<double>(figures.fixed) / static_cast<double>(figures.counted);
}

std::optional<double> medianDays(const Figures& figures)
{
    if (!figures.medianTwiceMs)
        return std::nullopt;
    constexpr double dayMs = 24.0 * 60 * 60 * 1000;
    return static_cast<double>(*figures.medianTwiceMs) / 2 / dayMs;
}

Result<Statistics> statistics(store::Database& db)
{
    Group total;
    std::map<std::string, Group> groups;
    LINLI_CHECK(db.query("SELECT category, state, reason, reopened, first_fixed_at - accepted_at FROM hazard"
                         " WHERE private = 0",
                         {}, [&](const store::Row& row) {
                             const Sample sample = sampleFrom(row);
                             total.add(sample);
                             groups[sample.category].add(sample);
                             return true;
                         }));
    Statistics statistics{total.figures(), {}};
    for (const Category& category : catalogue().categories())
        statistics.byCategory.push_back({category.id, groups[category.id].figures()});
    return statistics;
}

} // namespace linli::hazards
