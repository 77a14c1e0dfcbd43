/// Small files as Base64, with their SHA-256 as another program computed it.
enum Sample {
    /// An answer in which every treatment finds what it needs.
    static let anyAnswer = #"{"choices":[{}],"output":[],"data":[{"embedding":[0]}]}"#
    /// The eight bytes with which a PNG begins.
    static let png = (
        base64: "iVBORw0KGgo=", digest: "4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6"
    )
    /// The same and 2000 zeros.
    static let largePNG = (
        base64: "iVBORw0KGgoA" + String(repeating: "A", count: 2664) + "AA==",
        digest: "3e42873f5cc6be56533a4b6acde579f557fe5e3bea979e8f36de0a4e7bb1539a"
    )
    static let gif = (base64: "R0lGODlh", digest: "610f5ae4d76e332636a17bd357fd6ce99029316a99d320280d4d77a746bf29e8")
    static let svg = (base64: "PHN2Zy8+", digest: "d4dc56669143034f31aa309635d4113d9ad76a02b1739da22c965ed2049be9e6")
    static let wav = (
        base64: "UklGRgQAAABXQVZF", digest: "1fe5a351bf0314c8a1840b023fd1e4cab3f0f123468940c241bd7bf20e989ab8"
    )
    static let mp3 = (base64: "SUQzbXAz", digest: "3f1a5aba319fbbf17e77b0fcc4c5aa290f148ae7a83ecd07e3c39e43a9582d3f")
    /// Four bytes that no one can tell from others.
    static let raw = (base64: "AQIDBA==", digest: "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a")
}
