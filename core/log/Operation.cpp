// SPDX-License-Identifier: Apache-2.0
#include "core/log/Operation.h"

#include "core/base/Encoding.h"
#include "core/log/Entry.h"
#include "core/log/Malformed.h"
#include "core/log/log.pb.h"

#include <google/protobuf/stubs/logging.h>

namespace linli::log {
namespace {

constexpr std::string_view signingContext = "linli/op/v1";
constexpr std::string_view foundingKind = "members.found";
constexpr std::size_t saltBytes = 16;
constexpr std::size_t maxKindBytes = 64;

Result<ChainPlace> readPlace(const pb::log::Header& in)
{
    ChainPlace place;
    const auto device = DeviceId::fromBytes(asBytes(in.device_id()));
    if (!device || in.device_epoch() == 0 || in.device_seq() == 0)
        return malformed("chain place");
    place.device = *device;
    place.epoch = in.device_epoch();
    place.seq = in.device_seq();
    if (!in.prev_op_hash().empty()) {
        place.prevHash = toHash(in.prev_op_hash());
        if (!place.prevHash)
            return malformed("prev_op_hash length");
    }
    if (place.prevHash.has_value() != (place.seq > 1))
        return malformed("prev_op_hash presence");
    return place;
}

Result<LogState> readSeen(const pb::log::Seen& in)
{
    LogState seen{in.log_size(), {}};
    if (in.log_root().empty() && seen.size == 0)
        return seen;
    const auto root = toHash(in.log_root());
    if (!root)
        return malformed("seen root length");
    seen.root = *root;
    return seen;
}

} // namespace

Hash SignedOperation::hash() const
{
    return crypto::Sha256().add(header).add(signature).finish();
}

std::optional<ByteView> SignedOperation::content() const
{
    if (!payload || payload->size() < saltBytes)
        return std::nullopt;
    return ByteView(*payload).subspan(saltBytes);
}

SignedOperation signOperation(Header header, ByteView content, const crypto::SigningKey& key)
{
    SignedOperation operation;
    Bytes payload = crypto::randomBytes(saltBytes);
    append(payload, content);

    pb::log::Header out;
    out.set_op_id(header.op.str());
    out.set_community_id(header.community.str());
    out.set_device_id(header.place.device.str());
    out.set_device_epoch(header.place.epoch);
    out.set_device_seq(header.place.seq);
    if (header.place.prevHash)
        out.set_prev_op_hash(asString(*header.place.prevHash));
    out.set_created_ms(toMs(header.created));
    if (header.seen.size > 0) {
        out.mutable_seen()->set_log_size(header.seen.size);
        out.mutable_seen()->set_log_root(asString(header.seen.root));
    }
    out.set_kind(header.kind);
    if (!header.audience.isCommunity())
        toProto(header.audience, *out.mutable_audience());
    out.set_facts(asString(header.facts));
    out.set_content_hash(asString(crypto::sha256(payload)));

    operation.header = toBytes(out.SerializeAsString());
    operation.signature = key.sign(signingContext, operation.header);
    operation.payload = std::move(payload);
    return operation;
}

Result<Header> decodeHeader(ByteView bytes)
{
    // Malformed input is our callers' business; protobuf would write about it to stderr.
    [[maybe_unused]] static const auto silenced = google::protobuf::SetLogHandler(nullptr);
    if (bytes.size() > maxFoundingHeaderBytes)
        return fail(ErrorKind::Invalid, "op.too_large", "header");
    pb::log::Header in;
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return malformed("header is no protobuf");
    if (bytes.size() > maxHeaderBytes && in.kind() != foundingKind)
        return fail(ErrorKind::Invalid, "op.too_large", "header");
    const auto op = OpId::fromBytes(asBytes(in.op_id()));
    const auto communityId = CommunityId::fromBytes(asBytes(in.community_id()));
    const auto contentHash = toHash(in.content_hash());
    if (!op || !communityId || !contentHash || in.kind().empty() || in.kind().size() > maxKindBytes)
        return malformed("id, kind or hash");

    Header header;
    header.op = *op;
    header.community = *communityId;
    header.contentHash = *contentHash;
    LINLI_TRY(header.place, readPlace(in));
    header.created = fromMs(in.created_ms());
    LINLI_TRY(header.seen, readSeen(in.seen()));
    header.kind = in.kind();
    LINLI_TRY(header.audience, fromProto(in.audience()));
    header.facts = toBytes(in.facts());
    return header;
}

bool signatureHolds(const SignedOperation& operation, const crypto::SigningPublicKey& key)
{
    return crypto::verify(key, signingContext, operation.header, operation.signature);
}

bool payloadHolds(const SignedOperation& operation, const Header& header)
{
    return !operation.payload ||
           (operation.payload->size() >= saltBytes && crypto::sha256(*operation.payload) == header.contentHash);
}

Bytes encode(const SignedOperation& operation)
{
    pb::log::SignedOperation out;
    operationToProto(operation, out);
    return toBytes(out.SerializeAsString());
}

Result<SignedOperation> decodeOperation(ByteView bytes)
{
    if (bytes.size() > maxFoundingHeaderBytes + maxPayloadBytes)
        return fail(ErrorKind::Invalid, "op.too_large");
    pb::log::SignedOperation in;
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return malformed("operation is no protobuf");
    return operationFromProto(in);
}

} // namespace linli::log
