import TestSupport

@testable import Gateway

/// A text of the labelled set, with the ranges that a reader would mark in it.
struct LabelledText: Sendable, CustomStringConvertible {
    /// What the line is a case for or against; nil: for nothing at all.
    let kind: FindingKind?
    let bytes: [UInt8]
    let expected: [Range<Int>]
    /// Number of the line in the file.
    let line: Int

    var description: String { "line \(line): \(String(decoding: bytes, as: UTF8.self))" }

    static let all: [LabelledText] = {
        let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let file = SharedFacts.file(folder + "/labelled-texts.txt").map { String(decoding: $0, as: UTF8.self) } ?? ""
        return file.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            guard !line.isEmpty, !line.hasPrefix("#"), let tab = line.firstIndex(of: "\t") else { return nil }
            return LabelledText(
                FindingKind(rawValue: String(line[..<tab])), String(line[line.index(after: tab)...]), line: number + 1)
        }
    }()

    private init(_ kind: FindingKind?, _ source: String, line: Int) {
        var writer = Unfolding(seed: UInt64(line))
        writer.take(Array(source.unicodeScalars))
        self.kind = kind
        bytes = writer.bytes
        expected = writer.ranges
        self.line = line
    }

    /// What the guard finds in it, as text that a tool brought in.
    func findings(_ scanner: TextScanner, _ injections: InjectionScanner) -> [Finding] {
        bytes.withUnsafeBufferPointer { scanner.findings(in: $0) + injections.findings(in: $0) }
    }
}

/// Resolves the escapes, marks and placeholders of a line.
private struct Unfolding {
    private(set) var bytes: [UInt8] = []
    private(set) var ranges: [Range<Int>] = []
    private var open: Int?
    private var generator: Dice

    init(seed: UInt64) { generator = Dice(seed: seed) }

    mutating func take(_ scalars: [UnicodeScalar]) {
        var position = 0
        func has(_ text: String, at start: Int) -> Bool { scalars[start...].starts(with: text.unicodeScalars) }
        while position < scalars.count {
            if has("[[", at: position), open == nil {
                open = bytes.count
                position += 2
            } else if has("]]", at: position), !has("]]]", at: position), let start = open {
                ranges.append(start..<bytes.count)
                open = nil
                position += 2
            } else if has("\\n", at: position) || has("\\\\", at: position) {
                bytes.append(scalars[position + 1] == "n" ? 0x0A : 0x5C)
                position += 2
            } else if has("\\u{", at: position), let end = scalars[position...].firstIndex(of: "}") {
                append(UInt32(text(scalars[position + 3..<end]), radix: 16).flatMap(UnicodeScalar.init) ?? "?")
                position = end + 1
            } else if has("%", at: position), let end = random(scalars, at: position) {
                position = end
            } else {
                append(scalars[position])
                position += 1
            }
        }
    }

    /// `%A8%`: characters of an alphabet; the position behind it.
    private mutating func random(_ scalars: [UnicodeScalar], at start: Int) -> Int? {
        guard start + 3 < scalars.count, let alphabet = Self.alphabets[scalars[start + 1]],
            let end = scalars[(start + 2)...].firstIndex(of: "%"), let count = Int(text(scalars[start + 2..<end]))
        else { return nil }
        for _ in 0..<count { bytes.append(alphabet[Int(generator.next() % UInt64(alphabet.count))]) }
        return end + 1
    }

    private mutating func append(_ scalar: UnicodeScalar) { bytes += Array(String(scalar).utf8) }

    private func text(_ scalars: ArraySlice<UnicodeScalar>) -> String { scalars.map { String($0) }.joined() }

    private static let alphabets: [UnicodeScalar: [UInt8]] = [
        "A": Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8),
        "U": Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8),
        "H": Array("0123456789abcdef".utf8), "B": Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8),
        "D": Array("0123456789".utf8),
    ]
}
