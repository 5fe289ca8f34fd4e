// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/Outbox.h"
#include "tests/unit/community/Scene.h"

#include <QFile>
#include <QTemporaryDir>

#include <filesystem>

namespace linli::test {

/// Copies of a phone's files, as a backup or a file system going back in time makes them.
struct Copy {
    QTemporaryDir kept;
    std::filesystem::path folder;

    explicit Copy(std::filesystem::path from) : folder(std::move(from)) { copyAll(folder, kept.path().toStdString()); }
    void restoreDatabase()
    {
        for (const char* suffix : {"-wal", "-shm"})
            std::filesystem::remove(folder / (std::string("linli.db") + suffix));
        for (const auto& file : std::filesystem::directory_iterator(kept.path().toStdString()))
            if (file.path().filename().string().starts_with("linli.db"))
                std::filesystem::copy_file(file, folder / file.path().filename(),
                                           std::filesystem::copy_options::overwrite_existing);
    }
    void restoreAll()
    {
        for (const auto& file : std::filesystem::directory_iterator(folder))
            std::filesystem::remove(file);
        copyAll(kept.path().toStdString(), folder);
    }
    static void copyAll(const std::filesystem::path& from, const std::filesystem::path& to)
    {
        for (const auto& file : std::filesystem::directory_iterator(from))
            std::filesystem::copy_file(file, to / file.path().filename(),
                                       std::filesystem::copy_options::overwrite_existing);
    }
};

inline void overwrite(const std::filesystem::path& file, const QByteArray& bytes)
{
    QFile out(QString::fromStdString(file.string()));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("cannot write");
}

inline std::vector<std::string> kindsInOutbox(TestPhone& phone)
{
    std::vector<std::string> kinds;
    const auto items = phone.replica().outbox().items().value();
    for (const community::OutboxItem& item : items)
        kinds.push_back(item.kind);
    return kinds;
}

inline std::int64_t entriesOf(TestHub& hub, const OpId& op)
{
    return hub.replica().db().count("SELECT count(*) FROM entry WHERE op_id = ?1 AND verdict = ''", {op}).value();
}

} // namespace linli::test
