// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Linli.Models

// Pages that can be opened from outside the area they belong to, by name and the id of what they show.
QtObject {
    id: root

    required property AppCore core
    required property AppSettings settings

    readonly property Component hazard: HazardPage {
        core: root.core
    }
    readonly property Component hazardForm: HazardFormPage {
        core: root.core
    }
    readonly property Component map: HazardsPage {
        core: root.core
        mapShown: true
    }
    readonly property Component plan: PlanPage {
        core: root.core
    }
    readonly property Component poll: PollPage {
        core: root.core
    }
    readonly property Component event: EventPage {
        core: root.core
    }
    readonly property Component entry: EntryPage {
        core: root.core
    }
    readonly property Component notices: NoticesPage {
        core: root.core
    }
    readonly property Component notice: NoticePage {
        core: root.core
    }
    readonly property Component noticeComposer: NoticeComposerPage {
        core: root.core
    }
    readonly property Component me: MePage {
        core: root.core
        settings: root.settings
    }
    readonly property Component outbox: SyncPage {
        core: root.core
    }

    readonly property Component carry: CarryPage {
        core: root.core
    }
    readonly property Component handOver: HandOverPage {
        core: root.core
    }

    function open(stack: StackView, page: string, id: string): void {
        switch (page) {
        case "hazard":
            stack.push(root.hazard, {
                hazardId: id
            });
            break;
        case "hazard-form":
            stack.push(root.hazardForm);
            break;
        case "map":
            stack.push(root.map);
            break;
        case "plan":
            stack.push(root.plan, {
                planId: id
            });
            break;
        case "poll":
            stack.push(root.poll, {
                pollId: id
            });
            break;
        case "event":
            stack.push(root.event, {
                eventId: id
            });
            break;
        case "entry":
            stack.push(root.entry, {
                entryId: id
            });
            break;
        case "notices":
            stack.push(root.notices);
            break;
        case "notice":
            stack.push(root.notice, {
                noticeId: id
            });
            break;
        case "notice-composer":
            stack.push(root.noticeComposer);
            break;
        case "me":
            stack.push(root.me);
            break;
        case "outbox":
            stack.push(root.outbox);
            break;
        case "carry":
            stack.push(root.carry);
            break;
        case "hand-over":
            stack.push(root.handOver);
            break;
        default:
            console.warn("no page is named", page);
        }
    }
}
