// SPDX-License-Identifier: Apache-2.0
#include "app/resident/plans/PollListModel.h"

#include "app/resident/core/Texts.h"

namespace linli::resident {

pollphase::Value pollPhaseAt(bool closed, Timestamp opens, Timestamp closes, Timestamp now)
{
    if (closed)
        return pollphase::Closed;
    if (now >= closes)
        return pollphase::Counting;
    return now < opens ? pollphase::NotOpen : pollphase::Open;
}

pollresult::Value pollResultOf(plans::Outcome outcome, bool ofPlan, int winner)
{
    constexpr int yes = 1;
    constexpr int no = 2;
    switch (outcome) {
    case plans::Outcome::Decided:
        if (!ofPlan)
            return pollresult::Winner;
        // Most of them abstaining is a majority for nothing.
        return winner == yes ? pollresult::Approved : winner == no ? pollresult::Rejected : pollresult::NoMajority;
    case plans::Outcome::NoMajority:
        return pollresult::NoMajority;
    case plans::Outcome::NoQuorum:
        return pollresult::NoQuorum;
    default:
        return pollresult::None;
    }
}

PollListModel::PollListModel(QObject* parent)
    : DiffListModel(parent),
      m_read(
          this,
          [this]() -> LiveRead<std::vector<PollRow>>::Work {
              if (m_show == Show::OfPlan && m_planId.isEmpty())
                  return {};
              return [show = static_cast<PollShow>(m_show), plan = idFrom<OpId>(m_planId), limit = m_limit,
                      self = core()->self()](store::Database& db) { return readPollRows(db, show, plan, limit, self); };
          },
          [this](const auto& outcome) { accept(outcome); })
{
}

QVariant PollListModel::data(const QModelIndex& index, int role) const
{
    const PollRow* const row = rowAt(m_rows, index);
    if (!row)
        return {};
    switch (role) {
    case PollIdRole:
        return toQString(row->id);
    case QuestionRole:
        return toQString(row->question);
    case PlanTitleRole:
        return toQString(row->planTitle);
    case ClosesRole:
        return toDateTime(row->closes);
    case PhaseRole:
        return static_cast<int>(pollPhaseAt(row->closed, row->opens, row->closes, core()->now()));
    case RollRole:
        return static_cast<int>(row->roll);
    case BallotsRole:
        return static_cast<int>(row->ballots);
    case ResultRole:
        return static_cast<int>(pollResultOf(row->outcome, row->ofPlan, row->winner));
    case WinnerRole:
        return toQString(row->winnerText);
    case MayVoteRole:
        return row->mayVote;
    case VotedRole:
        return row->voted;
    case DeliveryRole:
        return row->own.delivery;
    default:
        return {};
    }
}

QHash<int, QByteArray> PollListModel::roleNames() const
{
    return {{PollIdRole, "pollId"},   {QuestionRole, "question"}, {PlanTitleRole, "planTitle"},
            {ClosesRole, "closes"},   {PhaseRole, "phase"},       {RollRole, "roll"},
            {BallotsRole, "ballots"}, {ResultRole, "result"},     {WinnerRole, "winner"},
            {MayVoteRole, "mayVote"}, {VotedRole, "voted"},       {DeliveryRole, "delivery"}};
}

void PollListModel::setCore(AppCore* core)
{
    if (m_read.setCore(core))
        emit coreChanged();
}

void PollListModel::setShow(Show show)
{
    if (show == m_show)
        return;
    m_show = show;
    emit subjectChanged();
    m_read.restart();
}

void PollListModel::setPlanId(const QString& planId)
{
    if (planId == m_planId)
        return;
    m_planId = planId;
    emit subjectChanged();
    m_read.restart();
}

void PollListModel::accept(const Result<std::vector<PollRow>>& outcome)
{
    m_problem = outcome ? QString() : problemText(outcome.error().code);
    if (outcome)
        applyRows(m_rows, *outcome, [](const PollRow& row) { return row.id; });
    m_loading = false;
    emit loadedChanged();
}

} // namespace linli::resident
