// SPDX-License-Identifier: Apache-2.0
#include "app/resident/bundle/TakeAlong.h"

#include "app/resident/core/Texts.h"

#include <QFile>

namespace linli::resident {
namespace {

/// A file of this device, or a document that another app gives access to (Android's content://).
Result<Bytes> readFrom(const QUrl& from)
{
    QFile file(from.isLocalFile() ? from.toLocalFile() : from.toString());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, "file.missing");
    const QByteArray bytes = file.read(static_cast<qint64>(sync::maxBundleFileBytes) + 1);
    if (bytes.size() > static_cast<qsizetype>(sync::maxBundleFileBytes))
        return fail(ErrorKind::Invalid, "bundle.too_large");
    return Bytes(bytes.begin(), bytes.end());
}

} // namespace

void TakeAlong::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
}

QString TakeAlong::refusal() const
{
    return m_taken.refused.empty() ? QString() : problemText(m_taken.refused.front().code);
}

QString TakeAlong::problem() const
{
    return m_problem.empty() ? QString() : problemText(m_problem);
}

void TakeAlong::addCode(const QString& text)
{
    if (m_busy || m_finished)
        return;
    using Seen = sync::FrameCollector::Seen;
    const Seen seen = m_codes.add(text.toStdString());
    m_otherCode = seen == Seen::NoFrame;
    if (seen == Seen::Complete) {
        take([bytes = m_codes.take()] { return bytes; });
        return;
    }
    if (seen == Seen::New)
        m_problem.clear();
    emit changed();
}

void TakeAlong::takeFile(const QUrl& file)
{
    if (!m_busy)
        take([file] { return readFrom(file); });
}

void TakeAlong::take(std::function<Result<Bytes>()> read)
{
    if (!m_core)
        return;
    m_busy = true;
    m_problem.clear();
    emit changed();
    using Taken = sync::Courier::TakenIn;
    m_core
        ->onCore<Taken>([read = std::move(read)](CoreWorker& worker) -> Result<Taken> {
            LINLI_TRY(const Bytes file, read());
            return worker.takeAlong(file);
        })
        .then(this, [this](const Result<Taken>& taken) {
            m_busy = false;
            m_finished = taken.has_value();
            m_taken = taken.value_or(Taken{});
            m_problem = taken ? std::string() : taken.error().code;
            emit changed();
        });
}

void TakeAlong::again()
{
    m_codes = {};
    m_finished = false;
    m_otherCode = false;
    m_taken = {};
    m_problem.clear();
    emit changed();
}

} // namespace linli::resident
