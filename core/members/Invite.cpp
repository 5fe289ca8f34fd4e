// SPDX-License-Identifier: Apache-2.0
#include "core/members/Invite.h"

#include "core/base/Encoding.h"
#include "core/crypto/SignerBox.h"

#include <algorithm>

namespace linli::members {
namespace {

constexpr std::string_view prefix = "LL1-";
constexpr std::string_view linkStart = "linli://join?";
constexpr std::string_view proofContext = "linli/invite/v1";
constexpr std::uint8_t version = 1;
constexpr std::size_t checkBytes = 4;
constexpr std::size_t bodyBytes = 1 + 16 + 32 + 32 + 32;
/// Longer than any host name with a path; also bounds what a QR code can make us decode.
constexpr std::size_t maxHubUrl = 2048;

std::unexpected<Error> malformed()
{
    return fail(ErrorKind::Invalid, "invite.malformed");
}

Bytes checkOf(ByteView body)
{
    const Hash hash = crypto::sha256(body);
    return {hash.begin(), hash.begin() + checkBytes};
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// The buffer holds the seed, so it goes with its scope.
struct Wiped {
    Bytes bytes;
    ~Wiped() { crypto::wipe(bytes); }
};

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

/// RFC 3986 §2.1.
std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (isUnreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

std::optional<std::string> percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto byte = i + 2 < text.size() ? fromHex(text.substr(i + 1, 2)) : std::nullopt;
        if (!byte)
            return std::nullopt;
        out += static_cast<char>(byte->front());
        i += 2;
    }
    return out;
}

bool isHubUrl(std::string_view url)
{
    const bool scheme = url.starts_with("http://") || url.starts_with("https://");
    const std::size_t start = url.find("//") + 2;
    return scheme && url.size() > start && url.size() <= maxHubUrl &&
           std::ranges::all_of(url, [](char c) { return c > ' ' && c < 0x7F; });
}

Bytes proofMessage(const JoinProof& proof)
{
    Bytes message;
    append(message, proof.community.view());
    append(message, proof.device.view());
    append(message, proof.signingKey);
    append(message, proof.sealingKey);
    return message;
}

} // namespace

std::string inviteText(const Invite& invite)
{
    Wiped body;
    body.bytes.reserve(bodyBytes + checkBytes); // no reallocation leaves a copy of the seed behind
    body.bytes.push_back(version);
    append(body.bytes, invite.community.view());
    append(body.bytes, invite.hubKey);
    append(body.bytes, invite.genesis);
    append(body.bytes, invite.seed.view());
    append(body.bytes, checkOf(body.bytes));
    return std::string(prefix) + toBase64Url(body.bytes);
}

Result<Invite> parseInvite(std::string_view text)
{
    text = trimmed(text);
    if (!text.starts_with(prefix) || text.size() > 1024)
        return malformed();
    auto decoded = fromBase64Url(text.substr(prefix.size()));
    if (!decoded || decoded->empty())
        return malformed();
    const Wiped whole{std::move(*decoded)};
    if (whole.bytes.front() != version)
        return fail(ErrorKind::Invalid, "invite.version");
    if (whole.bytes.size() != bodyBytes + checkBytes)
        return malformed();
    ByteView rest(whole.bytes);
    if (!std::ranges::equal(checkOf(rest.first(bodyBytes)), rest.subspan(bodyBytes)))
        return fail(ErrorKind::Invalid, "invite.checksum");
    const auto take = [&rest](std::size_t count) {
        const ByteView piece = rest.first(count);
        rest = rest.subspan(count);
        return piece;
    };
    take(1);
    Invite invite;
    std::ranges::copy(take(16), invite.community.bytes.begin());
    std::ranges::copy(take(32), invite.hubKey.begin());
    if (!crypto::canSealToSigner(invite.hubKey))
        return malformed();
    std::ranges::copy(take(32), invite.genesis.begin());
    std::ranges::copy(take(32), invite.seed.mutableView().begin());
    return invite;
}

std::string inviteUrl(std::string_view hub, const Invite& invite)
{
    return std::string(linkStart) + "hub=" + percentEncoded(hub) + "&invite=" + inviteText(invite);
}

Result<InviteLink> parseInviteUrl(std::string_view url)
{
    url = trimmed(url);
    if (!url.starts_with(linkStart) || url.size() > 4 * maxHubUrl)
        return malformed();
    std::optional<std::string> hub;
    std::optional<std::string_view> token;
    for (std::string_view rest = url.substr(linkStart.size()); !rest.empty();) {
        const std::string_view part = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        if (part.starts_with("hub="))
            hub = percentDecoded(part.substr(4));
        else if (part.starts_with("invite="))
            token = part.substr(7);
    }
    if (!hub || !isHubUrl(*hub) || !token)
        return malformed();
    LINLI_TRY(Invite invite, parseInvite(*token));
    return InviteLink{std::move(*hub), std::move(invite)};
}

crypto::Signature signProof(const JoinProof& proof, const crypto::SigningKey& inviteKey)
{
    return inviteKey.sign(proofContext, proofMessage(proof));
}

bool proofHolds(const JoinProof& proof, const crypto::SigningPublicKey& inviteKey, ByteView signature)
{
    return crypto::verify(inviteKey, proofContext, proofMessage(proof), signature);
}

} // namespace linli::members
