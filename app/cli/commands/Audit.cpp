// SPDX-License-Identifier: Apache-2.0
// Checking the whole log again, and keeping it: audit.
#include "core/sync/Audit.h"
#include "app/cli/Command.h"
#include "app/cli/Network.h"
#include "app/cli/StopSignals.h"
#include "core/sync/AuditRecord.h"
#include "core/sync/SyncSession.h"

#include <iostream>

namespace linli::cli {
namespace {

/// An audit that tells how far it is, and ends between two pages when it is asked to. What was replayed stays.
class Told final : public sync::Exchange {
public:
    explicit Told(sync::Audit& audit) : m_audit(audit) {}
    [[nodiscard]] std::optional<sync::HttpRequest> nextRequest() override
    {
        return m_stopped ? std::nullopt : m_audit.nextRequest();
    }
    void onResponse(Result<sync::HttpResponse> response) override
    {
        m_audit.onResponse(std::move(response));
        const std::uint64_t percent = m_audit.checked() * 100 / std::max<std::uint64_t>(m_audit.total(), 1);
        if (std::exchange(m_percent, percent) != percent)
            std::cerr << "linli: audit: " << percent << " % (" << m_audit.checked() << " of " << m_audit.total()
                      << " entries)" << std::endl;
    }
    void stop() { m_stopped = true; }
    [[nodiscard]] bool isStopped() const { return m_stopped; }

private:
    sync::Audit& m_audit;
    std::uint64_t m_percent = 0;
    bool m_stopped = false;
};

Result<void> printDone(community::Replica& replica)
{
    LINLI_TRY(const Seq before, replica.snapshotEnd());
    Session::print({{"audited", true}, {"entries", replica.confirmed().size}, {"keeps_all", before.value == 0}});
    return {};
}

Result<void> audit(community::Home& home, const std::string& token, sync::Transport& transport, const Clock& clock,
                   bool keep)
{
    {
        LINLI_TRY(community::Replica scratch, home.openScratch());
        sync::Audit audit(home.replica(), scratch, token, clock);
        Told told(audit);
        const StopSignals stop([&told] { told.stop(); });
        runExchange(transport, told);
        if (told.isStopped() && !audit.isOver()) {
            Session::print({{"audited", false}, {"checked", audit.checked()}, {"total", audit.total()}});
            return {};
        }
        LINLI_CHECK(sync::concludeAudit(home.replica(), scratch, audit.error(), keep, clock.now()));
        if (audit.error()) {
            home.dropScratch();
            return std::unexpected(*audit.error());
        }
    }
    home.dropScratch();
    return printDone(home.replica());
}

/// Fetches what is new, then replays the whole log beside it and compares.
Action prepareAudit(CLI::App& app)
{
    const auto keep = std::make_shared<bool>(false);
    app.add_flag("--keep", *keep, "from now on keep the whole log, also what came before this phone's snapshot");
    return [keep](Session& session) -> Result<void> {
        community::Home& home = session.home();
        const Clock& clock = session.platform().clock;
        LINLI_TRY(const auto transport, session.platform().connect(home.hubUrl()));
        if (*keep)
            LINLI_CHECK(sync::volunteerAsKeeper(home.replica(), true));
        sync::SyncSession latest({home.replica(), home.photos(), home.identity(), clock}, {.pull = true, .token = {}});
        runExchange(*transport, latest);
        if (latest.outcome().error)
            return std::unexpected(*latest.outcome().error);
        LINLI_TRY(const MemberId member, home.member());
        LINLI_TRY(const sync::Keeper keeper, sync::keeperOf(home.replica(), member));
        return audit(home, latest.token(), *transport, clock, keeper != sync::Keeper::No);
    };
}

} // namespace

std::span<const Command> auditCommands()
{
    static constexpr std::array commands{
        Command{"audit", "check every signature and rule from the log's first entry, and compare", prepareAudit},
    };
    return commands;
}

} // namespace linli::cli
