// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Meta.h"
#include "core/community/Schema.h"
#include "core/sync/SyncSession.h"
#include "tests/unit/snapshot/Busy.h"

namespace linli::test {

/// A new, empty store of somebody who is in the community already, as after the loss of a phone's database.
class FreshStore {
public:
    FreshStore(Scene& scene, TestPhone& owner, const std::string& name,
               std::uint32_t knownRules = log::knownRulesVersion)
        : m_hub(scene.hub), m_identity(owner.home().identity()), m_folder(scene.path(name.c_str()))
    {
        using Access = store::Database::Access;
        auto database = store::Database::open(m_folder / "main.db", key(), Access::Create);
        m_replica.emplace(community::Replica::create(std::move(*database), m_hub.genesis(), knownRules).value());
        m_replica->unlock(m_identity);
        auto photos = store::Database::open(m_folder / "photos.db", key(), Access::Create);
        m_photos.emplace(community::PhotoStore::create(std::move(*photos)).value());
    }
    /// As if the process had been killed and started again, perhaps in another version.
    void reopen(std::uint32_t knownRules = log::knownRulesVersion)
    {
        m_replica.reset();
        auto database = store::Database::open(m_folder / "main.db", key(), store::Database::Access::Write);
        m_replica.emplace(community::Replica::open(std::move(*database), nullptr, knownRules).value());
        m_replica->unlock(m_identity);
    }
    using Answer = std::function<Result<sync::HttpResponse>(const sync::HttpRequest&)>;
    sync::SyncOutcome session(const Answer& answer, const std::string& token = {})
    {
        const platform::FakeClock clock(m_hub.now());
        sync::SyncSession session({*m_replica, *m_photos, m_identity, clock}, {.token = token});
        while (const auto request = session.nextRequest()) {
            for (const sync::HttpRequest& soon : session.soon())
                ahead.push_back(soon.path);
            asked.push_back(request->path);
            session.onResponse(answer(*request));
        }
        m_token = session.token();
        return session.outcome();
    }
    [[nodiscard]] const std::string& token() const { return m_token; } ///< of the newest session
    sync::SyncOutcome session()
    {
        return session([&](const sync::HttpRequest& request) { return m_hub.handle(request); });
    }
    /// Its error code, empty when it ended well.
    std::string sync()
    {
        const auto outcome = session();
        return outcome.error ? outcome.error->code + " " + outcome.error->detail : std::string();
    }
    [[nodiscard]] community::Replica& replica() { return *m_replica; }
    std::vector<std::string> asked; ///< paths, of all sessions
    std::vector<std::string> ahead; ///< said before that they will be

private:
    [[nodiscard]] static store::DatabaseKey key()
    {
        return store::DatabaseKey(crypto::deriveKey(crypto::Secret32(), 1, "freshone"));
    }
    TestHub& m_hub;
    const crypto::Identity& m_identity;
    std::filesystem::path m_folder;
    std::string m_token;
    std::optional<community::Replica> m_replica;
    std::optional<community::PhotoStore> m_photos;
};

/// Every row of every state table as text, but for what each store makes itself and photos of what was erased.
inline QStringList rowsOf(store::Database& db)
{
    QStringList rows;
    for (const log::TableSpec& table : community::stateTables()) {
        std::string columns;
        db.query("SELECT name FROM pragma_table_xinfo(?1) ORDER BY name", {table.name}, [&](const store::Row& row) {
              if (!std::ranges::contains(table.local, row.text(0)))
                  columns += (columns.empty() ? "" : "||'|'||") + ("quote(" + row.text(0) + ")");
              return true;
          }).value();
        const std::string where = table.key.empty() ? " WHERE sha256 IS NOT NULL" : "";
        db.query("SELECT " + columns + " FROM " + table.name + where, {}, [&](const store::Row& row) {
              rows << QString::fromStdString(table.name + " " + row.text(0));
              return true;
          }).value();
    }
    rows.sort();
    return rows;
}

} // namespace linli::test
