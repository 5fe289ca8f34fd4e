// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Gatekeeper.h"

#include <algorithm>

namespace linli::hub {
namespace {

std::unexpected<Error> shut(std::string code)
{
    return fail(ErrorKind::Rejected, std::move(code));
}

} // namespace

bool changesReaders(const log::Entry& entry)
{
    const auto header = entry.operation ? log::decodeHeader(entry.operation->header) : fail(ErrorKind::Internal, "");
    return !header || header->kind.starts_with("members.") || header->kind.starts_with("community.");
}

/// A reading transaction after each commit decrypts a dozen pages again, so people are remembered.
Result<Reader> Gatekeeper::reader(const DeviceId& device)
{
    std::unique_lock lock(m_knownMutex);
    if (const auto known = m_known.find(device); known != m_known.end())
        return known->second;
    const std::uint64_t changes = m_changes;
    lock.unlock();
    LINLI_TRY(const Reader reader, lookUp(device));
    lock.lock();
    if (changes == m_changes) // else it may be of before
        m_known.try_emplace(device, reader);
    return reader;
}

void Gatekeeper::forgetReaders()
{
    const std::scoped_lock lock(m_knownMutex);
    m_known.clear();
    ++m_changes;
}

Result<Reader> Gatekeeper::lookUp(const DeviceId& device)
{
    const std::scoped_lock lock(m_mutex);
    LINLI_TRY(const auto transaction, store::ReadTransaction::begin(m_db));
    LINLI_TRY(const auto known, members::device(m_db, device));
    if (!known)
        return shut("auth.unknown_device");
    if (known->state != members::DeviceState::Active)
        return shut(known->state == members::DeviceState::Revoked ? "auth.device_revoked" : "auth.device_suspended");
    LINLI_TRY(const members::Actor actor, members::actor(m_db, known->member));
    if (!actor.member.active)
        return shut("auth.member_inactive");
    return Reader{known->id, known->member, known->signingKey, actor.isStaff()};
}

bool Gatekeeper::isAddressed(const Reader& reader, const log::Audience& audience)
{
    switch (audience.kind) {
    case log::Audience::Kind::Community:
        return true;
    case log::Audience::Kind::Staff:
        return reader.staff;
    case log::Audience::Kind::Parties:
        return std::ranges::binary_search(audience.parties, reader.member);
    }
    return false;
}

Result<bool> Gatekeeper::mayRead(const Reader& reader, const log::Entry& entry)
{
    if (isAddressed(reader, entry.stub.audience))
        return true;
    if (!entry.operation)
        return false;
    LINLI_TRY(const log::Header header, log::decodeHeader(entry.operation->header));
    const std::scoped_lock lock(m_mutex);
    LINLI_TRY(const auto author, members::device(m_db, header.place.device));
    return author && author->member == reader.member;
}

Result<bool> Gatekeeper::maySeePhoto(const Reader& reader, const Hash& photo)
{
    bool allowed = false;
    const std::scoped_lock lock(m_mutex);
    LINLI_CHECK(m_db.query("SELECT e.audience, e.member FROM photo_ref r JOIN entry e ON e.op_id = r.op_id "
                           "WHERE r.sha256 = ?1",
                           {photo}, [&](const store::Row& row) {
                               const auto audience = log::decodeAudience(row.blobView(0));
                               allowed =
                                   (audience && isAddressed(reader, *audience)) || row.id<MemberId>(1) == reader.member;
                               return !allowed;
                           }));
    return allowed;
}

} // namespace linli::hub
