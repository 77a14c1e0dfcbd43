import Gateway
import HTTPTransport
import Settings
import Testing

@testable import openai_mcp

@Suite struct CallerDirectoryTests {
    private static let hash = "sha256:" + String(repeating: "ab", count: 32)

    private func directory(_ callers: String) throws -> CallerDirectory {
        let file = ("settings.yaml", "callers:\n\(callers)")
        return try CallerDirectory(Settings.load(flags: [:], environment: [:], file: file).settings)
    }

    private func identity(_ name: String, isAuthenticated: Bool = true) -> Identity {
        Identity(callerID: name, providerKey: nil, isAuthenticated: isAuthenticated, isLoopback: false)
    }

    @Test func aCallerWithoutLimitsSeesEverything() throws {
        let directory = try directory("  - {name: alice, keys: [\(Self.hash)]}\n")
        guard case .whole = directory.visibility(of: "images", to: identity("alice")) else {
            Issue.record("not whole")
            return
        }
        let caller = directory.caller(identity("alice"))
        #expect(caller.mayUseServerKey && !caller.mayUseAdminKey && caller.grant == Grant())
    }

    @Test func serversBecomeTheToolsThatTheyHave() throws {
        let directory = try directory(
            "  - {name: alice, servers: [images, models], tools: [\"*-list\"], read-only: true}\n")
        guard case .refused(let reason) = directory.visibility(of: "files", to: identity("alice")) else {
            Issue.record("not refused")
            return
        }
        #expect(reason == "Caller alice may not use server files; it may use images, models.")
        guard case .narrowed(let narrowing) = directory.visibility(of: "", to: identity("alice")) else {
            Issue.record("not narrowed")
            return
        }
        #expect(narrowing.only.count == 2 && narrowing.only[1] == ["*-list"] && narrowing.isReadOnly)
        #expect(narrowing.only[0].contains("model-list") && narrowing.only[0].contains("image-edit"))
        #expect(!narrowing.only[0].contains("file-list"))
    }

    @Test func grantsCountForWhoWasVouchedForOnly() throws {
        let directory = try directory("  - {name: alice, admin: true, models: [\"gpt-5*\"], tools: [x]}\n")
        let known = directory.caller(identity("alice"))
        #expect(known.mayUseAdminKey && known.grant.allows(model: "gpt-5", resolved: "gpt-5"))
        #expect(!known.grant.allows(model: "o3", resolved: "o3"))
        let stranger = directory.caller(identity("alice", isAuthenticated: false))
        #expect(!stranger.mayUseAdminKey && !stranger.mayUseServerKey)
    }

    @Test(arguments: [
        ("gpt-5", "gpt-5", true), ("fast", "gpt-5-mini", true), ("cheap", "o3", true), ("o3", "o3", false),
        ("gpt-5", "o3", true), ("smart", "o3", false),
    ])
    func anAliasIsGrantedByEitherName(asked: String, resolved: String, allowed: Bool) {
        let grant = Grant(models: [Glob("gpt-5*"), Glob("cheap")])
        #expect(grant.allows(model: asked, resolved: resolved) == allowed)
        #expect(Grant().allows(model: asked, resolved: resolved))
    }

    /// Once callers are kept in a file, an empty file is no open door.
    @Test func nobodyLeftMeansNobody() throws {
        var settings = Settings()
        #expect(try !CallerDirectory(settings).known.areRequired)
        settings.http.callers = "callers.yaml"
        #expect(try CallerDirectory(settings).known.areRequired)
    }

    @Test func anUnknownServerHasItsLine() throws {
        let file = ("settings.yaml", "callers:\n  - {name: alice, servers: [images, imges]}\n")
        let settings = try Settings.load(flags: [:], environment: [:], file: file).settings
        let findings = ConfigurationCheck.findings(settings)
        #expect(findings.map(\.place) == ["settings.yaml:2:37"])
        #expect(findings[0].message.hasPrefix("There is no server \"imges\"; there are openai, "))
    }
}
