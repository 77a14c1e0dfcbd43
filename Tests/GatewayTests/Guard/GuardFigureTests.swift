import Testing

@testable import Gateway

/// Precision and recall on the labelled set, which is in labelled-texts.txt beside this file.
@Suite struct GuardFigureTests {
    @Test func theSetIsLargeEnough() {
        #expect(LabelledText.all.count >= 500)
        for figure in GuardFigure.all {
            #expect(figure.cases >= 20 && figure.casesAgainst >= 20, "\(figure.kind)")
        }
    }

    /// Bounds a little below what is reached, so that a change that costs something is seen.
    @Test(arguments: FindingKind.allCases)
    func figures(_ kind: FindingKind) throws {
        let figure = try #require(GuardFigure.all.first { $0.kind == kind })
        #expect(figure.precision >= 0.95, "wrong: \(figure.wrong.map(\.description))")
        #expect(figure.recall >= (kind == .injection ? 0.85 : 0.88), "missed: \(figure.missed.map(\.description))")
    }

    /// What checks its digits is never wrong about them.
    @Test(arguments: [FindingKind.card, .iban, .socialSecurity, .nationalInsurance, .germanTaxID, .jwt, .privateKey])
    func checkedKindsAreNeverWrong(_ kind: FindingKind) throws {
        let figure = try #require(GuardFigure.all.first { $0.kind == kind })
        #expect(figure.wrong.isEmpty, "\(figure.wrong.map(\.description))")
    }
}
