// SPDX-License-Identifier: Apache-2.0
#include "core/community/SidecarFormat.h"

#include "core/base/Encoding.h"
#include "core/base/File.h"
#include "core/community/sidecar.pb.h"

#include <map>

namespace linli::community {
namespace {

constexpr std::uintmax_t maxFile = 64 * 1024 * 1024;
constexpr std::size_t lengthBytes = 4;

Bytes associatedWith(std::uint64_t number)
{
    Bytes out = toBytes("linli/sidecar/v1");
    appendU64(out, number);
    return out;
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
    contents.mark = SidecarContents::Mark{header->place.epoch, header->place.seq, item.operation.hash()};
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
    contents.mark = SidecarContents::Mark{record.mark().epoch(), record.mark().device_seq(), *hash};
    return true;
}

} // namespace

Bytes sealRecord(const pb::community::SidecarRecord& record, const crypto::Secret32& key, std::uint64_t number)
{
    const Bytes box = crypto::encrypt(key, asBytes(record.SerializeAsString()), associatedWith(number));
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
    return record;
}

Result<SidecarContents> readSidecar(const std::filesystem::path& file, const crypto::Secret32& key)
{
    SidecarContents contents;
    const auto read = readFile(file, maxFile);
    if (!read && read.error().code == "file.missing")
        return contents;
    if (!read)
        return fail(ErrorKind::Store, read.error().code == "file.too_large" ? "sidecar.too_large" : read.error().code);
    ByteView rest = *read;
    if (rest.size() < sidecarMagic.size() || asString(rest.first(sidecarMagic.size())) != sidecarMagic)
        return rest.empty() ? Result<SidecarContents>(contents) : fail(ErrorKind::Store, "sidecar.unreadable");
    rest = rest.subspan(sidecarMagic.size());
    contents.bytes = sidecarMagic.size();
    Operations operations;
    while (rest.size() > lengthBytes) {
        const std::size_t length = readU32(rest);
        if (rest.size() - lengthBytes < length)
            break;
        const auto plain = crypto::decrypt(key, rest.subspan(lengthBytes, length), associatedWith(contents.records));
        if (!plain || !take(*plain, operations, contents))
            break;
        ++contents.records;
        contents.bytes += lengthBytes + length;
        rest = rest.subspan(lengthBytes + length);
    }
    if (contents.records == 0 && !rest.empty())
        return fail(ErrorKind::Store, "sidecar.unreadable");
    for (auto& [place, item] : operations)
        contents.operations.push_back(std::move(item));
    return contents;
}

} // namespace linli::community
