// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/resident/core/CoreWorker.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QQmlEngine>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <functional>
#include <memory>

namespace linli::resident {

/// The one door from view models to the core. Lives on the GUI thread and never does SQL, crypto or I/O itself:
/// writing runs on the core thread (CoreWorker), reading on a reader thread with a read-only connection of its own.
/// Results come back as futures; continue them with `.then(this, …)` so that they arrive on the GUI thread and are
/// dropped when the view model is gone.
///
/// Owner: Application. QML gets it as a required property of the window, pages pass it on to their view models.
class AppCore final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    /// Grows with every change of the store; view models reload when it does.
    Q_PROPERTY(quint64 revision READ revision NOTIFY revisionChanged FINAL)
    /// False until this phone has joined a community.
    Q_PROPERTY(bool joined READ joined NOTIFY joinedChanged FINAL)
    /// False until open() is done: neither joined nor in trouble is known yet.
    Q_PROPERTY(bool opened READ opened NOTIFY openedChanged FINAL)
    /// Why the home cannot be opened, in words; empty when it could.
    Q_PROPERTY(QString problem READ problem NOTIFY openedChanged FINAL)

public:
    explicit AppCore(std::unique_ptr<CoreWorker> worker, QObject* parent = nullptr);
    ~AppCore() override;

    [[nodiscard]] quint64 revision() const { return m_revision; }
    [[nodiscard]] bool joined() const { return m_joined; }
    [[nodiscard]] bool opened() const { return m_opened; }
    [[nodiscard]] QString problem() const;
    /// Who uses this phone; null before joining.
    [[nodiscard]] MemberId self() const { return m_self; }

    [[nodiscard]] const SyncReport& sync() const { return m_sync; }
    /// The community's time, whatever this phone's clock says; known once opened().
    [[nodiscard]] Timestamp now() const;
    /// Where this device is, when a person asks; null where it cannot tell.
    [[nodiscard]] platform::PositionSource* position() const { return m_position.get(); }

    /// Opens the home and starts syncing; also "try again" after trouble.
    Q_INVOKABLE void open();
    /// Joins a community with an invite (token, or linli:// URL with the hub's address; then hubUrl may be empty).
    [[nodiscard]] QFuture<Result<void>> join(const QString& hubUrl, const QString& invite, const QString& name);

    /// Runs `work(store::Database&)` on the reader thread inside one ReadTransaction: QFuture<Result<T>>.
    /// Capture by value only.
    template <class Work> [[nodiscard]] auto read(Work work) -> QFuture<std::invoke_result_t<Work, store::Database&>>
    {
        using Outcome = std::invoke_result_t<Work, store::Database&>;
        return QtConcurrent::run(&readerPool(), [this, work = std::move(work)]() -> Outcome {
            LINLI_TRY(store::Database * database, readerConnection());
            LINLI_TRY(const auto transaction, store::ReadTransaction::begin(*database));
            return work(*database);
        });
    }
    /// Runs `work(community::PhotoStore&)` on the reader thread.
    template <class Work>
    [[nodiscard]] auto readPhotos(Work work) -> QFuture<std::invoke_result_t<Work, community::PhotoStore&>>
    {
        using Outcome = std::invoke_result_t<Work, community::PhotoStore&>;
        return QtConcurrent::run(&readerPool(), [this, work = std::move(work)]() -> Outcome {
            LINLI_TRY(community::PhotoStore * photos, photoReader());
            return work(*photos);
        });
    }
    /// Runs `work(CoreWorker&)` on the core thread: QFuture<Result<T>>, for what writes or needs the identity.
    template <class T, class Work> [[nodiscard]] QFuture<Result<T>> onCore(Work work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto future = promise->future();
        QMetaObject::invokeMethod(m_worker, [worker = m_worker, promise, work = std::move(work)] {
            promise->addResult(work(*worker));
            promise->finish();
        });
        return future;
    }
    /// Decides, signs and stores an own operation; photos (paths or URLs of picture files) are re-encoded and stored first,
    /// and their hashes handed to `makeDraft`. Durable when the future is ready; syncing starts by itself.
    struct NewOperation {
        std::vector<QString> photoFiles;
        std::function<Result<community::Replica::Draft>(const std::vector<Hash>& photos)> makeDraft;
    };
    [[nodiscard]] QFuture<Result<OpId>> submit(NewOperation operation);
    [[nodiscard]] QFuture<Result<void>> discard(OpId op);
    Q_INVOKABLE void syncNow();
    /// Somebody looks at a photo that is not here: the hub is asked for it before all others. From any thread.
    void wantPhoto(const Hash& photo);

signals:
    void revisionChanged();
    void joinedChanged();
    void openedChanged();
    void syncChanged();

private:
    struct Readers;
    void followConnectivity();
    void onChanged(quint64 revision, bool joined, const MemberId& self);
    [[nodiscard]] QThreadPool& readerPool();
    [[nodiscard]] Result<store::Database*> readerConnection();  ///< on the reader thread only
    [[nodiscard]] Result<community::PhotoStore*> photoReader(); ///< on the reader thread only

    /// From the reader thread only: it waits for the core thread, which never waits for readers.
    template <class T, class Work> [[nodiscard]] Result<T> onCoreAndWait(Work work)
    {
        std::optional<Result<T>> outcome;
        QMetaObject::invokeMethod(
            m_worker,
            [&] {
                community::Home* home = m_worker->home();
                outcome = home ? work(*home) : Result<T>(fail(ErrorKind::Store, "home.not_joined"));
            },
            Qt::BlockingQueuedConnection);
        return std::move(*outcome);
    }

    QThread m_thread;
    CoreWorker* m_worker;
    std::unique_ptr<platform::PositionSource> m_position;
    std::unique_ptr<platform::Connectivity> m_connectivity;
    std::unique_ptr<Readers> m_readers;
    quint64 m_revision = 0;
    bool m_joined = false;
    bool m_opened = false;
    std::string m_problem; ///< stable code
    MemberId m_self;
    SyncReport m_sync;
    std::chrono::steady_clock::time_point m_syncAt; ///< when m_sync came
};

} // namespace linli::resident
