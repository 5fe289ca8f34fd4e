// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Home.h"
#include "core/sync/SyncSession.h"
#include "platform/fake/FakeClock.h"
#include "platform/fake/FakeKeyVault.h"
#include "tests/support/TestHub.h"

namespace linli::test {

/// A phone of the tests: a real Home in a folder, synced with a TestHub request by request.
class TestPhone {
public:
    TestPhone(std::filesystem::path folder, TestHub& hub);

    /// Joins with an invite and syncs. The hub's answer as an error code, empty when it worked.
    [[nodiscard]] std::string join(const std::string& invite, const std::string& name = "住户");
    /// One whole session. Its error code, empty when it ended well.
    std::string sync();
    /// Submits; the new id, or the rule's code in `rejection`.
    template <class Facts, class Content>
    OpId submit(std::string_view kind, const Facts& facts, const Content& content, log::Audience audience = {})
    {
        return submitBytes({std::string(kind), toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()),
                            std::move(audience)});
    }
    OpId submitBytes(const community::Replica::Draft& draft);
    /// An invite of this phone's member for a household, as text.
    [[nodiscard]] std::string inviteHousehold(const std::string& household);
    [[nodiscard]] std::string inviteRole(members::Role role, const std::vector<std::string>& buildings = {},
                                         const std::string& household = {});

    [[nodiscard]] community::Home& home() { return *m_home; }
    [[nodiscard]] community::Replica& replica() { return m_home->replica(); }
    void close() { m_home.reset(); }
    [[nodiscard]] std::string reopen();  ///< error code, empty when it worked
    [[nodiscard]] std::string recover(); ///< as reopen, through Home::recover

    std::string rejection; ///< code of the last submit, empty when it was accepted
    platform::FakeKeyVault vault;

private:
    [[nodiscard]] std::string invite(const std::function<void(void*)>& setTarget);
    [[nodiscard]] std::string take(Result<community::Home> home);
    template <class ExchangeType> void run(ExchangeType& exchange);
    std::filesystem::path m_folder;
    TestHub& m_hub;
    std::optional<community::Home> m_home;
    std::string m_token;
};

} // namespace linli::test
