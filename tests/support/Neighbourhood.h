// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Capability.h"
#include "core/members/Directory.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace linli::test {

/// A founded community in a real encrypted store, for rule tests: operations go straight to decide/checkContent/apply,
/// without signatures, log or network. Buildings JY-1, JY-2 (compound JY) and YH-1 (compound YH); six households in
/// each, "JY-1-1-101" … ; every member comes from the members capability's own operations.
///
/// Time is declared: now() starts at 2026-11-01T00:00:00Z and moves only by advance().
class Neighbourhood {
public:
    /// `capabilities` are installed beside members, in this order.
    explicit Neighbourhood(std::vector<const log::Capability*> capabilities = {});
    ~Neighbourhood();

    [[nodiscard]] store::Database& db();
    [[nodiscard]] Timestamp now() const;
    void advance(Milliseconds by); ///< also fires advanceTime of all capabilities

    /// A new resident of the household, through invite and join.
    MemberId resident(const std::string& household);
    /// A new member with this role, who lives in `household` when given; a captain of `buildings`.
    MemberId staff(members::Role role, std::vector<std::string> buildings = {}, const std::string& household = {});

    struct Outcome {
        log::Verdict verdict;
        OpId op;
        [[nodiscard]] bool accepted() const { return verdict.accepted(); }
    };
    /// checkContent, decide and, if accepted, apply; exactly what a confirmed entry does. Facts and Content are
    /// protobuf messages. A null member is the hub.
    template <class Facts, class Content>
    Outcome submit(const MemberId& by, std::string_view kind, const Facts& facts, const Content& content,
                   log::Audience audience = {})
    {
        return submitBytes(by, kind, facts.SerializeAsString(), content.SerializeAsString(), std::move(audience));
    }
    Outcome submitBytes(const MemberId& by, std::string_view kind, std::string facts, std::string content,
                        log::Audience audience = {});
    /// What erasing an operation's content does to the state tables.
    void erase(const OpId& op);
    /// Plays every submission again on an empty store, the erased ones without their content, and says what came out
    /// differently (a verdict, or the state digests); empty when nothing did.
    [[nodiscard]] std::string replayDifference();

    /// For tests of joining: an operation from a device of one's choice; a null member with members.join is a newcomer.
    Outcome submitFrom(const DeviceId& device, const MemberId& by, std::string_view kind, std::string facts,
                       std::string content);
    [[nodiscard]] const crypto::SigningPublicKey& hubKey() const;
    [[nodiscard]] CommunityId communityId() const;
    [[nodiscard]] Hash genesis() const; ///< stands for the op hash of the founding
    [[nodiscard]] MemberId firstAdmin() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace linli::test
