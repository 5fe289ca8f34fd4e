// SPDX-License-Identifier: Apache-2.0
#include "core/sync/JoinSession.h"

#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

namespace linli::sync {

JoinSession::JoinSession(const community::Genesis& genesis, log::SignedOperation join)
    : m_genesis(genesis), m_join(std::move(join))
{
}

std::optional<HttpRequest> JoinSession::nextRequest()
{
    if (m_step == Step::Over)
        return std::nullopt;
    HttpRequest out;
    out.deadline = tuning::requestDeadline;
    if (m_step == Step::Info) {
        out.method = "GET";
        out.path = communityPath(m_genesis.community, "/info");
        return out;
    }
    pb::sync::Push push;
    log::operationToProto(m_join, *push.add_operations());
    Body body = encodeBody(push);
    out.method = "POST";
    out.path = communityPath(m_genesis.community, "/join");
    out.contentType = std::move(body.contentType);
    out.body = std::move(body.bytes);
    return out;
}

void JoinSession::onResponse(Result<HttpResponse> response)
{
    auto done = response ? read(*response) : Result<void>(std::unexpected(response.error()));
    if (done)
        return;
    m_error = done.error();
    m_step = Step::Over;
}

Result<void> JoinSession::read(const HttpResponse& response)
{
    if (m_step == Step::Info) {
        pb::sync::HubInfo info;
        LINLI_CHECK(readAnswer(response, info));
        if (info.hub_key() != asString(m_genesis.hubKey) || info.genesis_hash() != asString(m_genesis.foundingHash))
            return fail(ErrorKind::Rejected, "hub.other_community");
        m_step = Step::Join;
        return {};
    }
    using pb::sync::Answer;
    pb::sync::PushAnswer answers;
    LINLI_CHECK(readAnswer(response, answers));
    if (answers.answers_size() != 1)
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "number of answers");
    const Answer& answer = answers.answers(0);
    m_step = Step::Over;
    const bool taken =
        answer.status() == Answer::ACCEPTED || (answer.status() == Answer::ALREADY && answer.code().empty());
    return taken ? Result<void>{} : fail(ErrorKind::Rejected, answer.code().empty() ? "hub.busy" : answer.code());
}

} // namespace linli::sync
