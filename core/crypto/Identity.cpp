// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/Identity.h"

#include "core/base/Encoding.h"
#include "core/base/File.h"

#include <algorithm>

namespace linli::crypto {
namespace {

constexpr std::string_view magic = "LLID";
constexpr std::uint8_t version = 1;
constexpr std::string_view associated = "linli/identity/v1";
constexpr std::size_t plainSize = 16 + 32 + 32;
constexpr std::size_t headSize = magic.size() + 1;
constexpr std::size_t fileSize = headSize + 24 + plainSize + 16;

/// Plain identity bytes that are wiped when they go out of scope.
struct PlainBytes {
    Bytes bytes;
    explicit PlainBytes(Bytes from) : bytes(std::move(from)) {}
    PlainBytes(const PlainBytes&) = delete;
    PlainBytes& operator=(const PlainBytes&) = delete;
    ~PlainBytes() { wipe(bytes); }
};

std::unexpected<Error> unreadable(std::string detail)
{
    return fail(ErrorKind::Store, "identity.unreadable", std::move(detail));
}

Secret32 secretAt(const Bytes& plain, std::size_t offset)
{
    return Secret32(ByteView(plain).subspan(offset).first<32>());
}

} // namespace

Identity Identity::generate(Timestamp now)
{
    return {.device = DeviceId{uuidV7(now)}, .signing = SigningKey::generate(), .sealing = SealingKey::generate()};
}

Result<Identity> Identity::unseal(ByteView sealed, const Secret32& key)
{
    if (sealed.size() != fileSize)
        return unreadable("wrong length");
    if (!std::ranges::equal(sealed.first(magic.size()), asBytes(magic)) || sealed[magic.size()] != version)
        return unreadable("unknown format or version");
    auto opened = decrypt(key, sealed.subspan(headSize), asBytes(associated));
    if (!opened)
        return unreadable("does not open with this key");
    const PlainBytes plain(std::move(*opened));
    return Identity{.device = DeviceId::fromBytes(ByteView(plain.bytes).first(16)).value_or(DeviceId{}),
                    .signing = SigningKey::fromSeed(secretAt(plain.bytes, 16)),
                    .sealing = SealingKey::fromSeed(secretAt(plain.bytes, 48))};
}

Bytes Identity::seal(const Secret32& key) const
{
    PlainBytes plain({});
    plain.bytes.reserve(plainSize); // so that growing leaves no unwiped copy behind
    append(plain.bytes, device.view());
    append(plain.bytes, signing.seed().view());
    append(plain.bytes, sealing.seed().view());

    Bytes out = toBytes(magic);
    out.push_back(version);
    append(out, encrypt(key, plain.bytes, asBytes(associated)));
    return out;
}

Result<std::optional<Identity>> Identity::load(const std::filesystem::path& file, const Secret32& key)
{
    const auto bytes = readFile(file, fileSize);
    if (!bytes && bytes.error().code == "file.missing")
        return std::nullopt;
    if (!bytes && bytes.error().code == "file.too_large")
        return unreadable("wrong length");
    if (!bytes)
        return std::unexpected(bytes.error());
    return unseal(*bytes, key);
}

Result<void> Identity::save(const std::filesystem::path& file, const Secret32& key) const
{
    std::error_code error;
    const auto status = std::filesystem::symlink_status(file, error);
    if (std::filesystem::exists(status))
        return fail(ErrorKind::Store, "identity.exists", file.string());
    if (status.type() != std::filesystem::file_type::not_found)
        return fail(ErrorKind::Store, "store.io", error.message());

    return writeFileDurably(file, seal(key));
}

} // namespace linli::crypto
