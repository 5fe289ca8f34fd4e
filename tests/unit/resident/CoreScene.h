// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"
#include "platform/fake/FakeClock.h"
#include "platform/fake/FakeConnectivity.h"
#include "platform/fake/FakeTransport.h"
#include "platform/qt/QtImageCodec.h"
#include "tests/support/TestPhone.h"

#include <QTemporaryDir>
#include <QTest>

#include <mutex>

namespace linli::test {

/// A vault of the scene, lent to the core.
class LentVault final : public crypto::KeyVault {
public:
    explicit LentVault(crypto::KeyVault& vault) : m_vault(vault) {}
    Result<std::optional<crypto::Secret32>> load() override { return m_vault.load(); }
    Result<crypto::Secret32> create() override { return m_vault.create(); }

private:
    crypto::KeyVault& m_vault;
};

/// A fake transport that delivers by the event loop of the thread it lives on. It has no live channel, so that every
/// syncNow() is a whole session.
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

/// A community with a hub, an admin's phone and a resident's home that an AppCore opens; the network is off until a test
/// says otherwise, and then belongs to the core's thread: call the phones and the hub only while it is off.
class CoreScene {
public:
    static constexpr int patience = 20'000; ///< ms, for what other threads do

    CoreScene() : hub(folder("hub"), SystemClock().now()), admin(folder("admin"), hub), resident(folder("home"), hub)
    {
        require(admin.join(hub.adminInvite(), "王姐"));
    }
    ~CoreScene() { setOnline(false); }

    void joinResident(const std::string& invite, const std::string& name = "李阿姨")
    {
        require(admin.sync());
        require(resident.join(invite, name));
    }
    /// The resident's home goes to an AppCore.
    void open()
    {
        resident.close();
        core = std::make_unique<linli::resident::AppCore>(std::make_unique<linli::resident::CoreWorker>(ports()));
        core->open();
        QVERIFY(QTest::qWaitFor([this] { return core->opened(); }, patience));
        QVERIFY2(core->problem().isEmpty(), qPrintable(core->problem()));
        QVERIFY(core->joined());
    }
    void setOnline(bool online)
    {
        const std::scoped_lock lock(m_mutex);
        m_online = online;
    }
    /// The core meets the hub until `seen` holds, then the network is off again.
    template <class Seen> bool syncUntil(Seen seen)
    {
        setOnline(true);
        core->syncNow();
        const bool came = QTest::qWaitFor(seen, patience);
        setOnline(false);
        return came;
    }
    static void require(const std::string& code)
    {
        if (!code.empty())
            qFatal("scene: %s", code.c_str());
    }

private:
    QTemporaryDir m_folder;
    std::mutex m_mutex;
    bool m_online = false;

    std::filesystem::path folder(const char* name)
    {
        const auto made = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::filesystem::create_directories(made);
        return made;
    }
    linli::resident::Ports ports()
    {
        auto network = std::make_unique<platform::FakeConnectivity>();
        network->setMetered(metered);
        connectivity = network.get();
        return {.home = folder("home"),
                .vault = std::make_unique<LentVault>(resident.vault),
                .images = std::make_unique<platform::QtImageCodec>(),
                .clock = std::make_unique<platform::FakeClock>(hub.now() + phoneAhead),
                .makeTransport = [this](const std::string&) -> Result<std::unique_ptr<sync::Transport>> {
                    return std::make_unique<LoopTransport>([this](const sync::HttpRequest& request) {
                        const std::scoped_lock lock(m_mutex);
                        return m_online ? hub.handle(request) : fail(ErrorKind::Unreachable, "hub.unreachable");
                    });
                },
                .connectivity = std::move(network)};
    }

public:
    TestHub hub;
    TestPhone admin;
    TestPhone resident;
    bool metered = false;                               ///< before open(): the network costs money
    platform::FakeConnectivity* connectivity = nullptr; ///< of the core, on this thread
    Milliseconds phoneAhead{0}; ///< how much the resident's clock is fast once the home goes to an AppCore
    std::unique_ptr<linli::resident::AppCore> core; // last: it uses all of the above
};

} // namespace linli::test
