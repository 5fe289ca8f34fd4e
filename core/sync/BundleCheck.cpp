// SPDX-License-Identifier: Apache-2.0
#include "core/sync/BundleCheck.h"

#include "core/community/Judge.h"
#include "core/log/Checkpoint.h"
#include "core/log/Merkle.h"
#include "core/log/Sealed.h"

namespace linli::sync {
namespace {

using What = BundleFinding::What;

CarriedItem itemOf(const log::SignedOperation& operation, const log::Header& header, Timestamp now)
{
    CarriedItem item;
    item.op = header.op;
    item.hash = operation.hash();
    item.place = header.place;
    item.kind = header.kind;
    item.created = header.created;
    item.received = now;
    item.operation = operation;
    return item;
}

/// What the bytes alone tell; a stable code, empty when all is well.
std::string checkBytes(const log::SignedOperation& operation, const log::Header& header, const CommunityId& community)
{
    if (header.community != community)
        return "bundle.other_community";
    const auto content = operation.content();
    if (!content)
        return "bundle.no_content";
    if (!log::payloadHolds(operation, header))
        return "op.bad_payload";
    // Words for a few travel sealed; whoever carries them cannot read them.
    if (!header.audience.isCommunity() && !log::sealedShape(*content))
        return "content.not_sealed";
    return {};
}

} // namespace

Result<std::string> BundleCheck::checkAuthor(const log::SignedOperation& operation, const log::Header& header)
{
    LINLI_TRY(const auto author, community::findAuthor(m_replica.db(), m_replica.genesis(), header));
    // Neither a join nor what the hub signs travels in bundles.
    if (!author || !author->device)
        return "bundle.unknown_device";
    if (!log::signatureHolds(operation, author->key))
        return "op.bad_signature";
    if (author->device->state == members::DeviceState::Revoked)
        return "members.device_revoked";
    if (author->device->state == members::DeviceState::Suspended)
        return "members.device_suspended";
    LINLI_TRY(const auto member, members::member(m_replica.db(), author->member));
    return member && member->active ? std::string() : "members.inactive";
}

Result<bool> BundleCheck::isKnown(const CarriedItem& item)
{
    if (item.place.device == m_self)
        return true;
    LINLI_TRY(const auto places,
              m_replica.db().count("SELECT count(*) FROM entry WHERE (op_id = ?1 AND op_hash = ?2) OR "
                                   "(op_hash = ?2 AND header IS NULL)",
                                   {item.op, item.hash}));
    if (places > 0)
        return true;
    LINLI_TRY(const auto carried, Carried(m_replica.db()).find(item.op));
    if (carried)
        return carried->hash == item.hash;
    // The log has gone past this place, perhaps before the part of it that this phone holds: there is nothing to bring.
    LINLI_TRY(const auto device, members::device(m_replica.db(), item.place.device));
    return device && std::pair(item.place.epoch, item.place.seq) <= std::pair(device->epoch, device->lastSeq);
}

Result<bool> BundleCheck::isIdTaken(const CarriedItem& item)
{
    LINLI_TRY(const auto others, m_replica.db().count("SELECT (SELECT count(*) FROM entry WHERE op_id = ?1) + "
                                                      "(SELECT count(*) FROM carried WHERE op_id = ?1) + "
                                                      "(SELECT count(*) FROM outbox WHERE op_id = ?1)",
                                                      {item.op}));
    return others > 0;
}

Result<bool> BundleCheck::isPlaceTaken(const CarriedItem& item)
{
    LINLI_TRY(const auto others, m_replica.db().count("SELECT count(*) FROM carried WHERE device_id = ?1 AND "
                                                      "device_epoch = ?2 AND device_seq = ?3",
                                                      {item.place.device, item.place.epoch, item.place.seq}));
    return others > 0;
}

Result<BundleFinding> BundleCheck::check(const log::SignedOperation& operation)
{
    const auto header = log::decodeHeader(operation.header);
    if (!header)
        return BundleFinding{What::Refuse, header.error().code, {}};
    BundleFinding finding{What::Refuse, checkBytes(operation, *header, m_replica.genesis().community),
                          itemOf(operation, *header, m_now)};
    if (finding.code.empty()) {
        LINLI_TRY(finding.code, checkAuthor(operation, *header));
    }
    if (!finding.code.empty())
        return finding;
    LINLI_TRY(const bool known, isKnown(*finding.item));
    if (known) {
        finding.what = What::Known;
        return finding;
    }
    LINLI_TRY(const bool idTaken, isIdTaken(*finding.item));
    LINLI_TRY(const bool placeTaken, isPlaceTaken(*finding.item));
    if (idTaken || placeTaken)
        finding.code = idTaken ? "op.id_taken" : "op.cloned_device";
    else
        finding.what = What::Take;
    return finding;
}

std::optional<log::LogState> BundleCheck::checkpointOf(const Bundle& bundle) const
{
    const community::Genesis& genesis = m_replica.genesis();
    const auto state = log::verifyCheckpoint(bundle.checkpoint, genesis.community, genesis.hubKey);
    return state ? std::optional(*state) : std::nullopt;
}

bool isProven(const LoggedNotice& notice, const std::optional<log::LogState>& checkpoint)
{
    const log::Stub& stub = notice.entry.stub;
    return checkpoint && stub.verdict.accepted() && stub.audience.isCommunity() &&
           log::inclusionHolds(notice.entry.leafHash(), stub.seq.value - 1, *checkpoint, notice.proof);
}

} // namespace linli::sync
