// SPDX-License-Identifier: Apache-2.0
#include "core/community/CloneProof.h"

#include "core/base/Encoding.h"
#include "core/community/LogTable.h"
#include "core/community/community.pb.h"
#include "core/log/log.pb.h"
#include "core/members/Members.h"

namespace linli::community {
namespace {

log::SignedOperation withoutPayload(const log::SignedOperation& operation)
{
    return {operation.header, operation.signature, std::nullopt};
}

std::vector<Hash> hashesOf(const pb::community::Clone& proof)
{
    std::vector<Hash> hashes;
    for (const std::string& bytes : proof.inclusion())
        hashes.push_back(toHash(bytes).value_or(Hash{}));
    return hashes;
}

} // namespace

bool mayProveClone(const log::Header& header, std::uint32_t deviceEpoch)
{
    return header.place.epoch < deviceEpoch && header.audience.isCommunity() && header.seen.size > 0;
}

pb::community::Clone cloneProof(const log::SignedOperation& operation, const CloneWitness& witness)
{
    pb::community::Clone proof;
    log::operationToProto(withoutPayload(operation), *proof.mutable_older());
    log::Entry newer = witness.newer;
    newer.operation = withoutPayload(*newer.operation);
    log::toProto(newer, *proof.mutable_newer());
    for (const Hash& hash : witness.inclusion)
        proof.add_inclusion(asString(hash));
    return proof;
}

Result<std::optional<log::Entry>> newerEpoch(store::Database& db, const log::Header& header)
{
    LINLI_TRY(const auto device, members::device(db, header.place.device));
    if (!device)
        return std::nullopt;
    LINLI_TRY(const auto places,
              db.all("SELECT seq, header FROM entry WHERE member = ?1 AND seq <= ?2 AND audience = x'' "
                     "AND header IS NOT NULL ORDER BY seq DESC",
                     {device->member, header.seen.size},
                     [](const store::Row& row) { return std::pair(row.seq(0), log::decodeHeader(row.blobView(1))); }));
    for (const auto& [seq, other] : places)
        if (other && other->place.device == header.place.device)
            return other->place.epoch > header.place.epoch ? readEntry(db, seq)
                                                           : Result<std::optional<log::Entry>>(std::nullopt);
    return std::nullopt;
}

Result<std::optional<DeviceId>> clonedDevice(store::Database& db, const pb::community::Clone& proof)
{
    const auto older = log::operationFromProto(proof.older());
    const auto newer = log::fromProto(proof.newer());
    if (!older || !newer || !newer->operation)
        return std::nullopt;
    const auto oldHeader = log::decodeHeader(older->header);
    const auto newHeader = log::decodeHeader(newer->operation->header);
    if (!oldHeader || !newHeader || oldHeader->place.device != newHeader->place.device ||
        !mayProveClone(*oldHeader, newHeader->place.epoch) || !newHeader->audience.isCommunity())
        return std::nullopt;
    LINLI_TRY(const auto device, members::device(db, oldHeader->place.device));
    if (!device || !log::signatureHolds(*older, device->signingKey) ||
        !log::signatureHolds(*newer->operation, device->signingKey))
        return std::nullopt;
    const std::uint64_t seq = newer->stub.seq.value;
    const bool seen = seq <= oldHeader->seen.size &&
                      log::inclusionHolds(newer->leafHash(), seq - 1, oldHeader->seen, hashesOf(proof));
    return seen ? std::optional(device->id) : std::nullopt;
}

} // namespace linli::community
