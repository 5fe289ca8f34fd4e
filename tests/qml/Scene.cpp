// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/Scene.h"

#include "app/resident/PhotoProvider.h"
#include "app/resident/core/Texts.h"
#include "core/hazards/hazards.pb.h"
#include "core/members/Invite.h"
#include "core/members/members.pb.h"
#include "platform/fake/FakeTransport.h"
#include "platform/qt/QtImageCodec.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTest>

#include <ranges>

namespace linli::test {
namespace {

using resident::toQString;

class LentVault final : public crypto::KeyVault {
public:
    explicit LentVault(crypto::KeyVault& vault) : m_vault(vault) {}
    Result<std::optional<crypto::Secret32>> load() override { return m_vault.load(); }
    Result<crypto::Secret32> create() override { return m_vault.create(); }

private:
    crypto::KeyVault& m_vault;
};

/// Delivers by the event loop of the core's thread; without live channels, so that every sync is a whole session.
class LoopTransport final : public sync::Transport {
public:
    explicit LoopTransport(platform::FakeTransport::Handler handler) : m_fake(std::move(handler))
    {
        m_fake.setLiveGate(
            [](const auto&, const auto&) -> Result<void> { return fail(ErrorKind::Unreachable, "hub.unreachable"); });
    }
    void send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done) override
    {
        m_fake.send(std::move(request), std::move(done));
        pumpSoon();
    }
    std::unique_ptr<sync::LiveChannel> openLive(const std::string& path, const std::string& token,
                                                LiveHandlers handlers) override
    {
        auto channel = m_fake.openLive(path, token, std::move(handlers));
        pumpSoon();
        return channel;
    }

private:
    void pumpSoon()
    {
        QMetaObject::invokeMethod(&m_context, [this] { m_fake.pump(); }, Qt::QueuedConnection);
    }
    platform::FakeTransport m_fake;
    QObject m_context; // last member: no queued pump finds the rest destroyed
};

using Heard = std::function<bool(QQuickItem*, const QString& name, bool isText)>;

/// Depth first in the order people read, until `hear` says it has enough; what cannot be seen is left out with all in it.
bool walk(QQuickItem* item, const Heard& hear)
{
    if (!item->isVisible() || item->opacity() <= 0)
        return false;
    if (auto* heard = QAccessible::queryAccessibleInterface(item);
        heard && hear(item, heard->text(QAccessible::Name), heard->role() == QAccessible::StaticText))
        return true;
    for (QQuickItem* child : item->childItems())
        if (walk(child, hear))
            return true;
    return false;
}

/// A control before a text of the same name: a field's label is not what a test wants to type into.
QQuickItem* findIf(QQuickItem* inside, const std::function<bool(const QString&)>& wanted)
{
    QQuickItem* control = nullptr;
    QQuickItem* text = nullptr;
    const auto hear = [&](QQuickItem* item, const QString& name, bool isText) {
        if (!wanted(name))
            return false;
        if (isText)
            text = text ? text : item;
        else
            control = item;
        return control != nullptr;
    };
    // Dialogs lie over the page and are the window's last children.
    if (inside && inside->window())
        for (QQuickItem* layer : inside->window()->contentItem()->childItems() | std::views::reverse)
            if (walk(layer, hear))
                break;
    return control ? control : text;
}

QString linkOf(const std::string& invite)
{
    return toQString(members::inviteUrl("http://hub.example", *members::parseInvite(invite)));
}

void need(const std::string& code)
{
    if (!code.empty())
        qFatal("page scene: %s", code.c_str());
}

} // namespace

Scene* Scene::create(QQmlEngine* engine, QJSEngine*)
{
    auto* const scene = new Scene;
    engine->addImageProvider(QStringLiteral("photo"), new resident::PhotoProvider(*scene->core()));
    return scene;
}

Scene::Scene()
    : m_hub(folder("hub"), SystemClock().now()), m_admin(folder("admin"), m_hub), m_resident(folder("home"), m_hub),
      m_settings(m_folder.filePath(QStringLiteral("settings.ini")))
{
    need(m_admin.join(m_hub.adminInvite(), "王姐"));
    m_expiredInviteLink = linkOf(m_admin.inviteHousehold("JY-2-1-102"));
    need(m_admin.sync());
    m_hub.setNow(m_hub.now() + std::chrono::days(8)); // an invite holds for seven
    m_sample = playSample(m_hub, m_admin, m_resident, folder("others"));
    m_inviteLink = linkOf(m_admin.inviteHousehold("JY-2-1-101"));
    need(m_admin.sync());
    m_resident.close();
    m_core = open("home", m_resident.vault);
    m_newcomer = open("newcomer", m_newVault);
}

Scene::~Scene()
{
    setOnline(false);
}

std::filesystem::path Scene::folder(const char* name)
{
    const auto made = std::filesystem::path(m_folder.path().toStdString()) / name;
    std::filesystem::create_directories(made);
    return made;
}

std::unique_ptr<resident::AppCore> Scene::open(const char* name, crypto::KeyVault& vault)
{
    resident::Ports ports{.home = folder(name),
                          .vault = std::make_unique<LentVault>(vault),
                          .images = std::make_unique<platform::QtImageCodec>(),
                          .clock = std::make_unique<platform::FakeClock>(m_hub.now()),
                          .makeTransport = [this](const std::string&) -> Result<std::unique_ptr<sync::Transport>> {
                              return std::make_unique<LoopTransport>(
                                  [this](const sync::HttpRequest& request) { return answer(request); });
                          }};
    auto core = std::make_unique<resident::AppCore>(std::make_unique<resident::CoreWorker>(std::move(ports)));
    core->open();
    if (!QTest::qWaitFor([&core] { return core->opened(); }) || !core->problem().isEmpty())
        qFatal("page scene: %s does not open: %s", name, qPrintable(core->problem()));
    return core;
}

Result<sync::HttpResponse> Scene::answer(const sync::HttpRequest& request)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_online)
        return fail(ErrorKind::Unreachable, "hub.unreachable");
    if (m_foreign)
        return sync::HttpResponse{
            .status = 200, .contentType = "text/html", .body = toBytes("<html>It works!</html>"), .retryAfter = {}};
    return m_hub.handle(request);
}

void Scene::setForeign(bool foreign)
{
    const std::scoped_lock lock(m_mutex);
    m_foreign = foreign;
}

void Scene::setOnline(bool online)
{
    const std::scoped_lock lock(m_mutex);
    m_online = online;
}

void Scene::moveCaptain(const QString& building)
{
    const std::scoped_lock lock(m_mutex);
    pb::members::WithdrawRole off;
    off.set_member(m_core->self().str());
    off.set_role(pb::members::CAPTAIN);
    m_admin.submit("members.withdraw_role", off, pb::members::Nothing());
    pb::members::Grant on;
    on.set_member(m_core->self().str());
    on.set_role(pb::members::CAPTAIN);
    on.add_buildings(building.toStdString());
    m_admin.submit("members.grant", on, pb::members::Nothing());
    need(m_admin.rejection);
    need(m_admin.sync());
}

void Scene::handOverReport(const QString& text)
{
    // The core may be waiting for the hub's answer just now: it must get it before it can take anything along.
    std::unique_lock lock(m_mutex);
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text(text.toStdString());
    m_admin.submit("hazards.report", facts, content);
    need(m_admin.rejection);
    auto handed = sync::Courier(m_admin.replica()).handOver(m_admin.home().identity().device, true, m_hub.now());
    lock.unlock();
    auto taken = m_core->onCore<sync::Courier::TakenIn>(
        [file = handed->file](resident::CoreWorker& worker) { return worker.takeAlong(file); });
    taken.waitForFinished();
    need(taken.result() ? std::string() : taken.result().error().code);
}

void Scene::passDays(int days)
{
    const std::scoped_lock lock(m_mutex);
    m_hub.setNow(m_hub.now() + std::chrono::days(days));
    m_hub.tick();
}

QQuickItem* Scene::find(QQuickItem* inside, const QString& name) const
{
    return findIf(inside, [&name](const QString& heard) { return heard == name; });
}

QQuickItem* Scene::findPrefix(QQuickItem* inside, const QString& beginning) const
{
    return findIf(inside, [&beginning](const QString& heard) { return heard.startsWith(beginning); });
}

QQuickItem* Scene::await(QQuickItem* inside, const QString& name) const
{
    (void)QTest::qWaitFor([&] { return find(inside, name) != nullptr; });
    return find(inside, name);
}

QQuickItem* Scene::awaitPrefix(QQuickItem* inside, const QString& beginning) const
{
    (void)QTest::qWaitFor([&] { return findPrefix(inside, beginning) != nullptr; });
    return findPrefix(inside, beginning);
}

QStringList Scene::names(QQuickItem* inside) const
{
    QStringList all;
    (void)findIf(inside, [&all](const QString& heard) {
        if (!heard.isEmpty())
            all.append(heard);
        return false;
    });
    return all;
}

QString Scene::clipboard() const
{
    return QGuiApplication::clipboard()->text();
}

void Scene::setClipboard(const QString& text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString Scene::usedInviteLink() const
{
    return linkOf(m_sample.usedInvite);
}

QString Scene::hazardId() const
{
    return toQString(m_sample.hazard);
}

QString Scene::planId() const
{
    return toQString(m_sample.plan);
}

QString Scene::pollId() const
{
    return toQString(m_sample.poll);
}

QString Scene::eventId() const
{
    return toQString(m_sample.event);
}

QString Scene::noticeId() const
{
    return toQString(m_sample.notice);
}

QString Scene::accountId() const
{
    return toQString(m_sample.account);
}

QString Scene::entryId() const
{
    return toQString(m_sample.entry);
}

} // namespace linli::test
