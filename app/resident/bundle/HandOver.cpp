// SPDX-License-Identifier: Apache-2.0
#include "app/resident/bundle/HandOver.h"

#include "app/resident/core/Texts.h"
#include "core/base/File.h"
#include "core/sync/BundleFrames.h"

#include <QFile>

namespace linli::resident {
namespace {

/// What a person chose: a file of this device, or a document that another app gives access to (Android's content://).
Result<void> write(const QUrl& to, const Bytes& bytes)
{
    if (to.isLocalFile())
        return writeFileDurably(to.toLocalFile().toStdString(), bytes);
    QFile file(to.toString());
    const auto size = static_cast<qint64>(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char*>(bytes.data()), size) != size ||
        !file.flush())
        return fail(ErrorKind::Store, "store.io");
    return {};
}

} // namespace

HandOver::HandOver(QObject* parent) : QObject(parent)
{
    m_pace.setInterval(pace);
    connect(&m_pace, &QTimer::timeout, this, &HandOver::showNext);
}

void HandOver::setCore(AppCore* core)
{
    if (core == m_core)
        return;
    m_core = core;
    emit coreChanged();
    if (core)
        core->onCore<Made>([](CoreWorker& worker) { return make(worker); })
            .then(this, [this](const Result<Made>& made) { apply(made); });
}

Result<HandOver::Made> HandOver::make(CoreWorker& worker)
{
    LINLI_TRY(auto handed, worker.handOver());
    Made made{std::move(handed.file),
              static_cast<int>(handed.operations),
              static_cast<int>(handed.notices),
              static_cast<int>(handed.left),
              {}};
    // Too long for codes is no trouble: the file is still there.
    if (const auto frames = sync::framesOf(made.file))
        for (const std::string& frame : *frames)
            made.codes.append(toQString(frame));
    return made;
}

void HandOver::apply(const Result<Made>& made)
{
    m_problem = made ? QString() : problemText(made.error().code);
    if (made) {
        m_file = made->file;
        m_operations = made->operations;
        m_notices = made->notices;
        m_left = made->left;
        m_codes = made->codes;
        m_at = 0;
        m_ready = true;
    }
    emit changed();
    emit codeChanged();
}

void HandOver::setRunning(bool running)
{
    if (running == m_pace.isActive())
        return;
    if (running)
        m_pace.start();
    else
        m_pace.stop();
    emit runningChanged();
}

void HandOver::showNext()
{
    if (m_codes.size() < 2)
        return;
    m_at = (m_at + 1) % m_codes.size();
    emit codeChanged();
}

void HandOver::saveTo(const QUrl& file)
{
    if (!m_core || !m_ready)
        return;
    m_core->onCore<void>([file, bytes = m_file](CoreWorker&) { return write(file, bytes); })
        .then(this, [this](const Result<void>& written) {
            m_problem = written ? QString() : problemText(written.error().code);
            emit changed();
            if (written)
                emit saved();
        });
}

} // namespace linli::resident
