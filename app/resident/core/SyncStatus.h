// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QDateTime>

namespace linli::resident {

/// The state of syncing as the strip on top shows it. GUI thread.
class SyncStatus : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed FINAL)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed FINAL)   ///< saved on this phone, not yet in the log
    Q_PROPERTY(int rejected READ rejected NOTIFY changed FINAL) ///< own operations to look at
    /// The community goes on by rules that this app does not know: it shows what it has, and takes nothing new.
    Q_PROPERTY(bool updateNeeded READ isUpdateNeeded NOTIFY changed FINAL)
    /// The hub goes on with another record than this phone's: until its owner decides to go over, nothing new comes.
    Q_PROPERTY(bool otherLog READ isOtherLog NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime lastCurrent READ lastCurrent NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime waitingSince READ waitingSince NOTIFY changed FINAL)
    Q_PROPERTY(QString errorCode READ errorCode NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed
                   FINAL) ///< the error, or that the hub signed two histories, in words; else empty

public:
    enum class State { Current, Syncing, Offline, Stopped }; ///< in the order of SyncLine.State
    Q_ENUM(State)

    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] State state() const;
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] int waiting() const;
    [[nodiscard]] int rejected() const;
    [[nodiscard]] bool isUpdateNeeded() const;
    [[nodiscard]] bool isOtherLog() const;
    [[nodiscard]] QDateTime lastCurrent() const;
    [[nodiscard]] QDateTime waitingSince() const;
    [[nodiscard]] QString errorCode() const;
    [[nodiscard]] QString problem() const;
    Q_INVOKABLE void retry();
    /// This phone goes over to the hub's record.
    Q_INVOKABLE void followHub();

signals:
    void coreChanged();
    void changed();
    void failed(const QString& message);

private:
    AppCore* m_core = nullptr;
};

} // namespace linli::resident
