import Catalogue
import Gateway
import NIOCore
import NIOSSL
import TestSupport
import Testing

@testable import Upstreams

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A provider whose certificate comes from an authority that only a file knows.
@Suite(.timeLimit(.minutes(1))) struct TLSTests {
    private let models = Endpoint("models", .get, "/models", "List.", .reads)

    private func fake() async throws -> FakeProvider {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(Fixture.certificate.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(Fixture.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        return try await FakeProvider.start(
            prepare: { try $0.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) },
            { request, _ in [.answer(200, [], "secret \(request.target)")] })
    }

    private func send(to base: String, authorityFile: String?) async throws -> String {
        let upstream = try HTTPUpstream(
            Provider(name: "x", baseURL: base, authorityFile: authorityFile), version: "1")
        guard case .bytes(let body) = try await upstream.send(Call(models)).body else { return "" }
        return String(decoding: body, as: UTF8.self)
    }

    @Test func anUnknownAuthorityIsNotTrusted() async throws {
        let fake = try await fake()
        do {
            _ = try await send(to: "https://localhost:\(fake.port)/v1", authorityFile: nil)
            Issue.record("an unknown authority was trusted")
        } catch let failure as UpstreamFailure {
            #expect(failure.kind == .tls)
            #expect(!failure.mayHaveBeenSent)
            #expect(failure.message.contains("not trusted"), "\(failure.message)")
        }
        #expect(fake.requests.isEmpty)
    }

    @Test func anAuthorityFromAFileIsTrusted() async throws {
        let fake = try await fake()
        let path = try temporaryFile(Fixture.authority)
        defer { unlink(path) }
        #expect(try await send(to: "https://localhost:\(fake.port)/v1", authorityFile: path) == "secret /v1/models")
    }

    @Test func aSecureConnectionIsKeptAndTakesLongBodies() async throws {
        let fake = try await fake()
        let path = try temporaryFile(Fixture.authority)
        defer { unlink(path) }
        let upstream = try HTTPUpstream(
            Provider(name: "x", baseURL: "https://localhost:\(fake.port)/v1", authorityFile: path), version: "1")
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for _ in 0..<3 {
            let form = Call(upload, body: .multipart([Part("file", filename: "f", content: content)]))
            #expect(try await textOf(try await upstream.send(form)) == "secret /v1/files")
        }
        for request in fake.requests {
            #expect(request.body.count > content.count)
            #expect(request.header("content-length") == "\(request.body.count)")
        }
        #expect(fake.requests.count == 3 && fake.connections == 1)
    }

    @Test func anotherNamesCertificateIsNotTaken() async throws {
        let fake = try await fake()
        let path = try temporaryFile(Fixture.authority)
        defer { unlink(path) }
        do {
            _ = try await send(to: "https://127.0.0.1:\(fake.port)/v1", authorityFile: path)
            Issue.record("a certificate for another name was taken")
        } catch let failure as UpstreamFailure {
            #expect(failure.kind == .tls)
            #expect(failure.message.contains("certificate is for another name"), "\(failure.message)")
        }
        #expect(fake.requests.isEmpty)
    }

    @Test func aFetchedFileComesFromTheCheckedAddressUnderItsName() async throws {
        let fake = try await fake()
        let path = try temporaryFile(Fixture.authority)
        defer { unlink(path) }
        let fetcher = FileFetcher(
            FetchPolicy(allowsPrivate: true), timeout: .seconds(5), version: "1", authorityFile: path
        ) { _ in
            // The address asked for comes from here; the certificate must still be that of the name.
            [IPAddress("127.0.0.1")].compactMap { $0 }
        }
        let file = try await fetcher.fetch("https://LOCALHOST:\(fake.port)/a/b%20c.png?x=1", limit: 1000)
        #expect(file.name == "b c.png")
        #expect(file.contentType == "application/json")
        #expect(String(decoding: try file.content.bytes(), as: UTF8.self) == "secret /a/b%20c.png?x=1")
        await #expect(throws: FileFailure.self) {
            try await fetcher.fetch("https://elsewhere.test:\(fake.port)/", limit: 1000)
        }
    }

    private func temporaryFile(_ text: String) throws -> String {
        var template = Array("/tmp/authority-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        let bytes = Array(text.utf8)
        guard file >= 0, write(file, bytes, bytes.count) == bytes.count else { throw FileFailure("no temporary file") }
        close(file)
        return template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
    }
}

extension TLSTests {
    /// Made with OpenSSL for these tests; valid for localhost until 2120. The key guards nothing.
    enum Fixture {
        static let authority = """
            -----BEGIN CERTIFICATE-----
            MIIBZzCCAQ6gAwIBAgIUKHb96iViHzP2k8rhDd1iBuHymv8wCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
            MDAxMDEwMDAwMDBaMBkxFzAVBgNVBAMMDlRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
            zj0CAQYIKoZIzj0DAQcDQgAEE+G33nbSUf36R+0dqPDfngxOd2UYldIhrlYF/cTe
            q/Bi/YgbzXlmf+OjwRYtcfdSRZPEUqnit/5EIGeF2gPWIKMyMDAwDwYDVR0TAQH/
            BAUwAwEB/zAdBgNVHQ4EFgQUnX2pIXZuMIe5bJea808GP0bDZmgwCgYIKoZIzj0E
            AwIDRwAwRAIgD6ypAMEZli+dQmEKahetVAFB0txQGdFAyUbGRblJoHsCICTqPCjz
            JlPa0SNHwnYD824u+gFdyde7jWYhhb1lhOyJ
            -----END CERTIFICATE-----
            """
        static let certificate = """
            -----BEGIN CERTIFICATE-----
            MIIBqTCCAU+gAwIBAgIUeL2og+w6I9fiL6YVfx2UrpMDOSswCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEy
            MDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEG
            CCqGSM49AwEHA0IABGI5LqrJ/LLXYuIZ++zJvaZkzhAgOA9TMfThwB54jE0m0Xl2
            /2weP9QyPE6RY/6NSjSF+vmJ498mcj02J+Cr9tmjeDB2MBQGA1UdEQQNMAuCCWxv
            Y2FsaG9zdDATBgNVHSUEDDAKBggrBgEFBQcDATAJBgNVHRMEAjAAMB0GA1UdDgQW
            BBT/Jm/Wmbzv57KvoP7/oxGng5WHtTAfBgNVHSMEGDAWgBSdfakhdm4wh7lsl5rz
            TwY/RsNmaDAKBggqhkjOPQQDAgNIADBFAiEAkzqhFVzwAs1/Q31w/Tr/ln07DY90
            iU3VV8FUAsWdASQCIGdF9dYJmTT0Hio+sjvo/7gVImvPrLcN3VGiqvRqaYTg
            -----END CERTIFICATE-----
            """
        static let key = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCS3UPg9p3mfBEkqc
            d59I9KqulzUVJY4/V3TsoVp+rSKhRANCAARiOS6qyfyy12LiGfvsyb2mZM4QIDgP
            UzH04cAeeIxNJtF5dv9sHj/UMjxOkWP+jUo0hfr5iePfJnI9Nifgq/bZ
            -----END PRIVATE KEY-----
            """
    }
}
