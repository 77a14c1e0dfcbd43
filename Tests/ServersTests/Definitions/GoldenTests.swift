import Servers
import TestSupport
import Testing

/// What each server offers, as it stands in `Goldens`; `REWRITE_GOLDENS=1` writes them anew.
@Suite struct GoldenTests {
    @Test("tools/list is as reviewed", arguments: Family.members.map(\.name))
    func golden(_ server: String) async throws {
        let list = try Definitions(server)
        let name = "\(server).jsonl"
        let lines = [list.header] + list.tools.map { String(decoding: $0.raw, as: UTF8.self) }
        if PackageFile.areRewritten { try Self.write(name, lines) }
        let reviewed = try #require(Self.read(name), "Goldens/\(name) is missing; write it with REWRITE_GOLDENS=1.")
        let difference = Self.difference(from: reviewed, to: lines)
        #expect(
            difference.isEmpty,
            "\(name) differs; review it and run with REWRITE_GOLDENS=1:\n\(difference.joined(separator: "\n"))")
    }

    @Test("every golden belongs to a server")
    func leftovers() {
        let names = Set(PackageFile.names(in: Self.folder))
        #expect(names.subtracting(Family.members.map { "\($0.name).jsonl" }).isEmpty)
    }

    @Test("a difference names the line and shows the place")
    func differences() {
        let old = [#"{"n":1}"#, #"{"name":"a","x":1}"#, #"{"name":"b"}"#]
        let new = [#"{"n":2}"#, #"{"name":"a","x":2}"#, #"{"name":"c"}"#]
        #expect(Self.difference(from: old, to: old).isEmpty)
        #expect(
            Self.difference(from: old, to: new) == [
                "- {\"n\":1}\n+ {\"n\":2}", "  a, at 16:\n- …ame\":\"a\",\"x\":1}\n+ …ame\":\"a\",\"x\":2}", "- b",
                "+ c",
            ])
    }

    // MARK: Lines

    /// Line by line for tools of the same name; the place where two begin to differ, with what stands around it.
    private static func difference(from old: [String], to new: [String]) -> [String] {
        var lines: [String] = []
        if old.first != new.first { lines.append("- \(old.first ?? "")\n+ \(new.first ?? "")") }
        let before = Dictionary(old.dropFirst().map { (toolName($0), $0) }) { first, _ in first }
        let after = Dictionary(new.dropFirst().map { (toolName($0), $0) }) { first, _ in first }
        for line in new.dropFirst() {
            let name = toolName(line)
            guard let other = before[name], other != line else { continue }
            let place = zip(other, line).prefix { $0 == $1 }.count
            let cut = { (text: String) in "…" + text.dropFirst(max(0, place - 13)).prefix(100) }
            lines.append("  \(name), at \(place):\n- \(cut(other))\n+ \(cut(line))")
        }
        lines += old.dropFirst().map(toolName).filter { after[$0] == nil }.map { "- \($0)" }
        lines += new.dropFirst().map(toolName).filter { before[$0] == nil }.map { "+ \($0)" }
        if lines.isEmpty, old != new { lines.append("  the order of the tools changed") }
        return lines
    }

    private static func toolName(_ line: String) -> String {
        String(line.dropFirst(#"{"name":""#.count).prefix { $0 != "\"" })
    }

    // MARK: Files

    private static let folder = "Tests/ServersTests/Goldens"

    private static func read(_ name: String) -> [String]? {
        PackageFile("\(folder)/\(name)").text?.split(separator: "\n").map(String.init)
    }

    private static func write(_ name: String, _ lines: [String]) throws {
        try PackageFile("\(folder)/\(name)").write(lines.map { $0 + "\n" }.joined())
    }
}
