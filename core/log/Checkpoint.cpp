// SPDX-License-Identifier: Apache-2.0
#include "core/log/Checkpoint.h"

#include "core/base/Encoding.h"

#include <charconv>
#include <vector>

namespace linli::log {
namespace {

constexpr std::size_t maxNoteBytes = 4096;
constexpr std::uint8_t ed25519NoteType = 0x01;
constexpr std::string_view signatureLinePrefix = "\xE2\x80\x94 "; // em dash and a space, C2SP signed-note

/// C2SP signed-note key id: the first four bytes of SHA-256(key name | 0x0A | type | public key).
Bytes keyId(std::string_view name, const crypto::SigningPublicKey& key)
{
    Bytes material = toBytes(name);
    material.push_back(0x0A);
    material.push_back(ed25519NoteType);
    append(material, key);
    const Hash hash = crypto::sha256(material);
    return {hash.begin(), hash.begin() + 4};
}

std::unexpected<Error> integrity(std::string code)
{
    return fail(ErrorKind::Integrity, std::move(code));
}

/// Text up to the next line feed, which is removed with it; nothing when there is none.
std::optional<std::string_view> takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

Result<LogState> parseBody(std::string_view body, std::string_view origin)
{
    const auto first = takeLine(body);
    const auto size = takeLine(body);
    const auto root = takeLine(body);
    if (!first || !size || !root)
        return integrity("checkpoint.malformed");
    if (*first != origin)
        return integrity("checkpoint.wrong_origin");
    LogState state;
    const auto [end, problem] = std::from_chars(size->data(), size->data() + size->size(), state.size);
    const bool leadingZero = size->size() > 1 && size->front() == '0';
    if (problem != std::errc{} || end != size->data() + size->size() || leadingZero)
        return integrity("checkpoint.malformed");
    const auto bytes = fromBase64(*root);
    const auto hash = bytes ? toHash(*bytes) : std::nullopt;
    if (!hash)
        return integrity("checkpoint.malformed");
    state.root = *hash;
    return state;
}

std::string withSignature(std::string_view origin, const std::string& text, const crypto::SigningPublicKey& key,
                          const crypto::Signature& signature)
{
    Bytes line = keyId(origin, key);
    append(line, signature);
    return text + "\n" + std::string(signatureLinePrefix) + std::string(origin) + " " + toBase64(line) + "\n";
}

std::string bodyOf(std::string_view origin, const LogState& state)
{
    return std::string(origin) + "\n" + std::to_string(state.size) + "\n" + toBase64(state.root) + "\n";
}

bool signedBy(std::string_view signatures, std::string_view body, std::string_view origin,
              const crypto::SigningPublicKey& hubKey)
{
    const Bytes wanted = keyId(origin, hubKey);
    const std::string prefix = std::string(signatureLinePrefix) + std::string(origin) + " ";
    while (const auto line = takeLine(signatures)) {
        if (!line->starts_with(prefix))
            continue;
        const auto bytes = fromBase64(line->substr(prefix.size()));
        if (!bytes || bytes->size() != 4 + sizeof(crypto::Signature))
            continue;
        const ByteView view(*bytes);
        if (std::ranges::equal(view.first(4), wanted) && crypto::verifyPlain(hubKey, asBytes(body), view.subspan(4)))
            return true;
    }
    return false;
}

} // namespace

std::string checkpointOrigin(const CommunityId& community)
{
    return "linli/" + toText(community);
}

std::string signNote(std::string_view origin, const std::string& text, const crypto::SigningKey& hubKey)
{
    return withSignature(origin, text, hubKey.publicKey(), hubKey.signPlain(asBytes(text)));
}

Result<std::string_view> verifyNote(std::string_view note, std::string_view origin,
                                    const crypto::SigningPublicKey& hubKey)
{
    const std::size_t blank = note.find("\n\n");
    if (note.size() > maxNoteBytes || blank == std::string_view::npos)
        return integrity("checkpoint.malformed");
    const std::string_view text = note.substr(0, blank + 1);
    if (text.substr(0, text.find('\n')) != origin)
        return integrity("checkpoint.wrong_origin");
    if (!signedBy(note.substr(blank + 2), text, origin, hubKey))
        return integrity("checkpoint.bad_signature");
    return text;
}

std::string signCheckpoint(const CommunityId& community, const LogState& state, const crypto::SigningKey& hubKey)
{
    const std::string origin = checkpointOrigin(community);
    return signNote(origin, bodyOf(origin, state), hubKey);
}

std::string checkpointNote(const CommunityId& community, const LogState& state, const crypto::SigningPublicKey& hubKey,
                           const crypto::Signature& signature)
{
    const std::string origin = checkpointOrigin(community);
    return withSignature(origin, bodyOf(origin, state), hubKey, signature);
}

std::optional<crypto::Signature> checkpointSignature(std::string_view note)
{
    const std::size_t blank = note.find("\n\n");
    std::string_view signatures = blank == std::string_view::npos ? std::string_view() : note.substr(blank + 2);
    const auto line = takeLine(signatures);
    if (!line || !signatures.empty())
        return std::nullopt;
    const auto bytes = fromBase64(line->substr(line->rfind(' ') + 1));
    crypto::Signature signature{};
    if (!bytes || bytes->size() != 4 + signature.size())
        return std::nullopt;
    std::ranges::copy(ByteView(*bytes).subspan(4), signature.begin());
    return signature;
}

Result<LogState> verifyCheckpoint(std::string_view note, const CommunityId& community,
                                  const crypto::SigningPublicKey& hubKey)
{
    const std::string origin = checkpointOrigin(community);
    const std::size_t blank = note.find("\n\n");
    if (note.size() > maxNoteBytes || blank == std::string_view::npos)
        return integrity("checkpoint.malformed");
    LINLI_TRY(const LogState state, parseBody(note.substr(0, blank + 1), origin));
    LINLI_CHECK(verifyNote(note, origin, hubKey));
    return state;
}

} // namespace linli::log
