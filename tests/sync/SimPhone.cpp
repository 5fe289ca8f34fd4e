// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/SimPhone.h"

#include "core/sync/AuditRecord.h"

namespace linli::sim {

using namespace std::chrono_literals;

namespace {

constexpr int patience = 30; ///< tries to join

/// Errors that an honest hub in bad weather may cause.
bool isOrdinary(const Error& error)
{
    return error.kind == ErrorKind::Unreachable || error.code.starts_with("auth.");
}

bool isShut(const std::string& code)
{
    return code == "auth.device_revoked" || code == "auth.device_suspended" || code == "auth.member_inactive";
}

} // namespace

SimPhone::SimPhone(World& world, std::size_t index, std::filesystem::path folder, std::unique_ptr<SimVault> vault)
    : clock(world.loop), m_world(world), m_index(index), m_folder(std::move(folder)), m_vault(std::move(vault))
{
}

SimPhone::~SimPhone() = default;

void SimPhone::start()
{
    m_life = std::make_shared<int>();
    m_transport.emplace(m_world, *this);
    auto home = openHome();
    if (home)
        return run(std::move(*home));
    if (home.error().code == "home.not_joined" && !invite.empty())
        return join();
    m_world.journal.fail(name() + " does not open: " + home.error().code + " " + home.error().detail);
}

Result<community::Home> SimPhone::openHome()
{
    auto home = community::Home::open(m_folder, *m_vault);
    if (home || !std::exchange(m_databaseLost, false))
        return home;
    m_world.note(name() + " recovers");
    m_world.journal.count("databases lost");
    return community::Home::recover(m_folder, *m_vault);
}

void SimPhone::join()
{
    auto joining = sync::startJoining(m_folder, *m_vault, "http://hub", invite, "新邻居", clock.now());
    if (!joining)
        return m_world.journal.fail(name() + " cannot start joining: " + joining.error().code);
    m_joining.emplace(std::move(*joining));
    const log::SignedOperation& operation = m_joining->join;
    const auto header = must(log::decodeHeader(operation.header));
    m_world.witness.saved(
        header.op, {.phone = m_index, .kind = header.kind, .opHash = operation.hash(), .payload = *operation.payload});
    m_joinSession = std::make_unique<sync::JoinSession>(m_joining->home.replica().genesis(), operation);
    m_joinDriver = std::make_unique<sync::Driver>(*m_transport, *m_joinSession, soon(&SimPhone::joinEnded));
    m_joinDriver->start();
}

/// For drivers, which end with what they call and so must not call it themselves.
std::function<void()> SimPhone::soon(void (SimPhone::*what)())
{
    return [this, what] {
        m_world.loop.after(1ms, [this, what, life = std::weak_ptr(m_life)] {
            if (!life.expired())
                (this->*what)();
        });
    };
}

void SimPhone::joinEnded()
{
    const auto error = m_joinSession->error();
    m_joinDriver.reset();
    m_joinSession.reset();
    if (!error) {
        m_world.note(name() + " joins");
        community::Home home = std::move(m_joining->home);
        m_joining.reset();
        must(home.finishJoining());
        return run(std::move(home));
    }
    m_world.note(name() + " not let in: " + error->code);
    m_joining.reset();
    // The invite itself may still be on its way to the log.
    if (error->kind != ErrorKind::Unreachable && error->code != "hub.busy" && error->code != "members.invite_unknown")
        return;
    if (++m_tries > patience)
        return;
    m_world.loop.after(5s, [this, life = std::weak_ptr(m_life)] {
        if (!life.expired())
            join();
    });
}

void SimPhone::run(community::Home home)
{
    m_home.emplace(std::move(home));
    if (m_home->replica().isBehind())
        m_world.journal.count("databases behind");
    m_wake = 0;
    startEngine();
}

void SimPhone::startEngine()
{
    const sync::SyncEngine::Hooks hooks{.wakeAfter =
                                            [this](Milliseconds wait) {
                                                m_world.loop.after(
                                                    wait, [this, life = std::weak_ptr(m_life), which = ++m_wake] {
                                                        if (!life.expired() && which == m_wake)
                                                            m_engine->onWake();
                                                    });
                                            },
                                        .changed = [this] { engineChanged(); },
                                        .random = [this] { return m_world.random.unit(); }};
    m_lastError.reset();
    m_engine = std::make_unique<sync::SyncEngine>(
        sync::SyncParts{m_home->replica(), m_home->photos(), m_home->identity(), clock}, *m_transport, hooks);
    m_engine->start();
}

void SimPhone::engineChanged()
{
    if (!m_engine || m_dead)
        return;
    const auto error = m_engine->lastOutcome().error;
    if (error == m_lastError)
        return;
    m_lastError = error;
    m_shutOut = error && isShut(error->code);
    if (error)
        syncEndedWith(*error);
}

void SimPhone::syncEndedWith(const Error& error)
{
    m_world.note(name() + " " + error.code + " " + error.detail);
    if (error.kind == ErrorKind::Integrity)
        alarms.push_back(error.code);
    else if (!isOrdinary(error) && !(error.kind == ErrorKind::Store && m_world.disk.isIll(m_folder)))
        m_world.journal.fail(name() + " syncing ends with " + error.code + " " + error.detail);
}

void SimPhone::audit(bool keep)
{
    if (!isUp() || isAuditing() || m_shutOut)
        return;
    m_world.note(name() + " audits");
    m_engine.reset();
    ++m_wake; // what it had set
    m_auditing = std::make_unique<Auditing>();
    m_auditing->keep = keep;
    m_auditing->latest = std::make_unique<sync::SyncSession>(
        sync::SyncParts{m_home->replica(), m_home->photos(), m_home->identity(), clock}, sync::SyncSession::Options{});
    m_auditing->driver = std::make_unique<sync::Driver>(*m_transport, *m_auditing->latest, soon(&SimPhone::replayLog));
    m_auditing->driver->start();
}

void SimPhone::replayLog()
{
    Auditing& now = *m_auditing;
    if (const auto& error = now.latest->outcome().error) {
        syncEndedWith(*error);
        m_auditing.reset();
        return startEngine();
    }
    auto scratch = m_home->openScratch();
    if (!scratch) {
        syncEndedWith(scratch.error());
        m_auditing.reset();
        return startEngine();
    }
    now.scratch.emplace(std::move(*scratch));
    now.audit = std::make_unique<sync::Audit>(m_home->replica(), *now.scratch, now.latest->token(), clock);
    now.driver = std::make_unique<sync::Driver>(*m_transport, *now.audit, soon(&SimPhone::auditEnded));
    now.driver->start();
}

void SimPhone::auditEnded()
{
    const auto finished = std::exchange(m_auditing, nullptr);
    auto error = finished->audit->error();
    if (!error)
        if (const auto concluded =
                sync::concludeAudit(m_home->replica(), *finished->scratch, error, finished->keep, clock.now());
            !concluded)
            error = concluded.error();
    m_world.journal.count(error ? "audits cut off" : "audits");
    if (error)
        syncEndedWith(*error);
    finished->driver.reset();
    finished->audit.reset();
    finished->scratch.reset();
    if (!error)
        m_home->dropScratch();
    startEngine();
}

void SimPhone::takeImage(bool powerLoss)
{
    m_dead = true;
    m_image = m_world.folder / ("phone" + std::to_string(m_index) + "." + std::to_string(++m_lives));
    if (std::filesystem::exists(m_folder))
        m_world.disk.copyCrashed(m_folder, m_image, powerLoss, m_world.random.next());
}

void SimPhone::bury(Milliseconds back)
{
    m_world.note(name() + " dies");
    spare();
    m_life.reset();
    m_auditing.reset();
    m_engine.reset();
    m_joinDriver.reset();
    m_joinSession.reset();
    m_joining.reset();
    m_home.reset();
    m_transport.reset();
    m_lastError.reset();
    m_shutOut = false;
    m_world.disk.forget(m_folder);
    std::filesystem::remove_all(m_folder);
    m_folder = m_image;
    m_dead = false;
    m_world.loop.after(back, [this] { start(); });
}

void SimPhone::die(bool powerLoss, Milliseconds back)
{
    takeImage(powerLoss);
    bury(back);
}

void SimPhone::doom(std::uint64_t at, bool powerLoss, Milliseconds back)
{
    m_world.disk.doom(m_folder, at, [this, powerLoss, back] {
        takeImage(powerLoss);
        m_world.loop.after(0ms, [this, back] { bury(back); });
    });
}

void SimPhone::loseFile(Damage damage, Milliseconds back)
{
    die(false, back);
    if (damage == Damage::Photos)
        return must(writeFileDurably(m_folder / "photos.db", Bytes(4096, 'x')));
    std::filesystem::remove(m_folder / "linli.db-wal");
    m_databaseLost = damage != Damage::NoLog;
    if (damage == Damage::Garbage)
        must(writeFileDurably(m_folder / "linli.db", Bytes(4096, 'x')));
    if (damage == Damage::Missing)
        std::filesystem::remove(m_folder / "linli.db");
}

void SimPhone::fallIll(SimDisk::Illness illness, Milliseconds lasts)
{
    m_world.note(name() + " disk ill");
    m_world.journal.count("disks ill");
    m_world.disk.fallIll(m_folder, illness);
    m_world.loop.after(lasts, [this, folder = m_folder] { m_world.disk.recover(folder); });
}

void SimPhone::spare()
{
    m_world.disk.spare(m_folder);
}

std::string SimPhone::submit(const community::Replica::Draft& draft)
{
    const auto op = replica().submit(m_home->identity(), draft, clock.now());
    if (!op)
        return op.error().code;
    const auto item = must(replica().outbox().find(*op));
    m_world.witness.saved(*op, {.phone = m_index,
                                .kind = draft.kind,
                                .opHash = item->operation.hash(),
                                .payload = *item->operation.payload,
                                .certain = !m_dead});
    kick();
    return {};
}

void SimPhone::kick()
{
    if (m_engine)
        m_engine->kick();
}

bool SimPhone::isSettled(std::uint64_t hubSize)
{
    if (!isUp() || m_shutOut)
        return !m_joining;
    if (isAuditing())
        return false;
    const auto waiting = must(replica().outbox().unsentCount());
    const auto accepted = must(replica().db().count("SELECT count(*) FROM outbox WHERE state = 2"));
    const bool photosSent = must(m_home->photos().notUploaded()).empty();
    return photosSent && waiting == 0 && accepted == 0 && replica().confirmed().size == hubSize;
}

std::string SimPhone::explain()
{
    if (!isUp())
        return "still joining";
    std::string out = "at " + std::to_string(replica().confirmed().size);
    if (m_lastError)
        out += ", " + m_lastError->code + " " + m_lastError->detail;
    for (const community::OutboxItem& item : must(replica().outbox().items()))
        if (item.state != community::OutboxState::Rejected)
            out += ", " + item.kind + " " + std::string(community::outboxStateName(item.state));
    return out;
}

} // namespace linli::sim
