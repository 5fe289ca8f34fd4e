// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"
#include "core/members/Directory.h"
#include "core/sync/SyncSession.h"
#include "platform/fake/FakeKeyVault.h"
#include "platform/qt/QtTransport.h"

#include <google/protobuf/message_lite.h>

#include <memory>

namespace linli::test {

/// A phone of the tests that talks to a real hub over real sockets: a real Home, synced by the product's own sessions and
/// transport. Calls wait for the answer in an event loop of their own.
class HubPhone {
public:
    HubPhone(std::filesystem::path folder, const std::string& hubUrl);

    /// Joins with an invite and syncs; the error code, empty when it worked.
    [[nodiscard]] std::string join(const std::string& invite, const std::string& name = "住户");
    /// One whole session; its error code, empty when it ended well.
    [[nodiscard]] std::string sync();
    /// Submits and returns the new id; null with the rule's code in `rejection`.
    OpId submit(std::string_view kind, const google::protobuf::MessageLite& facts,
                const google::protobuf::MessageLite& content, log::Audience audience = {});
    std::string inviteHousehold(const std::string& household);
    std::string inviteRole(members::Role role, const std::vector<std::string>& buildings = {});

    /// One request below "/v1/c/<community>"; status 0 when there was no answer.
    [[nodiscard]] sync::HttpResponse call(const std::string& method, const std::string& rest, Bytes body = {},
                                          const std::string& contentType = {});
    [[nodiscard]] sync::HttpResponse call(const std::string& method, const std::string& rest,
                                          const google::protobuf::MessageLite& message);
    /// Challenge and login by hand; the token is used by later calls.
    [[nodiscard]] int login();

    /// The process ends and is started again; the error code, empty when it worked.
    [[nodiscard]] std::string reopen();
    void close() { m_home.reset(); }
    /// The hub was started again at another address.
    void moveTo(const std::string& hubUrl);
    [[nodiscard]] community::Home& home() { return *m_home; }
    [[nodiscard]] community::Replica& replica() { return m_home->replica(); }
    [[nodiscard]] platform::QtTransport& transport() { return *m_transport; }
    [[nodiscard]] std::string path(const std::string& rest);

    std::string rejection;
    std::string token;
    sync::SyncOutcome outcome; ///< of the last sync()

private:
    template <class Conversation> void run(Conversation& conversation);
    [[nodiscard]] Result<sync::HttpResponse> exchange(sync::HttpRequest request);
    [[nodiscard]] std::string invite(const std::function<void(void*)>& setTarget);

    std::filesystem::path m_folder;
    std::string m_hubUrl;
    std::unique_ptr<platform::QtTransport> m_transport;
    platform::FakeKeyVault m_vault;
    SystemClock m_clock;
    std::optional<community::Home> m_home;
};

} // namespace linli::test
