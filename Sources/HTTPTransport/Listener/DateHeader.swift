import MCP
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The value of the Date header (RFC 9110 section 6.6.1), made once a second.
final class DateHeader: Sendable {
    private let last = Mutex((second: -1, text: ""))

    func text(at second: Int = Int(WallClock.now())) -> String {
        last.withLock { last in
            if last.second != second { last = (second, Self.format(second)) }
            return last.text
        }
    }

    private static func format(_ second: Int) -> String {
        var moment = time_t(second)
        var parts = tm()
        gmtime_r(&moment, &parts)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            let length = strftime(buffer.baseAddress, buffer.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
