// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QStringList>
#include <QTimer>

namespace linli::resident {

/// What this phone can hand to a neighbour's while the hub cannot be reached: made once, when the core is set, then shown as
/// codes that change, or saved as a file. GUI thread.
class HandOver : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool ready READ ready NOTIFY changed FINAL)
    Q_PROPERTY(int operations READ operations NOTIFY changed FINAL) ///< own ones that wait, and neighbours'
    Q_PROPERTY(int notices READ notices NOTIFY changed FINAL)       ///< in force
    Q_PROPERTY(int left READ left NOTIFY changed FINAL)             ///< did not fit
    Q_PROPERTY(int codes READ codes NOTIFY changed FINAL)           ///< 0 when only a file is large enough
    Q_PROPERTY(int place READ place NOTIFY codeChanged FINAL)       ///< of the code shown, from 1
    Q_PROPERTY(QString code READ code NOTIFY codeChanged FINAL) ///< text of the code shown; empty when there is none
    Q_PROPERTY(bool running READ running WRITE setRunning NOTIFY runningChanged FINAL) ///< codes change
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)

public:
    /// Three a second: a camera reads each, and nothing on the screen flashes more often than people with photosensitive
    /// epilepsy bear (WCAG 2.2, success criterion 2.3.1).
    static constexpr Milliseconds pace{340};

    explicit HandOver(QObject* parent = nullptr);
    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] bool ready() const { return m_ready; }
    [[nodiscard]] int operations() const { return m_operations; }
    [[nodiscard]] int notices() const { return m_notices; }
    [[nodiscard]] int left() const { return m_left; }
    [[nodiscard]] int codes() const { return static_cast<int>(m_codes.size()); }
    [[nodiscard]] int place() const { return m_codes.isEmpty() ? 0 : static_cast<int>(m_at) + 1; }
    [[nodiscard]] QString code() const { return m_codes.value(m_at); }
    [[nodiscard]] bool running() const { return m_pace.isActive(); }
    void setRunning(bool running);
    [[nodiscard]] QString problem() const { return m_problem; }

    /// Writes the bundle there, replacing what is there.
    Q_INVOKABLE void saveTo(const QUrl& file);
    void showNext();

signals:
    void coreChanged();
    void changed();
    void codeChanged();
    void runningChanged();
    void saved();

private:
    struct Made {
        Bytes file;
        int operations = 0;
        int notices = 0;
        int left = 0;
        QStringList codes;
    };
    [[nodiscard]] static Result<Made> make(CoreWorker& worker);
    void apply(const Result<Made>& made);

    AppCore* m_core = nullptr;
    bool m_ready = false;
    Bytes m_file;
    int m_operations = 0;
    int m_notices = 0;
    int m_left = 0;
    QStringList m_codes;
    qsizetype m_at = 0;
    QString m_problem;
    QTimer m_pace;
};

} // namespace linli::resident
