set(sources NoticeAreaModel.cpp NoticeAreaModel.h NoticeComposer.cpp NoticeComposer.h NoticeDetail.cpp NoticeDetail.h NoticeListModel.cpp
    NoticeListModel.h NoticeWords.cpp NoticeWords.h)
