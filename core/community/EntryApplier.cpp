// SPDX-License-Identifier: Apache-2.0
#include "core/community/EntryApplier.h"

#include "core/base/Encoding.h"
#include "core/community/CommunityRules.h"
#include "core/community/LogTable.h"
#include "core/community/OldLog.h"
#include "core/community/Schema.h"
#include "core/log/RulesVersion.h"
#include "core/members/Members.h"
#include "core/members/StaffKeys.h"

namespace linli::community {
namespace {

using log::Verdict;
using Answer = Replica::Batch::Answer;
using Refusal = Replica::Batch::Refusal;

std::unexpected<Error> integrity(std::string code, std::string detail = {})
{
    return fail(ErrorKind::Integrity, std::move(code), std::move(detail));
}

Answer refused(Refusal refusal, std::string code = {})
{
    Answer answer;
    answer.refusal = refusal;
    answer.verdict.code = std::move(code);
    return answer;
}

} // namespace

EntryApplier::EntryApplier(store::Database& db, const Genesis& genesis, const ContentKeys& keys, Position position,
                           std::uint32_t knownRules, Source source)
    : m_db(db), m_genesis(genesis), m_keys(keys), m_position(std::move(position)), m_source(source),
      m_knownRules(knownRules)
{
}

Result<std::uint32_t> EntryApplier::rules()
{
    if (!m_rules) {
        LINLI_TRY(m_rules, log::rulesVersion(m_db));
    }
    return *m_rules;
}

/// The entry that raises the rules above what this build knows is checked like any other, and not applied: nothing after it can
/// be judged here. Writes nothing.
Result<void> EntryApplier::stopBeforeNewerRules(const log::Entry& entry)
{
    LINLI_TRY(std::uint32_t needed, rules());
    if (needed <= m_knownRules && entry.operation && entry.stub.verdict.accepted()) {
        const auto header = log::decodeHeader(entry.operation->header);
        const std::uint32_t raised = header ? raisedRules(*header) : 0;
        if (raised > m_knownRules) {
            LINLI_CHECK(checkRaise(entry));
            needed = raised;
        }
    }
    if (needed <= m_knownRules)
        return {};
    m_rulesNeeded = needed;
    return fail(ErrorKind::Rejected, "app.update_needed", "rules version " + std::to_string(needed));
}

Result<void> EntryApplier::checkRaise(const log::Entry& entry)
{
    LINLI_TRY(const Checked checked, checkOperation(entry));
    const log::Header& header = checked.header;
    LINLI_CHECK(checkChain(checked.author, header.place));
    const auto context = makeContext(m_db, header, checked.author, entry.stub.accepted, entry.stub.seq);
    return checkVerdict(*findKind(header.kind), context, checked.author,
                        {header.kind, header.facts, std::nullopt, std::nullopt}, entry.stub.verdict);
}

Result<EntryApplier::Chain> EntryApplier::chainOf(const Author& author)
{
    if (author.device)
        return Chain{author.device->epoch, author.device->lastSeq, author.device->lastHash};
    Chain chain;
    if (author.byHub) {
        Meta meta(m_db);
        LINLI_TRY(const std::int64_t seq, meta.integer(meta::hubChainSeq));
        LINLI_TRY(const auto hash, meta.find(meta::hubChainHash));
        chain.lastSeq = static_cast<std::uint64_t>(seq);
        chain.lastHash = hash ? toHash(*hash).value_or(Hash{}) : Hash{};
    }
    return chain;
}

Result<void> EntryApplier::saveChain(const Author& author, const log::ChainPlace& place, const Hash& opHash)
{
    if (!author.byHub)
        return members::advanceChain(m_db, place.device, place.epoch, place.seq, opHash);
    Meta meta(m_db);
    LINLI_CHECK(meta.setInteger(meta::hubChainSeq, static_cast<std::int64_t>(place.seq)));
    return meta.set(meta::hubChainHash, opHash);
}

/// A phone cannot see whose the hidden entries are, so a link may also point to one of those, which may have begun a new epoch;
/// and of an epoch that is hidden as a whole, nothing links to the next one.
Result<void> EntryApplier::checkChain(const Author& author, const log::ChainPlace& place)
{
    LINLI_TRY(const Chain chain, chainOf(author));
    const bool newEpoch = place.epoch == chain.epoch + 1 && place.seq == 1;
    const bool next = place.epoch == chain.epoch && place.seq == chain.lastSeq + 1 &&
                      (place.seq == 1 || place.prevHash == chain.lastHash);
    if (newEpoch || next)
        return {};
    const bool skips = std::pair(place.epoch, place.seq) > std::pair(chain.epoch, chain.lastSeq + 1);
    if (skips) {
        LINLI_TRY(const bool hidden, place.prevHash ? isHiddenLink(m_db, *place.prevHash) : hasUnreadEntries(m_db));
        if (hidden)
            return {};
    }
    return integrity("log.bad_chain", toText(place.device) + " epoch " + std::to_string(place.epoch) + " number " +
                                          std::to_string(place.seq));
}

Result<void> EntryApplier::advanceTime(Timestamp at)
{
    for (const log::Capability* capability : capabilities())
        LINLI_CHECK(capability->advanceTime(m_db, at));
    return {};
}

Result<void> EntryApplier::writeEffects(const log::Kind& kind, const log::Context& context, const log::OpView& view,
                                        const Hash& opHash)
{
    LINLI_CHECK(kind.apply(context, view));
    if (view.kind == foundKind)
        return members::setGenesis(m_db, opHash);
    if (view.kind == raiseRulesKind)
        m_rules.reset();
    return {};
}

Result<void> EntryApplier::checkVerdict(const log::Kind& kind, const log::Context& context, const Author& author,
                                        const log::OpView& view, const Verdict& claimed)
{
    if (isTrustedCode(claimed.code))
        return {};
    // Who came into an audience late has not seen what was decided there before, so cannot judge what builds on it.
    if (!context.audience.isCommunity()) {
        LINLI_TRY(const bool unread, hasUnreadEntries(m_db));
        if (unread)
            return {};
    }
    LINLI_TRY(const Verdict ours, judge(kind, context, author, view));
    if (ours != claimed)
        return integrity("log.verdict_differs", "entry " + std::to_string(context.seq.value) + " hub '" + claimed.code +
                                                    "' ours '" + ours.code + "'");
    return {};
}

/// What waits in the outbox was signed here; when it comes back byte for byte there is nothing to verify.
Result<bool> EntryApplier::isSigned(const log::SignedOperation& operation, const log::Header& header,
                                    const Author& author)
{
    if (m_source != Source::Hub)
        return true;
    LINLI_TRY(const auto own, m_db.one("SELECT operation FROM outbox WHERE op_id = ?1", {header.op},
                                       [](const store::Row& row) { return log::decodeOperation(row.blobView(0)); }));
    if (own && *own && (*own)->header == operation.header && (*own)->signature == operation.signature)
        return true;
    return log::signatureHolds(operation, author.key);
}

Result<EntryApplier::Checked> EntryApplier::checkOperation(const log::Entry& entry)
{
    const log::SignedOperation& operation = *entry.operation;
    auto header = log::decodeHeader(operation.header);
    if (!header || header->community != m_genesis.community)
        return integrity("log.bad_operation");
    if (header->audience != entry.stub.audience)
        return integrity("log.wrong_audience");
    if (!log::payloadHolds(operation, *header))
        return integrity("log.bad_payload");
    if (entry.stub.seq.value == 1 && entry.opHash != m_genesis.foundingHash)
        return integrity("log.wrong_genesis");

    LINLI_TRY(auto author, findAuthor(m_db, m_genesis, *header));
    if (!author)
        return integrity("log.unknown_device");
    LINLI_TRY(const bool genuine, isSigned(operation, *header, *author));
    if (!genuine)
        return integrity("log.bad_signature");
    return Checked{std::move(*header), *author};
}

Result<void> EntryApplier::applyOperation(const log::Entry& entry)
{
    LINLI_TRY(const Checked checked, checkOperation(entry));
    const auto& [header, author] = checked;
    LINLI_CHECK(checkChain(author, header.place));

    const log::Kind* const kind = findKind(header.kind);
    LINLI_TRY(const OpenedView opened, m_keys.open(m_db, kind, header, *entry.operation));
    log::Context context = makeContext(m_db, header, author, entry.stub.accepted, entry.stub.seq);
    context.unreadable = opened.unreadable;
    LINLI_CHECK(append(entry, &header, author.member));
    // A kind from a newer version is stored and counted, not applied (DESIGN §4).
    if (kind != nullptr) {
        LINLI_CHECK(checkVerdict(*kind, context, author, opened.view, entry.stub.verdict));
        if (entry.stub.verdict.accepted()) {
            LINLI_CHECK(writeEffects(*kind, context, opened.view, entry.opHash));
            LINLI_CHECK(noteSealed(header, opened, entry.stub.seq));
        }
    }
    return saveChain(author, header.place, entry.opHash);
}

Result<void> EntryApplier::noteSealed(const log::Header& header, const OpenedView& opened, Seq seq)
{
    m_keysCame = m_keysCame || header.kind == members::staffKeyKind || header.kind == members::shareStaffKeyKind;
    if (!opened.unreadable || !m_keys.areThere())
        return {};
    return m_db.run("INSERT INTO sealed_waiting(seq) VALUES(?1)", {seq});
}

Result<void> EntryApplier::reveal()
{
    if (!m_keysCame)
        return {};
    LINLI_TRY(const auto waiting, m_db.all("SELECT seq FROM sealed_waiting ORDER BY seq", {},
                                           [](const store::Row& row) { return row.seq(0); }));
    for (const Seq seq : waiting) {
        LINLI_TRY(const auto entry, readEntry(m_db, seq));
        if (!entry || !entry->operation)
            return integrity("log.bad_operation");
        LINLI_TRY(const log::Header header, log::decodeHeader(entry->operation->header));
        LINLI_TRY(const auto author, findAuthor(m_db, m_genesis, header));
        const log::Kind* const kind = findKind(header.kind);
        LINLI_TRY(const OpenedView opened, m_keys.open(m_db, kind, header, *entry->operation));
        if (opened.unreadable)
            continue;
        if (opened.view.content && kind != nullptr && kind->reveal && author) {
            const auto context = makeContext(m_db, header, *author, entry->stub.accepted, entry->stub.seq);
            LINLI_CHECK(kind->reveal(context, opened.view));
        }
        LINLI_CHECK(m_db.run("DELETE FROM sealed_waiting WHERE seq = ?1", {seq}));
    }
    return {};
}

Result<void> EntryApplier::apply(const log::Entry& entry)
{
    if (entry.stub.seq.value != m_position.frontier.size() + 1)
        return integrity("log.gap");
    if (entry.stub.accepted < m_position.lastAccepted)
        return integrity("log.time_goes_back");
    LINLI_CHECK(stopBeforeNewerRules(entry));
    LINLI_CHECK(advanceTime(entry.stub.accepted));
    return entry.operation ? applyOperation(entry) : append(entry, nullptr, {});
}

/// Chains may be ahead of the entry: a snapshot tells where they stand at its end.
Result<void> EntryApplier::moveChainUpTo(const Author& author, const log::ChainPlace& place, const Hash& opHash)
{
    LINLI_TRY(const Chain chain, chainOf(author));
    if (std::pair(place.epoch, place.seq) <= std::pair(chain.epoch, chain.lastSeq))
        return {};
    return saveChain(author, place, opHash);
}

Result<void> EntryApplier::applyOld(const log::Entry& entry)
{
    if (!entry.operation)
        return integrity("log.bad_operation");
    LINLI_TRY(const auto held, readEntry(m_db, entry.stub.seq));
    if (held)
        return held->opHash == entry.opHash ? Result<void>{} : integrity("log.two_entries");
    LINLI_TRY(const Checked checked, checkOperation(entry));
    const log::Header& header = checked.header;
    const log::Kind* const kind = findKind(header.kind);
    // The founding and joins were signed by who was not known yet; the log has no member for those (append).
    const bool newcomer = header.kind == joinKind;
    LINLI_CHECK(insertEntry(m_db, entry, &header, newcomer ? MemberId{} : checked.author.member));
    LINLI_CHECK(moveChainUpTo(checked.author, header.place, entry.opHash));
    const bool makesRows = kind != nullptr && (kind->provenInSnapshots || !header.audience.isCommunity());
    if (!makesRows || !entry.stub.verdict.accepted())
        return {};
    LINLI_TRY(const OpenedView opened, m_keys.open(m_db, kind, header, *entry.operation));
    log::Context context = makeContext(m_db, header, checked.author, entry.stub.accepted, entry.stub.seq);
    context.unreadable = opened.unreadable;
    LINLI_CHECK(capabilityOf(header.kind).advanceTime(m_db, entry.stub.accepted));
    LINLI_CHECK(kind->apply(context, opened.view));
    return noteSealed(header, opened, entry.stub.seq);
}

Result<void> EntryApplier::startAt(const Position& position)
{
    m_position = position;
    for (const log::Capability* capability : capabilities())
        LINLI_CHECK(capability->countAgain(m_db));
    LINLI_CHECK(advanceTime(position.lastAccepted));
    m_keysCame = true;
    return reveal();
}

Result<void> EntryApplier::append(const log::Entry& entry, const log::Header* header, const MemberId& member)
{
    LINLI_CHECK(insertEntry(m_db, entry, header, member));
    m_position.frontier.append(entry.leafHash());
    m_position.lastAccepted = entry.stub.accepted;
    return {};
}

Result<std::optional<Answer>> EntryApplier::refuse(const log::SignedOperation& operation, const log::Header& header,
                                                   const std::optional<Author>& author)
{
    if (header.community != m_genesis.community)
        return refused(Refusal::Malformed, "op.wrong_community");
    if (!author)
        return refused(Refusal::UnknownDevice, "op.unknown_device");
    if (!log::signatureHolds(operation, author->key))
        return refused(Refusal::BadSignature, "op.bad_signature");
    if (!log::payloadHolds(operation, header))
        return refused(Refusal::Malformed, "op.bad_payload");
    LINLI_TRY(const Chain chain, chainOf(*author));
    if (header.place.epoch == chain.epoch && header.place.seq > chain.lastSeq + 1) {
        Answer gap = refused(Refusal::Gap);
        gap.expectedDeviceSeq = chain.lastSeq + 1;
        return gap;
    }
    if (!checkChain(*author, header.place))
        return refused(Refusal::Cloned, "op.cloned_device");
    LINLI_TRY(const std::uint32_t present, rules());
    if (findKind(header.kind) == nullptr || std::max(present, raisedRules(header)) > m_knownRules)
        return refused(Refusal::UnknownKind, "op.unknown_kind");
    return std::nullopt;
}

Result<Answer> EntryApplier::sequence(const log::SignedOperation& operation, Timestamp at)
{
    const auto header = log::decodeHeader(operation.header);
    if (!header)
        return refused(Refusal::Malformed, header.error().code);
    const Hash opHash = operation.hash();
    LINLI_TRY(auto earlier, m_db.one("SELECT seq, verdict, op_hash FROM entry WHERE op_id = ?1", {header->op},
                                     [&](const store::Row& row) {
                                         Answer answer = refused(Refusal::Already, row.text(1));
                                         answer.seq = row.seq(0);
                                         return row.hash(2) == opHash ? answer
                                                                      : refused(Refusal::Malformed, "op.id_taken");
                                     }));
    if (earlier)
        return *earlier;
    LINLI_TRY(const auto author, findAuthor(m_db, m_genesis, *header));
    LINLI_TRY(auto refusal, refuse(operation, *header, author));
    if (refusal)
        return *refusal;

    at = std::max(at, m_position.lastAccepted);
    LINLI_CHECK(advanceTime(at));
    Answer answer;
    answer.seq = Seq{m_position.frontier.size() + 1};
    const log::Kind& kind = *findKind(header->kind);
    LINLI_TRY(const OpenedView opened, m_keys.open(m_db, &kind, *header, operation));
    log::Context context = makeContext(m_db, *header, *author, at, answer.seq);
    context.unreadable = opened.unreadable;
    LINLI_TRY(answer.verdict, judgeFresh(kind, context, *author, opened.view));
    // Who has not joined yet has no chain in the log for a rejection to stand in.
    if (!answer.verdict.accepted() && !author->device)
        return refused(Refusal::Refused, answer.verdict.code);

    log::Entry entry{{answer.seq, at, header->audience, answer.verdict}, opHash, operation};
    if (!answer.verdict.accepted())
        entry.operation->payload.reset();
    LINLI_CHECK(append(entry, &*header, author->member));
    if (answer.verdict.accepted())
        LINLI_CHECK(writeEffects(kind, context, opened.view, opHash));
    LINLI_CHECK(saveChain(*author, header->place, opHash));
    answer.entry = std::move(entry);
    return answer;
}

Result<void> EntryApplier::savePosition(Timestamp wallNow)
{
    Meta meta(m_db);
    LINLI_CHECK(meta.set(meta::frontier, m_position.frontier.bytes()));
    LINLI_CHECK(meta.setInteger(meta::lastAccepted, toMs(m_position.lastAccepted)));
    return meta.setInteger(meta::lastAcceptedWall, toMs(wallNow));
}

} // namespace linli::community
