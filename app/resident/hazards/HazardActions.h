// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "app/resident/hazards/HazardDrafts.h"
#include "app/resident/hazards/HazardWords.h"

#include <QList>
#include <QUrl>

namespace linli::resident {

/// What people do with one hazard, each as one signed operation. Ends in done() once it is stored safely on this phone, or
/// in failed() with words; then nothing was stored. Steps of staff are in HazardStep. GUI thread.
class HazardActions : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(linli::resident::AppCore* core READ core WRITE setCore NOTIFY coreChanged REQUIRED FINAL)
    Q_PROPERTY(QString hazardId READ hazardId WRITE setHazardId NOTIFY hazardIdChanged REQUIRED FINAL)
    Q_PROPERTY(bool isPrivate READ isPrivate WRITE setPrivate NOTIFY privateChanged FINAL) ///< answer among staff
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged FINAL)
    Q_PROPERTY(int maximumLength READ maximumLength CONSTANT FINAL) ///< of comments, notes: characters
    Q_PROPERTY(int maximumReason READ maximumReason CONSTANT FINAL) ///< of a reason for hiding: characters

public:
    using QObject::QObject;
    [[nodiscard]] AppCore* core() const { return m_core; }
    [[nodiscard]] QString hazardId() const { return m_hazardId; }
    [[nodiscard]] bool isPrivate() const { return m_private; }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] int maximumLength() const;
    [[nodiscard]] int maximumReason() const { return 300; }
    void setCore(AppCore* core);
    void setHazardId(const QString& id);
    void setPrivate(bool isPrivate);

    Q_INVOKABLE void support();
    Q_INVOKABLE void comment(const QString& text);
    Q_INVOKABLE void rate(linli::resident::hazardanswer::Value answer);
    /// photos: at least one that the hazard has not seen.
    Q_INVOKABLE void reopen(const QString& note, const QList<QUrl>& photos);
    /// The reporter takes the report back.
    Q_INVOKABLE void withdraw();
    /// Hides what was written with an operation, for good; the hazard's own id hides the report's words.
    Q_INVOKABLE void hide(const QString& opId, const QString& reason);

signals:
    void coreChanged();
    void hazardIdChanged();
    void privateChanged();
    void busyChanged();
    void done();
    void failed(const QString& problem);

private:
    [[nodiscard]] HazardSubject subject() const;
    void submit(const QList<QUrl>& photos,
                std::function<community::Replica::Draft(const std::vector<Hash>& photos)> makeDraft);
    void finish(const Result<OpId>& outcome);

    AppCore* m_core = nullptr;
    QString m_hazardId;
    bool m_private = false;
    bool m_busy = false;
};

/// Urls of picture files as AppCore::submit takes them.
[[nodiscard]] std::vector<QString> photoFiles(const QList<QUrl>& photos);

} // namespace linli::resident
