/// A time to wait as people say it: `40 s`, `3 min`, `5 h`, `2 days`.
struct WaitText: CustomStringConvertible {
    let description: String

    init(_ seconds: Double) {
        switch seconds.rounded(.up) {
        case ..<100: description = "\(Int(max(1, seconds.rounded(.up)))) s"
        case ..<6_000: description = "\(Int((seconds / 60).rounded(.up))) min"
        case ..<172_800: description = "\(Int((seconds / 3_600).rounded(.up))) h"
        default: description = "\(Int(min(seconds / 86_400, 1e6).rounded(.up))) days"
        }
    }
}
