// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/LiveRead.h"
#include "app/resident/hazards/HazardTimelineModel.h"
#include "app/resident/hazards/HazardWords.h"

namespace linli::resident {

/// One hazard as its page shows it to who uses this phone; reads again when the store changes. What can be done with it
/// is in HazardActions. GUI thread.
class HazardDetail : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString hazardId READ hazardId WRITE setHazardId NOTIFY hazardIdChanged REQUIRED FINAL)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY changed FINAL)
    Q_PROPERTY(bool found READ found NOTIFY changed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)

    Q_PROPERTY(QString title READ title NOTIFY changed FINAL) ///< name of the item
    Q_PROPERTY(QString categoryName READ categoryName NOTIFY changed FINAL)
    Q_PROPERTY(QString iconName READ iconName NOTIFY changed FINAL)
    Q_PROPERTY(QString words READ words NOTIFY changed FINAL)
    Q_PROPERTY(QString place READ place NOTIFY changed FINAL)
    Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY changed FINAL)
    Q_PROPERTY(double latitude READ latitude NOTIFY changed FINAL)   ///< degrees, of the pin
    Q_PROPERTY(double longitude READ longitude NOTIFY changed FINAL) ///< degrees, of the pin
    Q_PROPERTY(QList<QUrl> photos READ photos NOTIFY changed FINAL)
    Q_PROPERTY(QList<QUrl> photosAfter READ photosAfter NOTIFY changed FINAL) ///< of the newest fix
    Q_PROPERTY(QString reporter READ reporter NOTIFY changed FINAL)
    Q_PROPERTY(bool own READ own NOTIFY changed FINAL)
    Q_PROPERTY(bool isPrivate READ isPrivate NOTIFY changed FINAL)
    Q_PROPERTY(bool onBehalf READ onBehalf NOTIFY changed FINAL)
    Q_PROPERTY(QString behalfName READ behalfName NOTIFY changed FINAL)
    Q_PROPERTY(QString behalfContact READ behalfContact NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime reported READ reported NOTIFY changed FINAL)
    Q_PROPERTY(bool hidden READ hidden NOTIFY changed FINAL)
    Q_PROPERTY(QString hiddenBy READ hiddenBy NOTIFY changed FINAL)
    Q_PROPERTY(QString hiddenBecause READ hiddenBecause NOTIFY changed FINAL)

    Q_PROPERTY(linli::resident::hazardstate::Value state READ state NOTIFY changed FINAL)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed FINAL)
    Q_PROPERTY(int stateTone READ stateTone NOTIFY changed FINAL)
    Q_PROPERTY(int delivery READ delivery NOTIFY changed FINAL)                   ///< DeliveryChip.State
    Q_PROPERTY(QString deliveryProblem READ deliveryProblem NOTIFY changed FINAL) ///< why it waits
    Q_PROPERTY(QString duplicateOf READ duplicateOf NOTIFY changed FINAL)         ///< hazard id; empty: none
    Q_PROPERTY(QString assignee READ assignee NOTIFY changed FINAL)
    Q_PROPERTY(QDateTime expected READ expected NOTIFY changed FINAL) ///< invalid: none
    Q_PROPERTY(int supports READ supports NOTIFY changed FINAL)
    Q_PROPERTY(bool supported READ supported NOTIFY changed FINAL)
    Q_PROPERTY(
        linli::resident::hazardanswer::Value answer READ answer NOTIFY changed FINAL) ///< own, after the newest fix
    Q_PROPERTY(int answeredFixed READ answeredFixed NOTIFY changed FINAL)
    Q_PROPERTY(int answeredPartly READ answeredPartly NOTIFY changed FINAL)
    Q_PROPERTY(int answeredNot READ answeredNot NOTIFY changed FINAL)

    Q_PROPERTY(bool maySupport READ maySupport NOTIFY changed FINAL)
    Q_PROPERTY(bool mayComment READ mayComment NOTIFY changed FINAL)
    Q_PROPERTY(bool mayRate READ mayRate NOTIFY changed FINAL)
    Q_PROPERTY(bool mayReopen READ mayReopen NOTIFY changed FINAL)
    Q_PROPERTY(bool mayWithdraw READ mayWithdraw NOTIFY changed FINAL)
    Q_PROPERTY(bool mayHide READ mayHide NOTIFY changed FINAL)
    Q_PROPERTY(QList<int> moves READ moves NOTIFY changed FINAL) ///< HazardState values that staff may set now
    Q_PROPERTY(linli::resident::HazardTimelineModel* timeline READ timeline CONSTANT FINAL)

public:
    explicit HazardDetail(QObject* parent = nullptr);

    [[nodiscard]] AppCore* core() const { return m_read.core(); }
    [[nodiscard]] QString hazardId() const { return m_hazardId; }
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] bool loading() const { return m_loading; }
    [[nodiscard]] bool found() const { return m_story.has_value(); }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString categoryName() const;
    [[nodiscard]] QString iconName() const;
    [[nodiscard]] QString words() const;
    [[nodiscard]] QString place() const;
    [[nodiscard]] bool hasPosition() const { return m_story && report().position; }
    [[nodiscard]] double latitude() const { return m_story ? report().onMap.latitude : 0; }
    [[nodiscard]] double longitude() const { return m_story ? report().onMap.longitude : 0; }
    [[nodiscard]] QList<QUrl> photos() const;
    [[nodiscard]] QList<QUrl> photosAfter() const;
    [[nodiscard]] QString reporter() const;
    [[nodiscard]] bool own() const { return m_story && m_story->own; }
    [[nodiscard]] bool isPrivate() const { return m_story && report().isPrivate; }
    [[nodiscard]] bool onBehalf() const { return m_story && report().onBehalf; }
    [[nodiscard]] QString behalfName() const;
    [[nodiscard]] QString behalfContact() const;
    [[nodiscard]] QDateTime reported() const;
    [[nodiscard]] bool hidden() const { return m_story && m_story->hidden; }
    [[nodiscard]] QString hiddenBy() const;
    [[nodiscard]] QString hiddenBecause() const;
    [[nodiscard]] hazardstate::Value state() const;
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] int stateTone() const;
    [[nodiscard]] int delivery() const { return m_story ? m_story->operation.delivery : 0; }
    [[nodiscard]] QString deliveryProblem() const;
    [[nodiscard]] QString duplicateOf() const;
    [[nodiscard]] QString assignee() const;
    [[nodiscard]] QDateTime expected() const;
    [[nodiscard]] int supports() const { return m_story ? report().supports : 0; }
    [[nodiscard]] bool supported() const { return m_story && m_story->detail.supported; }
    [[nodiscard]] hazardanswer::Value answer() const;
    [[nodiscard]] int answeredFixed() const { return m_story ? m_story->detail.answers.fixed : 0; }
    [[nodiscard]] int answeredPartly() const { return m_story ? m_story->detail.answers.partly : 0; }
    [[nodiscard]] int answeredNot() const { return m_story ? m_story->detail.answers.notFixed : 0; }
    [[nodiscard]] bool maySupport() const { return m_story && permissions().support; }
    [[nodiscard]] bool mayComment() const { return m_story && permissions().comment; }
    [[nodiscard]] bool mayRate() const { return m_story && permissions().rate; }
    [[nodiscard]] bool mayReopen() const { return m_story && permissions().reopen; }
    [[nodiscard]] bool mayWithdraw() const { return m_story && permissions().withdraw; }
    [[nodiscard]] bool mayHide() const { return m_story && m_story->mayHide; }
    [[nodiscard]] QList<int> moves() const;
    [[nodiscard]] HazardTimelineModel* timeline() const { return m_timeline; }

    void setCore(AppCore* core);
    void setHazardId(const QString& id);
    void setLanguage(const QString& language);

signals:
    void coreChanged();
    void hazardIdChanged();
    void languageChanged();
    void changed();

private:
    using Story = std::optional<HazardStory>;
    [[nodiscard]] LiveRead<Story>::Work prepare() const;
    void show(const Result<Story>& outcome);
    [[nodiscard]] const hazards::Report& report() const { return m_story->detail.report; }
    [[nodiscard]] const hazards::Permissions& permissions() const { return m_story->detail.permissions; }

    LiveRead<Story> m_read;
    QString m_hazardId;
    QString m_language;
    Story m_story;
    HazardTimelineModel* m_timeline;
    bool m_loading = true;
    QString m_problem;
};

} // namespace linli::resident
