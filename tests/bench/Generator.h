// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/members/Directory.h"
#include "tests/bench/Words.h"

#include <string>
#include <vector>

namespace linli::bench {

/// Something that somebody does, ready to be signed: ids, texts and places follow from the seed. What does not is made with
/// the signature: keys, salts, times.
struct Act {
    bool byStaff = false;
    std::size_t who = 0; ///< resident or member of the staff
    OpId op;
    std::string kind;
    std::string facts;
    std::string content;
};

/// Where reports come from.
struct Ground {
    std::vector<BuildingId> buildings;
    std::vector<members::Point> centres; ///< of the buildings, in the same order
    std::size_t residents = 1;
    std::size_t staff = 1;
};
/// The buildings of the sample community (app/demo/data). Throws when they do not parse.
[[nodiscard]] Ground sampleGround(std::size_t residents, std::size_t staff);

/// The reports that the bench measures with: one seed, the same on every machine.
///
/// Texts of 20 to 120 characters (Words), every item of the catalogue with the frequencies of real ones (few kinds make most
/// reports), positions within 30 m of a building, now and then only the building. life() adds what happens to them, so
/// that all states and closing reasons are there: about as many further operations as reports. Reports show no photos, as
/// photos travel apart from them; what is fixed or reopened names the photo that the rule wants.
class Generator {
public:
    Generator(Ground ground, std::uint64_t seed);
    /// `count` reports of residents, or of `one` of them.
    [[nodiscard]] std::vector<Act> reports(std::size_t count);
    [[nodiscard]] std::vector<Act> reportsOf(std::size_t one, std::size_t count);
    /// `count` reports with what follows, in the order in which it happens.
    [[nodiscard]] std::vector<Act> life(std::size_t count);

private:
    struct Timed {
        std::uint64_t at;
        Act act;
    };
    [[nodiscard]] Act report(std::size_t author);
    void addFate(std::vector<Timed>& out, const Act& report, std::uint64_t at);
    [[nodiscard]] Act advance(const OpId& hazard, int state, int reason);
    [[nodiscard]] Act reopen(const OpId& hazard, std::size_t reporter);
    void addVoices(std::vector<Timed>& out, const Act& report, std::uint64_t at);
    [[nodiscard]] Act act(std::string kind, std::size_t who, bool byStaff);
    [[nodiscard]] OpId newOp();
    [[nodiscard]] std::string photo();
    [[nodiscard]] const std::string& item();

    Ground m_ground;
    Random m_random;
    Words m_words;
    std::vector<std::string> m_items;
    std::uint64_t m_made = 0; ///< operations
    std::size_t m_reports = 0;
    OpId m_open; ///< a report that stays open: what duplicates point to
};

} // namespace linli::bench
