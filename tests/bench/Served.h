// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/Bench.h"
#include "tests/bench/Phone.h"
#include "tests/support/HubProcess.h"

namespace linli::bench {

/// A copy of a town, served by the real linli-hub as a process of its own.
class Served {
public:
    Served(Bench& bench, const Town& town);
    [[nodiscard]] std::string url() const { return m_process.url(); }
    [[nodiscard]] const Town& town() const { return m_town; }
    /// An invite that nobody has used here.
    [[nodiscard]] std::string invite();
    /// Resident memory of the hub's process in MB (10⁶ bytes).
    [[nodiscard]] double megabytes() const;
    [[nodiscard]] CommunityId community() const { return m_town.community(); }

private:
    void waitForSnapshot() const;
    const Town& m_town;
    test::HubProcess m_process;
    std::size_t m_invites = 0;
};

/// Resident memory of a process in MB (10⁶ bytes); of this one: "self".
[[nodiscard]] double residentMegabytes(const std::string& process);

/// A phone that has just joined and has all that its hub has, with what that took.
struct Fresh {
    std::unique_ptr<Phone> phone;
    Phone::Run run;
    std::uint64_t up = 0; ///< bytes
    std::uint64_t down = 0;
};
/// First sync through `url` (a hub's, or a line to it); the join is not part of it. Ends when every list and the map answer.
[[nodiscard]] Fresh firstSync(Bench& bench, Served& hub, const std::string& url,
                              const std::function<void(Phone&)>& after = {});
/// As above through a meter, which counts bytes and costs a little time.
[[nodiscard]] Fresh meteredFirstSync(Bench& bench, Served& hub);
/// The first page of every list, and the map of the whole community. Returns how many reports the two show.
std::size_t askEverything(store::Database& db);

} // namespace linli::bench
