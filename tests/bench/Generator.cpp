// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Generator.h"

#include "core/base/File.h"
#include "core/hazards/Catalogue.h"
#include "core/hazards/hazards.pb.h"
#include "core/members/Import.h"
#include "core/members/members.pb.h"

#include <algorithm>
#include <stdexcept>

namespace linli::bench {
namespace {

namespace pb = linli::pb::hazards;

constexpr std::int64_t nearE7 = 3'000; ///< about 30 m in degrees × 10⁷
constexpr std::uint64_t soon = 300;    ///< reports that come before the next step at most

std::int32_t toE7(double degrees)
{
    return static_cast<std::int32_t>(degrees * 1e7 + (degrees < 0 ? -0.5 : 0.5));
}

} // namespace

Ground sampleGround(std::size_t residents, std::size_t staff)
{
    const auto file = readFile(LINLI_SAMPLE_DATA "/compounds.geojson", members::maxImportBytes);
    linli::pb::members::Found found;
    if (!file || !members::importPlaces(asString(*file), found))
        throw std::runtime_error("no sample community in " LINLI_SAMPLE_DATA);
    Ground ground;
    for (const auto& building : found.buildings()) {
        ground.buildings.push_back({building.id()});
        ground.centres.push_back({building.outline(0) / 1e7, building.outline(1) / 1e7});
    }
    ground.residents = residents;
    ground.staff = staff;
    return ground;
}

Generator::Generator(Ground ground, std::uint64_t seed) : m_ground(std::move(ground)), m_random(seed)
{
    for (const hazards::Category& category : hazards::catalogue().categories())
        for (const hazards::Item& item : category.items)
            m_items.push_back(item.id);
}

/// As crypto::uuidV7, with everything from the seed: ids ascend as they do when people make them one after the other.
OpId Generator::newOp()
{
    OpId op;
    m_random.fill(op.bytes);
    const std::uint64_t time = 1'700'000'000'000 + ++m_made * 60'000;
    for (std::size_t i = 0; i < 6; ++i)
        op.bytes[i] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
    op.bytes[6] = static_cast<std::uint8_t>(0x70 | (op.bytes[6] & 0x0F));
    op.bytes[8] = static_cast<std::uint8_t>(0x80 | (op.bytes[8] & 0x3F));
    return op;
}

std::string Generator::photo()
{
    Hash hash{};
    m_random.fill(hash);
    return asString(hash);
}

/// Every item once, then the lower of two draws: few items are frequent, none is missing.
const std::string& Generator::item()
{
    if (m_reports < m_items.size())
        return m_items[m_reports];
    return m_items[std::min(m_random.below(m_items.size()), m_random.below(m_items.size()))];
}

Act Generator::act(std::string kind, std::size_t who, bool byStaff)
{
    return {byStaff, who, newOp(), std::move(kind), {}, {}};
}

Act Generator::report(std::size_t author)
{
    pb::ReportFacts facts;
    facts.set_item(item());
    ++m_reports;
    const std::size_t place = m_random.below(m_ground.buildings.size());
    const bool positioned = m_random.percent(80);
    if (!positioned || m_random.percent(50))
        facts.set_building(m_ground.buildings[place].value);
    if (positioned) {
        const members::Point& centre = m_ground.centres[place];
        const auto offset = [&] { return static_cast<std::int32_t>(m_random.between(-nearE7, nearE7)); };
        facts.mutable_position()->set_latitude_e7(toE7(centre.latitude) + offset());
        facts.mutable_position()->set_longitude_e7(toE7(centre.longitude) + offset());
    }
    pb::ReportContent content;
    content.set_text(m_words.text(m_random, 20, 120));
    if (m_random.percent(30))
        content.set_place(m_words.word(m_random));
    Act made = act("hazards.report", author, false);
    made.facts = facts.SerializeAsString();
    made.content = content.SerializeAsString();
    return made;
}

std::vector<Act> Generator::reports(std::size_t count)
{
    std::vector<Act> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(report(m_random.below(m_ground.residents)));
    return out;
}

std::vector<Act> Generator::reportsOf(std::size_t one, std::size_t count)
{
    std::vector<Act> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(report(one));
    return out;
}

Act Generator::advance(const OpId& hazard, int state, int reason)
{
    pb::AdvanceFacts facts;
    facts.set_hazard(hazard.str());
    facts.set_state(static_cast<pb::State>(state));
    facts.set_reason(static_cast<pb::ClosingReason>(reason));
    if (reason == pb::DUPLICATE)
        facts.set_duplicate_of(m_open.str());
    if (state == pb::FIXED)
        facts.add_photos(photo());
    pb::NoteContent content;
    content.set_note(m_words.text(m_random, 4, 40));
    Act made = act("hazards.advance", m_random.below(m_ground.staff), true);
    made.facts = facts.SerializeAsString();
    made.content = content.SerializeAsString();
    return made;
}

Act Generator::reopen(const OpId& hazard, std::size_t reporter)
{
    pb::ReopenFacts facts;
    facts.set_hazard(hazard.str());
    facts.add_photos(photo());
    pb::NoteContent content;
    content.set_note(m_words.text(m_random, 4, 40));
    Act made = act("hazards.reopen", reporter, false);
    made.facts = facts.SerializeAsString();
    made.content = content.SerializeAsString();
    return made;
}

/// Of a hundred reports 45 wait; the others go on, some of them all the way.
void Generator::addFate(std::vector<Timed>& out, const Act& report, std::uint64_t at)
{
    const std::uint64_t fate = m_random.below(100);
    if (fate < 45) {
        m_open = report.op;
        return;
    }
    const auto step = [&](Act next) { out.push_back({at += 1 + m_random.below(soon), std::move(next)}); };
    const bool closes = fate >= 92;
    if (fate < 57 || (!closes && m_random.percent(40)))
        step(advance(report.op, pb::ACKNOWLEDGED, pb::NO_REASON));
    if (fate >= 57 && fate < 62)
        step(advance(report.op, pb::SCHEDULED, pb::NO_REASON));
    if (fate >= 62 && fate < 67)
        step(advance(report.op, pb::IN_PROGRESS, pb::NO_REASON));
    if (fate >= 67 && fate < 92)
        step(advance(report.op, pb::FIXED, pb::NO_REASON));
    if (fate >= 89 && fate < 92)
        step(reopen(report.op, report.who));
    constexpr int reasons[] = {pb::NOT_RESPONSIBLE, pb::UNABLE, pb::DUPLICATE};
    if (closes)
        step(advance(report.op, pb::CLOSED, reasons[m_open.isNull() ? fate % 2 : fate % 3]));
}

void Generator::addVoices(std::vector<Timed>& out, const Act& report, std::uint64_t at)
{
    if (m_ground.residents > 1 && m_random.percent(15)) {
        const std::size_t other = (report.who + 1 + m_random.below(m_ground.residents - 1)) % m_ground.residents;
        pb::SupportFacts facts;
        facts.set_hazard(report.op.str());
        Act made = act("hazards.support", other, false);
        made.facts = facts.SerializeAsString();
        out.push_back({at + 1 + m_random.below(soon), std::move(made)});
    }
    if (m_random.percent(10)) {
        pb::CommentFacts facts;
        facts.set_hazard(report.op.str());
        pb::CommentContent content;
        content.set_text(m_words.text(m_random, 6, 50));
        Act made = act("hazards.comment", m_random.below(m_ground.residents), false);
        made.facts = facts.SerializeAsString();
        made.content = content.SerializeAsString();
        out.push_back({at + 1 + m_random.below(soon), std::move(made)});
    }
}

std::vector<Act> Generator::life(std::size_t count)
{
    std::vector<Timed> timed;
    for (std::uint64_t i = 0; i < count; ++i) {
        Act made = report(m_random.below(m_ground.residents));
        addFate(timed, made, i * 2);
        addVoices(timed, made, i * 2);
        timed.push_back({i * 2, std::move(made)});
    }
    std::ranges::stable_sort(timed, {}, &Timed::at);
    std::vector<Act> out;
    out.reserve(timed.size());
    for (Timed& one : timed)
        out.push_back(std::move(one.act));
    return out;
}

} // namespace linli::bench
