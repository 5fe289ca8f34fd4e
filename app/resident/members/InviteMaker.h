// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QDateTime>

namespace linli::resident {

/// Makes one invite and shows it as a link. Whoever has the link may use it once, so it is kept in memory only, and forgotten
/// with this object. GUI thread.
class InviteMaker : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString link READ link NOTIFY changed FINAL) ///< "linli://join?…"; empty before
    Q_PROPERTY(QDateTime expires READ expires NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)

public:
    explicit InviteMaker(QObject* parent = nullptr) : QObject(parent) {}
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString link() const { return m_link; }
    [[nodiscard]] QDateTime expires() const { return m_expires; }
    [[nodiscard]] QString problem() const { return m_problem; }

    /// For a new member of this household.
    Q_INVOKABLE void makeForHousehold(const QString& householdId);
    /// For a further phone of who uses this one.
    Q_INVOKABLE void makeForOwnDevice();
    /// For a member who lost all phones; the old ones are signed out when it is used.
    Q_INVOKABLE void makeForReturn(const QString& memberId);
    Q_INVOKABLE void copyLink();

signals:
    void coreChanged();
    void changed();

private:
    enum class Target { Household, OwnDevice, Return };
    struct Made {
        QString link;
        Timestamp expires;
    };
    [[nodiscard]] static Result<Made> makeInvite(CoreWorker& worker, Target target, const std::string& id);
    void make(Target target, const std::string& id);

    AppCore* m_core = nullptr;
    bool m_busy = false;
    QString m_link;
    QDateTime m_expires;
    QString m_problem;
};

} // namespace linli::resident
