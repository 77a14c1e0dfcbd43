/// How texts are spread over requests, within the limits of OpenAI's embeddings endpoint.
///
/// Tokens are not counted but bounded: none is shorter than a byte, so that a text has at most as many tokens as bytes. A
/// request is filled up to 300,000 bytes and so never holds more than 300,000 tokens. A text of up to 8,192 bytes surely
/// fits an input; a longer one may not, and is sent among its like, so that it costs no other text its vector.
enum EmbeddingPacking {
    /// Inputs that a request may have.
    static let inputs = 2_048
    /// Tokens that all inputs of a request may have together, here as bytes.
    static let requestBytes = 300_000
    /// Tokens that one input may have, here as bytes.
    static let sureBytes = 8_192
    /// No text of this size is sent: no token is longer than 128 bytes.
    static let longest = sureBytes * 128

    /// The requests for texts of these sizes, each as positions in order.
    static func requests(_ sizes: [(position: Int, bytes: Int)]) -> [[Int]] {
        let sure = pack(sizes.filter { $0.bytes <= sureBytes })
        let long = pack(sizes.filter { $0.bytes > sureBytes })
        return (sure + long).sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    private static func pack(_ sizes: [(position: Int, bytes: Int)]) -> [[Int]] {
        var requests: [[Int]] = []
        var open: [Int] = []
        var bytes = 0
        for item in sizes {
            if !open.isEmpty, open.count == inputs || bytes + item.bytes > requestBytes {
                requests.append(open)
                (open, bytes) = ([], 0)
            }
            open.append(item.position)
            bytes += item.bytes
        }
        return open.isEmpty ? requests : requests + [open]
    }
}
