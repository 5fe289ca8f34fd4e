// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/AppCore.h"

#include "app/resident/core/Texts.h"

#include <QUrl>

namespace linli::resident {
namespace {

std::filesystem::path localPath(const QString& file)
{
    const QUrl url(file);
    const QString path = url.isLocalFile() ? url.toLocalFile() : file;
    return path.toStdString();
}

} // namespace

/// Connections of the reader thread; opened on first use there.
struct AppCore::Readers {
    QThreadPool pool;
    std::function<Result<store::Database>()> openDatabase;
    std::function<Result<community::PhotoStore>()> openPhotos;
    std::optional<store::Database> database;
    std::optional<community::PhotoStore> photos;
};

AppCore::AppCore(std::unique_ptr<CoreWorker> worker, QObject* parent)
    : QObject(parent), m_worker(worker.release()), m_position(m_worker->takePosition()),
      m_connectivity(m_worker->takeConnectivity()), m_readers(std::make_unique<Readers>())
{
    qRegisterMetaType<MemberId>();
    qRegisterMetaType<SyncReport>();
    m_readers->pool.setMaxThreadCount(1);
    m_readers->pool.setExpiryTimeout(-1);
    m_thread.setObjectName(QStringLiteral("core"));
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &CoreWorker::changed, this, &AppCore::onChanged);
    connect(m_worker, &CoreWorker::syncChanged, this, [this](const SyncReport& report) {
        m_sync = report;
        m_syncAt = std::chrono::steady_clock::now();
        emit syncChanged();
    });
    m_thread.start();
    followConnectivity();
}

/// A network that is back is tried at once; one that costs money carries only what somebody waits for.
void AppCore::followConnectivity()
{
    if (!m_connectivity)
        return;
    const auto tell = [this](bool metered) {
        QMetaObject::invokeMethod(m_worker, [worker = m_worker, metered] { worker->setFrugal(metered); });
    };
    tell(m_connectivity->isMetered());
    m_connectivity->onChange([this, tell](bool online) {
        tell(m_connectivity->isMetered());
        if (online)
            syncNow();
    });
}

AppCore::~AppCore()
{
    m_readers->pool.waitForDone();
    // The worker's connections and sockets belong to its thread, so that is where it goes.
    m_worker->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void AppCore::open()
{
    onCore<void>([](CoreWorker& worker) { return worker.open(); }).then(this, [this](const Result<void>& outcome) {
        m_opened = true;
        m_problem = outcome ? std::string() : outcome.error().code;
        emit openedChanged();
    });
}

QString AppCore::problem() const
{
    return m_problem.empty() ? QString() : problemText(m_problem);
}

Timestamp AppCore::now() const
{
    return m_sync.now + std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - m_syncAt);
}

QFuture<Result<void>> AppCore::join(const QString& hubUrl, const QString& invite, const QString& name)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto future = promise->future();
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, promise, url = hubUrl.toStdString(),
                                         token = invite.toStdString(), who = name.toStdString()] {
        worker->join(url, token, who, [promise](Result<void> outcome) {
            promise->addResult(std::move(outcome));
            promise->finish();
        });
    });
    return future;
}

QFuture<Result<OpId>> AppCore::submit(NewOperation operation)
{
    std::vector<std::filesystem::path> files;
    for (const QString& file : operation.photoFiles)
        files.push_back(localPath(file));
    return onCore<OpId>([files, makeDraft = std::move(operation.makeDraft)](CoreWorker& worker) {
        return worker.submit(files, makeDraft);
    });
}

QFuture<Result<void>> AppCore::discard(OpId op)
{
    return onCore<void>([op](CoreWorker& worker) { return worker.discard(op); });
}

void AppCore::syncNow()
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->syncNow(); });
}

void AppCore::wantPhoto(const Hash& photo)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, photo] { worker->wantPhoto(photo); });
}

void AppCore::onChanged(quint64 revision, bool joined, const MemberId& self)
{
    m_revision = revision;
    m_self = self;
    if (joined != m_joined) {
        m_joined = joined;
        emit joinedChanged();
    }
    emit revisionChanged();
}

QThreadPool& AppCore::readerPool()
{
    return m_readers->pool;
}

Result<store::Database*> AppCore::readerConnection()
{
    if (!m_readers->database) {
        LINLI_TRY(auto opened, onCoreAndWait<store::Database>([](community::Home& home) { return home.openReader(); }));
        m_readers->database = std::move(opened);
    }
    return &*m_readers->database;
}

Result<community::PhotoStore*> AppCore::photoReader()
{
    if (!m_readers->photos) {
        LINLI_TRY(auto opened,
                  onCoreAndWait<community::PhotoStore>([](community::Home& home) { return home.openPhotoReader(); }));
        m_readers->photos = std::move(opened);
    }
    return &*m_readers->photos;
}

} // namespace linli::resident
