# SPDX-License-Identifier: Apache-2.0
set(sources
    EventDetailModel.cpp EventDetailModel.h
    EventListModel.cpp EventListModel.h
    EventRows.cpp EventRows.h
    EventTypes.h)
