# SPDX-License-Identifier: Apache-2.0
set(sources
    PlanDetailModel.cpp PlanDetailModel.h
    PlanListModel.cpp PlanListModel.h
    PlanRows.cpp PlanRows.h
    PlanTypes.h
    PollListModel.cpp PollListModel.h
    PollModel.cpp PollModel.h
    PollRows.cpp PollRows.h)
