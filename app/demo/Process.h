// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace linli::demo {

/// Path of a program built beside this one.
[[nodiscard]] QString program(const QString& name);

/// How a program ended.
struct Ended {
    int exitCode = -1; ///< −1: did not start, or was killed
    QByteArray output;
    QByteArray errors;
    [[nodiscard]] bool ok() const { return exitCode == 0; }
    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(output); }
    /// Output and errors on one line, for a summary.
    [[nodiscard]] QString brief() const;
};
[[nodiscard]] Ended run(const QString& name, const QStringList& arguments);

/// A program that goes on and tells what happens by printing JSON lines.
class Running {
public:
    Running(const QString& name, const QStringList& arguments);
    ~Running(); ///< SIGTERM, then waits
    /// Reads lines until one satisfies `wanted`; nothing when the program ends or `seconds` pass first.
    [[nodiscard]] std::optional<QJsonObject> waitFor(const std::function<bool(const QJsonObject&)>& wanted,
                                                     int seconds);
    void kill();                  ///< SIGKILL
    void untilClosed();           ///< waits for as long as it takes
    [[nodiscard]] Ended finish(); ///< SIGTERM, and how it ended
    [[nodiscard]] QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
};

} // namespace linli::demo
