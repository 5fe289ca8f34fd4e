// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/community/LogTable.h"
#include "core/community/OldLog.h"
#include "core/community/ReplicaImpl.h"
#include "core/community/Schema.h"
#include "core/members/Members.h"

namespace linli::community {
Replica::Install::Install(Impl& impl)
    : m_impl(impl),
      m_applier(std::make_unique<EntryApplier>(impl.db, impl.genesis, impl.keys, impl.position, impl.knownRules))
{
}

Replica::Install::~Install() = default;

store::Database& Replica::Install::db()
{
    return m_impl.db;
}

Result<void> Replica::Install::addEntry(const log::Entry& entry)
{
    LINLI_CHECK(m_applier->applyOld(entry));
    return m_impl.settleOwn(entry);
}

Result<void> Replica::Install::setChain(const log::ChainPlace& place, const Hash& opHash)
{
    if (place.device != hubDevice(m_impl.genesis.hubKey))
        return members::advanceChain(m_impl.db, place.device, place.epoch, place.seq, opHash);
    Meta meta(m_impl.db);
    LINLI_CHECK(meta.setInteger(meta::hubChainSeq, static_cast<std::int64_t>(place.seq)));
    return meta.set(meta::hubChainHash, opHash);
}

Result<void> Replica::Install::finish(const log::MerkleFrontier& frontier, Timestamp lastAccepted)
{
    LINLI_CHECK(Meta(m_impl.db).setInteger(meta::snapshotSize, static_cast<std::int64_t>(frontier.size())));
    LINLI_CHECK(Meta(m_impl.db).remove(meta::auditedSize)); // that of an earlier snapshot says nothing about this one
    LINLI_CHECK(m_applier->startAt({frontier, lastAccepted}));
    m_finished = true;
    return {};
}

Result<Hash> Replica::Install::communityDigest()
{
    return log::communityDigest(m_impl.db, stateTables());
}

Result<void> Replica::Install::clear()
{
    return m_impl.clearState();
}

Result<void> Replica::Impl::clearState()
{
    for (const std::string& table : stateTableNames())
        LINLI_CHECK(db.run("DELETE FROM " + table));
    LINLI_CHECK(db.run("DELETE FROM entry"));
    LINLI_CHECK(db.run("DELETE FROM sealed_waiting"));
    LINLI_CHECK(db.run("DELETE FROM meta WHERE name IN (?1, ?2, ?3)",
                       {meta::hubChainSeq, meta::hubChainHash, meta::snapshotSize}));
    LINLI_CHECK(Meta(db).remove(meta::carriedOver));
    return forgetOldLog(db);
}

Result<void> Replica::install(const std::function<Result<void>(Install&)>& work, Timestamp wallNow)
{
    if (m_impl->position.frontier.size() != 0)
        return fail(ErrorKind::Internal, "snapshot.not_empty");
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    Install step(*m_impl);
    LINLI_CHECK(work(step));
    const Position before = m_impl->position;
    const auto finish = [&]() -> Result<void> {
        if (step.m_finished) {
            LINLI_CHECK(step.m_applier->savePosition(wallNow));
            m_impl->position = step.m_applier->position();
        }
        LINLI_CHECK(m_impl->replayPending(wallNow));
        return transaction.commit();
    };
    auto finished = finish();
    if (finished)
        m_impl->sawLog();
    else
        m_impl->position = before;
    return finished;
}

Result<Seq> Replica::snapshotEnd()
{
    LINLI_TRY(const std::int64_t size, Meta(m_impl->db).integer(meta::snapshotSize));
    return Seq{static_cast<std::uint64_t>(size)};
}

Result<void> Replica::adoptLog(Replica& whole)
{
    LINLI_TRY(const Seq end, snapshotEnd());
    if (whole.confirmed() != confirmed())
        return fail(ErrorKind::Internal, "log.root_differs", "the whole log is not this one");
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    Result<void> taken;
    LINLI_CHECK(whole.db().query("SELECT " + std::string(wholeEntryColumns) + " FROM entry WHERE seq <= ?1", {end},
                                 [&](const store::Row& row) {
                                     taken = copyEntry(m_impl->db, row);
                                     return taken.has_value();
                                 }));
    LINLI_CHECK(taken);
    LINLI_CHECK(forgetOldLog(m_impl->db));
    LINLI_CHECK(m_impl->db.run("DELETE FROM meta WHERE name = ?1", {meta::snapshotSize}));
    return transaction.commit();
}

Result<void> Replica::rebuildFrom(Replica& whole, Timestamp wallNow)
{
    if (whole.confirmed() != confirmed())
        return fail(ErrorKind::Internal, "log.root_differs", "the whole log is not this one");
    LINLI_TRY(auto transaction, store::Transaction::begin(m_impl->db));
    LINLI_CHECK(m_impl->undo->undo());
    LINLI_CHECK(m_impl->clearState());
    const Position before = m_impl->position;
    const auto finish = [&]() -> Result<void> {
        // What the false snapshot hid of this phone's own operations is settled too.
        LINLI_CHECK(
            m_impl->fold(whole.db(), "entry", [&](const log::Entry& entry) { return m_impl->settleOwn(entry); }));
        if (m_impl->position.frontier.state() != before.frontier.state())
            return fail(ErrorKind::Store, "store.corrupt", "the entries do not give the root that was stored");
        LINLI_CHECK(m_impl->replayPending(wallNow));
        return transaction.commit();
    };
    auto finished = finish();
    if (!finished)
        m_impl->position = before;
    return finished;
}

} // namespace linli::community
