// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/Reloader.h"
#include "core/members/Directory.h"

#include <QStringList>

namespace linli::resident {

/// Who uses this phone: name, home and roles, and what they allow on the pages. GUI thread.
class MeModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    Q_PROPERTY(QString name READ name NOTIFY changed FINAL)
    Q_PROPERTY(QString community READ community NOTIFY changed FINAL)
    Q_PROPERTY(QString home READ home NOTIFY changed FINAL) ///< "" for people who serve but do not live here
    Q_PROPERTY(QString householdId READ householdId NOTIFY changed FINAL)
    Q_PROPERTY(QStringList roles READ roles NOTIFY changed FINAL) ///< in words, with a captain's buildings
    Q_PROPERTY(bool invitesOthers READ invitesOthers NOTIFY changed FINAL)
    Q_PROPERTY(bool writesNotices READ writesNotices NOTIFY changed FINAL)
    Q_PROPERTY(bool renaming READ renaming NOTIFY renamingChanged FINAL)

public:
    explicit MeModel(QObject* parent = nullptr);

    [[nodiscard]] AppCore* core() const { return m_core; }
    void setCore(AppCore* core);
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString community() const;
    [[nodiscard]] QString home() const;
    [[nodiscard]] QString householdId() const;
    [[nodiscard]] QStringList roles() const;
    [[nodiscard]] bool invitesOthers() const;
    [[nodiscard]] bool writesNotices() const;
    [[nodiscard]] bool renaming() const { return m_renaming; }
    Q_INVOKABLE void rename(const QString& name);

signals:
    void coreChanged();
    void changed();
    void renamingChanged();
    void renamed();
    void failed(const QString& problem);

private:
    struct Facts {
        members::Actor actor;
        std::string community;
        std::optional<members::Household> household;
        std::vector<members::Building> buildings; ///< of the home, and of a captain's reach
    };
    [[nodiscard]] static Result<Facts> readFacts(store::Database& db, const MemberId& self);
    [[nodiscard]] std::optional<members::Building> building(const BuildingId& id) const;
    [[nodiscard]] QFuture<void> load();

    AppCore* m_core = nullptr;
    Facts m_facts;
    bool m_loaded = false;
    bool m_renaming = false;
    Reloader m_reload;
};

} // namespace linli::resident
