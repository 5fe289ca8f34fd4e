set(sources DeviceListModel.cpp DeviceListModel.h HouseholdMembers.cpp HouseholdMembers.h InviteHomeModel.cpp InviteHomeModel.h
    InviteMaker.cpp InviteMaker.h JoinForm.cpp JoinForm.h MeModel.cpp MeModel.h MemberTexts.cpp MemberTexts.h OutboxModel.cpp
    OutboxModel.h OutboxSubjects.cpp OutboxSubjects.h OutboxTitles.cpp OutboxTitles.h QrCode.cpp QrCode.h)
