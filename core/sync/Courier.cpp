// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Courier.h"

#include "core/community/Judge.h"
#include "core/community/Meta.h"
#include "core/log/Checkpoint.h"
#include "core/log/Merkle.h"
#include "core/notices/Queries.h"
#include "core/sync/BundleCheck.h"

namespace linli::sync {
namespace {

using community::OutboxState;

/// So many notices, the gravest first, fit into a handful of QR codes.
constexpr int noticesHandedOver = 20;
/// Of the bundle's size, kept free for notices and proofs.
constexpr std::size_t noticeRoom = 512 * 1024;
/// Beyond this the tree of the whole log takes a phone too long; notices then travel without a proof.
constexpr std::uint64_t largestProvenLog = 300'000;
constexpr std::size_t framing = 16; ///< at most, of protobuf around each operation

bool travels(const community::OutboxItem& item)
{
    const bool waits =
        item.state == OutboxState::Queued || item.state == OutboxState::Sending || item.state == OutboxState::Accepted;
    // A join is not carried: whoever takes it in could not know the device yet.
    return waits && item.kind != community::joinKind && item.operation.payload;
}

std::size_t sizeOf(const log::SignedOperation& operation)
{
    return operation.header.size() + operation.signature.size() + (operation.payload ? operation.payload->size() : 0) +
           framing;
}

/// Fills a bundle up to its limits. Once one operation is left out, so are all behind it: they may build on it.
class Filler {
public:
    explicit Filler(Bundle& bundle) : m_bundle(bundle) {}
    void add(log::SignedOperation operation)
    {
        m_bytes += sizeOf(operation);
        if (m_left > 0 || m_bundle.operations.size() >= maxBundleOperations ||
            m_bytes > maxBundlePlainBytes - noticeRoom)
            ++m_left;
        else
            m_bundle.operations.push_back(std::move(operation));
    }
    [[nodiscard]] std::size_t left() const { return m_left; }

private:
    Bundle& m_bundle;
    std::size_t m_bytes = 0;
    std::size_t m_left = 0;
};

Result<std::optional<log::MerkleTree>> wholeTree(store::Database& db, std::uint64_t size)
{
    log::MerkleTree tree;
    LINLI_CHECK(db.query("SELECT seq, accepted_ms, audience, verdict, op_hash FROM entry ORDER BY seq", {},
                         [&](const store::Row& row) {
                             const auto audience = log::decodeAudience(row.blobView(2));
                             if (row.seq(0).value != tree.size() + 1 || !audience)
                                 return false;
                             const log::Stub stub{row.seq(0), row.time(1), *audience, {row.text(3)}};
                             tree.append(log::Entry{stub, row.hash(4), std::nullopt}.leafHash());
                             return true;
                         }));
    return tree.size() == size ? std::optional(std::move(tree)) : std::nullopt;
}

} // namespace

Result<std::size_t> Courier::addOperations(Bundle& bundle)
{
    Filler filler(bundle);
    LINLI_TRY(auto carried, Carried(m_replica.db()).items());
    for (CarriedItem& item : carried)
        filler.add(std::move(item.operation));
    LINLI_TRY(auto own, m_replica.outbox().items());
    for (community::OutboxItem& item : own)
        if (travels(item))
            filler.add(std::move(item.operation));
    return filler.left();
}

Result<void> Courier::addNotices(Bundle& bundle)
{
    LINLI_TRY(const auto notices, notices::allNotices(m_replica.db(), MemberId{}, noticesHandedOver));
    std::size_t bytes = 0;
    for (const notices::Notice& notice : notices) {
        if (notice.state != notices::State::Live)
            continue;
        LINLI_TRY(const auto seq, m_replica.seqOf(notice.id));
        if (!seq) // still on its way, so it is among the operations
            continue;
        LINLI_TRY(auto entry, m_replica.entry(*seq));
        if (!entry || !entry->operation || !entry->operation->payload)
            continue;
        bytes += sizeOf(*entry->operation) + 2048;
        if (bytes <= noticeRoom)
            bundle.notices.push_back({std::move(*entry), {}});
    }
    return bundle.notices.empty() ? Result<void>{} : addProofs(bundle);
}

/// Where this phone holds the whole log up to its newest checkpoint.
Result<void> Courier::addProofs(Bundle& bundle)
{
    const std::uint64_t size = m_replica.confirmed().size;
    const community::Genesis& genesis = m_replica.genesis();
    const auto state = log::verifyCheckpoint(bundle.checkpoint, genesis.community, genesis.hubKey);
    if (size > largestProvenLog || !state || *state != m_replica.confirmed())
        return {};
    LINLI_TRY(const auto tree, wholeTree(m_replica.db(), size));
    if (!tree || tree->root() != state->root)
        return {};
    for (LoggedNotice& notice : bundle.notices)
        notice.proof = tree->inclusionProof(notice.entry.stub.seq.value - 1, size);
    return {};
}

Result<Courier::HandedOver> Courier::handOver(const DeviceId& self, bool withNotices, Timestamp now)
{
    LINLI_TRY(const auto note, community::Meta(m_replica.db()).find(community::meta::checkpoint));
    Bundle bundle{m_replica.genesis().community, now, self, asString(note.value_or(Bytes{})), {}, {}};
    HandedOver handed;
    LINLI_TRY(handed.left, addOperations(bundle));
    if (withNotices)
        LINLI_CHECK(addNotices(bundle));
    handed.operations = bundle.operations.size();
    handed.notices = bundle.notices.size();
    LINLI_TRY(handed.file, encodeBundle(bundle));
    return handed;
}

Result<Courier::TakenIn> Courier::takeIn(ByteView file, const DeviceId& self, Timestamp now)
{
    LINLI_TRY(const Bundle bundle, decodeBundle(file));
    if (bundle.community != m_replica.genesis().community)
        return fail(ErrorKind::Invalid, "bundle.other_community");
    LINLI_TRY(auto transaction, store::Transaction::begin(m_replica.db()));
    BundleCheck checker(m_replica, self, now);
    Carried carried(m_replica.db());
    TakenIn taken;
    const auto take = [&](const log::SignedOperation& operation, std::optional<Seq> logged) -> Result<void> {
        LINLI_TRY(auto finding, checker.check(operation));
        if (finding.what == BundleFinding::What::Known) {
            ++taken.known;
            return {};
        }
        if (finding.what == BundleFinding::What::Take) {
            finding.item->logged = logged;
            LINLI_TRY(const bool added, carried.add(*finding.item));
            if (added) {
                taken.taken.push_back(finding.item->op);
                return {};
            }
            finding.code = "bundle.full";
        }
        taken.refused.push_back({finding.item ? std::optional(finding.item->op) : std::nullopt, finding.code});
        return {};
    };
    const auto checkpoint = checker.checkpointOf(bundle);
    for (const LoggedNotice& notice : bundle.notices)
        LINLI_CHECK(take(*notice.entry.operation,
                         isProven(notice, checkpoint) ? std::optional(notice.entry.stub.seq) : std::nullopt));
    for (const log::SignedOperation& operation : bundle.operations)
        LINLI_CHECK(take(operation, std::nullopt));
    LINLI_CHECK(transaction.commit());
    LINLI_CHECK(review(now));
    return taken;
}

Result<void> Courier::settle()
{
    return Carried(m_replica.db()).settle().transform([](std::size_t) {});
}

Result<void> Courier::afterPage(Timestamp now)
{
    LINLI_CHECK(settle());
    return review(now);
}

Result<void> Courier::review(Timestamp now)
{
    Carried carried(m_replica.db());
    LINLI_TRY(const auto items, carried.items());
    std::vector<log::SignedOperation> open;
    std::vector<OpId> ops;
    for (const CarriedItem& item : items) {
        if (item.logged) // the log has said yes
            continue;
        ops.push_back(item.op);
        open.push_back(item.operation);
    }
    if (ops.empty())
        return {};
    LINLI_TRY(const auto verdicts, m_replica.preview(open, now));
    LINLI_TRY(auto transaction, store::Transaction::begin(m_replica.db()));
    for (std::size_t i = 0; i < ops.size(); ++i)
        LINLI_CHECK(carried.setCode(ops[i], verdicts[i].code));
    return transaction.commit();
}

} // namespace linli::sync
