set(sources TodayModel.cpp TodayModel.h TodayRows.cpp TodayRows.h)
