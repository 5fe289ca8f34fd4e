// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/HubProcess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace linli::test {

/// How one run of the real `linli` ended.
struct Ended {
    int code = -1; ///< -1: did not end in time, or was killed
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    [[nodiscard]] QString field(const char* name) const { return object().value(QLatin1String(name)).toString(); }
    [[nodiscard]] QString id() const { return field("id"); }
    /// The stable code of "linli: <what>: <code>[: …]"; empty when there is none.
    [[nodiscard]] QByteArray errorCode() const;
    /// "3 plans.poll_closed", or "0": what data-driven tests compare.
    [[nodiscard]] QByteArray brief() const;
};

[[nodiscard]] QString linliBinary();
/// A file of app/demo/data.
[[nodiscard]] QString sample(const QString& name);
[[nodiscard]] Ended runLinli(const QString& home, const QStringList& arguments,
                             const std::function<void()>& childModifier = {});

/// A hub with its own clock and phones that joined it: admin, captain (of JY-1 and JY-2, lives in JY-1-1-302), worker,
/// treasurer, resident (JY-2-2-301). All are real processes over real sockets.
class Community {
public:
    Community();
    /// True when the hub runs and everybody has joined.
    [[nodiscard]] bool start();

    [[nodiscard]] Ended run(const QString& who, const QStringList& arguments) const
    {
        return runLinli(home(who), arguments);
    }
    /// Runs and gives the id that was printed; empty when it did not work, with the reason in the test's output.
    [[nodiscard]] QString write(const QString& who, const QStringList& arguments) const;
    [[nodiscard]] bool sync(const QString& who) const;
    [[nodiscard]] QJsonValue show(const QString& who, const QString& id) const;
    [[nodiscard]] QJsonArray list(const QString& who, const QString& what) const;
    /// An invite by the admin, already known to the hub.
    [[nodiscard]] QString invite(const QStringList& arguments) const;
    [[nodiscard]] bool join(const QString& who, const QString& invite) const;

    [[nodiscard]] QString home(const QString& who) const { return m_folder.filePath(who); }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Writes a file beside the homes; its path.
    [[nodiscard]] QString file(const QString& name, const QByteArray& bytes) const;
    [[nodiscard]] QString url() const { return QString::fromStdString(m_hub.url()); }
    [[nodiscard]] HubProcess& hub() { return m_hub; }
    /// The hub's time goes on by so much, at once.
    void passTime(std::chrono::milliseconds time);

private:
    QTemporaryDir m_folder;
    HubProcess m_hub;
    qint64 m_now = 0;
};

} // namespace linli::test
