// SPDX-License-Identifier: Apache-2.0
#include "core/log/log.pb.h"
#include "core/members/Invite.h"
#include "core/snapshot/OwnPart.h"
#include "core/snapshot/Page.h"
#include "core/sync/BundleFrames.h"
#include "core/sync/Courier.h"
#include "core/sync/Messages.h"
#include "tests/fuzz/FactsInput.h"

#include <fstream>

/// Writes the seeds of the binary targets below the folder given, from one real neighbourhood. Run by hand; what it wrote
/// is committed.
using namespace linli;
using namespace linli::test;
namespace fs = std::filesystem;

namespace {

fs::path corpus;

void write(const std::string& target, const std::string& name, ByteView bytes)
{
    fs::create_directories(corpus / target);
    std::ofstream out(corpus / target / name, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Bytes behind(std::uint8_t first, ByteView rest)
{
    Bytes bytes{first};
    append(bytes, rest);
    return bytes;
}

void writeFacts(Timestamp now)
{
    int number = 0;
    for (const Example& example : examples(now)) {
        FactsInput input{example.kind, example.who, 0, toBytes(example.facts), toBytes(example.content)};
        const std::string name = example.kind + "-" + std::to_string(++number);
        write("facts", name, input.bytes());
        if (number % 5 == 0) { // some for fewer readers, withdrawn, or too late
            input.flags = static_cast<std::uint8_t>(1 + number / 5 % 15);
            write("facts", name + "-flags", input.bytes());
        }
    }
}

void writeOperations(World& world)
{
    const auto operation = world.sign('r', "hazards.comment", asBytes("facts"), asBytes("content"), {});
    write("operation", "operation", behind(0, log::encode(operation)));
    write("operation", "header", behind(1, operation.header));
    auto staff = world.sign('r', "hazards.comment", asBytes("facts"), asBytes("content"),
                            {log::Audience::Kind::Parties, {MemberId{{1}}, MemberId{{2}}}});
    write("operation", "header-parties", behind(1, staff.header));
    log::Entry entry{{Seq{7}, world.hub().now(), {}, {}}, operation.hash(), operation};
    pb::log::Entry out;
    log::toProto(entry, out);
    write("operation", "entry", behind(2, asBytes(out.SerializeAsString())));
    log::toWire(entry, out);
    write("operation", "entry-wire", behind(2, asBytes(out.SerializeAsString())));
    entry = {{Seq{8}, world.hub().now(), {log::Audience::Kind::Staff, {}}, log::Verdict::reject("a.b")},
             operation.hash(),
             std::nullopt};
    log::toProto(entry, out);
    write("operation", "entry-hidden", behind(2, asBytes(out.SerializeAsString())));
    write("operation", "audience",
          behind(3, log::encodeAudience({log::Audience::Kind::Parties, {MemberId{{1}}, MemberId{{2}}}})));
    log::MerkleFrontier frontier;
    for (std::uint8_t n = 0; n < 11; ++n)
        frontier.append(Hash{n});
    write("operation", "frontier", behind(4, frontier.bytes()));
}

/// Plain, packed, and as a frame, of one message; `kind` is its place in fuzz_message.
void writeMessage(std::uint8_t kind, const std::string& name, const google::protobuf::MessageLite& message)
{
    write("message", name, behind(kind, asBytes(message.SerializeAsString())));
    const sync::Body body = sync::encodeBody(message);
    if (body.contentType == sync::zstdType)
        write("message", name + "-zstd", behind(static_cast<std::uint8_t>(16 + kind), body.bytes));
    write("message", name + "-frame", behind(static_cast<std::uint8_t>(32 + kind), sync::encodeFrame(message)));
}

void writeMessages(World& world)
{
    pb::sync::HubInfo info;
    info.set_protocol(1);
    info.set_hub_key(asString(world.hub().genesis().hubKey));
    writeMessage(0, "info", info);
    pb::sync::LoginRequest login;
    login.set_device_id(std::string(16, 'd'));
    login.set_nonce(std::string(32, 'n'));
    login.set_signature(std::string(64, 's'));
    writeMessage(3, "login", login);
    pb::sync::Push push;
    for (int i = 0; i < 3; ++i)
        log::operationToWire(world.sign('r', "hazards.comment", asBytes("facts"), asBytes("content"), {}),
                             *push.add_operations());
    writeMessage(5, "push", push);
    pb::sync::PushAnswer answers;
    answers.add_answers()->set_code("hazards.unknown_hazard");
    answers.add_answers()->set_status(pb::sync::Answer::WAIT_GAP);
    writeMessage(6, "answers", answers);
    auto& phone = world.phone('s');
    writeMessage(7, "page", world.hub().page(5, 3, phone.home().identity().device));
    pb::sync::Problem problem;
    problem.set_code("hub.busy");
    writeMessage(8, "problem", problem);
}

void writeEdits(World& world)
{
    // what | place | value, as Edits.h reads them
    write("push", "none", {});
    write("push", "flip", Bytes{1, 0, 20, 1});
    write("push", "cut", Bytes{3, 0, 40, 255});
    write("push", "longer", Bytes{2, 0, 3, 7, 2, 0, 3, 7});
    write("page", "true", Bytes{1});
    write("page", "flip", Bytes{1, 1, 0, 90, 4});
    write("page", "cut", Bytes{1, 3, 1, 0, 200, 3, 1, 0, 200});
    const auto page = world.hub().page(0, 3, world.phone('s').home().identity().device);
    write("page", "of-another-hub", behind(0, asBytes(page.SerializeAsString())));
}

void writeBundles(World& world)
{
    TestPhone& captain = world.phone('c');
    const Bytes file = sync::Courier(captain.replica())
                           .handOver(captain.home().identity().device, true, world.hub().now())
                           .value()
                           .file;
    write("bundle", "file", behind(0, file));
    write("bundle", "frame", behind(0, asBytes(sync::framesOf(file).value().front())));
    write("bundle", "magic", behind(0, asBytes(sync::bundleMagic)));
    // what | place | value, as Edits.h reads them
    write("bundle", "file-flip", Bytes{1, 1, 0, 90, 4});
    write("bundle", "file-cut", Bytes{1, 3, 0, 30, 255});
    write("bundle", "whole", Bytes{2});
    write("bundle", "operation-flip", Bytes{2, 1, 0, 20, 1});
    write("bundle", "payload-flip", Bytes{2, 1, 0, 250, 1});
    write("bundle", "operation-cut", Bytes{2, 3, 0, 60, 200});
}

void writeSnapshot(World& world)
{
    world.hub().makeSnapshot();
    snapshot::Manifest manifest = world.hub().snapshot.manifest;
    int number = 0;
    for (const snapshot::Manifest::Page& info : manifest.pages) {
        const Bytes& page = world.hub().snapshot.pages[toHex(info.sha256)];
        const std::string name = "page-" + std::to_string(++number);
        write("snapshot", name, behind(0, page));
        write("snapshot", name + "-plain", behind(1, asBytes(snapshot::readPage(page)->SerializeAsString())));
    }
    const auto key = crypto::SigningKey::fromSeed(crypto::Secret32(std::array<std::uint8_t, 32>{4, 5, 6}));
    write("snapshot", "manifest", behind(2, snapshot::signManifest(manifest, CommunityId{{1, 2, 3}}, key)));
    snapshot::OwnPartRequest request;
    request.size = manifest.state().size;
    request.device = world.phone('r').home().identity().device;
    request.member = world.phone('r').home().member().value();
    request.mayRead = [](const log::Entry&) { return Result<bool>(true); };
    request.prove = [](std::span<const std::uint64_t>) { return std::vector<Hash>(3); };
    const auto part = snapshot::makeOwnPart(world.hub().replica().db(), request);
    write("snapshot", "own-part", behind(3, asBytes(part->SerializeAsString())));
}

void writeTexts()
{
    const CommunityId community{{1, 2, 3}};
    const auto hubKey = crypto::SigningKey::fromSeed(crypto::Secret32(std::array<std::uint8_t, 32>{4, 5, 6}));
    const std::string note = log::signCheckpoint(community, {1234, Hash{7}}, hubKey);
    write("checkpoint", "signed", asBytes(note));
    write("checkpoint", "empty-log", asBytes(log::signCheckpoint(community, {0, Hash{}}, hubKey)));
    write("checkpoint", "largest", asBytes(log::signCheckpoint(community, {~std::uint64_t{0}, Hash{9, 9}}, hubKey)));
    write("checkpoint", "with-witness", asBytes(note + "\xE2\x80\x94 witness.example AAAAAAAA\n"));
    write("checkpoint", "other-key",
          asBytes(log::signCheckpoint(community, {1234, Hash{7}}, crypto::SigningKey::generate())));
    write("checkpoint", "unsigned", asBytes(note.substr(0, note.find("\n\n") + 2)));

    const members::Invite invite{community, hubKey.publicKey(), Hash{8},
                                 crypto::Secret32(std::array<std::uint8_t, 32>{1, 1})};
    write("invite", "text", asBytes(members::inviteText(invite)));
    write("invite", "spaces", asBytes(" \n" + members::inviteText(invite) + "\r\n"));
    const std::string url = members::inviteUrl("https://hub.example:8443/linli", invite);
    write("invite", "url", asBytes(url));
    write("invite", "url-more", asBytes(url + "&lang=zh&x=%E9%82%BB"));
    write("invite", "url-utf8", asBytes(members::inviteUrl("http://邻里.example/a b%", invite)));
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc != 2) {
        std::cerr << "usage: fuzz_seeds DIR" << std::endl;
        return 2;
    }
    corpus = argv[1];
    World world;
    writeFacts(world.hub().now());
    writeOperations(world);
    writeMessages(world);
    writeEdits(world);
    writeBundles(world);
    writeSnapshot(world);
    writeTexts();
    return 0;
}
