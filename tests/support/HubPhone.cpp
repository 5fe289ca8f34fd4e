// SPDX-License-Identifier: Apache-2.0
#include "tests/support/HubPhone.h"

#include "core/members/Invite.h"
#include "core/members/members.pb.h"
#include "core/sync/JoinSession.h"
#include "core/sync/Joining.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

#include <QEventLoop>

namespace linli::test {

HubPhone::HubPhone(std::filesystem::path folder, const std::string& hubUrl) : m_folder(std::move(folder))
{
    moveTo(hubUrl);
}

void HubPhone::moveTo(const std::string& hubUrl)
{
    m_hubUrl = hubUrl;
    m_transport = std::make_unique<platform::QtTransport>(QUrl(QString::fromStdString(hubUrl)));
}

std::string HubPhone::reopen()
{
    m_home.reset();
    auto home = community::Home::open(m_folder, m_vault);
    if (!home)
        return home.error().code;
    m_home.emplace(std::move(*home));
    return {};
}

std::string HubPhone::path(const std::string& rest)
{
    return sync::communityPath(replica().genesis().community, rest);
}

Result<sync::HttpResponse> HubPhone::exchange(sync::HttpRequest request)
{
    Result<sync::HttpResponse> answer;
    QEventLoop loop;
    m_transport->send(std::move(request), [&](Result<sync::HttpResponse> response) {
        answer = std::move(response);
        loop.quit();
    });
    loop.exec();
    return answer;
}

template <class Conversation> void HubPhone::run(Conversation& conversation)
{
    while (auto request = conversation.nextRequest())
        conversation.onResponse(exchange(std::move(*request)));
}

std::string HubPhone::join(const std::string& invite, const std::string& name)
{
    auto joining = sync::startJoining(m_folder, m_vault, m_hubUrl, invite, name, m_clock.now());
    if (!joining)
        return joining.error().code;
    sync::JoinSession session(joining->home.replica().genesis(), joining->join);
    run(session);
    if (session.error()) {
        community::Home::abandonJoining(std::move(joining->home));
        return session.error()->code;
    }
    m_home.emplace(std::move(joining->home));
    const std::string code = sync();
    return code.empty() && !m_home->finishJoining() ? "finish" : code;
}

std::string HubPhone::sync()
{
    sync::SyncSession session({replica(), m_home->photos(), m_home->identity(), m_clock},
                              {.pull = true, .token = token});
    run(session);
    token = session.token();
    outcome = session.outcome();
    return outcome.error ? outcome.error->code : std::string();
}

OpId HubPhone::submit(std::string_view kind, const google::protobuf::MessageLite& facts,
                      const google::protobuf::MessageLite& content, log::Audience audience)
{
    const auto op = replica().submit(m_home->identity(),
                                     {std::string(kind), toBytes(facts.SerializeAsString()),
                                      toBytes(content.SerializeAsString()), std::move(audience)},
                                     m_clock.now());
    rejection = op ? std::string() : op.error().code;
    return op.value_or(OpId{});
}

std::string HubPhone::invite(const std::function<void(void*)>& setTarget)
{
    crypto::Secret32 seed = crypto::Secret32::random();
    pb::members::Invite facts;
    facts.set_key(asString(crypto::SigningKey::fromSeed(seed).publicKey()));
    facts.set_expires_ms(toMs(m_clock.now() + std::chrono::days(7)));
    setTarget(&facts);
    submit("members.invite", facts, pb::members::Nothing());
    const auto& genesis = replica().genesis();
    return members::inviteText({genesis.community, genesis.hubKey, genesis.foundingHash, std::move(seed)});
}

std::string HubPhone::inviteHousehold(const std::string& household)
{
    return invite([&](void* facts) { static_cast<pb::members::Invite*>(facts)->set_household(household); });
}

std::string HubPhone::inviteRole(members::Role role, const std::vector<std::string>& buildings)
{
    return invite([&](void* facts) {
        auto* target = static_cast<pb::members::Invite*>(facts)->mutable_role();
        target->set_role(static_cast<pb::members::Role>(role));
        target->mutable_buildings()->Assign(buildings.begin(), buildings.end());
    });
}

sync::HttpResponse HubPhone::call(const std::string& method, const std::string& rest, Bytes body,
                                  const std::string& contentType)
{
    sync::HttpRequest request{method, path(rest), token, contentType, std::move(body), sync::tuning::requestDeadline};
    const auto answer = exchange(std::move(request));
    if (!answer)
        qWarning("%s %s: %s %s", method.c_str(), rest.c_str(), answer.error().code.c_str(),
                 answer.error().detail.c_str());
    return answer.value_or(sync::HttpResponse{});
}

sync::HttpResponse HubPhone::call(const std::string& method, const std::string& rest,
                                  const google::protobuf::MessageLite& message)
{
    sync::Body body = sync::encodeBody(message);
    return call(method, rest, std::move(body.bytes), body.contentType);
}

int HubPhone::login()
{
    const crypto::Identity& identity = m_home->identity();
    pb::sync::ChallengeRequest ask;
    ask.set_device_id(identity.device.str());
    pb::sync::Challenge challenge;
    if (!sync::readAnswer(call("POST", "/challenge", ask), challenge))
        return 0;
    pb::sync::LoginRequest proof;
    proof.set_device_id(identity.device.str());
    proof.set_nonce(challenge.nonce());
    const Bytes message =
        sync::loginMessage(replica().genesis().community, identity.device, asBytes(challenge.nonce()));
    proof.set_signature(asString(identity.signing.sign(sync::loginContext, message)));
    const sync::HttpResponse response = call("POST", "/login", proof);
    pb::sync::Login login;
    if (sync::readAnswer(response, login))
        token = login.token();
    return response.status;
}

} // namespace linli::test
