// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Operation.h"

#include <optional>
#include <string>

namespace linli::pb::log {
class Audience;
class Entry;
class SignedOperation;
} // namespace linli::pb::log

namespace linli::log {

/// The hub's decision on an operation: accepted, or a stable code such as "plans.poll_closed".
struct Verdict {
    std::string code; ///< empty: accepted

    [[nodiscard]] bool accepted() const { return code.empty(); }
    [[nodiscard]] static Verdict accept() { return {}; }
    [[nodiscard]] static Verdict reject(std::string code) { return {std::move(code)}; }
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// What the hub adds to an operation: its place, time, audience and verdict. Its bytes are part of the leaf.
struct Stub {
    Seq seq;
    Timestamp accepted;
    Audience audience;
    Verdict verdict;

    /// `u64be seq | u64be accepted_ms | u8 audience kind | u16be number of parties | parties 16 each |
    ///  u8 len(code) | code`
    [[nodiscard]] Bytes bytes() const;
};

/// One entry of the log. A reader outside the audience has only the stub and the op hash.
struct Entry {
    Stub stub;
    Hash opHash{};
    std::optional<SignedOperation> operation;

    /// RFC 9162 leaf hash: SHA-256(0x00 | stub bytes | op hash).
    [[nodiscard]] Hash leafHash() const;
};

/// Protobuf bytes of an audience, for stores; empty for the whole community.
[[nodiscard]] Bytes encodeAudience(const Audience& audience);
[[nodiscard]] Result<Audience> decodeAudience(ByteView bytes);

void toProto(const Audience& audience, pb::log::Audience& out);
/// "op.malformed" for an unknown kind, a wrong id length or parties out of order.
[[nodiscard]] Result<Audience> fromProto(const pb::log::Audience& in);
/// Of either form.
[[nodiscard]] Result<SignedOperation> operationFromProto(const pb::log::SignedOperation& in);
[[nodiscard]] Result<Header> headerOf(const pb::log::SignedOperation& in);
void operationToProto(const SignedOperation& operation, pb::log::SignedOperation& out);
void toProto(const Entry& entry, pb::log::Entry& out);
/// The same for the way between phones and the hub, without the hash that the payload gives.
void operationToWire(const SignedOperation& operation, pb::log::SignedOperation& out);
void toWire(const Entry& entry, pb::log::Entry& out);
/// For the device that made it and still has its bytes: without them.
void toOwnProto(const Entry& entry, std::uint64_t deviceSeq, pb::log::Entry& out);
/// What OwnPlace says of an operation's hash.
[[nodiscard]] std::uint32_t ownCheck(const Hash& opHash);
/// Checks shape, and that a hidden entry's stub does not say community ("log.hidden_community_entry").
[[nodiscard]] Result<Entry> fromProto(const pb::log::Entry& in);

} // namespace linli::log
