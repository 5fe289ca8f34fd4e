// SPDX-License-Identifier: Apache-2.0
#include "app/resident/notices/NoticeDetail.h"

#include "app/resident/core/Texts.h"
#include "core/community/CommunityRules.h"
#include "core/notices/Queries.h"
#include "core/notices/notices.pb.h"

namespace linli::resident {
namespace {

using NoticeData = NoticeDetail::Data;

Result<AreaNames> readNames(store::Database& db, const notices::Area& area)
{
    AreaNames names;
    for (const CompoundId& id : area.compounds) {
        LINLI_TRY(const auto compound, members::compound(db, id));
        if (compound)
            names.compounds.emplace(id, compound->name);
    }
    for (const BuildingId& id : area.buildings) {
        LINLI_TRY(const auto building, members::building(db, id));
        if (building)
            names.buildings.emplace(id, building->name);
    }
    return names;
}

Result<void> readRights(store::Database& db, const MemberId& self, NoticeData& data)
{
    LINLI_TRY(const auto actor, members::actor(db, self));
    const bool author = data.detail.notice.author == self;
    data.addressed = data.detail.area.covers(actor.homeCompound, actor.homeBuilding);
    data.mayChange = author || actor.hasAny({members::Role::Worker, members::Role::Admin});
    if (author || actor.isStaff()) {
        LINLI_TRY(data.reach, notices::reach(db, data.detail.notice.id));
    }
    return {};
}

Result<std::optional<NoticeData>> readNotice(store::Database& db, const OpId& id, const MemberId& self)
{
    LINLI_TRY(auto detail, notices::notice(db, id, self));
    if (!detail)
        return std::optional<NoticeData>{};
    NoticeData data;
    data.detail = std::move(*detail);
    LINLI_TRY(data.names, readNames(db, data.detail.area));
    LINLI_TRY(data.author, memberName(db, data.detail.notice.author));
    LINLI_TRY(const auto erasure, community::erasureOf(db, id));
    data.hiddenReason = erasure ? erasure->reason : std::string();
    LINLI_TRY(data.own, ownOperation(db, id));
    LINLI_CHECK(readRights(db, self, data));
    return std::optional(std::move(data));
}

} // namespace

NoticeDetail::NoticeDetail(QObject* parent)
    : QObject(parent), m_live(
                           this,
                           [this] {
                               return [id = idFrom<OpId>(m_noticeId), self = m_core->self()](store::Database& db) {
                                   return readNotice(db, id, self);
                               };
                           },
                           [this](const Result<std::optional<Data>>& data) { take(data); })
{
}

void NoticeDetail::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    m_live.setCore(core);
}

void NoticeDetail::setNoticeId(const QString& id)
{
    if (id == m_noticeId)
        return;
    m_noticeId = id;
    m_loading = true;
    m_found = false;
    m_data = {};
    emit noticeIdChanged();
    emit loaded();
    m_live.restart();
}

void NoticeDetail::setLanguage(const QString& language)
{
    if (language == m_language)
        return;
    m_language = language;
    emit languageChanged();
    emit loaded();
}

void NoticeDetail::take(const Result<std::optional<Data>>& data)
{
    m_loading = false;
    m_problem = data ? QString() : problemText(data.error().code);
    if (data) {
        m_found = data->has_value();
        m_data = data->value_or(Data{});
    }
    emit loaded();
}

void NoticeDetail::submit(const community::Replica::Draft& draft, void (NoticeDetail::*done)())
{
    m_busy = true;
    emit busyChanged();
    m_core->submit({{}, [draft](const std::vector<Hash>&) { return draft; }})
        .then(this, [this, done](const Result<OpId>& outcome) {
            m_busy = false;
            emit busyChanged();
            if (outcome)
                emit(this->*done)();
            else
                emit failed(problemText(outcome.error().code));
        });
}

void NoticeDetail::acknowledge()
{
    if (m_busy || !mayAcknowledge())
        return;
    pb::notices::AcknowledgeFacts facts;
    facts.set_notice(m_data.detail.notice.id.str());
    submit(draftOf("notices.acknowledge", facts, pb::notices::AcknowledgeContent()), &NoticeDetail::acknowledged);
}

void NoticeDetail::cancel(const QString& reason)
{
    if (m_busy || !mayChange())
        return;
    pb::notices::CancelFacts facts;
    facts.set_reference(m_data.detail.notice.id.str());
    pb::notices::CancelContent content;
    content.set_reason(reason.trimmed().toStdString());
    submit(draftOf("notices.cancel", facts, content), &NoticeDetail::cancelled);
}

QString NoticeDetail::headline() const
{
    return toQString(m_data.detail.notice.headline);
}

QString NoticeDetail::description() const
{
    return toQString(m_data.detail.description);
}

QString NoticeDetail::instruction() const
{
    return toQString(m_data.detail.instruction);
}

QDateTime NoticeDetail::sent() const
{
    return toDateTime(m_data.detail.notice.accepted);
}

QDateTime NoticeDetail::expires() const
{
    return toDateTime(terms().expires);
}

QString NoticeDetail::authorName() const
{
    return toQString(m_data.author);
}

QList<QUrl> NoticeDetail::photos() const
{
    QList<QUrl> urls;
    for (const Hash& photo : m_data.detail.photos)
        urls.append(photoUrl(photo));
    return urls;
}

QString NoticeDetail::newerId() const
{
    return m_data.detail.supersededBy ? toQString(*m_data.detail.supersededBy) : QString();
}

QString NoticeDetail::cancelReason() const
{
    return toQString(m_data.detail.cancelReason);
}

QString NoticeDetail::hiddenReason() const
{
    return toQString(m_data.hiddenReason);
}

QString NoticeDetail::spokenText() const
{
    QStringList parts{severityText(), headline(), description(), instruction()};
    parts.removeAll(QString());
    //: Ends a sentence that is read aloud, with a space where the language has one
    return parts.join(tr(". "));
}

QString NoticeDetail::reachText() const
{
    if (!m_data.reach)
        return {};
    //: How many homes have read a notice; %1 is how many have, %n how many were told
    return tr("%1 of %n households have read it", nullptr, static_cast<int>(m_data.reach->households))
        .arg(m_data.reach->householdsAcknowledged);
}

qreal NoticeDetail::reachShare() const
{
    if (!m_data.reach || m_data.reach->households == 0)
        return 0;
    return static_cast<qreal>(m_data.reach->householdsAcknowledged) / static_cast<qreal>(m_data.reach->households);
}

QString NoticeDetail::deliveryProblem() const
{
    return m_data.own.code.empty() ? QString() : problemText(m_data.own.code);
}

} // namespace linli::resident
