// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/Decider.h"
#include "app/hub/RefillStage.h"

#include <atomic>

namespace linli::hub {

/// Where phones show what they know of the log, and bring back what it lost (README "A hub that lost entries").
///
/// A checkpoint that bears this hub's own signature and is of a longer log proves that entries are missing here; one of another root
/// at a size that the log has proves a second history. Either stops every process of the hub from deciding, until the log is what
/// was signed, or the operator accepts the loss.
/// Invariant: nothing is appended here but what leads to a root that this hub has signed.
/// Threads: the strand's, but for setPatience. Owner: CommunityHub.
class RefillDesk {
public:
    /// How long after the newest entry came back nobody may decide: a phone that knows still more gets that long to say so. Above
    /// the longest time that phones wait between two tries (sync/SyncTuning.h).
    static constexpr Milliseconds usualPatience = std::chrono::minutes(3);
    struct Parts {
        LogStore& log;
        community::Replica& replica;
        LogHead& head;
        const crypto::SigningPublicKey& hubKey;
        const Clock& machineClock;
        std::unique_ptr<RefillStage> stage;
    };
    /// What one phone offers. The first time nothing but its newest checkpoint.
    struct Offer {
        DeviceId device;
        std::string checkpoint;
        std::vector<log::Entry> entries;
    };
    /// What is still wanted of that phone.
    struct Wanted {
        bool open = false;         ///< entries are wanted
        std::uint64_t size = 0;    ///< of the log
        std::uint64_t arrived = 0; ///< the newest entry of this phone's row that is here
        std::uint64_t proven = 0;  ///< up to here only the missing ones are wanted
        std::vector<Seq> missing;  ///< at most 500
    };
    explicit RefillDesk(Parts parts) : m_parts(std::move(parts)) {}

    /// Looks at a checkpoint that a phone holds and, where the log lacks its entries, at what it brings. Integrity errors:
    /// "checkpoint.*", "log.root_differs" (it is of another history: kept), "refill.wrong_root" (the entries do not lead to it).
    [[nodiscard]] Result<Wanted> take(const Offer& offer, Decider& decider);
    /// A checkpoint alone.
    [[nodiscard]] Result<void> see(const std::string& checkpoint, Decider& decider);
    /// Now and then: ends a standstill when nobody has brought more for long enough, and begins one when the log has become shorter.
    void look(Decider& decider);
    void setPatience(Milliseconds patience) { m_patience = patience; }

private:
    static constexpr std::size_t maxMissing = 500;
    static constexpr std::size_t lendTogether = 500;
    static constexpr std::size_t appendTogether = 1000;
    static constexpr Milliseconds lookEvery = std::chrono::seconds(1);
    /// The log as all processes have brought it, after the checkpoint was looked at.
    [[nodiscard]] Result<LogStore::Head> judge(const std::string& note, const log::LogState& shown, Decider& decider);
    [[nodiscard]] Result<void> bring(const Offer& offer, const log::LogState& shown, std::uint64_t size);
    [[nodiscard]] Result<void> trade();
    [[nodiscard]] Result<void> lendAll();
    [[nodiscard]] Result<void> appendAll(Decider& decider);
    [[nodiscard]] Result<void> lookNow(Decider& decider);

    Parts m_parts;
    std::atomic<Milliseconds> m_patience = usualPatience;
    Milliseconds m_nextLook{};
    std::optional<std::uint64_t> m_quietSize; ///< of the log when the wait for more began
    Milliseconds m_quietSince{};
};

} // namespace linli::hub
