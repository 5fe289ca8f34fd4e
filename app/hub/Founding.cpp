// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Founding.h"

#include "core/base/File.h"
#include "core/community/Judge.h"
#include "core/community/Replica.h"
#include "core/log/Checkpoint.h"
#include "core/members/Import.h"
#include "core/members/Invite.h"
#include "core/members/members.pb.h"

namespace linli::hub {
namespace {

using Access = store::Database::Access;
namespace fs = std::filesystem;

Result<std::string> readText(const fs::path& file)
{
    LINLI_TRY(const Bytes bytes, readFile(file, members::maxImportBytes));
    return asString(bytes);
}

Result<pb::members::Found> readOrder(const FoundingOrder& order)
{
    pb::members::Found facts;
    facts.set_name(order.name);
    LINLI_TRY(const std::string places, readText(order.compounds));
    LINLI_CHECK(members::importPlaces(places, facts));
    LINLI_TRY(const std::string households, readText(order.households));
    LINLI_CHECK(members::importHouseholds(households, facts));
    return facts;
}

log::SignedOperation signFounding(const pb::members::Found& facts, const CommunityId& community,
                                  const crypto::SigningKey& hubKey, Timestamp now)
{
    log::Header header;
    header.op = OpId{crypto::uuidV7(now)};
    header.community = community;
    header.place.device = community::hubDevice(hubKey.publicKey());
    header.created = now;
    header.kind = community::foundKind;
    header.facts = toBytes(facts.SerializeAsString());
    return log::signOperation(std::move(header), {}, hubKey);
}

Result<log::Entry> decideFounding(const CommunityFiles& files, const log::SignedOperation& founding,
                                  const community::Genesis& genesis, Timestamp now)
{
    LINLI_TRY(auto database,
              store::Database::open(files.replica(), store::DatabaseKey(files.keys.database.copy()), Access::Create));
    LINLI_TRY(auto replica, community::Replica::create(std::move(database), genesis));
    LINLI_TRY(auto batch, replica.beginBatch());
    LINLI_TRY(auto answer, batch.sequence(founding, now));
    if (!answer.entry || !answer.verdict.accepted())
        return fail(ErrorKind::Rejected, answer.verdict.code);
    LINLI_CHECK(batch.commit());
    return std::move(*answer.entry);
}

/// Everything but the folder's lasting name; returns the founding's hash.
Result<Hash> make(const CommunityFiles& files, HubStorage& storage, const crypto::Identity& identity,
                  const pb::members::Found& facts, Timestamp now)
{
    const log::SignedOperation founding = signFounding(facts, files.community, identity.signing, now);
    const community::Genesis genesis{files.community, identity.signing.publicKey(), founding.hash()};
    LINLI_TRY(const log::Entry entry, decideFounding(files, founding, genesis, now));
    log::MerkleFrontier frontier;
    frontier.append(entry.leafHash());
    const std::string note = log::signCheckpoint(files.community, frontier.state(), identity.signing);
    LINLI_CHECK(storage.found(files, identity, {{&entry, 1}, frontier.state(), note, {}, {}}));
    return genesis.foundingHash;
}

} // namespace

Result<Founded> found(const fs::path& folder, const FoundingOrder& order, const Clock& clock, HubStorage& storage)
{
    LINLI_CHECK(crypto::initialise());
    LINLI_TRY(pb::members::Found facts, readOrder(order));
    LINLI_TRY(const HubFolder hub, HubFolder::openOrCreate(folder));
    LINLI_TRY(const FileLock lock, hub.lock());

    const Timestamp now = clock.now();
    const crypto::Identity identity = crypto::Identity::generate(now);
    members::Invite invite;
    invite.community = CommunityId{crypto::uuidV7(now)};
    invite.hubKey = identity.signing.publicKey();
    invite.seed = crypto::Secret32::random();
    facts.set_community_id(invite.community.str());
    facts.set_hub_key(asString(invite.hubKey));
    facts.set_admin_invite_key(asString(invite.key().publicKey()));
    facts.set_admin_invite_expires_ms(toMs(now + adminInviteLife));

    CommunityFiles files = hub.files(invite.community);
    const fs::path lasting = files.folder;
    files.folder += ".founding";
    std::error_code error;
    fs::create_directories(files.folder, error);
    auto genesis = make(files, storage, identity, facts, now);
    const auto finished = genesis ? renameDurably(files.folder, lasting) : std::unexpected(genesis.error());
    if (!finished) {
        fs::remove_all(files.folder, error);
        return std::unexpected(finished.error());
    }
    invite.genesis = *genesis;
    return Founded{invite.community, members::inviteText(invite),
                   order.hubUrl.empty() ? std::string() : members::inviteUrl(order.hubUrl, invite)};
}

} // namespace linli::hub
