// SPDX-License-Identifier: Apache-2.0
#include "core/events/Events.h"

#include "core/events/Content.h"
#include "core/events/Rules.h"
#include "core/events/Table.h"

namespace linli::events {

namespace {

using namespace pb::events;

class EventsCapability final : public log::Capability {
public:
    [[nodiscard]] std::string_view schema() const override { return events::schema(); }
    [[nodiscard]] std::span<const log::TableSpec> tables() const override { return events::tables(); }
    [[nodiscard]] std::span<const log::Kind> kinds() const override { return m_kinds; }
    [[nodiscard]] Result<void> advanceTime(store::Database& db, Timestamp now) const override
    {
        return startEvents(db, now);
    }
    [[nodiscard]] Result<std::optional<Timestamp>> nextDeadline(store::Database& db) const override
    {
        return nextStart(db);
    }

private:
    template <class Facts> static constexpr auto noWords = log::acceptContent<Facts, Nothing>;

    const std::vector<log::Kind> m_kinds{
        log::makeKind<PublishFacts, PublishContent>("events.publish", decidePublish, checkPublish, insertEvent),
        log::makeKind<UpdateFacts, Nothing>("events.update", decideUpdate, noWords<UpdateFacts>, updateEvent),
        log::makeKind<CancelFacts, CancelContent>("events.cancel", decideCancel, checkCancel, cancelEvent),
        log::makeKind<SignUpFacts, Nothing>("events.sign_up", decideSignUp, noWords<SignUpFacts>, signUp),
        log::makeKind<WithdrawFacts, Nothing>("events.withdraw", decideWithdraw, noWords<WithdrawFacts>, withdraw),
        log::makeKind<CheckInFacts, Nothing>("events.check_in", decideCheckIn, noWords<CheckInFacts>, checkIn),
    };
};

} // namespace

const log::Capability& capability()
{
    static const EventsCapability instance;
    return instance;
}

} // namespace linli::events
