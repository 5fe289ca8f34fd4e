// SPDX-License-Identifier: Apache-2.0
#include "app/resident/hazards/HazardFigures.h"

namespace linli::resident {

HazardFigures::HazardFigures(QObject* parent)
    : QObject(parent), m_read(
                           this, [] { return [](store::Database& db) { return hazards::statistics(db); }; },
                           [this](const auto& outcome) { show(outcome); })
{
}

void HazardFigures::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void HazardFigures::show(const Result<hazards::Statistics>& outcome)
{
    if (!outcome || outcome->total == m_figures)
        return;
    m_figures = outcome->total;
    emit changed();
}

} // namespace linli::resident
