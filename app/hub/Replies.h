// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/Sequencer.h"
#include "core/sync/Transport.h"

#include <google/protobuf/message_lite.h>

namespace linli::pb::sync {
class Answer;
}

/// What the hub says back, as bytes and statuses. Pure functions.
namespace linli::hub {

/// All of it, or the one range that was asked for (RFC 9110 §14); 416 `code` when it has none.
[[nodiscard]] sync::HttpResponse replyRange(std::string_view type, Bytes bytes, std::string_view asked,
                                            std::string_view code);
[[nodiscard]] sync::HttpResponse replyWith(const google::protobuf::MessageLite& message);
[[nodiscard]] sync::HttpResponse replyText(std::string_view text);
/// A Problem body. `detail` is English, for developers, and never what a resident wrote.
[[nodiscard]] sync::HttpResponse problem(int status, std::string_view code, std::string_view detail = {});
/// The status that an error's kind and code stand for; 503 says when to come again.
[[nodiscard]] sync::HttpResponse problem(const Error& error);

void answerToProto(const Sequencer::Answer& answer, pb::sync::Answer& out);

} // namespace linli::hub
