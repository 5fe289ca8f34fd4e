// SPDX-License-Identifier: Apache-2.0
#include "app/hub/Replies.h"

#include "app/hub/Tus.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"

#include <spdlog/spdlog.h>

namespace linli::hub {
namespace {

using Refusal = community::Replica::Batch::Refusal;
using pb::sync::Answer;

constexpr int ok = 200;
constexpr Milliseconds comeAgain = std::chrono::seconds(5);

int statusOf(const Error& error)
{
    if (error.code == "auth.token")
        return 401;
    if (error.code.ends_with(".too_large"))
        return 413;
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::Integrity:
        return 400;
    case ErrorKind::Rejected:
        return 403;
    case ErrorKind::Unreachable:
    case ErrorKind::Store:
        return 503;
    case ErrorKind::Internal:
        break;
    }
    return 500;
}

Answer::Status statusOf(const Sequencer::Answer& answer)
{
    switch (answer.refusal) {
    case Refusal::None:
        return answer.verdict.accepted() ? Answer::ACCEPTED : Answer::REJECTED;
    case Refusal::Already:
        return Answer::ALREADY;
    case Refusal::Gap:
        return Answer::WAIT_GAP;
    case Refusal::UnknownKind:
        return Answer::WAIT_UPGRADE;
    default:
        return Answer::REFUSED;
    }
}

} // namespace

sync::HttpResponse replyWith(const google::protobuf::MessageLite& message)
{
    sync::Body body = sync::encodeBody(message);
    return {ok, std::move(body.contentType), std::move(body.bytes), std::nullopt};
}

sync::HttpResponse replyText(std::string_view text)
{
    return {ok, "text/plain; charset=utf-8", toBytes(text), std::nullopt};
}

sync::HttpResponse replyRange(std::string_view type, Bytes bytes, std::string_view asked, std::string_view code)
{
    sync::HttpResponse reply{ok, std::string(type), {}, std::nullopt, {{"Accept-Ranges", "bytes"}}};
    if (asked.empty()) {
        reply.body = std::move(bytes);
        return reply;
    }
    const auto range = tus::parseRange(asked, bytes.size());
    const std::string size = std::to_string(bytes.size());
    if (!range) {
        sync::HttpResponse refused = problem(416, code);
        refused.headers.emplace_back("Content-Range", "bytes */" + size);
        return refused;
    }
    reply.status = 206;
    reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(range->first) + "-" +
                                                    std::to_string(range->last) + "/" + size);
    const ByteView part = ByteView(bytes).subspan(range->first, range->last - range->first + 1);
    reply.body.assign(part.begin(), part.end());
    return reply;
}

sync::HttpResponse problem(int status, std::string_view code, std::string_view detail)
{
    pb::sync::Problem message;
    message.set_code(std::string(code));
    message.set_detail(std::string(detail));
    sync::HttpResponse reply = replyWith(message);
    reply.status = status;
    return reply;
}

sync::HttpResponse problem(const Error& error)
{
    const int status = statusOf(error);
    // What went wrong inside is for the operator's log, not for whoever asks.
    if (status >= 500)
        spdlog::error("request: {} {}", error.code, error.detail);
    sync::HttpResponse reply = problem(status, error.code, status >= 500 ? std::string() : error.detail);
    if (status == 503)
        reply.retryAfter = comeAgain;
    return reply;
}

void answerToProto(const Sequencer::Answer& answer, Answer& out)
{
    out.set_status(statusOf(answer));
    out.set_seq(answer.seq.value);
    out.set_code(answer.verdict.code);
    out.set_expected_device_seq(answer.expectedDeviceSeq);
}

} // namespace linli::hub
