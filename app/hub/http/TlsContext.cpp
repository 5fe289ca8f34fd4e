// SPDX-License-Identifier: Apache-2.0
#include "app/hub/http/TlsContext.h"

#include <boost/asio/ssl.hpp>

#include <string>

namespace linli::hub {
namespace {

using boost::asio::ssl::context;
using boost::system::error_code;

std::unexpected<Error> tlsFault(const char* code, const std::filesystem::path& file, const error_code& error)
{
    return fail(ErrorKind::Invalid, code, file.string() + ": " + error.message());
}

Result<std::shared_ptr<context>> readContext(const TlsFiles& files)
{
    // The generic method with 1.0 and 1.1 switched off: what is left are 1.2 and 1.3 (RFC 8996 forbids the others).
    auto tls = std::make_shared<context>(context::tls_server);
    error_code error;
    (void)tls->set_options(context::no_sslv2 | context::no_sslv3 | context::no_tlsv1 | context::no_tlsv1_1 |
                               context::no_compression | context::single_dh_use | SSL_OP_CIPHER_SERVER_PREFERENCE |
                               SSL_OP_NO_RENEGOTIATION,
                           error);
    // A key with a password would otherwise be asked for on the terminal.
    (void)tls->set_password_callback([](std::size_t, context::password_purpose) { return std::string(); }, error);
    if (tls->use_certificate_chain_file(files.certificate.string(), error))
        return tlsFault("hub.tls_certificate", files.certificate, error);
    if (tls->use_private_key_file(files.key.string(), context::pem, error))
        return tlsFault("hub.tls_key", files.key, error);
    return tls;
}

} // namespace

Result<std::unique_ptr<TlsContext>> TlsContext::load(TlsFiles files)
{
    std::unique_ptr<TlsContext> out(new TlsContext(std::move(files)));
    LINLI_CHECK(out->reload());
    return out;
}

Result<void> TlsContext::reload()
{
    LINLI_TRY(auto fresh, readContext(m_files));
    const std::scoped_lock lock(m_mutex);
    m_current = std::move(fresh);
    return {};
}

std::shared_ptr<context> TlsContext::current()
{
    const std::scoped_lock lock(m_mutex);
    return m_current;
}

} // namespace linli::hub
