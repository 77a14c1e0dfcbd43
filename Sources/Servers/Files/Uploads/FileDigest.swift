import Crypto
import Gateway

/// Digests of files that are not held in memory.
enum FileDigest {
    /// MD5 in hexadecimal, which the uploads API compares.
    static func md5(of content: FileContent) async throws -> String {
        var hash = Insecure.MD5()
        var position = 0
        while position < content.count {
            try Task.checkCancellation()
            let end = min(position + step, content.count)
            let (range, begun) = (position..<end, hash)
            hash = try await Blocking.run {
                var hash = begun
                hash.update(data: try content.slice(range).bytes())
                return hash
            }
            position = end
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let step = 1 << 20
}
