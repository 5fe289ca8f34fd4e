// SPDX-License-Identifier: Apache-2.0
#include "core/community/ContentKeys.h"

#include "core/members/StaffKeys.h"

namespace linli::community {
namespace {

using log::Audience;
using log::SealedTo;

void addDevices(std::vector<SealedTo>& readers, const std::vector<members::Device>& devices)
{
    for (const members::Device& device : devices)
        if (device.state == members::DeviceState::Active &&
            !std::ranges::contains(readers, device.id, &SealedTo::device))
            readers.push_back({device.id, {}, device.sealingKey});
}

bool sealsToStaff(const Audience& audience)
{
    return audience.kind == Audience::Kind::Staff;
}

} // namespace

void ContentKeys::unlock(const DeviceId& device, const crypto::SealingKey& key)
{
    m_own.emplace(device, crypto::SealingKey::fromSeed(key.seed()));
}

Result<std::optional<Bytes>> ContentKeys::contentOf(store::Database& db, const log::Header& header,
                                                    const log::SignedOperation& operation) const
{
    const auto stored = operation.content();
    if (!stored)
        return std::nullopt;
    if (header.audience.isCommunity())
        return Bytes(stored->begin(), stored->end());
    if (!m_own)
        return std::nullopt;
    using Key = Result<std::optional<crypto::SealingKey>>;
    const log::SealingKeys keys{.ofDevice = [&](const DeviceId& device) -> Key {
                                    return device == m_own->device
                                               ? std::optional(crypto::SealingKey::fromSeed(m_own->key.seed()))
                                               : std::nullopt;
                                },
                                .ofStaff = [&](log::StaffGeneration generation) -> Key {
                                    return members::staffKey(db, generation, m_own->device, m_own->key);
                                }};
    return log::openContent(header.op, *stored, keys);
}

Result<OpenedView> ContentKeys::open(store::Database& db, const log::Kind* kind, const log::Header& header,
                                     const log::SignedOperation& operation) const
{
    OpenedView opened;
    opened.view = {header.kind, header.facts, operation.content(), std::nullopt};
    if (header.audience.isCommunity() || !opened.view.content)
        return opened;
    opened.view.sealed = std::exchange(opened.view.content, std::nullopt);
    LINLI_TRY(auto content, contentOf(db, header, operation));
    opened.unreadable = !content;
    if (!content)
        return opened;
    opened.plain = std::move(*content);
    opened.view.content = opened.plain;
    if (kind != nullptr && !kind->checkContent(opened.view).accepted())
        opened.view.content.reset();
    return opened;
}

Result<Bytes> sealForAudience(store::Database& db, const log::Header& header, const MemberId& author,
                              const crypto::SealingPublicKey& ownKey, ByteView content)
{
    if (header.audience.isCommunity())
        return Bytes(content.begin(), content.end());
    std::vector<SealedTo> readers{{header.place.device, {}, ownKey}};
    LINLI_TRY(const auto own, members::devicesOf(db, author));
    addDevices(readers, own);
    if (sealsToStaff(header.audience)) {
        LINLI_TRY(const auto newest, members::newestStaffKey(db));
        if (!newest)
            return fail(ErrorKind::Rejected, "members.no_staff_key");
        readers.push_back({std::nullopt, newest->generation, newest->key});
    }
    for (const MemberId& party : header.audience.parties) {
        LINLI_TRY(const auto devices, members::devicesOf(db, party));
        addDevices(readers, devices);
    }
    return log::sealContent(header.op, content, readers);
}

Result<log::Verdict> checkSealed(store::Database& db, const Audience& audience, ByteView sealed)
{
    const auto shape = log::sealedShape(sealed);
    if (!shape)
        return log::Verdict::reject("content.malformed");
    if (!sealsToStaff(audience))
        return shape->devices.empty() ? log::Verdict::reject("content.not_sealed") : log::Verdict::accept();
    // A phone that was offline while the key was changed has sealed to an older one; who has the newest can open that too.
    for (const log::StaffGeneration generation : shape->staff) {
        LINLI_TRY(const bool known, members::hasStaffKey(db, generation));
        if (known)
            return log::Verdict::accept();
    }
    return log::Verdict::reject("content.not_sealed");
}

} // namespace linli::community
