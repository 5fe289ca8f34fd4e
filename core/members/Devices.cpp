// SPDX-License-Identifier: Apache-2.0
#include "core/base/Encoding.h"
#include "core/members/Members.h"
#include "core/members/Table.h"
#include "core/members/members.pb.h"

namespace linli::members {
namespace {

std::unexpected<Error> unknownDevice()
{
    return fail(ErrorKind::Internal, "members.unknown_device");
}

} // namespace

Result<JoiningDevice> joiningDevice(ByteView facts)
{
    pb::members::Join join;
    if (facts.size() > log::maxHeaderBytes || !join.ParseFromArray(facts.data(), static_cast<int>(facts.size())))
        return fail(ErrorKind::Invalid, "op.malformed");
    const auto signing = toHash(join.signing_key());
    const auto sealing = toHash(join.sealing_key());
    const auto invite = toHash(join.invite_key());
    const auto genesis = toHash(join.genesis_hash());
    if (!signing || !sealing || !invite || !genesis)
        return fail(ErrorKind::Invalid, "op.malformed");
    return JoiningDevice{*signing, *sealing, *invite, *genesis};
}

Result<void> setGenesis(store::Database& db, const Hash& foundingHash)
{
    return db.run("UPDATE community SET genesis_hash = ?1", {foundingHash});
}

Result<std::optional<Hash>> genesis(store::Database& db)
{
    return db.one("SELECT genesis_hash FROM community WHERE genesis_hash IS NOT NULL", {},
                  [](const store::Row& row) { return row.hash(0); });
}

Result<void> advanceChain(store::Database& db, const DeviceId& id, std::uint32_t epoch, std::uint64_t seq,
                          const Hash& hash)
{
    LINLI_CHECK(
        db.run("UPDATE device SET epoch = ?2, last_seq = ?3, last_hash = ?4 WHERE id = ?1", {id, epoch, seq, hash}));
    if (db.changes() == 0)
        return unknownDevice();
    return {};
}

Result<std::uint32_t> nextEpoch(store::Database& db, const DeviceId& id)
{
    LINLI_TRY(const auto found, device(db, id));
    if (!found)
        return unknownDevice();
    return found->epoch + 1;
}

Result<void> suspendDevice(store::Database& db, const DeviceId& id)
{
    LINLI_TRY(const auto found, device(db, id));
    if (!found)
        return unknownDevice();
    if (found->state == DeviceState::Revoked)
        return {};
    return table::setDeviceState(db, id, DeviceState::Suspended);
}

} // namespace linli::members
