// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "core/sync/BundleFrames.h"

#include <QUrl>

namespace linli::resident {

/// Takes along what a neighbour's phone hands over: codes as the camera sees them, in any order, or a file. GUI thread.
class TakeAlong : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(int received READ received NOTIFY changed FINAL) ///< codes of the series
    Q_PROPERTY(int total READ total NOTIFY changed FINAL)       ///< 0 before the first
    /// The code seen last belongs to something else.
    Q_PROPERTY(bool otherCode READ otherCode NOTIFY changed FINAL)
    Q_PROPERTY(bool finished READ finished NOTIFY changed FINAL)
    Q_PROPERTY(int taken READ taken NOTIFY changed FINAL)
    Q_PROPERTY(int known READ known NOTIFY changed FINAL) ///< were here, or in the log, already
    Q_PROPERTY(int refused READ refused NOTIFY changed FINAL)
    Q_PROPERTY(QString refusal READ refusal NOTIFY changed FINAL) ///< why the first of them was
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL) ///< why nothing was taken

public:
    explicit TakeAlong(QObject* parent = nullptr) : QObject(parent) {}
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] int received() const { return static_cast<int>(m_codes.received()); }
    [[nodiscard]] int total() const { return static_cast<int>(m_codes.total()); }
    [[nodiscard]] bool otherCode() const { return m_otherCode; }
    [[nodiscard]] bool finished() const { return m_finished; }
    [[nodiscard]] int taken() const { return static_cast<int>(m_taken.taken.size()); }
    [[nodiscard]] int known() const { return static_cast<int>(m_taken.known); }
    [[nodiscard]] int refused() const { return static_cast<int>(m_taken.refused.size()); }
    [[nodiscard]] QString refusal() const;
    [[nodiscard]] QString problem() const;

    Q_INVOKABLE void addCode(const QString& text);
    Q_INVOKABLE void takeFile(const QUrl& file);
    /// Ready for another neighbour.
    Q_INVOKABLE void again();

signals:
    void coreChanged();
    void changed();

private:
    void take(std::function<Result<Bytes>()> read);

    AppCore* m_core = nullptr;
    sync::FrameCollector m_codes;
    bool m_busy = false;
    bool m_otherCode = false;
    bool m_finished = false;
    sync::Courier::TakenIn m_taken;
    std::string m_problem; ///< stable code
};

} // namespace linli::resident
