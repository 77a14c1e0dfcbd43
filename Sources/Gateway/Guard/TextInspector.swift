/// Looks at one text after another for one side of the guard, takes out what its rules say, and keeps what it found.
struct TextInspector: Sendable {
    let rules: SideRules
    private(set) var report: GuardReport
    /// What was taken out on the way in: filled there, put back on the way out.
    private(set) var placeholders: Placeholders
    let scanner: TextScanner
    private let injections: InjectionScanner?

    /// Creates an inspector.
    init(_ engine: GuardEngine, _ direction: GuardReport.Direction, placeholders: Placeholders) {
        rules = direction == .input ? engine.rules.input : engine.rules.output
        scanner = direction == .input ? engine.scanners.input : engine.scanners.output
        injections = rules[.injection] == .off ? nil : engine.injections
        report = GuardReport(direction)
        self.placeholders = placeholders
    }

    /// Whether texts need not be looked at.
    var isIdle: Bool { scanner.isIdle && injections == nil && !restores }

    var seeksInjections: Bool { injections != nil }

    /// Whether what it finds changes the text, or only the report.
    var changesText: Bool { restores || rules.actions.contains { $0.value == .redact || $0.value == .block } }

    private var restores: Bool { report.direction == .output && !placeholders.isEmpty }

    /// Bytes of an address of e-mail, which is the shortest of all.
    private static let shortest = 5

    mutating func flag(_ categories: [String]) { report.flagged = categories }

    /// Looks at a whole text; returns it changed, or nil if it stays as it is.
    ///
    /// - Parameters:
    ///   - isBroughtIn: whether a tool brought it in, so that words in it must not give orders.
    ///   - place: where it stands, worked out only if something is found.
    mutating func inspect(
        _ text: UnsafeBufferPointer<UInt8>, isBroughtIn: Bool, place: () -> String
    ) -> [UInt8]? {
        // Nothing that is looked for is so short, and most strings of an answer are.
        guard text.count >= Self.shortest else { return nil }
        var findings = scanner.isIdle ? [] : scanner.findings(in: text)
        if isBroughtIn, let injections {
            let further = injections.findings(in: text).filter { one in
                !findings.contains { $0.range.overlaps(one.range) }
            }
            if !further.isEmpty {
                findings = (findings + further).sorted { $0.range.lowerBound < $1.range.lowerBound }
            }
        }
        if findings.isEmpty, !restores { return nil }
        let edits = edits(for: findings, in: text, place: place) + fillings(in: text)
        guard !edits.isEmpty else { return nil }
        return Self.apply(edits.sorted { $0.range.lowerBound < $1.range.lowerBound }, to: text)
    }

    /// Where placeholders stand in an answer, with what they stand for.
    func fillings(in text: UnsafeBufferPointer<UInt8>) -> [(range: Range<Int>, value: [UInt8])] {
        restores ? placeholders.places(in: text) : []
    }

    /// Where the end of a text begins that could be the beginning of a placeholder.
    func openTail(of text: UnsafeBufferPointer<UInt8>) -> Int {
        restores ? placeholders.openTail(of: text) : text.count
    }

    /// Reports findings and returns what is to stand in their place.
    mutating func edits(
        for findings: [Finding], in text: UnsafeBufferPointer<UInt8>, place: () -> String
    ) -> [(range: Range<Int>, value: [UInt8])] {
        guard !findings.isEmpty else { return [] }
        let place = place()
        var edits: [(range: Range<Int>, value: [UInt8])] = []
        for finding in findings {
            let action = rules[finding.kind]
            report.items.append(.init(kind: finding.kind, action: action, place: place))
            guard action == .redact else { continue }
            // What is found on the way out is for good: the caller is not to have it.
            let value =
                report.direction == .input
                ? placeholders.placeholder(for: Array(text[finding.range]), finding.kind)
                : Placeholders.lasting(finding.kind)
            edits.append((finding.range, value))
        }
        return edits
    }

    /// A text with some ranges replaced, which are in order; one that overlaps the one before it is left out.
    static func apply(
        _ edits: [(range: Range<Int>, value: [UInt8])], to text: UnsafeBufferPointer<UInt8>
    ) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 64)
        var position = 0
        for edit in edits where edit.range.lowerBound >= position {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[position..<edit.range.lowerBound]))
            output.append(contentsOf: edit.value)
            position = edit.range.upperBound
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[position...]))
        return output
    }
}

/// What of the guard is made once: its rules and what they look for.
struct GuardEngine: Sendable {
    let rules: GuardRules
    let scanners: (input: TextScanner, output: TextScanner)
    let injections = InjectionScanner()

    init(_ rules: GuardRules) {
        self.rules = rules
        scanners = (TextScanner(rules.input.kinds), TextScanner(rules.output.kinds))
    }
}
