// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

namespace linli::resident {

/// What joining a community needs: the invite as link or text, the hub's address when the invite does not carry it, a name.
/// GUI thread.
class JoinForm : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString invite READ invite WRITE setInvite NOTIFY changed FINAL)
    Q_PROPERTY(QString hub READ hub WRITE setHub NOTIFY changed FINAL)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed FINAL)
    /// The invite is a mere text, so the address has to be written too.
    Q_PROPERTY(bool needsHub READ needsHub NOTIFY changed FINAL)
    /// The invite has been read and holds together; says nothing on whether it is still valid.
    Q_PROPERTY(bool inviteReads READ inviteReads NOTIFY changed FINAL)
    /// What is wrong with what was entered; empty while a field is empty.
    Q_PROPERTY(QString inviteProblem READ inviteProblem NOTIFY changed FINAL)
    Q_PROPERTY(bool ready READ ready NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL) ///< why joining did not work

public:
    explicit JoinForm(QObject* parent = nullptr) : QObject(parent) {}
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] QString invite() const { return m_invite; }
    void setInvite(const QString& invite);
    [[nodiscard]] QString hub() const { return m_hub; }
    void setHub(const QString& hub);
    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString& name);
    [[nodiscard]] bool needsHub() const { return m_needsHub; }
    [[nodiscard]] bool inviteReads() const { return m_inviteReads; }
    [[nodiscard]] QString inviteProblem() const;
    [[nodiscard]] bool ready() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString problem() const;

    Q_INVOKABLE void join();
    /// Puts what was copied elsewhere into `invite`.
    Q_INVOKABLE void paste();

signals:
    void coreChanged();
    void changed();
    void joined();

private:
    void readInvite();

    AppCore* m_core = nullptr;
    QString m_invite;
    QString m_hub;
    QString m_name;
    bool m_needsHub = false;
    bool m_inviteReads = false;
    bool m_busy = false;
    std::string m_inviteCode;
    std::string m_code;
};

} // namespace linli::resident
