// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/view/View.h"

/// Answers as JSON; app/cli/README.md names every field. A list is an array; a show function answers nothing (an empty
/// optional) when the id is no such thing.
namespace linli::cli {

using Shown = Result<std::optional<Json>>;

[[nodiscard]] Result<Json> listHazards(const View& view);
[[nodiscard]] Shown showHazard(const View& view, const OpId& id);

[[nodiscard]] Result<Json> listPlans(const View& view);
[[nodiscard]] Shown showPlan(const View& view, const OpId& id);
[[nodiscard]] Result<Json> listPolls(const View& view);
[[nodiscard]] Shown showPoll(const View& view, const OpId& id);

[[nodiscard]] Result<Json> listEvents(const View& view);
[[nodiscard]] Shown showEvent(const View& view, const OpId& id);

[[nodiscard]] Result<Json> listAccounts(const View& view);
[[nodiscard]] Shown showAccount(const View& view, const OpId& id);
[[nodiscard]] Result<Json> listEntries(const View& view);
[[nodiscard]] Shown showEntry(const View& view, const OpId& id);

[[nodiscard]] Result<Json> listNotices(const View& view, bool everyone);
[[nodiscard]] Shown showNotice(const View& view, const OpId& id);

[[nodiscard]] Result<Json> listMembers(const View& view);
[[nodiscard]] Shown showMember(const View& view, const OpId& id);
[[nodiscard]] Result<Json> listHouseholds(const View& view);

[[nodiscard]] Result<Json> listOutbox(const View& view);
/// An own operation on its way, or any entry of the log.
[[nodiscard]] Shown showOperation(const View& view, const OpId& id);

/// What a person wrote, as an operation of that kind holds it: an object of its texts, null where the words are gone
/// (withdrawn by their author, or erased) or not for this phone.
[[nodiscard]] Json wordsOf(std::string_view kind, const std::optional<Bytes>& content);

[[nodiscard]] Result<Json> listCarried(const View& view);
/// An operation of another phone that this one carries.
[[nodiscard]] Shown showCarried(const View& view, const OpId& id);

[[nodiscard]] Result<Json> listEvidence(const View& view);

[[nodiscard]] Result<Json> statistics(const View& view);

} // namespace linli::cli
