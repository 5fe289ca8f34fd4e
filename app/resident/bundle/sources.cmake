set(sources CarriedModel.cpp CarriedModel.h CodeScanner.cpp CodeScanner.h HandOver.cpp HandOver.h TakeAlong.cpp TakeAlong.h)
