import TestSupport
import Testing

@testable import Imaging

@Suite struct AxisTests {
    @Test(
        arguments: [
            ([0, 600], 6, "0 100 200 300 400 500 600"), ([0, 1], 5, "0.0 0.2 0.4 0.6 0.8 1.0"),
            ([0.898, 0.904], 6, "0.898 0.899 0.900 0.901 0.902 0.903 0.904"),
            ([0, 4], 12, "0.0 0.5 1.0 1.5 2.0 2.5 3.0 3.5 4.0"),
            ([0, 20_000], 4, "0 5k 10k 15k 20k"), ([0, 7_400_000], 4, "0 2M 4M 6M"),
            ([-30, 30], 6, "-30 -20 -10 0 10 20 30"),
            ([0, 2e-5], 2, "0 1e-5 2e-5"), ([12_000, 13_000], 2, "12.0k 12.5k 13.0k"),
            ([5, 5], 4, "4.6 4.8 5.0 5.2 5.4"),
            ([0, 0], 2, "-1 0 1"), ([], 2, "0.0 0.5 1.0"), ([3e20, 9e20], 3, "4e20 6e20 8e20"),
            ([1e299, 1e300], 2, "5e299 1e300"),
            ([1, 1 + 1e-12], 3, "0.90 0.95 1.00 1.05 1.10"), ([-0.3, 0.1], 4, "-0.3 -0.2 -0.1 0.0 0.1"),
        ] as [([Double], Int, String)])
    func linear(_ values: [Double], _ count: Int, _ expected: String) {
        let axis = Axis(values, margin: 0, ticks: count)
        #expect(axis.ticks.map(\.label).joined(separator: " ") == expected)
        for value in values { #expect((-1e-6...1 + 1e-6).contains(axis.place(value))) }
    }

    @Test func countsAreNotDivided() {
        let axis = Axis([0, 4], isOfCounts: true, margin: 0, ticks: 12)
        #expect(axis.ticks.map(\.label) == ["0", "1", "2", "3", "4"])
    }

    @Test(
        arguments: [
            ([0.01, 1], 5, "0.01 0.02 0.05 0.1 0.2 0.5 1"), ([1e-9, 1], 5, "1e-8 1e-6 0.0001 0.01 1"),
            ([2, 3], 5, "2.0 2.2 2.4 2.6 2.8 3.0"), ([1, 1e6], 6, "1 10 100 1000 1e4 1e5 1e6"), ([1, 1], 5, "0.5 1 2"),
            ([1e-300, 1e300], 3, "1e-200 1 1e200"),
        ] as [([Double], Int, String)])
    func logarithmic(_ values: [Double], _ count: Int, _ expected: String) {
        let axis = Axis(values, isLogarithmic: true, margin: 1e-9, ticks: count)
        #expect(axis.ticks.map(\.label).joined(separator: " ") == expected)
        for tick in axis.ticks { #expect((-1e-3...1.001).contains(axis.place(tick.value))) }
    }

    /// Any two numbers give a few ticks, in order, within the range.
    @Test func anyRange() {
        var dice = Dice(seed: 5)
        for _ in 0..<2000 {
            let values = (0..<2).map { _ in
                Double(dice.below(2_000_001) - 1_000_000) * Logarithm.power(dice.below(560) - 290)
            }
            for axis in [
                Axis(values, margin: 0.05, ticks: 5),
                Axis(values.map { max(1e-300, $0.magnitude) }, isLogarithmic: true, margin: 0.05, ticks: 5),
            ] {
                #expect((1...25).contains(axis.ticks.count), "\(values) \(axis.ticks.map(\.label))")
                #expect(axis.ticks.map(\.value) == axis.ticks.map(\.value).sorted())
                #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
                #expect(axis.ticks.allSatisfy { (-0.001...1.001).contains(axis.place($0.value)) })
            }
        }
    }

    @Test func logarithms() {
        for exponent in -300...300 {
            #expect((Logarithm.ten(Logarithm.power(exponent)) - Double(exponent)).magnitude < 1e-9)
        }
        #expect((Logarithm.ten(2) - 0.301_029_995_663_981_2).magnitude < 1e-15)
        #expect((Logarithm.ten(7.5) - 0.875_061_263_391_700_1).magnitude < 1e-15)
    }
}
