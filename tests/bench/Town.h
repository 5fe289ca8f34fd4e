// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/Citizen.h"
#include "tests/bench/Generator.h"

#include <filesystem>

namespace linli::bench {

/// A community with a past, as a hub's folder: founded by the real linli-hub, its log written by the hub's own Sequencer in
/// this process (through HTTP its rates would take hours), two years of life with entries an hour or so apart.
///
/// Afterwards nobody holds the folder: a HubProcess serves it, or a copy of it. Throws when something is not accepted.
class Town {
public:
    struct Size {
        std::size_t reports = 0;
        std::size_t residents = 40;
        bool withLife = true; ///< what happens to reports too
    };
    /// database: "" or a PostgreSQL URL for log and photos.
    Town(std::filesystem::path folder, Size size, const std::string& database = {});

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    /// A copy of the hub's folder, to be changed.
    [[nodiscard]] std::filesystem::path copyTo(const std::filesystem::path& folder) const;
    [[nodiscard]] CommunityId community() const { return m_community; }
    [[nodiscard]] std::uint64_t entries() const { return m_entries; }
    [[nodiscard]] const Ground& ground() const { return m_ground; }
    /// Who is still free to act: each copy goes on from the end of the log.
    [[nodiscard]] const std::vector<Citizen>& residents() const { return m_residents; }
    /// Invites for phones: each good once in each copy of the folder.
    [[nodiscard]] const std::vector<std::string>& invites() const { return m_invites; }

private:
    class Hub;
    void settle(Hub& hub, const std::string& adminInvite, const Size& size);
    void live(Hub& hub, const Size& size);
    [[nodiscard]] log::SignedOperation invite(const std::function<void(void*)>& setTarget, Timestamp now);

    std::filesystem::path m_folder;
    CommunityId m_community;
    std::uint64_t m_entries = 0;
    Ground m_ground;
    std::vector<std::string> m_households;
    std::optional<Citizen> m_admin;
    std::vector<Citizen> m_residents;
    std::vector<Citizen> m_staff;
    std::optional<members::Invite> m_lastInvite;
    std::vector<std::string> m_invites;
};

} // namespace linli::bench
