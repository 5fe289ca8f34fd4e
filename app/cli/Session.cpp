// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Session.h"

#include "app/cli/Errors.h"

#include <iostream>

namespace linli::cli {

Session::Session(std::filesystem::path folder, const Platform& platform)
    : m_folder(std::move(folder)), m_platform(platform), m_vault(platform.openVault(m_folder))
{
}

Session::~Session()
{
    for (const Hash& photo : m_newPhotos)
        if (!m_home->photos().remove(photo))
            break; // the disk's trouble; a photo that nothing shows does no harm
}

Result<void> Session::open()
{
    LINLI_TRY(m_home, community::Home::open(m_folder, *m_vault));
    if (m_home->hasLostPhotos())
        complain({ErrorKind::Store, "photos.set_aside", {}});
    return {};
}

Result<Timestamp> Session::now()
{
    return m_home->replica().estimateNow(m_platform.clock.now());
}

Result<Hash> Session::addPhoto(const std::filesystem::path& file)
{
    auto picture = readFile(file, community::maxPhotoInputBytes);
    if (!picture && picture.error().code == "file.too_large")
        return fail(ErrorKind::Invalid, "photo.too_large", file.string());
    if (!picture)
        return fail(picture.error().kind, picture.error().code, file.string());
    auto jpeg = m_platform.codec.reencode(*picture);
    if (!jpeg)
        return fail(jpeg.error().kind, jpeg.error().code, file.string());
    community::PhotoStore& photos = m_home->photos();
    const Hash hash = crypto::sha256(*jpeg);
    LINLI_TRY(const bool known, photos.has(hash));
    if (!known) {
        LINLI_CHECK(photos.addOwn(*jpeg));
        m_newPhotos.push_back(hash);
    }
    return hash;
}

Result<std::vector<Hash>> Session::addPhotos(const std::vector<std::filesystem::path>& files)
{
    std::vector<Hash> hashes;
    for (const auto& file : files) {
        LINLI_TRY(const Hash hash, addPhoto(file));
        hashes.push_back(hash);
    }
    return hashes;
}

Result<OpId> Session::submitDraft(const community::Replica::Draft& draft)
{
    auto id = m_home->replica().submit(m_home->identity(), draft, m_platform.clock.now());
    if (id)
        m_newPhotos.clear();
    return id;
}

void Session::print(const Json& answer)
{
    std::cout << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

} // namespace linli::cli
