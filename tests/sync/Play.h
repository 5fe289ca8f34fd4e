// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/Setting.h"
#include "tests/sync/World.h"

namespace linli::sim {

struct Outcome {
    std::vector<std::string> failures;
    std::map<std::string, int> counts;
    Hash hash{}; ///< of everything that happened: the same for the same seed
};

/// One seed: acts and accidents for some minutes of virtual time, then everything heals, then every invariant is asked.
class Play {
public:
    Play(Setting& setting, std::uint64_t seed, bool print);
    [[nodiscard]] Outcome run();

    /// Before run(): who sits between the phones and the hub.
    [[nodiscard]] World& world() { return *m_world; }

private:
    void acts();
    void accidents();
    void accident();
    void heal();
    void auditAll();
    [[nodiscard]] SimPhone& anyPhone();
    [[nodiscard]] bool isSettled();
    [[nodiscard]] bool lacksPhotos();

    std::unique_ptr<World> m_world;
    std::uint64_t m_foundWith = 0;
    Timestamp m_began;
    int m_actsLeft = 0;
    bool m_healing = false;
};

} // namespace linli::sim
