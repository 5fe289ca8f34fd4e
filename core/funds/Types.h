// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::funds {

/// Numbers as in funds.proto.
enum class Track : std::uint8_t { Guarantee = 1, Incentive = 2, MicroFund = 3 };
[[nodiscard]] std::string_view trackName(Track track); ///< "guarantee", "incentive", "micro_fund"
[[nodiscard]] std::optional<Track> parseTrack(std::string_view name);

/// What a line is written to. Numbers are stored.
enum class Ledger : std::uint8_t { Account = 0, Income = 1, Spending = 2 };

/// One side of an entry: debit positive, credit negative. An account's balance is the sum of its lines.
struct Line {
    Ledger ledger = Ledger::Account;
    OpId account;         ///< only for Ledger::Account
    std::string category; ///< only for income and spending
    Money amount;

    friend bool operator==(const Line&, const Line&) = default;
};

struct Account {
    OpId id;
    MemberId author;
    Track track = Track::Guarantee;
    std::string name; ///< empty when erased, as all texts below
    std::string note;
    Money balance;
    Timestamp accepted;
};

struct Entry {
    OpId id;
    MemberId author;
    Timestamp booked;
    Timestamp accepted;
    std::optional<OpId> plan;
    std::optional<OpId> reversalOf; ///< this entry takes that one back
    std::optional<OpId> reversedBy; ///< that entry takes this one back
    std::string purpose;            ///< for a reversal: its reason
    std::string payee;
    std::string note;
    std::vector<Line> lines;
    std::vector<Hash> receipts;

    /// Sum of the income (spending) lines, positive as people say it; negative in a reversal.
    [[nodiscard]] Money income() const;
    [[nodiscard]] Money spending() const;
    /// What the entry adds to this account.
    [[nodiscard]] Money effectOn(const OpId& account) const;
};

} // namespace linli::funds
