// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "app/resident/core/Texts.h"
#include "app/resident/hazards/HazardDrafts.h"
#include "platform/fake/FakeClock.h"
#include "platform/fake/FakePositionSource.h"
#include "platform/qt/QtImageCodec.h"
#include "tests/support/ResultChecks.h"
#include "tests/support/TestPhone.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

namespace linli::test {

/// A phone's vault, lent to the app that opens the phone's home.
class LentVault final : public crypto::KeyVault {
public:
    explicit LentVault(platform::FakeKeyVault& vault) : m_vault(vault) {}
    [[nodiscard]] Result<std::optional<crypto::Secret32>> load() override { return m_vault.load(); }
    [[nodiscard]] Result<crypto::Secret32> create() override { return m_vault.create(); }

private:
    platform::FakeKeyVault& m_vault;
};

/// The way from the app's core thread to a TestHub. The hub belongs to whoever holds `mutex`; while `reachable` is false
/// the app hears "hub.unreachable" and the hub is not touched.
struct HubLine {
    TestHub& hub;
    std::mutex mutex;
    bool reachable = false;
};

class LineTransport final : public sync::Transport {
public:
    explicit LineTransport(HubLine& line) : m_line(line) {}
    void send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done) override
    {
        later([this, request = std::move(request), done = std::move(done)] { done(ask(request)); });
    }
    [[nodiscard]] std::unique_ptr<sync::LiveChannel> openLive(const std::string&, const std::string&,
                                                              LiveHandlers handlers) override
    {
        later([closed = std::move(handlers.closed)] { closed({ErrorKind::Unreachable, "hub.unreachable", {}}); });
        return std::make_unique<sync::LiveChannel>();
    }

private:
    template <class Work> void later(Work work)
    {
        QMetaObject::invokeMethod(&m_context, std::move(work), Qt::QueuedConnection);
    }
    Result<sync::HttpResponse> ask(const sync::HttpRequest& request)
    {
        const std::lock_guard lock(m_line.mutex);
        return m_line.reachable ? m_line.hub.handle(request) : fail(ErrorKind::Unreachable, "hub.unreachable");
    }
    HubLine& m_line;
    QObject m_context; // last member: no callback finds the rest destroyed
};

/// An admin, a worker and two neighbours of one building, each with a real home; one of them is opened by the app.
struct HazardPhones {
    QTemporaryDir folder;
    TestHub hub{path("hub")};
    HubLine line{hub, {}, false};
    TestPhone admin{path("admin"), hub};
    TestPhone worker{path("worker"), hub};
    TestPhone li{path("li"), hub};
    TestPhone wang{path("wang"), hub};

    HazardPhones()
    {
        need(admin.join(hub.adminInvite(), "管理员"));
        join(worker, admin.inviteRole(members::Role::Worker), "小陈");
        join(li, admin.inviteHousehold("JY-1-1-101"), "李阿姨");
        join(wang, admin.inviteHousehold("JY-1-1-102"), "王大爷");
        for (TestPhone* phone : {&admin, &worker, &li, &wang})
            need(phone->sync());
    }

    std::filesystem::path path(const char* name)
    {
        const std::filesystem::path made = folder.filePath(QString::fromLatin1(name)).toStdString();
        std::filesystem::create_directories(made);
        return made;
    }
    /// A picture file that no other has the same content as.
    QUrl picture(int number = 0)
    {
        const QString file = folder.filePath(QStringLiteral("picture%1.jpg").arg(number));
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(QColor(10 * number, 120, 60));
        if (!image.save(file))
            qFatal("cannot write a picture");
        return QUrl::fromLocalFile(file);
    }
    /// Opens the app on this phone's home, which the phone must not use any more.
    std::unique_ptr<resident::AppCore> open(TestPhone& phone, const char* name,
                                            std::unique_ptr<platform::PositionSource> position = nullptr)
    {
        phone.close();
        auto core = std::make_unique<resident::AppCore>(std::make_unique<resident::CoreWorker>(
            resident::Ports{.home = path(name),
                            .vault = std::make_unique<LentVault>(phone.vault),
                            .images = std::make_unique<platform::QtImageCodec>(),
                            .clock = std::make_unique<platform::FakeClock>(hub.now()),
                            .makeTransport = [this](const std::string&) -> Result<std::unique_ptr<sync::Transport>> {
                                return std::make_unique<LineTransport>(line);
                            },
                            .position = std::move(position)}));
        QSignalSpy opened(core.get(), &resident::AppCore::openedChanged);
        core->open();
        if (!opened.wait() || !core->joined())
            qFatal("the app cannot open the home: %s", qPrintable(core->problem()));
        return core;
    }
    /// The app meets the hub until `seen` holds; then the hub is out of reach again.
    template <class Seen> bool meetUntil(resident::AppCore& core, Seen seen)
    {
        setReachable(true);
        core.syncNow();
        const bool came = QTest::qWaitFor(seen, 20'000);
        setReachable(false);
        return came;
    }
    void setReachable(bool reachable)
    {
        const std::lock_guard lock(line.mutex);
        line.reachable = reachable;
    }

    static void need(const std::string& code)
    {
        if (!code.empty())
            qFatal("a phone cannot join or sync: %s", code.c_str());
    }

private:
    void join(TestPhone& phone, const std::string& invite, const char* name)
    {
        need(admin.sync());
        need(phone.join(invite, name));
    }
};

inline OpId reportBy(TestPhone& phone, const std::string& item = "facilities.lighting",
                     const std::string& text = "楼道灯不亮", bool nameHidden = false)
{
    return phone.submitBytes(resident::reportDraft(
        {.item = item, .text = text, .place = "3楼", .building = BuildingId{"JY-1"}, .nameHidden = nameHidden}, {}));
}

inline QVariant cell(const QAbstractItemModel& model, int row, int role)
{
    return model.data(model.index(row, 0), role);
}

} // namespace linli::test
