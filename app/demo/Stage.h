// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/Phone.h"

#include <QDir>

#include <deque>
#include <map>

namespace linli::demo {

/// The sample community's folder, its hub process and its phones. Everything stays under `out`: hub/ and homes/.
class Stage {
public:
    explicit Stage(const QString& out);

    /// Founds the sample community. False when the hub's program refuses.
    [[nodiscard]] bool found();
    [[nodiscard]] bool startHub();
    void stopHub();
    [[nodiscard]] const QString& hubUrl() const { return m_url; }
    /// The hub's own figures, recomputed from its log by `linli-hub fsck`.
    [[nodiscard]] QJsonObject hubState() const;

    /// Joins a new phone with an invite; nullptr when the hub says no.
    Phone* join(const QString& name, const QString& invite);
    /// Makes an invite on the admin's phone and joins with it.
    Phone* admit(const QString& name, const QStringList& inviteArguments);
    [[nodiscard]] Phone& admin() { return m_phones.front(); }
    [[nodiscard]] Phone& phone(const QString& name);
    [[nodiscard]] const std::deque<Phone>& phones() const { return m_phones; }

    [[nodiscard]] static QString data(const QString& file);
    [[nodiscard]] static QJsonObject dataObject(const QString& file);
    [[nodiscard]] QString path(const QString& below) const { return m_out.filePath(below); }
    /// Writes a JSON file of the demo's own under out/ and returns its path.
    [[nodiscard]] QString writeJson(const QString& name, const QJsonObject& object) const;

private:
    QDir m_out;
    QString m_adminInvite;
    QString m_url;
    std::unique_ptr<Running> m_hub;
    std::deque<Phone> m_phones;
};

} // namespace linli::demo
