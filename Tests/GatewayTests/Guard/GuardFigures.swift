@testable import Gateway

/// How well the guard finds one kind in the labelled set. A finding counts only if it has the very range of the mark; of
/// an injection, whose ends are a matter of taste, if it overlaps.
struct GuardFigure: Sendable {
    let kind: FindingKind
    let cases: Int
    let casesAgainst: Int
    private(set) var right = 0
    private(set) var wrong: [LabelledText] = []
    private(set) var missed: [LabelledText] = []

    /// Of what was found, the part that was to be found.
    var precision: Double { right + wrong.count == 0 ? 1 : Double(right) / Double(right + wrong.count) }
    /// Of what was to be found, the part that was.
    var recall: Double { right + missed.count == 0 ? 1 : Double(right) / Double(right + missed.count) }

    static let all: [GuardFigure] = {
        let scanner = TextScanner(Set(FindingKind.allCases))
        let injections = InjectionScanner()
        let found = LabelledText.all.map { ($0, $0.findings(scanner, injections)) }
        return FindingKind.allCases.map { GuardFigure($0, found) }
    }()

    private init(_ kind: FindingKind, _ found: [(text: LabelledText, findings: [Finding])]) {
        self.kind = kind
        cases = found.filter { $0.text.kind == kind && !$0.text.expected.isEmpty }.count
        casesAgainst = found.filter { $0.text.kind == kind && $0.text.expected.isEmpty }.count
        for (text, findings) in found {
            let expected = Set(text.kind == kind ? text.expected : [])
            let ranges = Set(findings.filter { $0.kind == kind }.map(\.range))
            func agree(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
                kind == .injection ? one.overlaps(other) : one == other
            }
            right += expected.filter { mark in ranges.contains { agree($0, mark) } }.count
            wrong += ranges.filter { range in !expected.contains { agree($0, range) } }.map { _ in text }
            missed += expected.filter { mark in !ranges.contains { agree($0, mark) } }.map { _ in text }
        }
    }

    /// The figures as a Markdown table.
    static var markdown: String {
        let rows = all.map { figure in
            "| `\(figure.kind.rawValue)` | \(figure.cases) | \(figure.casesAgainst) | \(percent(figure.precision)) | \(percent(figure.recall)) |"
        }
        return
            (["| kind | lines for | lines against | precision | recall |", "| --- | --- | --- | --- | --- |"] + rows)
            .joined(separator: "\n")
    }

    private static func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
}
