// SPDX-License-Identifier: Apache-2.0
// Own operations on their way, with the words that were written; and single entries of the log.
#include "app/cli/view/Views.h"
#include "core/community/community.pb.h"
#include "core/events/events.pb.h"
#include "core/funds/funds.pb.h"
#include "core/hazards/hazards.pb.h"
#include "core/log/Entry.h"
#include "core/members/members.pb.h"
#include "core/notices/notices.pb.h"
#include "core/plans/plans.pb.h"

#include <algorithm>

namespace linli::cli {
namespace {

/// What a person wrote, by kind of operation; an empty object for kinds without words.
using ReadWords = Json (*)(ByteView content);

template <class Content, class... Field> Json read(ByteView content, const Field&... fields)
{
    Content message;
    Json words = Json::object();
    if (message.ParseFromArray(content.data(), static_cast<int>(content.size())))
        ((words[fields.first] = (message.*fields.second)()), ...);
    return words;
}

template <class Content>
std::pair<const char*, const std::string& (Content::*)() const> field(const char* name,
                                                                      const std::string& (Content::*get)() const)
{
    return {name, get};
}

Json pollWords(ByteView content)
{
    pb::plans::OpenPollContent message;
    if (!message.ParseFromArray(content.data(), static_cast<int>(content.size())))
        return Json::object();
    return {{"question", message.question()},
            {"options", std::vector<std::string>(message.options().begin(), message.options().end())}};
}

struct Words {
    std::string_view kind;
    ReadWords read;
};
#define LINLI_WORDS(Content, ...)                                                                                      \
    [](ByteView bytes) {                                                                                               \
        using C = Content;                                                                                             \
        return read<C>(bytes, __VA_ARGS__);                                                                            \
    }
#define LINLI_WORD(name) field<C>(#name, &C::name)
const std::array words{
    Words{"members.join", LINLI_WORDS(pb::members::Name, LINLI_WORD(name))},
    Words{"community.erase", LINLI_WORDS(pb::community::EraseContent, LINLI_WORD(reason))},
    Words{"hazards.report", LINLI_WORDS(pb::hazards::ReportContent, LINLI_WORD(text), LINLI_WORD(place),
                                        LINLI_WORD(behalf_name), LINLI_WORD(behalf_contact))},
    Words{"hazards.advance", LINLI_WORDS(pb::hazards::NoteContent, LINLI_WORD(note))},
    Words{"hazards.reopen", LINLI_WORDS(pb::hazards::NoteContent, LINLI_WORD(note))},
    Words{"hazards.comment", LINLI_WORDS(pb::hazards::CommentContent, LINLI_WORD(text))},
    Words{"plans.publish",
          LINLI_WORDS(pb::plans::PublishContent, LINLI_WORD(title), LINLI_WORD(text), LINLI_WORD(place))},
    Words{"plans.progress", LINLI_WORDS(pb::plans::ProgressContent, LINLI_WORD(text))},
    Words{"plans.result", LINLI_WORDS(pb::plans::ResultContent, LINLI_WORD(text))},
    Words{"plans.open_poll", pollWords},
    Words{"events.publish",
          LINLI_WORDS(pb::events::PublishContent, LINLI_WORD(title), LINLI_WORD(text), LINLI_WORD(place))},
    Words{"events.cancel", LINLI_WORDS(pb::events::CancelContent, LINLI_WORD(reason))},
    Words{"funds.open_account", LINLI_WORDS(pb::funds::OpenAccountContent, LINLI_WORD(name), LINLI_WORD(note))},
    Words{"funds.post", LINLI_WORDS(pb::funds::PostContent, LINLI_WORD(purpose), LINLI_WORD(payee), LINLI_WORD(note))},
    Words{"funds.reverse", LINLI_WORDS(pb::funds::ReverseContent, LINLI_WORD(reason))},
    Words{"notices.publish", LINLI_WORDS(pb::notices::PublishContent, LINLI_WORD(headline), LINLI_WORD(description),
                                         LINLI_WORD(instruction))},
    Words{"notices.cancel", LINLI_WORDS(pb::notices::CancelContent, LINLI_WORD(reason))},
};

Json itemJson(const community::OutboxItem& item)
{
    return {{"type", "operation"},
            {"id", toJson(item.op)},
            {"kind", item.kind},
            {"state", community::outboxStateName(item.state)},
            {"code", item.code.empty() ? Json(nullptr) : Json(item.code)},
            {"created", toJson(item.created)},
            {"content", wordsOf(item.kind, item.content)}};
}

Shown entryJson(const View& view, Seq seq)
{
    LINLI_TRY(const auto entry, view.replica().entry(seq));
    if (!entry || !entry->operation)
        return std::nullopt;
    LINLI_TRY(const auto header, log::decodeHeader(entry->operation->header));
    LINLI_TRY(const auto content, view.replica().contentOf(*entry->operation));
    Json out{{"type", "operation"},
             {"id", toJson(header.op)},
             {"kind", header.kind},
             {"state", entry->stub.verdict.accepted() ? "confirmed" : "rejected"},
             {"code", entry->stub.verdict.accepted() ? Json(nullptr) : Json(entry->stub.verdict.code)},
             {"created", toJson(header.created)},
             {"accepted", toJson(entry->stub.accepted)},
             {"seq", seq.value},
             {"device", toJson(header.place.device)},
             {"content", wordsOf(header.kind, content)}};
    LINLI_TRY(out["erasure"], view.erasure(header.op));
    return out;
}

} // namespace

Json wordsOf(std::string_view kind, const std::optional<Bytes>& content)
{
    if (!content)
        return nullptr;
    const auto known = std::ranges::find(words, kind, &Words::kind);
    return known == words.end() ? Json::object() : known->read(*content);
}

Result<Json> listOutbox(const View& view)
{
    LINLI_TRY(const auto items, view.replica().outbox().items());
    Json rows = Json::array();
    for (const community::OutboxItem& item : items)
        rows.push_back(itemJson(item));
    return rows;
}

Shown showOperation(const View& view, const OpId& id)
{
    LINLI_TRY(const auto item, view.replica().outbox().find(id));
    if (item)
        return itemJson(*item);
    LINLI_TRY(const auto seq, view.replica().seqOf(id));
    return seq ? entryJson(view, *seq) : Shown(std::nullopt);
}

} // namespace linli::cli
