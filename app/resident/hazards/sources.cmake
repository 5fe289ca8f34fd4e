set(sources
    HazardActions.cpp HazardActions.h HazardCategoryModel.cpp HazardCategoryModel.h HazardDetail.cpp HazardDetail.h
    HazardDrafts.cpp HazardDrafts.h HazardEditor.cpp HazardEditor.h HazardFigures.cpp HazardFigures.h HazardItemModel.cpp
    HazardItemModel.h HazardListModel.cpp HazardListModel.h HazardRows.cpp HazardRows.h HazardStaffModel.cpp
    HazardStaffModel.h HazardStep.cpp HazardStep.h HazardStory.cpp HazardStory.h HazardTimelineModel.cpp
    HazardTimelineModel.h HazardWords.cpp HazardWords.h)
