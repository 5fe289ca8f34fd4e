// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Manifest.h"

#include "core/base/Encoding.h"
#include "core/log/Checkpoint.h"
#include "core/snapshot/Columns.h"
#include "core/snapshot/Page.h"

#include <numeric>

namespace linli::snapshot {
namespace {

constexpr std::uint32_t format = 1;
/// 100,000 reports are about 60 pages.
constexpr int maxPages = 100'000;
constexpr std::size_t maxSignedBytes = 8 * 1024 * 1024;

std::string originOf(const CommunityId& community)
{
    return log::checkpointOrigin(community) + "/snapshot";
}

std::string noteText(const CommunityId& community, const log::LogState& state, ByteView manifest)
{
    return originOf(community) + "\n" + std::to_string(state.size) + "\n" + toBase64(state.root) + "\n" +
           toBase64(crypto::sha256(manifest)) + "\n";
}

Result<Manifest> fromProto(const pb::snapshot::Manifest& in)
{
    if (in.format() != format)
        return fail(ErrorKind::Invalid, "snapshot.unknown_format", std::to_string(in.format()));
    Manifest out;
    LINLI_TRY(out.frontier, log::MerkleFrontier::fromBytes(asBytes(in.frontier())));
    const auto digest = toHash(in.community_digest());
    const auto schema = toHash(in.schema());
    if (!digest || !schema || out.frontier.size() != in.size() || in.size() == 0 || in.pages_size() > maxPages)
        return malformed("manifest");
    out.lastAccepted = fromMs(in.last_accepted_ms());
    out.communityDigest = *digest;
    out.schema = *schema;
    out.epoch = toBytes(in.epoch());
    out.rulesVersion = std::max<std::uint32_t>(in.rules_version(), 1);
    for (const auto& page : in.pages()) {
        const auto hash = toHash(page.sha256());
        if (!hash || page.bytes() > packedPageBytes)
            return malformed("page of a manifest");
        out.pages.push_back({*hash, page.bytes(), page.rows()});
    }
    return out;
}

} // namespace

std::uint64_t Manifest::bytes() const
{
    return std::accumulate(pages.begin(), pages.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Page& page) { return sum + page.bytes; });
}

Bytes signManifest(const Manifest& manifest, const CommunityId& community, const crypto::SigningKey& hubKey)
{
    pb::snapshot::Manifest out;
    out.set_format(format);
    out.set_size(manifest.frontier.size());
    out.set_frontier(asString(manifest.frontier.bytes()));
    out.set_last_accepted_ms(toMs(manifest.lastAccepted));
    out.set_community_digest(asString(manifest.communityDigest));
    out.set_schema(asString(manifest.schema));
    out.set_epoch(asString(manifest.epoch));
    if (manifest.rulesVersion > 1)
        out.set_rules_version(manifest.rulesVersion);
    for (const Manifest::Page& page : manifest.pages) {
        auto* info = out.add_pages();
        info->set_sha256(asString(page.sha256));
        info->set_bytes(page.bytes);
        info->set_rows(page.rows);
    }
    pb::snapshot::SignedManifest whole;
    whole.set_manifest(out.SerializeAsString());
    whole.set_note(
        log::signNote(originOf(community), noteText(community, manifest.state(), asBytes(whole.manifest())), hubKey));
    return toBytes(whole.SerializeAsString());
}

Result<Manifest> verifyManifest(ByteView signedManifest, const CommunityId& community,
                                const crypto::SigningPublicKey& hubKey)
{
    pb::snapshot::SignedManifest whole;
    if (signedManifest.size() > maxSignedBytes ||
        !whole.ParseFromArray(signedManifest.data(), static_cast<int>(signedManifest.size())))
        return malformed("signed manifest");
    LINLI_TRY(const std::string_view text, log::verifyNote(whole.note(), originOf(community), hubKey));
    pb::snapshot::Manifest in;
    if (!in.ParseFromString(whole.manifest()))
        return malformed("manifest");
    LINLI_TRY(Manifest manifest, fromProto(in));
    if (text != noteText(community, manifest.state(), asBytes(whole.manifest())))
        return fail(ErrorKind::Integrity, "checkpoint.malformed", "the note is about another manifest");
    return manifest;
}

} // namespace linli::snapshot
