// SPDX-License-Identifier: Apache-2.0
#include "app/demo/Stage.h"

#include <QFile>

#include <algorithm>
#include <cstdio>

namespace linli::demo {

Stage::Stage(const QString& out) : m_out(out)
{
    m_out.mkpath(QStringLiteral("homes"));
    m_out.mkpath(QStringLiteral("files"));
}

QString Stage::data(const QString& file)
{
    return QStringLiteral(LINLI_DEMO_DATA "/") + file;
}

QJsonObject Stage::dataObject(const QString& file)
{
    QFile in(data(file));
    return in.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(in.readAll()).object() : QJsonObject();
}

QString Stage::writeJson(const QString& name, const QJsonObject& object) const
{
    const QString file = path(QStringLiteral("files/") + name);
    QFile out(file);
    if (out.open(QIODevice::WriteOnly))
        out.write(QJsonDocument(object).toJson());
    return file;
}

bool Stage::found()
{
    const Ended founded =
        run(QStringLiteral("linli-hub"),
            {QStringLiteral("found"), QStringLiteral("--data"), path(QStringLiteral("hub")), QStringLiteral("--name"),
             QStringLiteral("锦溪社区"), QStringLiteral("--compounds"), data(QStringLiteral("compounds.geojson")),
             QStringLiteral("--households"), data(QStringLiteral("households.csv"))});
    m_adminInvite = founded.json().object().value(QLatin1String("admin_invite")).toString();
    if (m_adminInvite.isEmpty())
        std::fprintf(stderr, "linli-hub found: %s\n", qUtf8Printable(founded.brief()));
    return !m_adminInvite.isEmpty();
}

bool Stage::startHub()
{
    // After a stop the hub comes back at the address that the phones know.
    const QString listen =
        m_url.isEmpty() ? QStringLiteral("127.0.0.1:0") : QString(m_url).remove(QStringLiteral("http://"));
    m_hub = std::make_unique<Running>(QStringLiteral("linli-hub"),
                                      QStringList{QStringLiteral("serve"), QStringLiteral("--data"),
                                                  path(QStringLiteral("hub")), QStringLiteral("--listen"), listen});
    const auto ready =
        m_hub->waitFor([](const QJsonObject& line) { return line.contains(QLatin1String("listening")); }, 30);
    if (!ready) {
        std::fprintf(stderr, "linli-hub serve: %s\n", m_hub->errors().constData());
        return false;
    }
    m_url = QStringLiteral("http://") + ready->value(QLatin1String("listening")).toString();
    return true;
}

void Stage::stopHub()
{
    m_hub.reset();
}

QJsonObject Stage::hubState() const
{
    const Ended checked = run(QStringLiteral("linli-hub"),
                              {QStringLiteral("fsck"), QStringLiteral("--data"), path(QStringLiteral("hub"))});
    if (!checked.ok())
        std::fprintf(stderr, "linli-hub fsck: %s\n", qUtf8Printable(checked.brief()));
    return checked.json().object();
}

Phone* Stage::join(const QString& name, const QString& invite)
{
    const Phone joining(name, path(QStringLiteral("homes/") + name));
    if (!joining.linli({QStringLiteral("join"), m_url, invite, QStringLiteral("--name"), name}).ok())
        return nullptr;
    m_phones.push_back(joining);
    return &m_phones.back();
}

Phone* Stage::admit(const QString& name, const QStringList& inviteArguments)
{
    if (m_phones.empty())
        return join(name, m_adminInvite);
    const Ended made = admin().linli(QStringList{QStringLiteral("invite")} + inviteArguments);
    const QString invite = made.json().object().value(QLatin1String("invite")).toString();
    return invite.isEmpty() || !admin().sync() ? nullptr : join(name, invite);
}

Phone& Stage::phone(const QString& name)
{
    const auto found = std::ranges::find(m_phones, name, &Phone::name);
    return found == m_phones.end() ? m_phones.front() : *found;
}

} // namespace linli::demo
