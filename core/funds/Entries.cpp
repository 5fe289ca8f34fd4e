// SPDX-License-Identifier: Apache-2.0
#include "core/funds/Entries.h"

#include "core/base/Encoding.h"

#include <array>

namespace linli::funds {
namespace {

constexpr std::array<std::pair<Track, std::string_view>, 3> trackNames{{
    {Track::Guarantee, "guarantee"},
    {Track::Incentive, "incentive"},
    {Track::MicroFund, "micro_fund"},
}};
static_assert(static_cast<int>(Track::Guarantee) == pb::funds::GUARANTEE);
static_assert(static_cast<int>(Track::Incentive) == pb::funds::INCENTIVE);
static_assert(static_cast<int>(Track::MicroFund) == pb::funds::MICRO_FUND);

Money sumOf(const std::vector<Line>& lines, Ledger ledger)
{
    Money sum;
    for (const Line& line : lines)
        sum.fen += line.ledger == ledger ? line.amount.fen : 0;
    return sum;
}

} // namespace

std::string_view trackName(Track track)
{
    for (const auto& [value, name] : trackNames) {
        if (value == track)
            return name;
    }
    return {};
}

std::optional<Track> parseTrack(std::string_view name)
{
    for (const auto& [value, known] : trackNames) {
        if (known == name)
            return value;
    }
    return std::nullopt;
}

std::optional<Track> toTrack(pb::funds::Track track)
{
    const auto value = static_cast<Track>(track);
    return trackName(value).empty() || static_cast<int>(value) != static_cast<int>(track) ? std::nullopt
                                                                                          : std::optional(value);
}

Money Entry::income() const
{
    return Money{-sumOf(lines, Ledger::Income).fen};
}

Money Entry::spending() const
{
    return sumOf(lines, Ledger::Spending);
}

Money Entry::effectOn(const OpId& account) const
{
    Money sum;
    for (const Line& line : lines)
        sum.fen += line.ledger == Ledger::Account && line.account == account ? line.amount.fen : 0;
    return sum;
}

std::optional<Line> toLine(const pb::funds::Line& line)
{
    const Money amount{line.amount_fen()};
    if (line.has_income())
        return Line{Ledger::Income, {}, line.income(), amount};
    if (line.has_spending())
        return Line{Ledger::Spending, {}, line.spending(), amount};
    const auto account = line.has_account() ? OpId::fromBytes(asBytes(line.account())) : std::nullopt;
    return account ? std::optional(Line{Ledger::Account, *account, {}, amount}) : std::nullopt;
}

std::vector<Line> toLines(const pb::funds::PostFacts& facts)
{
    std::vector<Line> lines;
    for (const auto& line : facts.lines()) {
        if (auto parsed = toLine(line))
            lines.push_back(*std::move(parsed));
    }
    return lines;
}

std::vector<Hash> toReceipts(const pb::funds::PostFacts& facts)
{
    std::vector<Hash> receipts;
    for (const auto& bytes : facts.receipts()) {
        if (const auto receipt = toHash(bytes))
            receipts.push_back(*receipt);
    }
    return receipts;
}

std::vector<Line> mirrored(std::vector<Line> lines)
{
    for (Line& line : lines)
        line.amount.fen = -line.amount.fen;
    return lines;
}

} // namespace linli::funds
