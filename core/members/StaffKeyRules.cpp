// SPDX-License-Identifier: Apache-2.0
#include "core/members/Rights.h"
#include "core/members/Rules.h"
#include "core/members/StaffKeys.h"

namespace linli::members {
namespace {

using log::Context;
using log::Verdict;
namespace wire = linli::pb::members;

constexpr std::size_t boxBytes = 32 + 48;
constexpr int previousBytes = 24 + 32 + 16;

template <class Boxes> bool areWellFormed(const Boxes& boxes)
{
    const std::string* before = nullptr;
    for (const wire::KeyBox& box : boxes) {
        const bool ascending = before == nullptr || *before < box.device();
        if (box.device().size() != sizeof(DeviceId::bytes) || box.box().size() != boxBytes || !ascending)
            return false;
        before = &box.device();
    }
    return !boxes.empty() && static_cast<std::size_t>(boxes.size()) <= maxKeyBoxes;
}

/// Sealing to somebody who is not of the staff would be a hole that nobody sees.
template <class Boxes> Verdict areForStaff(const Boxes& boxes, const std::vector<Device>& staff)
{
    for (const wire::KeyBox& box : boxes)
        if (!std::ranges::contains(staff, DeviceId::fromBytes(asBytes(box.device())).value_or(DeviceId{}), &Device::id))
            return Verdict::reject("members.key_not_staff");
    return Verdict::accept();
}

Result<void> insertBoxes(const Context& context, std::uint32_t generation, const auto& boxes)
{
    for (const wire::KeyBox& box : boxes)
        LINLI_CHECK(context.db.run("INSERT INTO staff_key_box (op_id, device, generation, box) VALUES (?1, ?2, ?3, ?4)",
                                   {context.op, asBytes(box.device()), std::uint64_t{generation}, asBytes(box.box())}));
    return {};
}

} // namespace

Result<Verdict> decideStaffKey(const Context& context, const wire::StaffKey& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    if (!who.isStaff())
        return Verdict::reject("members.not_allowed");
    const int previous = facts.generation() > 1 ? previousBytes : 0;
    if (!areWellFormed(facts.boxes()) || facts.public_key().size() != sizeof(crypto::SealingPublicKey) ||
        static_cast<int>(facts.previous().size()) != previous)
        return Verdict::reject("op.malformed");
    LINLI_TRY(const StaffKeyNeed need, staffKeyNeed(context.db));
    if (facts.generation() != (need.newest ? need.newest->generation.value + 1 : 1))
        return Verdict::reject("members.key_generation");
    if (!need.newGeneration)
        return Verdict::reject("members.key_not_needed");
    const bool ownBox = std::ranges::any_of(
        facts.boxes(), [&](const wire::KeyBox& box) { return box.device() == context.device.str(); });
    return ownBox ? areForStaff(facts.boxes(), need.staff) : Verdict::reject("members.key_not_staff");
}

Result<void> applyStaffKey(const Context& context, const wire::StaffKey& facts, const wire::Nothing*)
{
    LINLI_CHECK(context.db.run(
        "INSERT INTO staff_key (generation, public_key, previous, op_id) VALUES (?1, ?2, ?3, ?4)",
        {std::uint64_t{facts.generation()}, asBytes(facts.public_key()), asBytes(facts.previous()), context.op}));
    return insertBoxes(context, facts.generation(), facts.boxes());
}

Result<Verdict> decideShareStaffKey(const Context& context, const wire::ShareStaffKey& facts)
{
    LINLI_TRY(const Actor who, actor(context.db, context.member));
    if (!who.isStaff())
        return Verdict::reject("members.not_allowed");
    if (!areWellFormed(facts.boxes()))
        return Verdict::reject("op.malformed");
    LINLI_TRY(const bool known, hasStaffKey(context.db, log::StaffGeneration{facts.generation()}));
    if (!known)
        return Verdict::reject("members.key_generation");
    LINLI_TRY(const auto staff, staffDevices(context.db));
    return areForStaff(facts.boxes(), staff);
}

Result<void> applyShareStaffKey(const Context& context, const wire::ShareStaffKey& facts, const wire::Nothing*)
{
    return insertBoxes(context, facts.generation(), facts.boxes());
}

} // namespace linli::members
