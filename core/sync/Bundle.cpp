// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Bundle.h"

#include "core/base/Encoding.h"
#include "core/log/log.pb.h"
#include "core/sync/bundle.pb.h"

#include <zstd.h>

namespace linli::sync {
namespace {

constexpr int bundleZstdLevel = 19; // a bundle is small and may become QR codes
constexpr std::string_view magicOfAnyVersion = "linli bundle v";
constexpr std::size_t lengthBytes = 4;
constexpr std::size_t checksumBytes = 32;
constexpr std::size_t maxProofHashes = 64;

bool isTooMuch(std::size_t operations, std::size_t notices)
{
    return operations > maxBundleOperations || notices > maxBundleNotices;
}

pb::sync::Bundle toMessage(const Bundle& bundle)
{
    pb::sync::Bundle out;
    out.set_community_id(bundle.community.str());
    out.set_made_ms(toMs(bundle.made));
    out.set_device_id(bundle.maker.str());
    out.set_checkpoint(bundle.checkpoint);
    for (const log::SignedOperation& operation : bundle.operations)
        log::operationToProto(operation, *out.add_operations());
    for (const LoggedNotice& notice : bundle.notices) {
        auto* added = out.add_notices();
        log::toProto(notice.entry, *added->mutable_entry());
        for (const Hash& hash : notice.proof)
            added->add_proof(asString(hash));
    }
    return out;
}

Result<LoggedNotice> noticeFrom(const pb::sync::LoggedNotice& in)
{
    LoggedNotice notice;
    LINLI_TRY(notice.entry, log::fromProto(in.entry()));
    if (!notice.entry.operation || static_cast<std::size_t>(in.proof_size()) > maxProofHashes)
        return fail(ErrorKind::Invalid, "bundle.malformed", "notice");
    for (const std::string& bytes : in.proof()) {
        const auto hash = toHash(bytes);
        if (!hash)
            return fail(ErrorKind::Invalid, "bundle.malformed", "proof");
        notice.proof.push_back(*hash);
    }
    return notice;
}

Result<Bundle> fromMessage(const pb::sync::Bundle& in)
{
    if (isTooMuch(static_cast<std::size_t>(in.operations_size()), static_cast<std::size_t>(in.notices_size())))
        return fail(ErrorKind::Invalid, "bundle.too_large");
    const auto community = CommunityId::fromBytes(asBytes(in.community_id()));
    const auto maker = DeviceId::fromBytes(asBytes(in.device_id()));
    if (!community || !maker)
        return fail(ErrorKind::Invalid, "bundle.malformed", "ids");
    Bundle bundle{*community, fromMs(in.made_ms()), *maker, in.checkpoint(), {}, {}};
    for (const auto& operation : in.operations()) {
        auto read = log::operationFromProto(operation);
        if (!read)
            return fail(ErrorKind::Invalid, "bundle.malformed", read.error().code);
        bundle.operations.push_back(std::move(*read));
    }
    for (const auto& notice : in.notices()) {
        auto read = noticeFrom(notice);
        if (!read)
            return fail(ErrorKind::Invalid, "bundle.malformed", read.error().code);
        bundle.notices.push_back(std::move(*read));
    }
    return bundle;
}

/// The zstd frame, once magic, length and hash are right.
Result<ByteView> frameOf(ByteView file)
{
    const std::size_t head = bundleMagic.size() + lengthBytes;
    const std::string start = asString(file.first(std::min(file.size(), bundleMagic.size())));
    if (start != bundleMagic) {
        if (start.starts_with(magicOfAnyVersion) && start.size() == bundleMagic.size())
            return fail(ErrorKind::Invalid, "bundle.newer");
        if (bundleMagic.starts_with(start) && !start.empty())
            return fail(ErrorKind::Invalid, "bundle.damaged", "cut off");
        return fail(ErrorKind::Invalid, "bundle.not_a_bundle");
    }
    if (file.size() > maxBundleFileBytes)
        return fail(ErrorKind::Invalid, "bundle.too_large");
    if (file.size() < head + checksumBytes)
        return fail(ErrorKind::Invalid, "bundle.damaged", "cut off");
    std::size_t length = 0;
    for (const std::uint8_t byte : file.subspan(bundleMagic.size(), lengthBytes))
        length = length << 8 | byte;
    if (length != file.size() - head - checksumBytes)
        return fail(ErrorKind::Invalid, "bundle.damaged", "length");
    if (toHash(file.last(checksumBytes)) != crypto::sha256(file.first(head + length)))
        return fail(ErrorKind::Invalid, "bundle.damaged", "hash");
    return file.subspan(head, length);
}

Result<Bytes> unpack(ByteView frame)
{
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
        return fail(ErrorKind::Invalid, "bundle.malformed", "zstd");
    if (size > maxBundlePlainBytes)
        return fail(ErrorKind::Invalid, "bundle.too_large");
    Bytes plain(static_cast<std::size_t>(size));
    const std::size_t done = ZSTD_decompress(plain.data(), plain.size(), frame.data(), frame.size());
    if (ZSTD_isError(done) != 0 || done != plain.size())
        return fail(ErrorKind::Invalid, "bundle.malformed", "zstd");
    return plain;
}

} // namespace

Result<Bytes> encodeBundle(const Bundle& bundle)
{
    const pb::sync::Bundle message = toMessage(bundle);
    if (isTooMuch(bundle.operations.size(), bundle.notices.size()) || message.ByteSizeLong() > maxBundlePlainBytes)
        return fail(ErrorKind::Invalid, "bundle.too_large");
    const std::string plain = message.SerializeAsString();
    Bytes packed(ZSTD_compressBound(plain.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), bundleZstdLevel);
    if (ZSTD_isError(size) != 0)
        return fail(ErrorKind::Internal, "bundle.not_packed", ZSTD_getErrorName(size));
    Bytes file = toBytes(bundleMagic);
    appendU32(file, static_cast<std::uint32_t>(size));
    append(file, ByteView(packed).first(size));
    append(file, crypto::sha256(file));
    return file;
}

Result<Bundle> decodeBundle(ByteView file)
{
    LINLI_TRY(const ByteView frame, frameOf(file));
    LINLI_TRY(const Bytes plain, unpack(frame));
    pb::sync::Bundle message;
    if (!message.ParseFromArray(plain.data(), static_cast<int>(plain.size())))
        return fail(ErrorKind::Invalid, "bundle.malformed", "protobuf");
    return fromMessage(message);
}

} // namespace linli::sync
