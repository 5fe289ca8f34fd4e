// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"
#include "core/hazards/Statistics.h"

namespace linli::resident {

/// How well hazards are dealt with: the resolution rate with its numerator and denominator (definitions in
/// core/hazards/Statistics.h). GUI thread.
class HazardFigures : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool known READ known NOTIFY changed FINAL) ///< there is at least one report that counts
    Q_PROPERTY(int counted READ counted NOTIFY changed FINAL)
    Q_PROPERTY(int fixed READ fixed NOTIFY changed FINAL)
    Q_PROPERTY(int open READ open NOTIFY changed FINAL)
    Q_PROPERTY(int reopened READ reopened NOTIFY changed FINAL)
    Q_PROPERTY(double rate READ rate NOTIFY changed FINAL)             ///< 0 … 1
    Q_PROPERTY(double medianDays READ medianDays NOTIFY changed FINAL) ///< from report to first fix; below 0: none yet

public:
    explicit HazardFigures(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] bool known() const { return m_figures.counted > 0; }
    [[nodiscard]] int counted() const { return static_cast<int>(m_figures.counted); }
    [[nodiscard]] int fixed() const { return static_cast<int>(m_figures.fixed); }
    [[nodiscard]] int open() const { return static_cast<int>(m_figures.open); }
    [[nodiscard]] int reopened() const { return static_cast<int>(m_figures.reopened); }
    [[nodiscard]] double rate() const { return hazards::resolutionRate(m_figures).value_or(0); }
    [[nodiscard]] double medianDays() const { return hazards::medianDays(m_figures).value_or(-1); }
    void setCore(AppCore* core);

signals:
    void coreChanged();
    void changed();

private:
    void show(const Result<hazards::Statistics>& outcome);

    LiveRead<hazards::Statistics> m_read;

    hazards::Figures m_figures;
};

} // namespace linli::resident
