// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace linli::demo {

/// What the demo saw, step by step; said on the terminal and written as summary.json.
class Summary {
public:
    /// Records a step; `seen` is what the phones' stores answered.
    void add(const QString& name, bool ok, const QJsonObject& seen);
    void setStates(const QJsonObject& hub, const QJsonArray& phones);
    [[nodiscard]] bool allOk() const { return m_allOk; }
    [[nodiscard]] bool write(const QString& file) const;

private:
    QJsonArray m_steps;
    QJsonObject m_hub;
    QJsonArray m_phones;
    bool m_allOk = true;
};

} // namespace linli::demo
