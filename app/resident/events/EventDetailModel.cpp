// SPDX-License-Identifier: Apache-2.0
#include "app/resident/events/EventDetailModel.h"

#include "app/resident/core/Texts.h"
#include "core/events/events.pb.h"

namespace linli::resident {
namespace {

void addOwn(EventInfo& info, const EventPage& page)
{
    info.part = eventPartOf(page.signUp);
    if (page.signUp) {
        info.ownParty = page.signUp->party;
        info.ownPosition = page.signUp->position;
    }
    if (!page.ownAction)
        return;
    const OwnOperation action = ownOperation(*page.ownAction);
    info.ownDelivery = action.delivery;
    info.ownRejection = action.code.empty() ? QString() : problemText(action.code);
    if (page.ownAction->state == community::OutboxState::Rejected)
        info.rejectedOp = toQString(page.ownAction->op);
}

EventInfo toInfo(const EventPage& page)
{
    const events::Event& event = page.event;
    EventInfo info;
    info.title = toQString(event.title.value_or(""));
    info.words = toQString(event.text.value_or(""));
    info.place = toQString(page.place);
    info.publisher = toQString(page.publisher);
    info.starts = toDateTime(event.starts);
    info.ends = toDateTime(event.ends);
    info.signUpCloses = toDateTime(event.signUpCloses);
    info.capacity = event.capacity;
    info.taken = event.taken;
    info.freePlaces = event.left();
    info.waiting = event.waiting;
    info.checkedIn = page.checkedIn;
    info.companionsMax = event.companionsMax;
    info.phase = page.phase;
    for (const Hash& photo : page.photos)
        info.photos.append(photoUrl(photo));
    info.delivery = page.own.delivery;
    info.rejection = page.own.code.empty() ? QString() : problemText(page.own.code);
    info.cancelReason = page.cancellation ? toQString(page.cancellation->reason.value_or("")) : QString();
    info.mayCheckIn = page.mayCheckIn;
    info.mayCancel = page.mayCancel;
    addOwn(info, page);
    return info;
}

} // namespace

EventDetailModel::EventDetailModel(QObject* parent)
    : DiffListModel(parent), m_read(
                                 this,
                                 [this]() -> LiveRead<std::optional<EventPage>>::Work {
                                     if (m_eventId.isEmpty())
                                         return {};
                                     return [id = idFrom<OpId>(m_eventId), now = core()->now(), self = core()->self()](
                                                store::Database& db) { return readEventPage(db, id, now, self); };
                                 },
                                 [this](const auto& outcome) { show(outcome); })
{
}

QVariant EventDetailModel::data(const QModelIndex& index, int role) const
{
    const EventPersonRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case MemberIdRole:
        return toQString(row->member);
    case NameRole:
        return toQString(row->name);
    case PartyRole:
        return row->party;
    case PositionRole:
        return row->position;
    case CheckedInRole:
        return row->checkedIn;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventDetailModel::roleNames() const
{
    return {{MemberIdRole, "memberId"},
            {NameRole, "name"},
            {PartyRole, "party"},
            {PositionRole, "position"},
            {CheckedInRole, "checkedIn"}};
}

void EventDetailModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void EventDetailModel::setEventId(const QString& eventId)
{
    if (eventId == m_eventId)
        return;
    m_eventId = eventId;
    emit eventIdChanged();
    m_read.restart();
}

void EventDetailModel::show(const Result<std::optional<EventPage>>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    m_loading = false;
    if (outcome) {
        const auto& page = *outcome;
        m_found = page.has_value();
        m_info = page ? toInfo(*page) : EventInfo();
        applyRows(m_rows, page ? page->people : std::vector<EventPersonRow>(),
                  [](const EventPersonRow& row) { return row.member; });
    }
    emit infoChanged();
}

void EventDetailModel::signUp(int companions)
{
    pb::events::SignUpFacts facts;
    facts.set_event(idFrom<OpId>(m_eventId).str());
    facts.set_companions(static_cast<std::uint32_t>(std::max(0, companions)));
    send(draftOf("events.sign_up", facts, pb::events::Nothing()));
}

void EventDetailModel::withdraw()
{
    pb::events::WithdrawFacts facts;
    facts.set_event(idFrom<OpId>(m_eventId).str());
    send(draftOf("events.withdraw", facts, pb::events::Nothing()));
}

void EventDetailModel::checkIn(const QString& memberId)
{
    pb::events::CheckInFacts facts;
    facts.set_event(idFrom<OpId>(m_eventId).str());
    facts.set_member(idFrom<MemberId>(memberId).str());
    send(draftOf("events.check_in", facts, pb::events::Nothing()));
}

void EventDetailModel::cancel(const QString& reason)
{
    pb::events::CancelFacts facts;
    facts.set_event(idFrom<OpId>(m_eventId).str());
    pb::events::CancelContent content;
    content.set_reason(reason.trimmed().toStdString());
    send(draftOf("events.cancel", facts, content));
}

void EventDetailModel::send(community::Replica::Draft draft)
{
    if (m_saving)
        return;
    m_saving = true;
    emit savingChanged();
    core()
        ->submit({{}, [draft = std::move(draft)](const auto&) -> Result<community::Replica::Draft> { return draft; }})
        .then(this, [this](const Result<OpId>& outcome) {
            m_saving = false;
            emit savingChanged();
            if (outcome)
                emit saved(toQString(*outcome));
            else
                emit failed(problemText(outcome.error().code));
        });
}

void EventDetailModel::discardRejected()
{
    if (m_info.rejectedOp.isEmpty())
        return;
    core()->discard(idFrom<OpId>(m_info.rejectedOp)).then(this, [this](const Result<void>& outcome) {
        if (!outcome)
            emit failed(problemText(outcome.error().code));
    });
}

} // namespace linli::resident
