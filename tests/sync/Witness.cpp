// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/Witness.h"

#include "core/log/log.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/sync/Journal.h"

#include <charconv>

namespace linli::sim {
namespace {

/// The second line of a note (C2SP tlog-checkpoint): the size in decimal.
std::uint64_t sizeOf(const std::string& note)
{
    const std::size_t begin = note.find('\n') + 1;
    std::uint64_t size = 0;
    std::from_chars(note.data() + begin, note.data() + note.size(), size);
    return size;
}

} // namespace

void Witness::heard(const sync::HttpRequest& request, const sync::HttpResponse& reply, Journal& journal)
{
    if (reply.status != 200)
        return;
    if (request.path.find("/log?") != std::string::npos) {
        pb::sync::LogPage page;
        if (sync::decodeBody(reply.contentType, reply.body, page))
            heardCheckpoint(page.checkpoint(), journal);
    }
    if (!request.path.ends_with("/operations") && !request.path.ends_with("/join"))
        return;
    using pb::sync::Answer;
    pb::sync::PushAnswer answers;
    if (!sync::decodeBody(reply.contentType, reply.body, answers))
        return;
    pb::sync::Push push;
    if (!sync::decodeBody(request.contentType, request.body, push) || push.operations_size() != answers.answers_size())
        return journal.fail("the hub gave another number of answers than it was asked");
    for (int i = 0; i < answers.answers_size(); ++i) {
        const Answer& answer = answers.answers(i);
        const bool entered = answer.status() == Answer::ACCEPTED || answer.status() == Answer::ALREADY ||
                             answer.status() == Answer::REJECTED;
        const auto header = log::headerOf(push.operations(i));
        if (!entered || !header)
            continue;
        const OpId op = header->op;
        const Promise promise{Seq{answer.seq()}, answer.code()};
        const auto [known, fresh] = m_promises.try_emplace(op, promise);
        if (!fresh && (known->second.seq != promise.seq || known->second.code != promise.code))
            journal.fail("the hub gave two answers about " + toText(op));
    }
}

void Witness::heardPage(ByteView frame, Journal& journal)
{
    pb::sync::LogPage page;
    if (sync::decodeFrame(frame, page))
        heardCheckpoint(page.checkpoint(), journal);
}

void Witness::heardCheckpoint(const std::string& note, Journal& journal)
{
    const auto [known, fresh] = m_checkpoints.try_emplace(sizeOf(note), note);
    if (!fresh && known->second != note)
        journal.fail("two signed checkpoints of size " + std::to_string(known->first));
}

} // namespace linli::sim
