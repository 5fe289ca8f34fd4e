set(sources BuildingModel.cpp BuildingModel.h HazardPinModel.cpp HazardPinModel.h)
