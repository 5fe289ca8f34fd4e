// SPDX-License-Identifier: Apache-2.0
#include "core/community/Judge.h"

#include "core/community/CommunityRules.h"
#include "core/community/ContentKeys.h"
#include "core/members/Members.h"

namespace linli::community {

using log::Verdict;

DeviceId hubDevice(const crypto::SigningPublicKey& hubKey)
{
    const Hash hash = crypto::sha256(hubKey);
    return DeviceId::fromBytes(ByteView(hash).first(16)).value_or(DeviceId{});
}

Result<std::optional<Author>> findAuthor(store::Database& db, const Genesis& genesis, const log::Header& header)
{
    Author author;
    if (header.place.device == hubDevice(genesis.hubKey)) {
        author.key = genesis.hubKey;
        author.byHub = true;
        return author;
    }
    LINLI_TRY(author.device, members::device(db, header.place.device));
    if (author.device) {
        author.key = author.device->signingKey;
        author.member = author.device->member;
        return author;
    }
    if (header.kind != joinKind)
        return std::nullopt;
    const auto joining = members::joiningDevice(header.facts);
    if (!joining)
        return std::nullopt;
    author.key = joining->signingKey;
    return author;
}

log::Context makeContext(store::Database& db, const log::Header& header, const Author& author, Timestamp at, Seq seq)
{
    return {.db = db,
            .op = header.op,
            .member = author.member,
            .device = header.place.device,
            .byHub = author.byHub,
            .at = at,
            .seq = seq,
            .audience = header.audience};
}

Result<Verdict> judge(const log::Kind& kind, const log::Context& context, const Author& author, const log::OpView& view)
{
    if (author.byHub)
        return view.kind == foundKind || view.kind == tickKind ? kind.decide(context, view)
                                                               : Verdict::reject("community.not_for_hub");
    if (author.device && author.device->state == members::DeviceState::Revoked)
        return Verdict::reject("members.device_revoked");
    if (author.device && author.device->state == members::DeviceState::Suspended)
        return Verdict::reject("members.device_suspended");
    if (author.device) {
        LINLI_TRY(const auto member, members::member(context.db, author.member));
        if (!member || !member->active)
            return Verdict::reject("members.inactive");
    }
    return kind.decide(context, view);
}

Result<Verdict> judgeFresh(const log::Kind& kind, const log::Context& context, const Author& author,
                           const log::OpView& view)
{
    if (!view.content && !view.sealed)
        return Verdict::reject(std::string(withdrawnCode));
    if (view.sealed) {
        LINLI_TRY(Verdict onSealed, checkSealed(context.db, context.audience, *view.sealed));
        if (!onSealed.accepted())
            return onSealed;
    }
    // At the hub sealed content stays closed; there its readers look at it (ContentKeys::open).
    if (view.content) {
        Verdict onContent = kind.checkContent(view);
        if (!onContent.accepted())
            return onContent;
    }
    return judge(kind, context, author, view);
}

bool isTrustedCode(std::string_view code)
{
    return code.starts_with("content.") || code == withdrawnCode;
}

} // namespace linli::community
