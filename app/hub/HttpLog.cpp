// SPDX-License-Identifier: Apache-2.0
#include "app/hub/HttpApi.h"

#include "app/hub/Replies.h"
#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"

/// HttpApi: operations in, log out.
namespace linli::hub {
namespace {

constexpr std::string_view noticeKind = "notices.publish";

Sequencer::Answer notYours()
{
    Sequencer::Answer answer;
    answer.refusal = community::Replica::Batch::Refusal::Refused;
    answer.verdict = log::Verdict::reject("op.not_yours_to_withdraw");
    return answer;
}

} // namespace

/// One operation of a push, as it will be answered.
struct HttpApi::Asked {
    bool setAside = false; ///< not the sender's to withdraw
};

/// Whoever carries a neighbour's operation (core/sync, bundles) brings its content too: an operation without it says that its
/// author gives it up, which nobody else may say.
HttpApi::Asked HttpApi::askedFor(const log::SignedOperation& operation, const std::optional<DeviceId>& sender)
{
    if (!sender || operation.payload)
        return {};
    const auto header = log::decodeHeader(operation.header);
    return {header && header->place.device != *sender};
}

Result<std::vector<log::SignedOperation>> HttpApi::readPush(const Request& request)
{
    pb::sync::Push push;
    LINLI_CHECK(sync::decodeBody(request.contentType, request.body, push, maxUnpackedBody));
    if (static_cast<std::size_t>(push.operations_size()) > maxPushOperations || push.ByteSizeLong() > maxPushBytes)
        return fail(ErrorKind::Invalid, "push.too_large", "at most 500 operations in 512 KiB");
    std::vector<log::SignedOperation> operations;
    for (const auto& in : push.operations()) {
        LINLI_TRY(auto operation, log::operationFromProto(in));
        operations.push_back(std::move(operation));
    }
    return operations;
}

void HttpApi::operations(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    auto operations = readPush(request);
    if (!operations)
        return respond(problem(operations.error()));
    if (auto refused = overPushRate(*reader, *operations))
        return respond(std::move(*refused));
    push(target, std::move(*operations), reader->device, std::move(respond));
}

std::optional<Reply> HttpApi::overPushRate(const Reader& reader, std::span<const log::SignedOperation> operations)
{
    const auto notices = std::ranges::count_if(operations, [](const log::SignedOperation& operation) {
        const auto header = log::decodeHeader(operation.header);
        return header && header->kind == noticeKind;
    });
    const std::string device = reader.device.str();
    if (notices > 0)
        if (auto refused = overRate(m_noticeRates, device, static_cast<double>(notices)))
            return refused;
    const auto others = static_cast<double>(operations.size()) - static_cast<double>(notices);
    return others > 0 ? overRate(reader.staff ? m_staffRates : m_operationRates, device, others) : std::nullopt;
}

void HttpApi::push(const Target& target, std::vector<log::SignedOperation> operations,
                   const std::optional<DeviceId>& sender, Respond respond)
{
    std::vector<Asked> asked;
    asked.reserve(operations.size());
    std::vector<log::SignedOperation> taken;
    for (log::SignedOperation& operation : operations) {
        asked.push_back(askedFor(operation, sender));
        if (!asked.back().setAside)
            taken.push_back(std::move(operation));
    }
    Sequencer& sequencer = target.community.sequencer();
    sequencer.push(std::move(taken), [this, &sequencer, asked = std::move(asked),
                                      respond = std::move(respond)](const Sequencer::Answers& answers) {
        respond(answers ? pushReply(asked, *answers) : pushRefusal(sequencer, asked.size(), answers.error()));
    });
}

Reply HttpApi::pushReply(std::span<const Asked> asked, std::span<const Sequencer::Answer> answers)
{
    pb::sync::PushAnswer out;
    auto next = answers.begin();
    for (const Asked& each : asked) {
        pb::sync::Answer& answer = *out.add_answers();
        answerToProto(each.setAside ? notYours() : *next++, answer);
        m_verdicts.add(answer.code().empty() ? pb::sync::Answer::Status_Name(answer.status()) : answer.code());
    }
    return replyWith(out);
}

Reply HttpApi::pushRefusal(Sequencer& sequencer, std::size_t operations, const Error& error)
{
    Reply reply = problem(error);
    if (error.code == "hub.busy")
        reply.retryAfter = sequencer.comeAgain(operations);
    return reply;
}

void HttpApi::logPage(const Request& request, const Target& target, Respond respond)
{
    auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
    reader->hasOwnFrom = parseOwn(request.own);
    const auto after = parseAfter(request.after);
    if (!after)
        return respond(problem(400, "log.bad_after"));
    pb::sync::LogPage page;
    if (const auto read = target.community.pages().read(*after, *reader, page); !read)
        return respond(problem(read.error()));
    respond(replyWith(page));
}

void HttpApi::checkpoint(const Request&, const Target& target, Respond respond)
{
    respond(replyText(target.community.head().snapshot().checkpoint));
}

} // namespace linli::hub
