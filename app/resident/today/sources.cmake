set(sources TodayList.cpp TodayList.h TodayModel.cpp TodayModel.h TodayRows.cpp TodayRows.h)
