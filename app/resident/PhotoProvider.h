// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/AppCore.h"

#include <QPointer>
#include <QQuickAsyncImageProvider>

namespace linli::resident {

/// Pictures out of the encrypted photo store, as "image://photo/<sha256 hex>". Reading and decoding happen on the reader
/// thread. A photo that has not arrived yet is asked for and stays loading until it is here.
class PhotoProvider final : public QQuickAsyncImageProvider {
public:
    explicit PhotoProvider(AppCore& core) : m_core(&core) {}
    QQuickImageResponse* requestImageResponse(const QString& id, const QSize& requestedSize) override;

private:
    QPointer<AppCore> m_core;
};

} // namespace linli::resident
