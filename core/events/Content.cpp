// SPDX-License-Identifier: Apache-2.0
#include "core/events/Content.h"

#include "core/base/Text.h"
#include "core/log/Photos.h"

#include <initializer_list>

namespace linli::events {

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

} // namespace

Verdict checkPublish(const pb::events::PublishFacts& /*facts*/, const pb::events::PublishContent& content)
{
    const auto verdict =
        checkTexts({checkText(content.title(), maxTitleLength), checkText(content.text(), maxTextLength, true),
                    checkText(content.place(), maxPlaceLength, true)});
    return verdict.accepted() ? log::checkPhotos(content.photos()) : verdict;
}

Verdict checkCancel(const pb::events::CancelFacts& /*facts*/, const pb::events::CancelContent& content)
{
    return checkTexts({checkText(content.reason(), maxReasonLength)});
}

} // namespace linli::events
