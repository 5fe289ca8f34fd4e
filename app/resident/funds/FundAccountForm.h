// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QStringList>

namespace linli::resident {

/// A new account of the community's money. Holds what was typed until it is saved. GUI thread.
class FundAccountForm : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core MEMBER m_core NOTIFY changed REQUIRED FINAL)
    Q_PROPERTY(QString name MEMBER m_name NOTIFY changed FINAL)
    Q_PROPERTY(QString note MEMBER m_note NOTIFY changed FINAL)
    Q_PROPERTY(int track MEMBER m_track NOTIFY changed FINAL) ///< row of trackTexts; −1: none yet
    Q_PROPERTY(QString language MEMBER m_language NOTIFY changed FINAL)
    Q_PROPERTY(QStringList trackTexts READ trackTexts NOTIFY changed FINAL)
    Q_PROPERTY(QString trackHint READ trackHint NOTIFY changed FINAL)
    Q_PROPERTY(bool complete READ complete NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(int nameLimit READ nameLimit CONSTANT FINAL)
    Q_PROPERTY(int noteLimit READ noteLimit CONSTANT FINAL)

public:
    using QObject::QObject;
    [[nodiscard]] QStringList trackTexts() const;
    [[nodiscard]] QString trackHint() const; ///< where the chosen track's money comes from
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] int nameLimit() const;
    [[nodiscard]] int noteLimit() const;
    /// saved(id) or failed(why).
    Q_INVOKABLE void save();

signals:
    void changed();
    void busyChanged();
    void saved(const QString& id);
    void failed(const QString& problem);

private:
    AppCore* m_core = nullptr;
    QString m_name;
    QString m_note;
    QString m_language;
    int m_track = -1;
    bool m_busy = false;
};

} // namespace linli::resident
