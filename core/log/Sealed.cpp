// SPDX-License-Identifier: Apache-2.0
#include "core/log/Sealed.h"

#include "core/base/Encoding.h"
#include "core/log/log.pb.h"

namespace linli::log {
namespace {

constexpr std::size_t boxBytes = 32 + 48;
constexpr std::size_t leastCiphertext = 24 + 16;

std::optional<pb::log::SealedContent> parse(ByteView sealed)
{
    pb::log::SealedContent message;
    if (!message.ParseFromArray(sealed.data(), static_cast<int>(sealed.size())) ||
        message.ciphertext().size() < leastCiphertext)
        return std::nullopt;
    for (const pb::log::SealedKey& key : message.keys()) {
        const bool toDevice = key.has_device() && key.device().size() == sizeof(DeviceId::bytes);
        const bool toStaff = key.has_staff_generation() && key.staff_generation() > 0;
        if ((!toDevice && !toStaff) || key.box().size() != boxBytes)
            return std::nullopt;
    }
    return message;
}

Result<std::optional<crypto::SealingKey>> keyFor(const pb::log::SealedKey& box, const SealingKeys& keys)
{
    if (box.has_staff_generation())
        return keys.ofStaff(StaffGeneration{box.staff_generation()});
    return keys.ofDevice(DeviceId::fromBytes(asBytes(box.device())).value_or(DeviceId{}));
}

std::optional<Bytes> openWith(const crypto::SealingKey& key, const OpId& op, const pb::log::SealedKey& box,
                              const std::string& ciphertext)
{
    auto opened = key.open(asBytes(box.box()));
    if (!opened || opened->size() != 32)
        return std::nullopt;
    const crypto::Secret32 secret{std::span<const std::uint8_t, 32>(*opened)};
    crypto::wipe(*opened);
    auto content = crypto::decrypt(secret, asBytes(ciphertext), op.view());
    return content ? std::optional(std::move(*content)) : std::nullopt;
}

} // namespace

Bytes sealContent(const OpId& op, ByteView content, std::span<const SealedTo> readers)
{
    const crypto::Secret32 secret = crypto::Secret32::random();
    pb::log::SealedContent message;
    message.set_ciphertext(asString(crypto::encrypt(secret, content, op.view())));
    for (const SealedTo& reader : readers) {
        const Bytes box = crypto::seal(reader.key, secret.view());
        if (box.empty())
            continue;
        pb::log::SealedKey& key = *message.add_keys();
        if (reader.device)
            key.set_device(reader.device->str());
        else
            key.set_staff_generation(reader.staff.value);
        key.set_box(asString(box));
    }
    return toBytes(message.SerializeAsString());
}

Result<std::optional<Bytes>> openContent(const OpId& op, ByteView sealed, const SealingKeys& keys)
{
    const auto message = parse(sealed);
    if (!message)
        return std::nullopt;
    for (const pb::log::SealedKey& box : message->keys()) {
        LINLI_TRY(const auto key, keyFor(box, keys));
        if (!key)
            continue;
        if (auto content = openWith(*key, op, box, message->ciphertext()))
            return content;
    }
    return std::nullopt;
}

std::optional<SealedShape> sealedShape(ByteView sealed)
{
    const auto message = parse(sealed);
    if (!message)
        return std::nullopt;
    SealedShape shape;
    for (const pb::log::SealedKey& key : message->keys()) {
        if (key.has_staff_generation())
            shape.staff.push_back(StaffGeneration{key.staff_generation()});
        else
            shape.devices.push_back(DeviceId::fromBytes(asBytes(key.device())).value_or(DeviceId{}));
    }
    return shape;
}

} // namespace linli::log
