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

/// What a packed push may unpack to: enough to see that it is too large, too little to fill the memory.
constexpr std::size_t maxUnpackedPush = 1024 * 1024;

/// One operation of a push, as it will be answered.
struct Asked {
    OpId op;
    bool setAside = false; ///< not the sender's to withdraw
};

/// Whoever carries a neighbour's operation (core/sync, bundles) brings its content too: an operation without it says that its
/// author gives it up, which nobody else may say.
Asked askedFor(const log::SignedOperation& operation, const std::optional<DeviceId>& sender)
{
    const auto header = log::decodeHeader(operation.header);
    if (!header)
        return {};
    return {header->op, sender && !operation.payload && header->place.device != *sender};
}

Sequencer::Answer notYours()
{
    Sequencer::Answer answer;
    answer.refusal = community::Replica::Batch::Refusal::Refused;
    answer.verdict = log::Verdict::reject("op.not_yours_to_withdraw");
    return answer;
}

} // namespace

Result<std::vector<log::SignedOperation>> HttpApi::readPush(const Request& request)
{
    pb::sync::Push push;
    LINLI_CHECK(sync::decodeBody(request.contentType, request.body, push, maxUnpackedPush));
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
    const auto amount = static_cast<double>(operations->size());
    if (auto refused = overRate(m_operationRates, reader->device.str(), amount))
        return respond(std::move(*refused));
    push(target, std::move(*operations), reader->device, std::move(respond));
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
    target.community.sequencer().push(std::move(taken), [asked = std::move(asked), respond = std::move(respond)](
                                                            Result<std::vector<Sequencer::Answer>> answers) {
        if (!answers)
            return respond(problem(answers.error()));
        pb::sync::PushAnswer out;
        auto next = answers->cbegin();
        for (const Asked& each : asked)
            answerToProto(each.op, each.setAside ? notYours() : *next++, *out.add_answers());
        respond(replyWith(out));
    });
}

void HttpApi::logPage(const Request& request, const Target& target, Respond respond)
{
    const auto reader = authenticate(request, target);
    if (!reader)
        return respond(problem(reader.error()));
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
