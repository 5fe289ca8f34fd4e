// SPDX-License-Identifier: Apache-2.0
#include "core/plans/Content.h"

#include "core/base/Text.h"
#include "core/log/Photos.h"

#include <initializer_list>

namespace linli::plans {

using log::Verdict;

namespace {

Verdict checkTexts(std::initializer_list<TextFault> faults)
{
    for (const TextFault fault : faults) {
        if (fault != TextFault::None)
            return Verdict::reject(std::string(textFaultCode(fault)));
    }
    return Verdict::accept();
}

// A picture may speak for itself; a post with neither says nothing.
template <class Post> Verdict checkPost(const Post& post)
{
    const auto verdict = checkTexts({checkText(post.text(), maxPostLength, post.photos_size() > 0)});
    return verdict.accepted() ? log::checkPhotos(post.photos()) : verdict;
}

} // namespace

Verdict checkPublish(const pb::plans::PublishFacts& /*facts*/, const pb::plans::PublishContent& content)
{
    const auto verdict =
        checkTexts({checkText(content.title(), maxTitleLength), checkText(content.text(), maxPlanLength, true),
                    checkText(content.place(), maxPlaceLength, true)});
    return verdict.accepted() ? log::checkPhotos(content.photos()) : verdict;
}

Verdict checkProgress(const pb::plans::ProgressFacts& /*facts*/, const pb::plans::ProgressContent& content)
{
    return checkPost(content);
}

Verdict checkResult(const pb::plans::ResultFacts& /*facts*/, const pb::plans::ResultContent& content)
{
    return checkPost(content);
}

Verdict checkOpenPoll(const pb::plans::OpenPollFacts& facts, const pb::plans::OpenPollContent& content)
{
    if (const auto verdict = checkTexts({checkText(content.question(), maxQuestionLength)}); !verdict.accepted())
        return verdict;
    const bool standardOptions = facts.has_plan() && content.options_size() == 0;
    if (!standardOptions && static_cast<std::uint32_t>(content.options_size()) != facts.options())
        return Verdict::reject("content.options");
    for (const auto& option : content.options()) {
        if (const auto verdict = checkTexts({checkText(option, maxOptionLength)}); !verdict.accepted())
            return verdict;
    }
    return Verdict::accept();
}

} // namespace linli::plans
