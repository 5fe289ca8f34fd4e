// SPDX-License-Identifier: Apache-2.0
#include "core/log/Entry.h"

#include "core/base/Encoding.h"
#include "core/log/Malformed.h"
#include "core/log/log.pb.h"

#include <algorithm>

namespace linli::log {
namespace {

constexpr std::size_t maxParties = 1000;
constexpr std::size_t maxVerdictBytes = 64;

} // namespace

Bytes Stub::bytes() const
{
    Bytes out;
    appendU64(out, seq.value);
    appendU64(out, static_cast<std::uint64_t>(toMs(accepted)));
    out.push_back(static_cast<std::uint8_t>(audience.kind));
    out.push_back(static_cast<std::uint8_t>(audience.parties.size() >> 8));
    out.push_back(static_cast<std::uint8_t>(audience.parties.size()));
    for (const MemberId& party : audience.parties)
        append(out, party.view());
    out.push_back(static_cast<std::uint8_t>(verdict.code.size()));
    append(out, asBytes(verdict.code));
    return out;
}

Hash Entry::leafHash() const
{
    constexpr std::uint8_t leafPrefix = 0x00;
    return crypto::Sha256().add({&leafPrefix, 1}).add(stub.bytes()).add(opHash).finish();
}

void toProto(const Audience& audience, pb::log::Audience& out)
{
    out.set_kind(static_cast<pb::log::Audience::Kind>(audience.kind));
    for (const MemberId& party : audience.parties)
        out.add_parties(party.str());
}

Result<Audience> fromProto(const pb::log::Audience& in)
{
    Audience audience;
    if (!pb::log::Audience::Kind_IsValid(in.kind()))
        return malformed("audience kind");
    audience.kind = static_cast<Audience::Kind>(in.kind());
    const bool named = audience.kind == Audience::Kind::Parties;
    if (static_cast<std::size_t>(in.parties_size()) > maxParties || named != (in.parties_size() > 0))
        return malformed("audience parties");
    for (const std::string& bytes : in.parties()) {
        const auto party = MemberId::fromBytes(asBytes(bytes));
        if (!party || (!audience.parties.empty() && audience.parties.back() >= *party))
            return malformed("audience parties");
        audience.parties.push_back(*party);
    }
    return audience;
}

Bytes encodeAudience(const Audience& audience)
{
    if (audience.isCommunity())
        return {};
    pb::log::Audience out;
    toProto(audience, out);
    return toBytes(out.SerializeAsString());
}

Result<Audience> decodeAudience(ByteView bytes)
{
    pb::log::Audience in;
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return malformed("audience");
    return fromProto(in);
}

namespace {

/// A header's last field as its author wrote it: content_hash = 12, 32 bytes.
Bytes headerEnd(ByteView payload)
{
    constexpr std::uint8_t tag = 12 << 3 | 2;
    Bytes end{tag, sizeof(Hash)};
    append(end, crypto::sha256(payload));
    return end;
}

} // namespace

Result<SignedOperation> operationFromProto(const pb::log::SignedOperation& in)
{
    SignedOperation operation;
    if (in.signature().size() != operation.signature.size())
        return malformed("signature length");
    if (in.payload().size() > maxPayloadBytes)
        return fail(ErrorKind::Invalid, "op.too_large", "payload");
    if (!in.header_start().empty() && (!in.header().empty() || !in.has_payload()))
        return malformed("start of a header");
    std::ranges::copy(asBytes(in.signature()), operation.signature.begin());
    operation.header = toBytes(in.header_start().empty() ? in.header() : in.header_start());
    if (in.has_payload())
        operation.payload = toBytes(in.payload());
    if (!in.header_start().empty())
        append(operation.header, headerEnd(*operation.payload));
    return operation;
}

Result<Header> headerOf(const pb::log::SignedOperation& in)
{
    LINLI_TRY(const SignedOperation operation, operationFromProto(in));
    return decodeHeader(operation.header);
}

void operationToProto(const SignedOperation& operation, pb::log::SignedOperation& out)
{
    out.set_header(asString(operation.header));
    out.set_signature(asString(operation.signature));
    if (operation.payload)
        out.set_payload(asString(*operation.payload));
}

void operationToWire(const SignedOperation& operation, pb::log::SignedOperation& out)
{
    operationToProto(operation, out);
    if (!operation.payload)
        return;
    const Bytes end = headerEnd(*operation.payload);
    const ByteView header(operation.header);
    // A signed header may be written in another way, or be a lie; then it goes as it is.
    if (header.size() <= end.size() || !std::ranges::equal(header.last(end.size()), end))
        return;
    out.set_header_start(asString(header.first(header.size() - end.size())));
    out.clear_header();
}

namespace {

void toProto(const Stub& stub, pb::log::Entry& out)
{
    out.set_seq(stub.seq.value);
    out.set_accepted_ms(toMs(stub.accepted));
    if (!stub.audience.isCommunity())
        log::toProto(stub.audience, *out.mutable_audience());
    out.set_verdict(stub.verdict.code);
}

} // namespace

std::uint32_t ownCheck(const Hash& opHash)
{
    std::uint32_t check = 0;
    for (std::size_t i = 0; i < sizeof check; ++i)
        check = check << 8U | opHash[i];
    return check;
}

void toOwnProto(const Entry& entry, std::uint64_t deviceSeq, pb::log::Entry& out)
{
    toProto(entry.stub, out);
    out.mutable_own()->set_device_seq(deviceSeq);
    out.mutable_own()->set_check(ownCheck(entry.opHash));
}

void toProto(const Entry& entry, pb::log::Entry& out)
{
    toProto(entry.stub, out);
    if (entry.operation)
        operationToProto(*entry.operation, *out.mutable_operation());
    else
        out.set_op_hash(asString(entry.opHash));
}

void toWire(const Entry& entry, pb::log::Entry& out)
{
    toProto(entry, out);
    if (entry.operation)
        operationToWire(*entry.operation, *out.mutable_operation());
}

Result<Entry> fromProto(const pb::log::Entry& in)
{
    Entry entry;
    if (in.seq() == 0 || in.verdict().size() > maxVerdictBytes)
        return malformed("stub");
    entry.stub.seq = Seq{in.seq()};
    entry.stub.accepted = fromMs(in.accepted_ms());
    LINLI_TRY(entry.stub.audience, fromProto(in.audience()));
    entry.stub.verdict.code = in.verdict();
    if (in.has_operation()) {
        LINLI_TRY(entry.operation, operationFromProto(in.operation()));
        entry.opHash = entry.operation->hash();
        return entry;
    }
    const auto hash = toHash(in.op_hash());
    if (!hash)
        return malformed("op hash");
    if (entry.stub.audience.isCommunity())
        return fail(ErrorKind::Integrity, "log.hidden_community_entry");
    entry.opHash = *hash;
    return entry;
}

} // namespace linli::log
