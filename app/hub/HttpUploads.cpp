// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "app/hub/Tus.h"
#include "core/base/Encoding.h"
#include "core/community/PhotoStore.h"
#include "core/sync/Messages.h"

/// HttpApi: photos by tus 1.0, with its extensions creation, checksum and expiration. Two things are ours: an upload's address is
/// the photo's name (so a phone that forgot everything asks for the same one), and of a chunk that was cut the bytes that
/// arrived are kept, though its checksum cannot be known: the name is the hash of the whole, which is checked at the end.
namespace linli::hub {
namespace {

/// Phones send 256 KiB; memory is taken as it arrives.
constexpr std::size_t maxChunk = 1024 * 1024;
constexpr int preconditionFailed = 412;
constexpr int wrongChecksum = 460; // of the checksum extension

Reply tusReply(int status, std::optional<std::uint64_t> offset = std::nullopt)
{
    Reply reply;
    reply.status = status;
    reply.headers.emplace_back("Tus-Resumable", tus::version);
    if (offset)
        reply.headers.emplace_back("Upload-Offset", std::to_string(*offset));
    return reply;
}

/// What is whole stays.
Reply withExpiry(Reply reply, std::optional<Timestamp> expires)
{
    if (expires)
        reply.headers.emplace_back("Upload-Expires", tus::expiresText(*expires));
    return reply;
}

int statusOf(const Error& error)
{
    if (error.code == "photo.wrong_offset")
        return 409;
    if (error.code == "photo.unknown_upload")
        return 404;
    return error.code == "photo.wrong_checksum" || error.code == "photo.wrong_hash" ? wrongChecksum : 0;
}

Reply refusal(const Error& error)
{
    const int status = statusOf(error);
    Reply reply = status > 0 ? problem(status, error.code) : problem(error);
    reply.headers.emplace_back("Tus-Resumable", tus::version);
    return reply;
}

/// The photo is on its shelf before its parts go.
Result<void> putOnShelf(CommunityHub& community, const DeviceId& device, const Hash& photo)
{
    LINLI_TRY(const Bytes whole, community.uploads().bytes(device, photo));
    auto stored = community.photos().put(photo, whole);
    // What the shelf will never take need not be kept for another try; what it cannot take now is.
    if (stored || stored.error().kind == ErrorKind::Invalid || stored.error().kind == ErrorKind::Integrity)
        LINLI_CHECK(community.uploads().drop(device, photo));
    return stored;
}

} // namespace

/// One chunk on its way to the shelf.
class HttpApi::ChunkSink final : public BodySink {
public:
    ChunkSink(CommunityHub& community, std::shared_ptr<UploadChunk> chunk, std::uint64_t length,
              std::optional<Hash> checksum, Timestamp expires)
        : m_community(community), m_chunk(std::move(chunk)), m_length(length), m_checksum(checksum), m_expires(expires)
    {
    }
    bool receive(ByteView part) override { return m_chunk->receive(part); }
    Reply finish() override
    {
        const UploadChunk::Place& place = m_chunk->place();
        const auto offset = m_chunk->finish(m_checksum);
        if (!offset)
            return refusal(offset.error());
        if (*offset < m_length)
            return withExpiry(tusReply(204, *offset), m_expires);
        const auto done = putOnShelf(m_community, place.device, place.photo);
        return done ? tusReply(204, *offset) : refusal(done.error());
    }

private:
    CommunityHub& m_community;
    std::shared_ptr<UploadChunk> m_chunk; ///< keeps what it got when it goes without finish()
    std::uint64_t m_length;               ///< of the whole photo
    std::optional<Hash> m_checksum;
    Timestamp m_expires; ///< of the upload, if this chunk does not make it whole
};

void HttpApi::createUpload(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    if (request.tusVersion != tus::version)
        return respond(problem(preconditionFailed, "photo.tus_version"));
    const auto length = tus::parseNumber(request.uploadLength);
    const auto photo = tus::photoOf(request.uploadMetadata);
    if (!length || *length == 0 || !photo)
        return respond(problem(400, photo ? "photo.bad_length" : "photo.bad_name"));
    if (*length > community::maxPhotoBytes)
        return respond(problem(413, "photo.too_large"));
    if (auto refused = overRate(m_photoRates, reader->device.str(), 1))
        return respond(std::move(*refused));
    const auto begun = findUpload(target, reader->device, *photo).and_then([&](auto found) {
        return found && found->length == *length
                   ? Result<UploadShelf::Upload>(*found)
                   : target.community.uploads().begin(reader->device, *photo, *length, m_clock.now());
    });
    if (!begun)
        return respond(refusal(begun.error()));
    Reply reply = withExpiry(tusReply(201, begun->offset), begun->expires);
    reply.headers.emplace_back("Location",
                               sync::communityPath(target.community.genesis().community, "/uploads/" + toHex(*photo)));
    respond(std::move(reply));
}

Result<std::optional<UploadShelf::Upload>> HttpApi::findUpload(const Target& target, const DeviceId& device,
                                                               const Hash& photo)
{
    LINLI_TRY(const auto stored, target.community.photos().find(photo));
    if (stored)
        return UploadShelf::Upload{stored->size(), stored->size(), std::nullopt};
    LINLI_TRY(const auto begun, target.community.uploads().find(device, photo));
    if (!begun || begun->offset < begun->length)
        return begun;
    // The hub died between the last chunk and the shelf.
    const auto put = putOnShelf(target.community, device, photo);
    if (put)
        return begun;
    return put.error().code == "photo.wrong_hash" || put.error().code == "photo.not_jpeg"
               ? Result<std::optional<UploadShelf::Upload>>(std::nullopt)
               : std::unexpected(put.error());
}

void HttpApi::headUpload(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    const auto photo = photoName(target.name);
    if (!photo)
        return respond(problem(400, "photo.bad_name"));
    const auto found = findUpload(target, reader->device, *photo);
    if (!found || !*found)
        return respond(found ? refusal({ErrorKind::Invalid, "photo.unknown_upload", {}}) : refusal(found.error()));
    Reply reply = withExpiry(tusReply(200, (*found)->offset), (*found)->expires);
    reply.headers.emplace_back("Upload-Length", std::to_string((*found)->length));
    respond(std::move(reply));
}

std::expected<std::unique_ptr<BodySink>, Reply> HttpApi::openChunk(const Request& head, const Target& target)
{
    const auto reader = authenticate(head, target);
    if (!reader)
        return std::unexpected(problem(reader.error()));
    const auto photo = photoName(target.name);
    const auto offset = tus::parseNumber(head.uploadOffset);
    const auto checksum = tus::parseChecksum(head.uploadChecksum);
    if (head.tusVersion != tus::version)
        return std::unexpected(problem(preconditionFailed, "photo.tus_version"));
    if (!photo || !offset || (!checksum && !head.uploadChecksum.empty()))
        return std::unexpected(problem(400, photo ? "photo.bad_chunk" : "photo.bad_name"));
    if (!head.contentType.starts_with(tus::chunkType))
        return std::unexpected(problem(415, "photo.bad_chunk"));
    // What would be thrown away is refused before it travels.
    const auto found = findUpload(target, reader->device, *photo);
    if (!found)
        return std::unexpected(refusal(found.error()));
    if (!*found || (*found)->offset != *offset)
        return std::unexpected(
            refusal({ErrorKind::Invalid, *found ? "photo.wrong_offset" : "photo.unknown_upload", {}}));
    const std::uint64_t room = std::min<std::uint64_t>(maxChunk, (*found)->length - *offset);
    if (head.bodySize.value_or(0) > room)
        return std::unexpected(refusal({ErrorKind::Invalid, "photo.too_large", {}}));
    const UploadChunk::Place place{.device = reader->device, .photo = *photo, .offset = *offset, .room = room};
    const Timestamp now = m_clock.now();
    return std::make_unique<ChunkSink>(target.community, target.community.uploads().open(place, now), (*found)->length,
                                       checksum, now + UploadShelf::life);
}

/// For whoever has the body already; a web server asks admit() and hands it over as it comes.
void HttpApi::patchUpload(const Request& request, const Target& target, Respond respond)
{
    auto sink = openChunk(request, target);
    if (!sink)
        return respond(std::move(sink.error()));
    (void)(*sink)->receive(request.body);
    respond((*sink)->finish());
}

} // namespace linli::hub
