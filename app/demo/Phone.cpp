// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Phone.h"

#include <cstdio>

namespace linli::demo {

Ended Phone::linli(const QStringList& arguments) const
{
    Ended ended = run(QStringLiteral("linli"), QStringList{QStringLiteral("--home"), m_home} + arguments);
    if (!ended.ok())
        std::fprintf(stderr, "  %s: linli %s: %s\n", qUtf8Printable(m_name), qUtf8Printable(arguments.join(u' ')),
                     qUtf8Printable(ended.brief()));
    return ended;
}

std::unique_ptr<Running> Phone::start(const QStringList& arguments) const
{
    return std::make_unique<Running>(QStringLiteral("linli"),
                                     QStringList{QStringLiteral("--home"), m_home} + arguments);
}

bool Phone::sync() const
{
    return linli({QStringLiteral("sync")}).ok();
}

QJsonObject Phone::show(const QString& id) const
{
    return linli({QStringLiteral("show"), id, QStringLiteral("--json")}).json().object();
}

QJsonArray Phone::list(const QString& what) const
{
    return linli({QStringLiteral("list"), what, QStringLiteral("--json")}).json().array();
}

QJsonObject Phone::digest() const
{
    return linli({QStringLiteral("digest")}).json().object();
}

QString Phone::write(const QStringList& arguments) const
{
    return linli(arguments).json().object().value(QLatin1String("id")).toString();
}

} // namespace linli::demo
