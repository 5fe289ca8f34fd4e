// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Exchange.h"
#include "core/sync/SyncTuning.h"
#include "platform/fake/FakeTransport.h"

#include <QTest>

using namespace linli;
using sync::HttpRequest;
using sync::HttpResponse;

namespace {

HttpRequest get(int number)
{
    HttpRequest request;
    request.method = "GET";
    request.path = "/" + std::to_string(number);
    return request;
}

/// Wants 0, 1, … up to `last`, one after the other, and says so before.
class Countdown final : public sync::Exchange {
public:
    explicit Countdown(int last) : m_last(last) {}
    std::optional<HttpRequest> nextRequest() override
    {
        return m_next > m_last ? std::nullopt : std::optional(get(m_next));
    }
    std::vector<HttpRequest> soon() override
    {
        std::vector<HttpRequest> requests;
        for (int i = m_next + 1; i <= m_last; ++i)
            requests.push_back(get(i));
        return requests;
    }
    void onResponse(Result<HttpResponse> response) override
    {
        got.push_back(response ? asString(response->body) : response.error().code);
        m_next = response ? m_next + 1 : m_last + 1;
    }
    std::vector<std::string> got;

private:
    int m_last;
    int m_next = 0;
};

/// Answers when it is told to, in any order.
class Held final : public sync::Transport {
public:
    void send(HttpRequest request, std::function<void(Result<HttpResponse>)> done) override
    {
        waiting.emplace_back(request.path, std::move(done));
        ++sent;
    }
    std::unique_ptr<sync::LiveChannel> openLive(const std::string&, const std::string&, LiveHandlers) override
    {
        return nullptr;
    }
    void answer(const std::string& path, const std::optional<Error>& error = std::nullopt)
    {
        const auto found = std::ranges::find(waiting, path, &std::pair<std::string, Done>::first);
        if (found == waiting.end())
            qFatal("nobody asked for %s", path.c_str());
        const Done done = std::move(found->second);
        waiting.erase(found);
        done(error ? Result<HttpResponse>(std::unexpected(*error)) : HttpResponse{200, "", toBytes(path), {}});
    }
    using Done = std::function<void(Result<HttpResponse>)>;
    std::vector<std::pair<std::string, Done>> waiting;
    int sent = 0;
};

} // namespace

class TestDriver : public QObject {
    Q_OBJECT

private slots:
    void asksAheadAndHandsOverInOrder()
    {
        Held transport;
        Countdown exchange(4);
        bool done = false;
        sync::Driver driver(transport, exchange, [&] { done = true; });
        driver.start();
        QCOMPARE(transport.waiting.size(), 1 + sync::tuning::requestsAhead);
        transport.answer("/2");
        transport.answer("/1");
        QVERIFY(exchange.got.empty()); // nothing before the first
        transport.answer("/0");
        QCOMPARE(exchange.got, (std::vector<std::string>{"/0", "/1", "/2"}));
        transport.answer("/3");
        transport.answer("/4");
        QVERIFY(done);
        QCOMPARE(exchange.got.size(), 5UZ);
        QCOMPARE(transport.sent, 5); // each once
    }

    void whatFailedBeforeItWasWantedIsAskedForAgain()
    {
        Held transport;
        Countdown exchange(1);
        bool done = false;
        sync::Driver driver(transport, exchange, [&] { done = true; });
        driver.start();
        transport.answer("/1", Error{ErrorKind::Unreachable, "hub.unreachable", {}});
        transport.answer("/0");
        transport.answer("/1");
        QVERIFY(done);
        QCOMPARE(exchange.got, (std::vector<std::string>{"/0", "/1"}));
    }

    void aFailureOfWhatIsWantedIsTold()
    {
        Held transport;
        Countdown exchange(1);
        bool done = false;
        sync::Driver driver(transport, exchange, [&] { done = true; });
        driver.start();
        transport.answer("/0");
        transport.answer("/1", Error{ErrorKind::Unreachable, "hub.timeout", {}});
        QVERIFY(done);
        QCOMPARE(exchange.got, (std::vector<std::string>{"/0", "hub.timeout"}));
    }

    void lateAnswersToADriverThatIsGoneTouchNothing()
    {
        Held transport;
        Countdown exchange(2);
        {
            sync::Driver driver(transport, exchange, [] {});
            driver.start();
        }
        transport.answer("/1");
        transport.answer("/0");
        QVERIFY(exchange.got.empty());
    }
};

QTEST_GUILESS_MAIN(TestDriver)
#include "tst_driver.moc"
