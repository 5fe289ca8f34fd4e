set(sources FundAccountForm.cpp FundAccountForm.h FundAccountModel.cpp FundAccountModel.h FundEntryDetail.cpp FundEntryDetail.h
    FundEntryForm.cpp FundEntryForm.h FundEntryModel.cpp FundEntryModel.h FundEntryRows.cpp FundEntryRows.h
    FundSpendingModel.cpp FundSpendingModel.h FundWords.cpp FundWords.h MoneyInput.cpp MoneyInput.h)
