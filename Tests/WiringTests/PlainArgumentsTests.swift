import ArgumentParser
import Settings
import Testing

@testable import openai_mcp

/// What is read without the parser is read as the parser reads it.
struct PlainArgumentsTests {
    @Test(arguments: [
        "serve", "serve chat images", "serve --all", "serve --stdio chat", "serve --all --all --stdio",
        "serve --http 127.0.0.1:0 --provider embedded", "serve chat --http :8080 images",
        "serve --files /a --files /b", "serve --tools model-* chat",
        "serve --provider openai --provider embedded",
        "serve help",
    ])
    func agreesWithTheParser(line: String) throws { try expectAgreement(line.split(separator: " ").map(String.init)) }

    @Test func takesTextsThatAreEmpty() throws { try expectAgreement(["serve", "", "--base-url", ""]) }

    @Test func takesEverySetting() throws {
        for setting in SettingsTable.all {
            let words = ([setting.flag] + setting.aliases).map { "--\($0)" }
            if setting.traits.contains(.toggle) {
                for word in words + ["--no-\(setting.flag)"] { try expectAgreement(["serve", word]) }
                try expectAgreement(["serve", "--no-\(setting.flag)", "--\(setting.flag)"])
            } else {
                for word in words { try expectAgreement(["serve", word, "a", "chat", word, "b"]) }
            }
        }
    }

    @Test(arguments: [
        "", "tools", "call model-list", "--version", "serve --help", "serve -h", "serve --base-url",
        "serve --base-url --all", "serve --base-url=https://example.com/v1", "serve --unknown x", "serve -- chat",
        "serve -x", "help serve",
    ])
    func leavesTheRest(line: String) {
        #expect(Serving(plain: line.split(separator: " ").map(String.init)) == nil)
    }

    private func expectAgreement(_ arguments: [String]) throws {
        let parsed = try #require(try OpenAIMCP.parseAsRoot(arguments) as? Serve).serving
        #expect(Serving(plain: arguments) == parsed, "\(arguments)")
    }
}
