// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/Scenarios.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/snapshot/Installer.h"
#include "core/sync/PageCheck.h"

namespace linli::test {
namespace {

using community::Home;
using Start = FaultScenario::Start;

Result<void> openHome(FaultRun& run)
{
    run.home.reset();
    LINLI_TRY(auto home, run.image.open(run.folder));
    run.home.emplace(std::move(home));
    return {};
}

Result<Home> createHome(FaultRun& run)
{
    return Home::create(run.folder, run.vault, run.image.hub().genesis(), "http://hub.example", run.image.now());
}

/// The first half of joining, as sync::startJoining does it, and its end.
Result<void> create(FaultRun& run)
{
    run.home.reset();
    LINLI_TRY(auto home, createHome(run));
    run.home.emplace(std::move(home));
    const community::Replica::Draft join{"members.join", toBytes("facts of a join"), {}, {}};
    LINLI_TRY(const auto queued, run.home->replica().queueJoin(run.home->identity(), join, run.image.now()));
    LINLI_TRY(const auto header, log::decodeHeader(queued.header));
    run.queuedJoin = header.op;
    LINLI_CHECK(run.home->finishJoining());
    run.joined = true;
    return {};
}

Result<void> save(FaultRun& run)
{
    for (const char* text : {"一号门口有积水", "二楼窗户破了"}) {
        LINLI_TRY(const OpId op, saveReport(*run.home, text, run.image.now()));
        run.saved.push_back(op);
    }
    return {};
}

Result<void> discard(FaultRun& run)
{
    for (const OpId& op : run.image.waiting()) {
        if (std::ranges::contains(run.discarded, op))
            continue;
        LINLI_CHECK(run.home->replica().discard(op, run.image.now()));
        run.discarded.push_back(op);
    }
    return {};
}

Result<void> applyPages(FaultRun& run)
{
    for (bool more = true; more;) {
        const auto page = run.image.nextPage(*run.home);
        LINLI_CHECK(sync::applyLogPage(run.home->replica(), page, run.image.now()));
        run.confirmed = run.home->replica().confirmed().size;
        more = page.more();
    }
    return {};
}

Result<void> addPhoto(FaultRun& run)
{
    constexpr std::size_t size = 60'000; // several overflow pages
    LINLI_TRY(const Hash hash, run.home->photos().addOwn(crypto::randomBytes(size)));
    run.photos.push_back(hash);
    return {};
}

/// What SQLite otherwise does now and then: the write-ahead log moves into the file and is cut to nothing.
Result<void> checkpoint(FaultRun& run)
{
    LINLI_CHECK(save(run));
    return run.home->replica().db().query("PRAGMA wal_checkpoint(TRUNCATE)", {},
                                          [](const store::Row&) { return true; });
}

/// A whole visit: opened, read, written, closed.
Result<void> session(FaultRun& run)
{
    LINLI_CHECK(openHome(run));
    LINLI_CHECK(applyPages(run));
    LINLI_CHECK(save(run));
    run.home.reset();
    return {};
}

/// Goes on where it was: whatever is missing of the hub's snapshot comes into the home.
Result<void> takeSnapshot(Home& home, FaultRun& run)
{
    const auto& served = run.image.hub().snapshot;
    LINLI_TRY(auto installer, snapshot::Installer::open(home.replica(), home.identity()));
    if (installer.pagesHere() < run.pages && installer.isWanted())
        return fail(ErrorKind::Internal, "test.page_lost");
    if (!installer.isWanted())
        return {};
    if (!installer.hasBegun())
        LINLI_CHECK(installer.begin(served.signedManifest, run.image.hub().epoch, run.image.now()));
    while (const auto name = installer.nextPage()) {
        LINLI_CHECK(installer.addPage(served.pages.at(toHex(*name)), run.image.now()));
        run.pages = installer.pagesHere();
    }
    pb::snapshot::OwnPart none; // this newcomer has no entries yet
    none.set_size(served.manifest.state().size);
    return installer.addOwnPart(none, run.image.now());
}

Result<void> importSnapshot(FaultRun& run)
{
    run.home.reset();
    LINLI_TRY(auto home, createHome(run));
    run.home.emplace(std::move(home));
    return takeSnapshot(*run.home, run);
}

std::string checkImport(FaultRun& run)
{
    auto home = createHome(run);
    if (!home)
        return "does not open: " + home.error().code;
    if (std::string fault = filesAreWhole(*home); !fault.empty())
        return fault;
    if (const auto taken = takeSnapshot(*home, run); !taken)
        return "does not go on: " + taken.error().code + " " + taken.error().detail;
    const auto digests = home->replica().digests();
    return digests && digests->community == run.image.hubDigest() ? std::string() : "the digest is not the hub's";
}

std::string checkNewHome(FaultRun& run)
{
    // Whether or not it was made to the end, joining can go on.
    auto home = run.joined ? Home::open(run.folder, run.vault) : createHome(run);
    if (!home && home.error().code == "home.joined_already")
        home = Home::open(run.folder, run.vault); // its end was written, though nobody heard of it
    if (!home)
        return "does not open: " + home.error().code + " " + home.error().detail;
    if (run.queuedJoin && !home->replica().outbox().find(*run.queuedJoin).value_or(std::nullopt))
        return "the join is lost";
    return filesAreWhole(*home);
}

std::string checkNews(Home& home, FaultRun& run)
{
    if (home.replica().confirmed().size < run.confirmed)
        return "an acknowledged page is lost";
    for (const OpId& op : run.saved)
        if (std::string fault = isThere(home, op); !fault.empty())
            return fault;
    for (const OpId& op : run.discarded) {
        const auto item = home.replica().outbox().find(op);
        if (!item || !*item || (*item)->state != community::OutboxState::Discarding || (*item)->operation.payload)
            return "a discard is lost";
    }
    for (const Hash& hash : run.photos) {
        const auto jpeg = home.photos().find(hash);
        if (!jpeg || !*jpeg || crypto::sha256(**jpeg) != hash)
            return "a photo is lost";
    }
    return {};
}

std::string checkHome(FaultRun& run)
{
    auto home = run.image.open(run.folder);
    if (!home)
        return "does not open: " + home.error().code + " " + home.error().detail;
    for (const auto& check : {filesAreWhole, logIsTheRoots, chainHasNoGap})
        if (std::string fault = check(*home); !fault.empty())
            return fault;
    if (std::string fault = checkNews(*home, run); !fault.empty())
        return fault;
    for (const auto* before : {&run.image.waiting(), &run.image.unseen()})
        for (const OpId& op : *before)
            if (std::string fault = isThere(*home, op); run.discarded.empty() && !fault.empty())
                return fault;
    if (std::string fault = catchesUp(*home, run.image); !fault.empty())
        return fault;
    const auto next = saveReport(*home, "之后的一条", run.image.now());
    if (!next)
        return "nothing can be saved: " + next.error().code;
    return chainHasNoGap(*home);
}

/// The store as an older version would have left it: its state is made anew from its log when it is opened.
void makeOlder(FaultRun& run)
{
    auto home = run.image.open(run.folder).value();
    store::Database& db = home.replica().db();
    for (const char* sql : {"DROP TABLE hazard_support", "DELETE FROM hazard_event"})
        if (!db.run(sql))
            qFatal("%s", sql);
    if (!community::Meta(db).set(community::meta::stateVersion, Hash{}))
        qFatal("cannot make the store older");
}

void damageDatabase(FaultRun& run)
{
    std::filesystem::remove(run.folder / "linli.db-wal");
    std::filesystem::remove(run.folder / "linli.db-shm");
    if (!writeFileDurably(run.folder / "linli.db", Bytes(8192, 'x')))
        qFatal("cannot damage the store");
}

void damagePhotos(FaultRun& run)
{
    if (!writeFileDurably(run.folder / "photos.db", Bytes(8192, 'x')))
        qFatal("cannot damage the photos");
}

Result<Home> openOrRecover(FaultRun& run)
{
    auto home = run.image.open(run.folder);
    return !home && home.error().code == "store.quarantine" ? run.image.recover(run.folder) : std::move(home);
}

Result<void> recover(FaultRun& run)
{
    run.home.reset();
    LINLI_TRY(auto home, openOrRecover(run));
    run.home.emplace(std::move(home));
    return {};
}

std::string checkRecovered(FaultRun& run)
{
    auto home = openOrRecover(run);
    if (!home)
        return "does not come back: " + home.error().code + " " + home.error().detail;
    if (std::string fault = filesAreWhole(*home); !fault.empty())
        return fault;
    if (std::string fault = catchesUp(*home, run.image); !fault.empty())
        return fault;
    for (const auto* before : {&run.image.waiting(), &run.image.unseen()})
        for (const OpId& op : *before)
            if (std::string fault = isThere(*home, op); !fault.empty())
                return fault;
    return chainHasNoGap(*home);
}

} // namespace

std::span<const FaultScenario> scenarios()
{
    static const std::vector<FaultScenario> all{
        {"make a home", Start::Nothing, create},
        {"import a snapshot", Start::Nothing, importSnapshot, checkImport},
        {"open a home", Start::Closed, openHome},
        {"save reports", Start::Open, save},
        {"discard reports", Start::Open, discard},
        {"apply pages", Start::Open, applyPages},
        {"add a photo", Start::Open, addPhoto},
        {"move the log into the file", Start::Open, checkpoint},
        {"a whole visit", Start::Closed, session},
        {"bring an older store up to date", Start::Closed, openHome, {}, makeOlder},
        {"recover a home", Start::Closed, recover, checkRecovered, damageDatabase},
        {"set photos aside", Start::Closed, openHome, {}, damagePhotos}};
    return all;
}

std::string checkPromises(const FaultScenario& scenario, FaultRun& run)
{
    if (scenario.check)
        return scenario.check(run);
    return scenario.start == Start::Nothing ? checkNewHome(run) : checkHome(run);
}

} // namespace linli::test
