// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Crypto.h"
#include "core/log/Photos.h"
#include "core/members/Members.h"
#include "core/members/members.pb.h"
#include "tests/fuzz/Fuzz.h"

#include <filesystem>
#include <optional>

namespace linli::test {

/// A store in which nothing was founded yet, to ask the founding rule what it says to an import.
class Founding {
public:
    Founding()
    {
        std::string name = (std::filesystem::temp_directory_path() / "linli-fuzz-XXXXXX").string();
        demand(mkdtemp(name.data()) != nullptr, "no temporary folder");
        m_folder = name;
        auto db = store::Database::open(m_folder / "store", store::DatabaseKey(crypto::Secret32::random()),
                                        store::Database::Access::Create);
        demand(db.has_value(), "no store");
        m_db.emplace(std::move(*db));
        demand(m_db->runScript(log::photoSchema()) && m_db->runScript(members::capability().schema()), "no schema");
    }
    Founding(const Founding&) = delete;
    Founding& operator=(const Founding&) = delete;
    ~Founding()
    {
        m_db.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    /// What an import takes in, the founding must accept and store (Import.h).
    void mustAccept(pb::members::Found found)
    {
        constexpr Timestamp now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1};
        const CommunityId community{{1, 2, 3}};
        found.set_community_id(community.str());
        found.set_name("锦溪社区");
        found.set_hub_key(asString(Hash{1}));
        found.set_admin_invite_key(asString(Hash{2}));
        found.set_admin_invite_expires_ms(toMs(now + std::chrono::days(7)));
        const log::Context context{*m_db, OpId{{9}}, {}, {}, true, now, Seq{1}, {}};
        const std::string facts = found.SerializeAsString();
        const log::OpView view{"members.found", asBytes(facts), std::nullopt};
        const log::Kind& kind = *std::ranges::find(members::capability().kinds(), "members.found", &log::Kind::name);
        const auto transaction = store::Transaction::begin(*m_db); // rolled back
        const auto verdict = kind.decide(context, view);
        demand(verdict && verdict->accepted(),
               "imported, but not accepted: " + (verdict ? verdict->code : verdict.error().code));
        const auto applied = kind.apply(context, view);
        demand(applied.has_value(), "accepted, but not stored: " + (applied ? "" : applied.error().detail));
    }

private:
    std::filesystem::path m_folder;
    std::optional<store::Database> m_db;
};

} // namespace linli::test
