// Adds a root certificate (DER) to the Windows store of this user, as an administrator of a private relay would.
#include <winsock2.h>
// winsock2.h first.
#include <windows.h>

#include <wincrypt.h>

#include <fstream>
#include <iterator>
#include <string>

int main(int count, char** arguments) {
    if (count != 2) return 2;
    std::ifstream file(arguments[1], std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    HCERTSTORE const store = ::CertOpenSystemStoreW(0, L"ROOT");
    if (bytes.empty() || store == nullptr) return 3;
    BOOL const added =
        ::CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, reinterpret_cast<BYTE const*>(bytes.data()),
                                           static_cast<DWORD>(bytes.size()), CERT_STORE_ADD_ALWAYS, nullptr);
    ::CertCloseStore(store, 0);
    return added ? 0 : 4;
}
