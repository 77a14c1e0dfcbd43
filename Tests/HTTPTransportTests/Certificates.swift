#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@testable import HTTPTransport

/// A certificate for localhost that signs itself, valid until 2126, in files of their own. Made for these tests only.
final class Certificates: Sendable {
    let pair: TLSFiles
    let otherKey: String
    private let folder: String

    struct NoFile: Error {}

    init() throws {
        let root = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
        var template = Array("\(root)/http-transport-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NoFile() }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        pair = TLSFiles(certificate: folder + "/certificate.pem", key: folder + "/key.pem")
        otherKey = folder + "/other.pem"
        try Self.write(Self.certificate, to: pair.certificate)
        try Self.write(Self.key, to: pair.key)
        try Self.write(Self.other, to: otherKey)
    }

    deinit {
        for path in [pair.certificate, pair.key, otherKey] { unlink(path) }
        rmdir(folder)
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw NoFile() }
        defer { fclose(file) }
        guard fputs(text, file) >= 0 else { throw NoFile() }
    }

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUYHHmGskG0Ycf5vaLOnMA5XW8kcQwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTAxMzczMVoYDzIxMjYxMDI4
        MDEzNzMxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAS7bBWrGwXqtgL7tbvTjHlQSoUigVQC3JJQ5ppKj+HNT6WMiVQrIk7y
        uX1pDlrjrPBMQmHZblE47D1YcjGok7T8o28wbTAdBgNVHQ4EFgQUzHLJMbjx9Tln
        dhO9oRKgldkrsHYwHwYDVR0jBBgwFoAUzHLJMbjx9TlndhO9oRKgldkrsHYwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSAAwRQIhAOY5ylKbdV/dGYHhf1yJ4s9DermE3JmkZ2NHWSD/1Ih/AiA3
        8k8beYcxZgZeF9jVYXE7TJJHYzqxu6ekmJFz56hyQw==
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7vWho7SzLNuNfNHv
        JibnmItRo067IT+ZBlj+8cMF9HShRANCAAS7bBWrGwXqtgL7tbvTjHlQSoUigVQC
        3JJQ5ppKj+HNT6WMiVQrIk7yuX1pDlrjrPBMQmHZblE47D1YcjGok7T8
        -----END PRIVATE KEY-----
        """

    /// A key that belongs to no certificate.
    private static let other = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgm/zTBQYuro+X81iQ
        KcuNCvmCmIylEd+GpDjoKDFlTnWhRANCAAQvtrchn/5a3mWeIPiAY5V9gqsdHFwp
        5Rg1x8+orrH/0RnRgAmPILBd0MvrUFiuGBGHkf647P55VYMlfv3mjhYc
        -----END PRIVATE KEY-----
        """
}
