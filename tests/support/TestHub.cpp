// SPDX-License-Identifier: Apache-2.0
#include "tests/support/TestHub.h"

#include "core/base/Encoding.h"
#include "core/community/CommunityRules.h"
#include "core/community/Sidecar.h"
#include "core/community/community.pb.h"
#include "core/log/log.pb.h"
#include "core/members/members.pb.h"
#include "core/snapshot/Maker.h"
#include "core/snapshot/OwnPart.h"
#include "core/sync/Messages.h"

#include <cstdlib>
#include <iostream>

namespace linli::test {
namespace {

using community::Replica;
using sync::HttpRequest;
using sync::HttpResponse;

template <class T> T must(Result<T> result)
{
    if (!result) {
        std::cerr << "test hub: " << result.error().code << " " << result.error().detail << std::endl;
        std::abort();
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

HttpResponse answer(const google::protobuf::MessageLite& message, int status = 200)
{
    sync::Body body = sync::encodeBody(message);
    return {status, std::move(body.contentType), std::move(body.bytes), std::nullopt};
}

HttpResponse problem(int status, const std::string& code)
{
    pb::sync::Problem message;
    message.set_code(code);
    return answer(message, status);
}

void addBuilding(pb::members::Found& facts, const std::string& compound, const std::string& id, int latitude)
{
    auto* building = facts.add_buildings();
    building->set_id(id);
    building->set_compound(compound);
    building->set_name(id);
    building->set_units(1);
    building->set_floors(6);
    for (const int corner : {latitude, 1'044'000'000, latitude, 1'044'010'000, latitude + 5000, 1'044'010'000})
        building->add_outline(corner);
    for (int room = 101; room <= 106; ++room) {
        auto* household = facts.add_households();
        household->set_building(id);
        household->set_unit("1");
        household->set_room(std::to_string(room));
        household->set_area_cm2(900'000);
        auto* share = household->add_owners();
        share->set_owner(id + std::to_string(room));
        share->set_numerator(1);
        share->set_denominator(1);
    }
}

pb::members::Found foundingFacts()
{
    pb::members::Found facts;
    facts.set_name("测试社区");
    for (const char* id : {"JY", "XH"}) {
        auto* compound = facts.add_compounds();
        compound->set_id(id);
        compound->set_name(id);
        for (const int corner : {308'000'000, 1'044'000'000, 308'000'000, 1'044'900'000, 308'900'000, 1'044'900'000})
            compound->add_outline(corner);
    }
    addBuilding(facts, "JY", "JY-1", 308'000'000);
    addBuilding(facts, "JY", "JY-2", 308'100'000);
    addBuilding(facts, "XH", "XH-1", 308'200'000);
    return facts;
}

} // namespace

TestHub::TestHub(const std::filesystem::path& folder, Timestamp now, std::uint32_t knownRules)
    : m_folder(folder), m_knownRules(knownRules), m_now(now)
{
    m_genesis.community = CommunityId{crypto::uuidV7(m_now)};
    m_genesis.hubKey = m_key.publicKey();
    found();
}

Replica TestHub::makeReplica(const char* file)
{
    const store::DatabaseKey key(crypto::Secret32::random());
    return must(Replica::create(must(store::Database::open(m_folder / file, key, store::Database::Access::Create)),
                                m_genesis, m_knownRules));
}

void TestHub::loseAfter(std::uint64_t size)
{
    m_entries.resize(size);
    m_tree = {};
    for (const log::Entry& entry : m_entries)
        m_tree.append(entry.leafHash());
    m_replica = makeReplica("hub-again.db");
    must(m_replica->applyPage(m_entries, [](const log::LogState&) { return Result<void>{}; }, m_now));
    m_tokens.clear();
}

void TestHub::found()
{
    pb::members::Found facts = foundingFacts();
    facts.set_community_id(m_genesis.community.str());
    facts.set_hub_key(asString(m_genesis.hubKey));
    facts.set_admin_invite_key(asString(crypto::SigningKey::fromSeed(m_adminSeed).publicKey()));
    facts.set_admin_invite_expires_ms(toMs(m_now + std::chrono::days(30)));

    log::Header header;
    header.op = OpId{crypto::uuidV7(m_now)};
    header.community = m_genesis.community;
    header.place.device = community::hubDevice(m_genesis.hubKey);
    header.created = m_now;
    header.kind = "members.found";
    header.facts = toBytes(facts.SerializeAsString());
    const auto operation = log::signOperation(header, {}, m_key);
    m_genesis.foundingHash = operation.hash();

    m_replica = makeReplica("hub.db");
    if (!sequence(operation).entry)
        std::abort();
}

std::string TestHub::adminInvite() const
{
    return members::inviteText({m_genesis.community, m_genesis.hubKey, m_genesis.foundingHash, m_adminSeed.copy()});
}

void TestHub::append(const log::Entry& entry)
{
    m_entries.push_back(entry);
    m_tree.append(entry.leafHash());
}

Replica::Batch::Answer TestHub::sequence(const log::SignedOperation& operation)
{
    auto batch = must(m_replica->beginBatch());
    auto outcome = must(batch.sequence(operation, m_now));
    must(batch.commit());
    if (outcome.entry)
        append(*outcome.entry);
    return outcome;
}

void TestHub::tick()
{
    const pb::community::TickFacts facts;
    const auto operation = must(m_replica->signHubOperation(
        m_key, {std::string(community::tickKind), toBytes(facts.SerializeAsString()), {}, {}}, m_now));
    if (!sequence(operation).entry)
        std::abort();
}

std::string TestHub::checkpoint() const
{
    return log::signCheckpoint(m_genesis.community, {m_tree.size(), m_tree.root()}, m_key);
}

bool TestHub::mayRead(const log::Entry& entry, const DeviceId& device)
{
    if (entry.stub.audience.isCommunity())
        return true;
    const auto reader = must(members::device(m_replica->db(), device));
    if (!reader)
        return false;
    const auto author = must(log::decodeHeader(entry.operation->header)).place.device;
    const auto authorDevice = must(members::device(m_replica->db(), author));
    if (authorDevice && authorDevice->member == reader->member)
        return true;
    if (entry.stub.audience.kind == log::Audience::Kind::Staff)
        return must(members::actor(m_replica->db(), reader->member)).isStaff();
    return std::ranges::binary_search(entry.stub.audience.parties, reader->member);
}

pb::sync::LogPage TestHub::page(std::uint64_t after, std::size_t limit, const DeviceId& device,
                                std::optional<std::uint64_t> hasOwnFrom)
{
    pb::sync::LogPage page;
    page.set_after(after);
    std::uint64_t end = after;
    for (; end < m_entries.size() && end - after < limit; ++end) {
        // What was erased since is taken from the replica, as the real hub's log store does.
        log::Entry entry = *must(m_replica->entry(Seq{end + 1}));
        const auto place = must(log::decodeHeader(entry.operation->header)).place;
        const bool whole = entry.operation->payload || !entry.stub.verdict.accepted();
        if (hasOwnFrom && whole && place.device == device && place.seq >= *hasOwnFrom) {
            log::toOwnProto(entry, place.seq, *page.add_entries());
            continue;
        }
        if (!mayRead(entry, device))
            entry.operation.reset();
        log::toProto(entry, *page.add_entries());
    }
    page.set_checkpoint(checkpoint());
    for (const Hash& hash : m_tree.consistencyProof(end, m_tree.size()))
        page.add_consistency(asString(hash));
    page.set_more(end < m_entries.size());
    return page;
}

HttpResponse TestHub::push(const HttpRequest& request, const std::optional<DeviceId>& sender)
{
    pb::sync::Push batch;
    must(sync::decodeBody(request.contentType, request.body, batch));
    pb::sync::PushAnswer answers;
    using Refusal = Replica::Batch::Refusal;
    for (const auto& in : batch.operations()) {
        const auto operation = must(log::operationFromProto(in));
        auto* out = answers.add_answers();
        const auto header = log::decodeHeader(operation.header);
        if (sender && header && header->place.device != *sender && !operation.payload) {
            out->set_status(pb::sync::Answer::REFUSED);
            out->set_code("op.not_yours_to_withdraw");
            continue;
        }
        const auto outcome = sequence(operation);
        out->set_seq(outcome.seq.value);
        out->set_code(outcome.verdict.code);
        out->set_expected_device_seq(outcome.expectedDeviceSeq);
        const bool accepted = outcome.verdict.accepted();
        out->set_status(outcome.refusal == Refusal::Already       ? pb::sync::Answer::ALREADY
                        : outcome.refusal == Refusal::Gap         ? pb::sync::Answer::WAIT_GAP
                        : outcome.refusal == Refusal::UnknownKind ? pb::sync::Answer::WAIT_UPGRADE
                        : outcome.refusal != Refusal::None        ? pb::sync::Answer::REFUSED
                        : accepted                                ? pb::sync::Answer::ACCEPTED
                                                                  : pb::sync::Answer::REJECTED);
    }
    return answer(answers);
}

HttpResponse TestHub::sidecar(const HttpRequest& request)
{
    const auto operations = community::openSidecarAsHub(request.body, m_key, m_genesis.community);
    if (!operations)
        return problem(400, operations.error().code);
    pb::sync::Push batch;
    for (const log::SignedOperation& operation : *operations)
        log::operationToProto(operation, *batch.add_operations());
    sync::Body body = sync::encodeBody(batch);
    HttpRequest inner;
    inner.contentType = std::move(body.contentType);
    inner.body = std::move(body.bytes);
    return push(inner, std::nullopt);
}

HttpResponse TestHub::login(const HttpRequest& request)
{
    pb::sync::LoginRequest message;
    must(sync::decodeBody(request.contentType, request.body, message));
    const auto id = DeviceId::fromBytes(asBytes(message.device_id())).value_or(DeviceId{});
    const auto device = must(members::device(m_replica->db(), id));
    if (!device || device->state != members::DeviceState::Active)
        return problem(403, device ? "auth.device_revoked" : "auth.unknown_device");
    const Bytes signedBytes = sync::loginMessage(m_genesis.community, id, asBytes(message.nonce()));
    if (!crypto::verify(device->signingKey, sync::loginContext, signedBytes, asBytes(message.signature())))
        return problem(403, "auth.signature");
    pb::sync::Login out;
    out.set_token(toBase64Url(crypto::randomBytes(32)));
    out.set_epoch(asString(epoch));
    m_tokens[out.token()] = id;
    return answer(out);
}

void TestHub::makeSnapshot()
{
    snapshot = {};
    snapshot.manifest =
        must(linli::snapshot::makeSnapshot(m_replica->db(), epoch, [&](const Hash& name, ByteView page) {
            snapshot.pages[toHex(name)] = Bytes(page.begin(), page.end());
            return Result<void>{};
        }));
    snapshot.signedManifest = sign(snapshot.manifest);
}

Bytes TestHub::sign(const linli::snapshot::Manifest& manifest) const
{
    return linli::snapshot::signManifest(manifest, m_genesis.community, m_key);
}

HttpResponse TestHub::snapshotPart(std::string_view rest, const DeviceId& device)
{
    const auto raw = [](const Bytes& bytes) {
        return HttpResponse{200, std::string(sync::snapshotType), bytes, std::nullopt};
    };
    if (rest.empty())
        return snapshot.signedManifest.empty() ? problem(404, "snapshot.none") : raw(snapshot.signedManifest);
    constexpr std::string_view page = "/page/";
    if (rest.starts_with(page)) {
        const auto found = snapshot.pages.find(std::string(rest.substr(page.size())));
        return found == snapshot.pages.end() ? problem(404, "snapshot.none") : raw(found->second);
    }
    linli::snapshot::OwnPartRequest wanted;
    wanted.size = std::strtoull(rest.data() + 5, nullptr, 10);
    wanted.after = std::strtoull(rest.data() + rest.find("after=") + 6, nullptr, 10);
    wanted.device = device;
    wanted.member = must(members::device(m_replica->db(), device))->member;
    wanted.mayRead = [&](const log::Entry& entry) { return Result<bool>(mayRead(entry, device)); };
    wanted.prove = [&](std::span<const std::uint64_t> indexes) { return m_tree.joinedProof(indexes, wanted.size); };
    return answer(must(linli::snapshot::makeOwnPart(m_replica->db(), wanted)));
}

HttpResponse TestHub::upload(const HttpRequest& request, const std::string& rest)
{
    const auto number = [&](std::string_view name) {
        return std::strtoull(std::string(sync::headerOf(request.headers, name)).c_str(), nullptr, 10);
    };
    const auto at = [](int status, const Bytes& bytes, std::uint64_t length) {
        return HttpResponse{status,
                            "",
                            {},
                            std::nullopt,
                            {{"tus-resumable", "1.0.0"},
                             {"upload-offset", std::to_string(bytes.size())},
                             {"upload-length", std::to_string(length)}}};
    };
    if (request.method == "POST") {
        const std::string metadata(sync::headerOf(request.headers, "upload-metadata"));
        const auto name = *fromBase64(metadata.substr(7));
        Upload& begun = m_uploads["/photos/" + toHex(name)];
        begun.length = number("upload-length");
        return at(201, begun.bytes, begun.length);
    }
    const std::string photo = "/photos/" + rest.substr(rest.rfind('/') + 1);
    if (!m_uploads.contains(photo))
        return problem(404, "photo.unknown_upload");
    Upload& begun = m_uploads[photo];
    if (request.method == "HEAD")
        return at(200, begun.bytes, begun.length);
    if (number("upload-offset") != begun.bytes.size())
        return problem(409, "photo.wrong_offset");
    linli::append(begun.bytes, request.body);
    if (begun.bytes.size() == begun.length)
        m_photos[photo] = begun.bytes;
    return at(204, begun.bytes, begun.length);
}

Result<HttpResponse> TestHub::handle(const HttpRequest& request)
{
    const std::string base = sync::communityPath(m_genesis.community, "");
    if (!request.path.starts_with(base))
        return problem(404, "hub.unknown_community");
    const std::string rest = request.path.substr(base.size());
    if (rest == "/info") {
        pb::sync::HubInfo info;
        info.set_hub_key(asString(m_genesis.hubKey));
        info.set_genesis_hash(asString(m_genesis.foundingHash));
        return answer(info);
    }
    if (rest == "/join")
        return push(request, std::nullopt);
    if (rest == "/sidecar")
        return sidecar(request);
    if (rest == "/challenge") {
        pb::sync::Challenge challenge;
        challenge.set_nonce(asString(crypto::randomBytes(32)));
        return answer(challenge);
    }
    if (rest == "/login")
        return login(request);
    const auto session = m_tokens.find(request.token);
    if (session == m_tokens.end())
        return problem(401, "auth.token");
    if (rest == "/operations")
        return push(request, session->second);
    if (rest.starts_with("/log?after=")) {
        const std::size_t own = rest.find("&own=");
        const auto hasOwnFrom = own == std::string::npos
                                    ? std::nullopt
                                    : std::optional<std::uint64_t>(std::strtoull(rest.c_str() + own + 5, nullptr, 10));
        return answer(page(std::strtoull(rest.c_str() + 11, nullptr, 10), pageLimit, session->second, hasOwnFrom));
    }
    if (rest.starts_with("/snapshot"))
        return snapshotPart(std::string_view(rest).substr(9), session->second);
    if (rest.starts_with("/uploads"))
        return upload(request, rest);
    if (rest.starts_with("/photos/") && m_photos.contains(rest))
        return HttpResponse{200, std::string(sync::jpegType), m_photos[rest], std::nullopt};
    return problem(404, "hub.not_found");
}

} // namespace linli::test
