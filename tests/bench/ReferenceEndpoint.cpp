// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/ReferenceEndpoint.h"

#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/bench/Need.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace linli::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;

constexpr int ioThreads = 2;

/// The thread that writes: all that waits in one commit, then every answer.
class Writer {
public:
    using Done = std::function<void()>;
    explicit Writer(std::unique_ptr<ReferenceStore> store)
        : m_store(std::move(store)), m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }
    void add(std::vector<ReferenceStore::Operation> operations, Done done)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_waiting.push_back({std::move(operations), std::move(done)});
        }
        m_wake.notify_one();
    }

private:
    struct Job {
        std::vector<ReferenceStore::Operation> operations;
        Done done;
    };
    void run(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        while (m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
            const std::deque<Job> jobs = std::exchange(m_waiting, {});
            lock.unlock();
            std::vector<ReferenceStore::Operation> together;
            for (const Job& job : jobs)
                together.insert(together.end(), job.operations.begin(), job.operations.end());
            m_store->insert(together);
            for (const Job& job : jobs)
                job.done();
            lock.lock();
        }
    }
    std::unique_ptr<ReferenceStore> m_store;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_waiting;
    std::jthread m_thread; ///< last: starts when all else is there
};

struct Shared {
    ReferenceEndpoint::Keys keys;
    Writer writer;
};

/// What a push says, checked; the answer is ready before the commit and leaves after it. Throws for what does not hold.
struct Checked {
    std::vector<ReferenceStore::Operation> operations;
    sync::Body answer;
};
Checked check(const ReferenceEndpoint::Keys& keys, const std::string& contentType, const std::string& body)
{
    pb::sync::Push push;
    need(sync::decodeBody(contentType, asBytes(body), push));
    Checked out;
    pb::sync::PushAnswer answers;
    for (const auto& in : push.operations()) {
        const auto operation = need(log::operationFromProto(in));
        const log::Header header = need(log::decodeHeader(operation.header));
        require(log::signatureHolds(operation, keys.at(header.place.device)), "signature");
        out.operations.push_back({header.op.str(), in.SerializeAsString()});
        auto& answer = *answers.add_answers();
        answer.set_status(pb::sync::Answer::ACCEPTED);
    }
    out.answer = sync::encodeBody(answers);
    return out;
}

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Tcp::socket socket, Shared& shared) : m_stream(std::move(socket)), m_shared(shared) {}
    void read()
    {
        m_request = {};
        http::async_read(m_stream, m_buffer, m_request, [self = shared_from_this()](auto fault, std::size_t) {
            if (!fault)
                self->take();
        });
    }

private:
    void take()
    {
        try {
            auto checked = check(m_shared.keys, std::string(m_request[http::field::content_type]), m_request.body());
            m_shared.writer.add(std::move(checked.operations),
                                [self = shared_from_this(), answer = std::move(checked.answer)] {
                                    asio::post(self->m_stream.get_executor(), [self, answer] {
                                        self->write(http::status::ok, answer.contentType, asString(answer.bytes));
                                    });
                                });
        } catch (const std::exception& error) {
            write(http::status::bad_request, "text/plain", error.what());
        }
    }
    void write(http::status status, const std::string& contentType, std::string body)
    {
        m_response = {status, m_request.version()};
        m_response.set(http::field::content_type, contentType);
        m_response.keep_alive(true);
        m_response.body() = std::move(body);
        m_response.prepare_payload();
        http::async_write(m_stream, m_response, [self = shared_from_this()](auto fault, std::size_t) {
            if (!fault)
                self->read();
        });
    }
    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    http::request<http::string_body> m_request;
    http::response<http::string_body> m_response;
    Shared& m_shared;
};

} // namespace

struct ReferenceEndpoint::Impl {
    asio::io_context context{ioThreads}; ///< first: the writer lets go of the last sessions, whose sockets need it
    Tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
    Shared shared;
    std::vector<std::jthread> threads;

    Impl(Keys keys, std::unique_ptr<ReferenceStore> store) : shared{std::move(keys), Writer(std::move(store))} {}
    void accept()
    {
        acceptor.async_accept(asio::make_strand(context), [this](auto fault, Tcp::socket socket) {
            if (fault)
                return;
            socket.set_option(Tcp::no_delay(true));
            std::make_shared<Session>(std::move(socket), shared)->read();
            accept();
        });
    }
};

ReferenceEndpoint::ReferenceEndpoint(Keys keys, std::unique_ptr<ReferenceStore> store)
    : m_impl(std::make_unique<Impl>(std::move(keys), std::move(store)))
{
    m_impl->accept();
    for (int i = 0; i < ioThreads; ++i)
        m_impl->threads.emplace_back([this] { m_impl->context.run(); });
}

ReferenceEndpoint::~ReferenceEndpoint()
{
    m_impl->context.stop();
    m_impl->threads.clear();
}

std::string ReferenceEndpoint::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_impl->acceptor.local_endpoint().port());
}

} // namespace linli::bench
