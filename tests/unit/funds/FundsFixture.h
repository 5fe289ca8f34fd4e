// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/funds/Funds.h"
#include "core/funds/Queries.h"
#include "core/funds/SimpleEntry.h"
#include "tests/support/Neighbourhood.h"

namespace linli::test {

using funds::Ledger;
using funds::SimpleEntry;

/// A neighbourhood with a treasurer, and short words for what the tests do with money.
struct FundsFixture {
    Neighbourhood place{{&funds::capability()}};
    MemberId treasurer = place.staff(members::Role::Treasurer);

    /// A picture's hash that differs for each number.
    static Hash receipt(int number)
    {
        Hash hash{};
        hash.fill(0x5a);
        hash[0] = static_cast<std::uint8_t>(number);
        hash[1] = static_cast<std::uint8_t>(number >> 8);
        return hash;
    }
    Neighbourhood::Outcome open(const MemberId& by, log::Audience audience = {})
    {
        pb::funds::OpenAccountFacts facts;
        facts.set_track(pb::funds::INCENTIVE);
        pb::funds::OpenAccountContent content;
        content.set_name("微基金");
        content.set_note("由社区集市筹集");
        return place.submit(by, "funds.open_account", facts, content, std::move(audience));
    }
    OpId account() { return open(treasurer).op; }

    static pb::funds::PostContent words()
    {
        pb::funds::PostContent content;
        content.set_purpose("三号楼楼道灯");
        content.set_payee("金堂照明商店");
        return content;
    }
    Neighbourhood::Outcome post(const pb::funds::PostFacts& facts) { return post(treasurer, facts); }
    Neighbourhood::Outcome post(const MemberId& by, const pb::funds::PostFacts& facts, log::Audience audience = {})
    {
        return place.submit(by, "funds.post", facts, words(), std::move(audience));
    }
    pb::funds::PostFacts income(const OpId& account, std::int64_t fen, const std::string& category = "donation")
    {
        return *funds::simpleEntry({.kind = SimpleEntry::Kind::Income,
                                    .account = account,
                                    .toAccount = {},
                                    .category = category,
                                    .amount = Money{fen},
                                    .plan = {},
                                    .receipts = {},
                                    .booked = place.now()});
    }
    pb::funds::PostFacts spending(const OpId& account, std::int64_t fen, const Hash& paper,
                                  const std::string& category = "lighting")
    {
        return *funds::simpleEntry({.kind = SimpleEntry::Kind::Spending,
                                    .account = account,
                                    .toAccount = {},
                                    .category = category,
                                    .amount = Money{fen},
                                    .plan = {},
                                    .receipts = {paper},
                                    .booked = place.now()});
    }
    Neighbourhood::Outcome reverse(const OpId& entry) { return reverse(treasurer, entry, place.now()); }
    Neighbourhood::Outcome reverse(const MemberId& by, const OpId& entry, Timestamp booked, log::Audience audience = {})
    {
        pb::funds::ReverseFacts facts;
        facts.set_entry(entry.str());
        facts.set_booked_ms(toMs(booked));
        pb::funds::ReverseContent content;
        content.set_reason("金额写错");
        return place.submit(by, "funds.reverse", facts, content, std::move(audience));
    }
    std::int64_t balance(const OpId& account)
    {
        const auto found = funds::account(place.db(), account);
        return found && *found ? (*found)->balance.fen : -1;
    }
};

} // namespace linli::test
