// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Summary.h"

#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace linli::demo {

void Summary::add(const QString& name, bool ok, const QJsonObject& seen)
{
    m_steps.append(
        QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("ok"), ok}, {QStringLiteral("seen"), seen}});
    m_allOk = m_allOk && ok;
    const QByteArray brief = QJsonDocument(seen).toJson(QJsonDocument::Compact).left(160);
    std::printf("%s %s  %s\n", ok ? "ok  " : "FAIL", qUtf8Printable(name), brief.constData());
    std::fflush(stdout);
}

void Summary::setStates(const QJsonObject& hub, const QJsonArray& phones)
{
    m_hub = hub;
    m_phones = phones;
}

bool Summary::write(const QString& file) const
{
    QFile out(file);
    const QJsonObject all{
        {QStringLiteral("hub"), m_hub}, {QStringLiteral("phones"), m_phones}, {QStringLiteral("steps"), m_steps}};
    return out.open(QIODevice::WriteOnly) && out.write(QJsonDocument(all).toJson()) > 0;
}

} // namespace linli::demo
