// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/SimPhone.h"

namespace linli::sim {

/// The neighbourhood that every run begins with: a founded community and seven phones of six people, all in step. Made once
/// per process, from a seed of its own, and copied for each run.
///
/// 0 admin · 1 captain of JY-1, lives in JY-1-1-101 · 2 worker · 3 treasurer, JY-1-1-102 · 4 and 5 one resident's two
/// phones, JY-1-1-101 · 6 resident, XH-1-1-101
class Setting {
public:
    static constexpr std::size_t people = 7;
    Setting();
    ~Setting();
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

    /// A new run's world in a folder of its own: the hub, as so many processes, and these phones, not started yet.
    [[nodiscard]] std::unique_ptr<World> newWorld(std::uint64_t seed, const std::vector<std::size_t>& phones,
                                                  std::size_t processes, bool print);

private:
    void build();
    void copyHub(World& world, std::size_t processes);
    SimDisk m_disk;
    std::filesystem::path m_folder; ///< in shared memory where there is such
    std::vector<crypto::Secret32> m_keys;
    Timestamp m_end;
    std::uint64_t m_runs = 0;
};

/// An invite of the phone's member, as text; empty when its rules refuse.
[[nodiscard]] std::string makeInvite(SimPhone& phone, const std::function<void(void* invitePb)>& setTarget);

} // namespace linli::sim
