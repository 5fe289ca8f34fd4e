// SPDX-License-Identifier: Apache-2.0
#include "core/community/SidecarFormat.h"

#include "core/base/Encoding.h"
#include "core/base/File.h"
#include "core/community/sidecar.pb.h"
#include "core/crypto/SignerBox.h"

#include <map>

namespace linli::community {
namespace {

constexpr std::uintmax_t maxFile = 64 * 1024 * 1024;
constexpr std::size_t lengthBytes = 4;
constexpr std::string_view magic = "LLSC";
constexpr std::string_view context1 = "linli/sidecar/v1";
constexpr std::string_view context2 = "linli/sidecar/v2";
constexpr std::size_t idBytes = 16;
constexpr std::size_t forHubBytes = 32 + crypto::signerBoxOverhead;
constexpr std::size_t forPhoneBytes = 24 + 32 + 16; // nonce | key | tag
constexpr std::size_t headBytes = magic.size() + 1 + idBytes + forHubBytes + forPhoneBytes;

Bytes associatedWith(std::string_view context, std::uint64_t number)
{
    Bytes out = toBytes(context);
    appendU64(out, number);
    return out;
}

/// The parts of a version 2 head; views into the file.
struct Head {
    CommunityId community;
    ByteView forHub;
    ByteView forPhone;
};

int versionOf(ByteView file)
{
    const bool ours = file.size() > magic.size() && asString(file.first(magic.size())) == magic;
    return ours ? file[magic.size()] : 0;
}

std::optional<Head> readHead(ByteView file)
{
    if (versionOf(file) != 2 || file.size() < headBytes)
        return std::nullopt;
    ByteView rest = file.subspan(magic.size() + 1);
    const auto community = CommunityId::fromBytes(rest.first(idBytes));
    rest = rest.subspan(idBytes);
    if (!community)
        return std::nullopt;
    return Head{*community, rest.first(forHubBytes), rest.subspan(forHubBytes, forPhoneBytes)};
}

std::optional<crypto::Secret32> toKey(Result<Bytes> bytes)
{
    crypto::Secret32 key;
    if (!bytes || bytes->size() != key.view().size())
        return std::nullopt;
    std::ranges::copy(*bytes, key.mutableView().begin());
    crypto::wipe(*bytes);
    return key;
}

std::uint32_t readU32(ByteView bytes)
{
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

std::optional<SidecarContents::Origin> readOrigin(const pb::community::SidecarOrigin& in)
{
    const auto community = CommunityId::fromBytes(asBytes(in.community()));
    const auto key = toHash(in.hub_key());
    const auto founding = toHash(in.founding_hash());
    if (!community || !key || !founding)
        return std::nullopt;
    return SidecarContents::Origin{{*community, *key, *founding}, in.hub_url()};
}

/// Operations by their place, so that they come out in the order of the chain.
using Operations = std::map<std::pair<std::uint32_t, std::uint64_t>, OutboxItem>;

bool take(const pb::community::SidecarOperation& in, Operations& operations, SidecarContents& contents)
{
    auto operation = log::operationFromProto(in.operation());
    if (!operation)
        return false;
    const auto header = log::decodeHeader(operation->header);
    if (!header)
        return false;
    OutboxItem item;
    item.op = header->op;
    item.kind = header->kind;
    item.created = header->created;
    item.deviceSeq = header->place.seq;
    item.operation = std::move(*operation);
    if (in.has_content())
        item.content = toBytes(in.content());
    // Signed again in a new epoch: the earlier version is void.
    std::erase_if(operations, [&](const auto& other) { return other.second.op == item.op; });
    const log::LogState before = contents.mark ? contents.mark->log : log::LogState{};
    const log::LogState seen = header->seen;
    contents.mark = SidecarContents::Mark{header->place.epoch, header->place.seq, item.operation.hash(),
                                          seen.size > before.size ? seen : before};
    operations.insert_or_assign({header->place.epoch, header->place.seq}, std::move(item));
    return true;
}

bool take(const Bytes& plain, Operations& operations, SidecarContents& contents)
{
    pb::community::SidecarRecord record;
    if (!record.ParseFromArray(plain.data(), static_cast<int>(plain.size())))
        return false;
    if (record.has_origin())
        return (contents.origin = readOrigin(record.origin())).has_value();
    if (record.has_saved())
        return take(record.saved(), operations, contents);
    const auto hash = toHash(record.mark().op_hash());
    if (!hash)
        return false;
    const log::LogState seen{record.mark().log_size(), toHash(record.mark().log_root()).value_or(Hash{})};
    contents.mark = SidecarContents::Mark{record.mark().epoch(), record.mark().device_seq(), *hash, seen};
    return true;
}

} // namespace

Result<Bytes> sidecarHead(const Genesis& genesis, const crypto::Secret32& fileKey, const crypto::Secret32& markerKey)
{
    const auto forHub = crypto::sealToSigner(genesis.hubKey, fileKey.view());
    if (!forHub)
        return fail(ErrorKind::Internal, "crypto.cannot_seal");
    Bytes out = toBytes(magic);
    out.push_back(2);
    append(out, genesis.community.view());
    append(out, *forHub);
    append(out, crypto::encrypt(markerKey, fileKey.view(), asBytes(context2)));
    return out;
}

Bytes sealRecord(const pb::community::SidecarRecord& record, const crypto::Secret32& fileKey, std::uint64_t number)
{
    const Bytes box = crypto::encrypt(fileKey, asBytes(record.SerializeAsString()), associatedWith(context2, number));
    Bytes out;
    appendU32(out, static_cast<std::uint32_t>(box.size()));
    append(out, box);
    return out;
}

pb::community::SidecarRecord recordOf(const OutboxItem& item)
{
    pb::community::SidecarRecord record;
    log::operationToProto(item.operation, *record.mutable_saved()->mutable_operation());
    const auto own = item.operation.content();
    if (item.content && (!own || !std::ranges::equal(*own, *item.content)))
        record.mutable_saved()->set_content(asString(*item.content));
    return record;
}

pb::community::SidecarRecord recordOf(const SidecarContents::Origin& origin)
{
    pb::community::SidecarRecord record;
    auto& out = *record.mutable_origin();
    out.set_community(origin.genesis.community.str());
    out.set_hub_key(asString(origin.genesis.hubKey));
    out.set_founding_hash(asString(origin.genesis.foundingHash));
    out.set_hub_url(origin.hubUrl);
    return record;
}

pb::community::SidecarRecord recordOf(const SidecarContents::Mark& mark)
{
    pb::community::SidecarRecord record;
    record.mutable_mark()->set_epoch(mark.epoch);
    record.mutable_mark()->set_device_seq(mark.deviceSeq);
    record.mutable_mark()->set_op_hash(asString(mark.opHash));
    if (mark.log.size > 0) {
        record.mutable_mark()->set_log_size(mark.log.size);
        record.mutable_mark()->set_log_root(asString(mark.log.root));
    }
    return record;
}

namespace {

/// Reads whole records until one was cut off or does not open.
void readRecords(ByteView rest, const crypto::Secret32& key, std::string_view context, SidecarContents& contents)
{
    Operations operations;
    while (rest.size() > lengthBytes) {
        const std::size_t length = readU32(rest);
        if (rest.size() - lengthBytes < length)
            break;
        const auto plain =
            crypto::decrypt(key, rest.subspan(lengthBytes, length), associatedWith(context, contents.records));
        if (!plain || !take(*plain, operations, contents))
            break;
        ++contents.records;
        contents.bytes += lengthBytes + length;
        rest = rest.subspan(lengthBytes + length);
    }
    for (auto& [place, item] : operations)
        contents.operations.push_back(std::move(item));
}

} // namespace

Result<SidecarContents> readSidecar(const std::filesystem::path& file, const crypto::Secret32& key)
{
    SidecarContents contents;
    const auto read = readFile(file, maxFile);
    if (!read && read.error().code == "file.missing")
        return contents;
    if (!read)
        return fail(ErrorKind::Store, read.error().code == "file.too_large" ? "sidecar.too_large" : read.error().code);
    const ByteView bytes = *read;
    if (bytes.empty())
        return contents;
    if (const auto head = readHead(bytes)) {
        contents.fileKey = toKey(crypto::decrypt(key, head->forPhone, asBytes(context2)));
        contents.bytes = headBytes;
        if (contents.fileKey)
            readRecords(bytes.subspan(headBytes), *contents.fileKey, context2, contents);
    } else if (versionOf(bytes) == 1) {
        contents.bytes = magic.size() + 1;
        readRecords(bytes.subspan(contents.bytes), key, context1, contents);
    }
    const bool onlyBegun = bytes.size() == contents.bytes;
    if (contents.records == 0 && !onlyBegun)
        return fail(ErrorKind::Store, "sidecar.unreadable");
    return contents;
}

Result<CommunityId> sidecarCommunity(ByteView file)
{
    const auto head = readHead(file);
    if (!head)
        return fail(ErrorKind::Invalid, "sidecar.unreadable");
    return head->community;
}

Result<std::vector<log::SignedOperation>> openSidecarAsHub(ByteView file, const crypto::SigningKey& hubKey,
                                                           const CommunityId& community)
{
    const auto head = readHead(file);
    const auto key =
        head && head->community == community ? toKey(crypto::openAsSigner(hubKey, head->forHub)) : std::nullopt;
    if (!key)
        return fail(ErrorKind::Invalid, "sidecar.unreadable");
    SidecarContents contents;
    readRecords(file.subspan(headBytes), *key, context2, contents);
    std::vector<log::SignedOperation> operations;
    std::optional<DeviceId> device;
    for (OutboxItem& item : contents.operations) {
        LINLI_TRY(const log::Header header, log::decodeHeader(item.operation.header));
        if (!device)
            device = header.place.device;
        // Without content it says that its author gave it up, which a file that anybody may bring cannot say.
        if (header.place.device == *device && header.community == community && item.operation.payload)
            operations.push_back(std::move(item.operation));
    }
    return operations;
}

} // namespace linli::community
