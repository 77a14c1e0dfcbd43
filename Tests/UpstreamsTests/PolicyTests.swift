import Gateway
import Testing

@testable import Upstreams

@Suite struct ServerURLTests {
    @Test(arguments: [
        ("https://api.openai.com/v1", "https|api.openai.com|443|/v1"),
        ("HTTP://Example.COM:8080?a#b", "http|example.com|8080|?a"),
        ("http://[::1]:9/x", "http|::1|9|/x"),
        ("http://u:p@host", "http|host|80|"),
        ("https://host#@evil/", "https|host|443|"),
    ])
    func parts(_ text: String, _ expected: String) throws {
        let url = try #require(ServerURL(text))
        #expect("\(url.scheme)|\(url.host)|\(url.port)|\(url.target)" == expected)
    }

    @Test(arguments: [
        "", "host", "http://", "http://:80", "http://h:0", "http://h:70000", "http://h:x", "http://[::1",
        "http://[::1]x",
        "http://a b", "http://ho\\st", "http://127.0.0.1%2f.com", "http://1%32%37.0.0.1", "http://\u{FF11}27.0.0.1/",
        "http://h\r\nX: y",
    ])
    func refused(_ text: String) { #expect(ServerURL(text) == nil) }
}

@Suite struct IPAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.168.1.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1",
        "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:db8::1", "::127.0.0.1",
    ])
    func privateOnes(_ text: String) throws { #expect(try #require(IPAddress(text)).reach != .everybody) }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808",
    ])
    func publicOnes(_ text: String) throws { #expect(try #require(IPAddress(text)).reach == .everybody) }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1", "1.2.3.256", "::g"])
    func names(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test(arguments: [
        ("10.1.2.3", "10.0.0.0/8", true), ("11.1.2.3", "10.0.0.0/8", false), ("10.1.2.3", "10.1.2.2/31", true),
        ("10.1.2.4", "10.1.2.2/31", false), ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "::/0", false),
        ("10.1.2.3", "0.0.0.0/0", true), ("10.1.2.3", "10.0.0.0/33", false), ("10.1.2.3", "x/8", false),
    ])
    func blocks(_ address: String, _ block: String, _ isIn: Bool) throws {
        #expect(try #require(IPAddress(address)).isIn(block) == isIn)
    }

    @Test func theSystemResolvesNames() async throws {
        #expect(try await Resolver.addresses(of: "localhost").contains { $0.isLoopback })
        #expect(try await Resolver.addresses(of: "no-such-host.invalid").isEmpty)
    }
}

@Suite struct ProxySettingsTests {
    private func proxy(_ environment: [String: String], _ url: String) throws -> String {
        let found = try ProxySettings(environment: environment).proxy(for: try #require(ServerURL(url)))
        guard let found else { return "direct" }
        return
            "\(found.isSOCKS ? "socks " : "")\(found.user.isEmpty ? "" : "\(found.user):\(found.password?.exposed ?? "")@")\(found.host):\(found.port)"
    }

    @Test(
        arguments: [
            ([:], "https://api.openai.com", "direct"),
            (["HTTPS_PROXY": "http://p:3128"], "https://api.openai.com", "p:3128"),
            (["HTTPS_PROXY": "http://p:3128"], "http://api.openai.com", "direct"),
            (["https_proxy": "p:3128", "HTTPS_PROXY": "http://q:1"], "https://x", "p:3128"),
            (["HTTP_PROXY": "p"], "http://x", "p:80"),
            (["ALL_PROXY": "socks5://p"], "https://x", "socks p:1080"),
            (["ALL_PROXY": "http://a:1", "HTTPS_PROXY": "http://b:2"], "https://x", "b:2"),
            (["HTTPS_PROXY": "http://us%40er:p%3Ass@p:1"], "https://x", "us@er:p:ss@p:1"),
            (["HTTPS_PROXY": ""], "https://x", "direct"),
            (["HTTPS_PROXY": "http://p:1"], "https://localhost:8080", "direct"),
            (["HTTPS_PROXY": "http://p:1"], "https://127.0.0.1", "direct"),
            (["HTTPS_PROXY": "http://p:1"], "https://[::1]", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"], "https://x", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"], "https://example.com", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"], "https://a.Example.com", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.com"], "https://notexample.com", "p:1"),
            (["HTTPS_PROXY": "http://p:1", "no_proxy": "a, .example.com ,b"], "https://x.example.com", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*.example.com"], "https://x.example.com", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "x:444"], "https://x:444", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "x:444"], "https://x", "p:1"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"], "https://10.2.3.4", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"], "https://11.2.3.4", "p:1"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "10.2.3.4"], "https://10.2.3.4", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "2001:db8::1"], "https://[2001:db8:0::1]", "direct"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "[2001:db8::1]:443"], "https://[2001:db8::1]", "direct"),
        ] as [([String: String], String, String)])
    func theRightProxy(_ environment: [String: String], _ url: String, _ expected: String) throws {
        #expect(try proxy(environment, url) == expected)
    }

    @Test(arguments: ["https://p:1", "http://", "://x", "http://p:99999", "socks5://u:secret@p"])
    func badVariables(_ value: String) throws {
        do {
            _ = try proxy(["HTTPS_PROXY": value], "https://x")
            Issue.record("taken")
        } catch let invalid as ProxySettings.Invalid {
            #expect(invalid.variable == "HTTPS_PROXY")
            #expect(!invalid.description.contains("secret"))
        }
    }
}

@Suite struct MultipartWriterTests {
    @Test func anEmptyForm() throws {
        var generator = SystemRandomNumberGenerator()
        let writer = MultipartWriter(using: &generator)
        #expect(try writer.segments([]).flatMap { try $0.bytes() } == Array("--\(writer.boundary)--\r\n".utf8))
        #expect(writer.boundary.utf8.count <= 70)
    }

    @Test func everyFormHasItsOwnBoundary() {
        var generator = SystemRandomNumberGenerator()
        #expect(MultipartWriter(using: &generator).boundary != MultipartWriter(using: &generator).boundary)
    }

    @Test func aFileWithoutTypeGetsOneAndNoTypeCanAddHeaders() throws {
        var generator = SystemRandomNumberGenerator()
        let writer = MultipartWriter(using: &generator)
        let text = String(
            decoding: try writer.segments([
                Part("a", filename: "ü.bin", content: []), Part("b", contentType: "text/plain\r\nX: y", content: []),
            ]).flatMap { try $0.bytes() }, as: UTF8.self)
        #expect(text.contains("filename=\"ü.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"))
        #expect(text.contains("Content-Type: text/plainX: y\r\n\r\n"))
    }

    @Test(arguments: [("a b", "a%20b"), ("ü&=", "%C3%BC%26%3D"), ("A-z_0.~", "A-z_0.~"), ("", "")])
    func percentEncoding(_ text: String, _ encoded: String) {
        #expect(percentEncoded(text) == encoded)
        #expect(percentDecoded(encoded) == text)
    }

    @Test func halfAnEncodingStays() {
        #expect(percentDecoded("%") == "%")
        #expect(percentDecoded("%4") == "%4")
        #expect(percentDecoded("%zz%41") == "%zzA")
        #expect(percentDecoded("%+5") == "%+5")
    }
}
