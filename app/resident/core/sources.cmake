set(sources AppCore.cpp AppCore.h AppSettings.cpp AppSettings.h CoreWorker.cpp CoreWorker.h RecordStatus.cpp RecordStatus.h SyncStatus.cpp SyncStatus.h Texts.cpp Texts.h
    Problems.cpp Problems.h RuleProblems.cpp DeviceProblems.cpp ListDiff.h Reloader.cpp Reloader.h)
