// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "app/resident/core/AppSettings.h"
#include "tests/qml/Sample.h"

#include <QQuickItem>
#include <QTemporaryDir>

#include <mutex>

namespace linli::test {

/// What page tests stand on: a real AppCore on the home of 李阿姨 (see Sample), a hub that is out of reach until sync(), a second
/// AppCore on an empty home for joining, and the way to find controls by the name that a screen reader says.
///
/// GUI thread. The hub belongs to whoever holds the mutex; the phones of the sample are done before the first test.
class Scene : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(linli::resident::AppCore* core READ core CONSTANT FINAL)
    Q_PROPERTY(linli::resident::AppCore* newcomer READ newcomer CONSTANT FINAL)
    Q_PROPERTY(linli::resident::AppSettings* settings READ settings CONSTANT FINAL)
    Q_PROPERTY(QString hazardId READ hazardId CONSTANT FINAL)
    Q_PROPERTY(QString planId READ planId CONSTANT FINAL)
    Q_PROPERTY(QString pollId READ pollId CONSTANT FINAL)
    Q_PROPERTY(QString eventId READ eventId CONSTANT FINAL)
    Q_PROPERTY(QString noticeId READ noticeId CONSTANT FINAL)
    Q_PROPERTY(QString accountId READ accountId CONSTANT FINAL)
    Q_PROPERTY(QString entryId READ entryId CONSTANT FINAL)
    /// A link that was not used yet, for a home of building JY-2.
    Q_PROPERTY(QString inviteLink READ inviteLink CONSTANT FINAL)
    Q_PROPERTY(QString usedInviteLink READ usedInviteLink CONSTANT FINAL)
    Q_PROPERTY(QString expiredInviteLink READ expiredInviteLink CONSTANT FINAL)

public:
    static Scene* create(QQmlEngine* engine, QJSEngine* scripts);
    ~Scene() override;

    [[nodiscard]] resident::AppCore* core() { return m_core.get(); }
    [[nodiscard]] resident::AppCore* newcomer() { return m_newcomer.get(); }
    [[nodiscard]] resident::AppSettings* settings() { return &m_settings; }
    [[nodiscard]] QString hazardId() const;
    [[nodiscard]] QString planId() const;
    [[nodiscard]] QString pollId() const;
    [[nodiscard]] QString eventId() const;
    [[nodiscard]] QString noticeId() const;
    [[nodiscard]] QString accountId() const;
    [[nodiscard]] QString entryId() const;
    [[nodiscard]] QString inviteLink() const { return m_inviteLink; }
    [[nodiscard]] QString usedInviteLink() const;
    [[nodiscard]] QString expiredInviteLink() const { return m_expiredInviteLink; }

    /// From now on the hub can be reached, or not.
    Q_INVOKABLE void setOnline(bool online);
    /// From now on something that is no hub answers at the hub's address, or the hub again.
    Q_INVOKABLE void setForeign(bool foreign);
    // What the neighbourhood does meanwhile; the phone learns of it by its next sync.
    /// The admin makes 李阿姨 captain of this building instead of her own.
    Q_INVOKABLE void moveCaptain(const QString& building);
    /// Days pass at the hub, and what was to end by then ends.
    Q_INVOKABLE void passDays(int days);
    /// The admin (王姐) writes a report without a network and hands it to 李阿姨's phone.
    Q_INVOKABLE void handOverReport(const QString& text);

    /// The visible, enabled or disabled control with this accessible name in the window of `inside`, popups included; null when
    /// there is none.
    Q_INVOKABLE QQuickItem* find(QQuickItem* inside, const QString& name) const;
    /// As find(), of names that begin so.
    Q_INVOKABLE QQuickItem* findPrefix(QQuickItem* inside, const QString& beginning) const;
    /// As find() and findPrefix(), of what is still to come: null when it has not after five seconds.
    Q_INVOKABLE QQuickItem* await(QQuickItem* inside, const QString& name) const;
    Q_INVOKABLE QQuickItem* awaitPrefix(QQuickItem* inside, const QString& beginning) const;
    /// All names to be heard in the window of `inside`, for messages of failed tests.
    Q_INVOKABLE QStringList names(QQuickItem* inside) const;
    Q_INVOKABLE QString clipboard() const;
    Q_INVOKABLE void setClipboard(const QString& text);

private:
    Scene();
    [[nodiscard]] Result<sync::HttpResponse> answer(const sync::HttpRequest& request);
    [[nodiscard]] std::filesystem::path folder(const char* name);
    [[nodiscard]] std::unique_ptr<resident::AppCore> open(const char* name, crypto::KeyVault& vault);

    QTemporaryDir m_folder;
    std::mutex m_mutex;
    bool m_online = false;
    bool m_foreign = false;
    TestHub m_hub;
    TestPhone m_admin;
    TestPhone m_resident;
    platform::FakeKeyVault m_newVault;
    Sample m_sample;
    QString m_inviteLink;
    QString m_expiredInviteLink;
    resident::AppSettings m_settings;
    std::unique_ptr<resident::AppCore> m_core;
    std::unique_ptr<resident::AppCore> m_newcomer;
};

} // namespace linli::test
