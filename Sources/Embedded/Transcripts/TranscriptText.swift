extension Transcript {
    /// Subtitles as SubRip has them.
    var srt: String {
        segments.enumerated().map { index, segment in
            "\(index + 1)\n\(Self.time(segment.start, ",")) --> \(Self.time(segment.end, ","))\n\(segment.text)\n"
        }.joined(separator: "\n")
    }

    /// Subtitles as WebVTT has them.
    var vtt: String {
        "WEBVTT\n\n"
            + segments.map { segment in
                "\(Self.time(segment.start, ".")) --> \(Self.time(segment.end, "."))\n\(segment.text)\n"
            }.joined(separator: "\n")
    }

    /// Hours, minutes, seconds and thousandths.
    private static func time(_ seconds: Double, _ point: String) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let total = Int((seconds * 1_000).rounded())
        let (hours, minutes) = (total / 3_600_000, total / 60_000 % 60)
        return "\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(total / 1_000 % 60, 2))\(point)"
            + padded(total % 1_000, 3)
    }
}
