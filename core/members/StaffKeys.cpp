// SPDX-License-Identifier: Apache-2.0
#include "core/members/StaffKeys.h"

#include "core/base/Encoding.h"
#include "core/log/Operation.h"
#include "core/members/members.pb.h"

namespace linli::members {
namespace {

using crypto::SealingKey;
using crypto::Secret32;
using log::StaffGeneration;

constexpr std::string_view previousContext = "linlistk";
constexpr std::string_view previousAssociated = "linli/staff-key/v1";

struct Generation {
    crypto::SealingPublicKey key{};
    Bytes previous;
};

Result<std::optional<Generation>> generationRow(store::Database& db, std::uint32_t generation)
{
    return db.one("SELECT public_key, previous FROM staff_key WHERE generation = ?1", {std::uint64_t{generation}},
                  [](const store::Row& row) { return Generation{row.hash(0), row.blob(1)}; });
}

/// Only when it is the secret half of `key`: whoever made the box may have put anything into it.
std::optional<Secret32> seedOf(Result<Bytes> opened, const crypto::SealingPublicKey& key)
{
    if (!opened || opened->size() != 32)
        return std::nullopt;
    Secret32 seed{std::span<const std::uint8_t, 32>(*opened)};
    crypto::wipe(*opened);
    if (SealingKey::fromSeed(seed).publicKey() != key)
        return std::nullopt;
    return seed;
}

struct Held {
    std::uint32_t generation = 0;
    Secret32 seed;
};

/// The oldest generation from `least` on whose seed is in a box for this device.
Result<std::optional<Held>> heldFrom(store::Database& db, std::uint32_t least, const DeviceId& device,
                                     const SealingKey& own)
{
    LINLI_TRY(
        const auto boxes,
        db.all("SELECT k.generation, k.public_key, b.box FROM staff_key_box b JOIN staff_key k USING (generation) "
               "WHERE b.device = ?1 AND b.generation >= ?2 ORDER BY b.generation, b.op_id",
               {device, std::uint64_t{least}}, [](const store::Row& row) {
                   return std::tuple(static_cast<std::uint32_t>(row.integer(0)), row.hash(1), row.blob(2));
               }));
    for (const auto& [generation, key, box] : boxes) {
        if (auto seed = seedOf(own.open(box), key))
            return Held{generation, std::move(*seed)};
    }
    return std::nullopt;
}

Result<std::optional<Held>> previousOf(store::Database& db, const Held& held)
{
    LINLI_TRY(const auto row, generationRow(db, held.generation));
    LINLI_TRY(const auto before, generationRow(db, held.generation - 1));
    if (!row || !before)
        return std::nullopt;
    const Secret32 wrapping = crypto::deriveKey(held.seed, held.generation, previousContext);
    auto seed = seedOf(crypto::decrypt(wrapping, row->previous, asBytes(previousAssociated)), before->key);
    if (!seed)
        return std::nullopt;
    return Held{held.generation - 1, std::move(*seed)};
}

Result<std::optional<Held>> findSeed(store::Database& db, StaffGeneration wanted, const DeviceId& device,
                                     const SealingKey& own)
{
    LINLI_TRY(auto held, heldFrom(db, wanted.value, device, own));
    while (held && held->generation > wanted.value) {
        LINLI_TRY(held, previousOf(db, *held));
    }
    return held;
}

template <class Message> void addBoxes(Message& facts, std::span<const Device> devices, const Secret32& seed)
{
    for (const Device& device : devices.first(std::min(devices.size(), maxKeyBoxes))) {
        const Bytes box = crypto::seal(device.sealingKey, seed.view());
        if (box.empty())
            continue;
        auto& out = *facts.add_boxes();
        out.set_device(device.id.str());
        out.set_box(asString(box));
    }
}

/// The author's own box always has room.
std::vector<Device> ownFirst(std::vector<Device> devices, const DeviceId& own)
{
    const auto at = std::ranges::find(devices, own, &Device::id);
    if (at != devices.end() && devices.size() > maxKeyBoxes)
        std::rotate(devices.begin(), at, std::next(at));
    devices.resize(std::min(devices.size(), maxKeyBoxes));
    std::ranges::sort(devices, {}, &Device::id);
    return devices;
}

Result<std::optional<StaffKeyFacts>> newGenerationFacts(store::Database& db, const StaffKeyNeed& need,
                                                        const DeviceId& device, const SealingKey& own)
{
    pb::members::StaffKey facts;
    const std::uint32_t generation = need.newest ? need.newest->generation.value + 1 : 1;
    const Secret32 seed = Secret32::random();
    if (need.newest) {
        LINLI_TRY(const auto before, findSeed(db, need.newest->generation, device, own));
        if (!before)
            return std::nullopt;
        facts.set_previous(asString(crypto::encrypt(crypto::deriveKey(seed, generation, previousContext),
                                                    before->seed.view(), asBytes(previousAssociated))));
    }
    facts.set_generation(generation);
    facts.set_public_key(asString(SealingKey::fromSeed(seed).publicKey()));
    addBoxes(facts, ownFirst(need.staff, device), seed);
    return StaffKeyFacts{staffKeyKind, toBytes(facts.SerializeAsString())};
}

Result<std::optional<StaffKeyFacts>> shareFacts(store::Database& db, const StaffKeyNeed& need, const DeviceId& device,
                                                const SealingKey& own)
{
    LINLI_TRY(const auto held, findSeed(db, need.newest->generation, device, own));
    if (!held)
        return std::nullopt;
    pb::members::ShareStaffKey facts;
    facts.set_generation(held->generation);
    addBoxes(facts, need.without, held->seed);
    if (facts.boxes().empty())
        return std::nullopt;
    return StaffKeyFacts{shareStaffKeyKind, toBytes(facts.SerializeAsString())};
}

} // namespace

Result<std::optional<StaffKeyInfo>> newestStaffKey(store::Database& db)
{
    return db.one("SELECT generation, public_key FROM staff_key ORDER BY generation DESC LIMIT 1", {},
                  [](const store::Row& row) {
                      return StaffKeyInfo{StaffGeneration{static_cast<std::uint32_t>(row.integer(0))}, row.hash(1)};
                  });
}

Result<bool> hasStaffKey(store::Database& db, StaffGeneration generation)
{
    LINLI_TRY(const auto row, generationRow(db, generation.value));
    return row.has_value();
}

Result<std::optional<SealingKey>> staffKey(store::Database& db, StaffGeneration generation, const DeviceId& device,
                                           const SealingKey& own)
{
    LINLI_TRY(const auto held, findSeed(db, generation, device, own));
    return held ? std::optional(SealingKey::fromSeed(held->seed)) : std::nullopt;
}

Result<StaffKeyNeed> staffKeyNeed(store::Database& db)
{
    StaffKeyNeed need;
    LINLI_TRY(need.newest, newestStaffKey(db));
    LINLI_TRY(need.staff, staffDevices(db));
    if (!need.newest) {
        need.newGeneration = !need.staff.empty();
        return need;
    }
    LINLI_TRY(const auto holders,
              db.all("SELECT DISTINCT device FROM staff_key_box WHERE generation = ?1 ORDER BY device",
                     {std::uint64_t{need.newest->generation.value}},
                     [](const store::Row& row) { return row.id<DeviceId>(0); }));
    const auto isStaff = [&](const DeviceId& id) { return std::ranges::contains(need.staff, id, &Device::id); };
    need.newGeneration = !std::ranges::all_of(holders, isStaff);
    for (const Device& device : need.staff)
        if (!std::ranges::binary_search(holders, device.id))
            need.without.push_back(device);
    return need;
}

Result<std::optional<StaffKeyFacts>> makeStaffKeyFacts(store::Database& db, const StaffKeyNeed& need,
                                                       const DeviceId& device, const SealingKey& own)
{
    if (need.newGeneration)
        return newGenerationFacts(db, need, device, own);
    return need.newest && !need.without.empty() ? shareFacts(db, need, device, own)
                                                : Result<std::optional<StaffKeyFacts>>(std::nullopt);
}

} // namespace linli::members
