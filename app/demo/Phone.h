// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/Process.h"

#include <QJsonArray>
#include <QJsonObject>

namespace linli::demo {

/// One phone of the demo: a name, an encrypted home of its own, and the real `linli` program working on it, a new process for
/// every command.
class Phone {
public:
    Phone(QString name, QString home) : m_name(std::move(name)), m_home(std::move(home)) {}

    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const QString& home() const { return m_home; }

    [[nodiscard]] Ended linli(const QStringList& arguments) const;
    [[nodiscard]] std::unique_ptr<Running> start(const QStringList& arguments) const;
    [[nodiscard]] bool sync() const;
    /// What the store answers.
    [[nodiscard]] QJsonObject show(const QString& id) const;
    [[nodiscard]] QJsonArray list(const QString& what) const;
    [[nodiscard]] QJsonObject digest() const;
    /// The id that a writing command printed; empty when it failed.
    [[nodiscard]] QString write(const QStringList& arguments) const;

private:
    QString m_name;
    QString m_home;
};

} // namespace linli::demo
