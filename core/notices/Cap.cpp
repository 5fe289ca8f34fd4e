// SPDX-License-Identifier: Apache-2.0
#include "core/notices/Cap.h"

#include "core/notices/notices.pb.h"

#include <array>

namespace linli::notices {
namespace {

constexpr std::array<CodeName<MsgType>, 2> msgTypes{{{MsgType::Alert, "alert"}, {MsgType::Update, "update"}}};
constexpr std::array<CodeName<Category>, 12> categories{{
    {Category::Geo, "geo"},
    {Category::Met, "met"},
    {Category::Safety, "safety"},
    {Category::Security, "security"},
    {Category::Rescue, "rescue"},
    {Category::Fire, "fire"},
    {Category::Health, "health"},
    {Category::Env, "env"},
    {Category::Transport, "transport"},
    {Category::Infra, "infra"},
    {Category::Cbrne, "cbrne"},
    {Category::Other, "other"},
}};
constexpr std::array<CodeName<Urgency>, 5> urgencies{{
    {Urgency::Immediate, "immediate"},
    {Urgency::Expected, "expected"},
    {Urgency::Future, "future"},
    {Urgency::Past, "past"},
    {Urgency::Unknown, "unknown"},
}};
constexpr std::array<CodeName<Severity>, 5> severities{{
    {Severity::Extreme, "extreme"},
    {Severity::Severe, "severe"},
    {Severity::Moderate, "moderate"},
    {Severity::Minor, "minor"},
    {Severity::Unknown, "unknown"},
}};
constexpr std::array<CodeName<Certainty>, 5> certainties{{
    {Certainty::Observed, "observed"},
    {Certainty::Likely, "likely"},
    {Certainty::Possible, "possible"},
    {Certainty::Unlikely, "unlikely"},
    {Certainty::Unknown, "unknown"},
}};

// The last value of each enum has the wire's number, and so have those before it, which count up.
static_assert(static_cast<int>(MsgType::Update) == pb::notices::UPDATE);
static_assert(static_cast<int>(Category::Other) == pb::notices::OTHER);
static_assert(static_cast<int>(Urgency::Unknown) == pb::notices::URGENCY_UNKNOWN);
static_assert(static_cast<int>(Severity::Unknown) == pb::notices::SEVERITY_UNKNOWN);
static_assert(static_cast<int>(Certainty::Unknown) == pb::notices::CERTAINTY_UNKNOWN);

} // namespace

template <> std::span<const CodeName<MsgType>> codeNames()
{
    return msgTypes;
}
template <> std::span<const CodeName<Category>> codeNames()
{
    return categories;
}
template <> std::span<const CodeName<Urgency>> codeNames()
{
    return urgencies;
}
template <> std::span<const CodeName<Severity>> codeNames()
{
    return severities;
}
template <> std::span<const CodeName<Certainty>> codeNames()
{
    return certainties;
}

} // namespace linli::notices
