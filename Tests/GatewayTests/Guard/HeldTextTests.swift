import TestSupport
import Testing

@testable import Gateway

/// A text that comes in pieces is treated as if it had come whole.
@Suite struct HeldTextTests {
    private static let rules: GuardRules = {
        var rules = GuardRules()
        rules.output.set(.redact, for: FindingKind.personalData + FindingKind.secrets)
        return rules
    }()
    private static let engine = GuardEngine(rules)

    private static func inspector(restoring values: [(FindingKind, String)] = []) -> TextInspector {
        var placeholders = Placeholders(isReversible: true)
        for (kind, value) in values { _ = placeholders.placeholder(for: Array(value.utf8), kind) }
        return TextInspector(engine, .output, placeholders: placeholders)
    }

    private static func whole(_ text: [UInt8], _ inspector: TextInspector) -> String {
        var inspector = inspector
        let changed = text.withUnsafeBufferPointer { inspector.inspect($0, isBroughtIn: false) { "" } }
        return String(decoding: changed ?? text, as: UTF8.self)
    }

    private static func inPieces(_ pieces: [ArraySlice<UInt8>], _ inspector: TextInspector) -> String {
        var (inspector, held, output) = (inspector, HeldText(), [UInt8]())
        for piece in pieces {
            output += piece.withUnsafeBufferPointer { held.take($0, isLast: false, &inspector) { "" } }
        }
        output += held.take(UnsafeBufferPointer(start: nil, count: 0), isLast: true, &inspector) { "" }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(arguments: LabelledText.all) func cutInTwo(_ text: LabelledText) {
        let inspector = Self.inspector()
        let expected = Self.whole(text.bytes, inspector)
        for cut in 0...text.bytes.count {
            let found = Self.inPieces([text.bytes[..<cut], text.bytes[cut...]], inspector)
            guard found != expected else { continue }
            #expect(found == expected, "cut at \(cut)")
            return
        }
    }

    @Test(arguments: LabelledText.all) func byteByByte(_ text: LabelledText) {
        let inspector = Self.inspector()
        let pieces = text.bytes.indices.map { text.bytes[$0...$0] }
        #expect(Self.inPieces(pieces, inspector) == Self.whole(text.bytes, inspector))
    }

    /// Texts that follow one another, cut anywhere.
    @Test func cutAnywhere() {
        var generator = Dice(seed: 42)
        let inspector = Self.inspector()
        for _ in 0..<150 {
            let bytes = (0..<8).flatMap { _ in
                LabelledText.all.randomElement(using: &generator)!.bytes
                    + Array([" ", "\n", ", ", ""].randomElement(using: &generator)!.utf8)
            }
            var pieces: [ArraySlice<UInt8>] = []
            var position = 0
            while position < bytes.count {
                let end = min(bytes.count, position + Int.random(in: 1...12, using: &generator))
                pieces.append(bytes[position..<end])
                position = end
            }
            let (found, expected) = (Self.inPieces(pieces, inspector), Self.whole(bytes, inspector))
            #expect(found == expected)
            if found != expected { return }
        }
    }

    @Test func onlyWhatCouldBeTheBeginningWaits() {
        var (inspector, held) = (Self.inspector(), HeldText())
        func take(_ text: String) -> String {
            let bytes = Array(text.utf8)
            return String(
                decoding: bytes.withUnsafeBufferPointer { held.take($0, isLast: false, &inspector) { "" } },
                as: UTF8.self)
        }
        #expect(take("Hello there, ") == "Hello there, ")
        #expect(take("write to jo") == "write to ")
        #expect(take("hn@example") == "")
        #expect(take(".com now") == "[email] ")
        #expect(take("! Card 4111 1111") == "now! Card ")
        #expect(take(" 1111 1111, ") == "[card], ")
        #expect(take("10 apples. ") == "10 apples. ")
    }

    @Test func placeholdersAreFilledAcrossPieces() {
        let inspector = Self.inspector(restoring: [(.email, "anna@example.com"), (.phone, "+49 30 1234567")])
        let text = Array("Ask <email-1> or call <phone-1>. Not <email-2>, nor <b>.".utf8)
        let expected = "Ask anna@example.com or call +49 30 1234567. Not <email-2>, nor <b>."
        #expect(Self.whole(text, inspector) == expected)
        for cut in 0...text.count {
            #expect(Self.inPieces([text[..<cut], text[cut...]], inspector) == expected)
        }
        #expect(Self.inPieces(text.indices.map { text[$0...$0] }, inspector) == expected)
    }
}
