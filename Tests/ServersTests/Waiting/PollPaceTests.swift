import Testing

@testable import Servers

@Suite struct PollPaceTests {
    @Test(
        "waits grow to a bound",
        arguments: [(0, 1.0), (1, 1.5), (2, 2.25), (9, 30.0), (1_000_000, 30.0)])
    func growth(_ looks: Int, _ seconds: Double) {
        let pace = PollPace()
        #expect(abs(pace.delay(after: looks, random: 0.5) - seconds) < 1e-9)
        #expect(abs(pace.delay(after: looks, random: 0) - seconds * 0.9) < 1e-9)
    }
}
