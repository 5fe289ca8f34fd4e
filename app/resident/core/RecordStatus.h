// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

namespace linli::resident {

/// The community's whole record as this phone knows it: how far it is checked, whether it is kept here, and what was false.
/// GUI thread.
class RecordStatus : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(Stage stage READ stage NOTIFY changed FINAL)
    Q_PROPERTY(qreal progress READ progress NOTIFY changed FINAL) ///< 0 to 1; 1 only once everything proved true
    Q_PROPERTY(QString alarm READ alarm NOTIFY changed FINAL)     ///< what was false, in words; empty when nothing was
    Q_PROPERTY(bool healed READ isHealed NOTIFY changed FINAL)    ///< what was false is gone
    Q_PROPERTY(bool keeper READ isKeeper NOTIFY changed FINAL)
    Q_PROPERTY(bool keeperByRole READ isKeeperByRole NOTIFY changed FINAL) ///< a captain's or admin's phone: no choice
    Q_PROPERTY(bool keepsAll READ keepsAll NOTIFY changed FINAL)

public:
    enum class Stage { NotNeeded, Waiting, Checking, Proven }; ///< in the order of sync::AuditStatus::Stage
    Q_ENUM(Stage)

    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] Stage stage() const;
    [[nodiscard]] qreal progress() const;
    [[nodiscard]] QString alarm() const;
    [[nodiscard]] bool isHealed() const;
    [[nodiscard]] bool isKeeper() const;
    [[nodiscard]] bool isKeeperByRole() const;
    [[nodiscard]] bool keepsAll() const;
    /// Keep the whole record for the community, or leave that to others.
    Q_INVOKABLE void volunteer(bool on);
    /// The alarm was read.
    Q_INVOKABLE void dismissAlarm();

signals:
    void coreChanged();
    void changed();
    void failed(const QString& problem);

private:
    [[nodiscard]] sync::AuditStatus status() const;
    void follow(const QFuture<Result<void>>& outcome);

    AppCore* m_core = nullptr;
};

} // namespace linli::resident
