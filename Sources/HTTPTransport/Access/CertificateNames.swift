import Crypto

/// The names in a certificate by which a caller may be known: `CN=` of the subject, `DNS:`, `email:` and `URI:` of the
/// alternative names (RFC 5280, sections 4.1.2.6 and 4.2.1.6), and `sha256:` with its fingerprint.
struct CertificateNames {
    private(set) var all: [String] = []

    /// Reads a certificate in DER; what cannot be read has no names.
    init(der: [UInt8]) {
        all.append("sha256:" + SHA256.hash(data: der).map { Self.hex[Int($0 >> 4)] + Self.hex[Int($0 & 15)] }.joined())
        guard let certificate = DERReader.first(0x30, der[...]), let body = DERReader.first(0x30, certificate) else {
            return
        }
        var reader = DERReader(body)
        // Version, serial number, algorithm, issuer, validity; the subject follows.
        _ = reader.next(0xA0)
        for tag in [0x02, 0x30, 0x30, 0x30] as [UInt8] {
            guard reader.next(tag) != nil else { return }
        }
        guard let subject = reader.next(0x30) else { return }
        addCommonNames(subject)
        while let (tag, content) = reader.any() {
            if tag == 0xA3, let extensions = DERReader.first(0x30, content) { addAlternativeNames(extensions) }
        }
    }

    private static let hex = "0123456789abcdef".map(String.init)
    private static let commonName: [UInt8] = [0x55, 0x04, 0x03]
    private static let alternativeNames: [UInt8] = [0x55, 0x1D, 0x11]

    private mutating func addCommonNames(_ subject: ArraySlice<UInt8>) {
        var sets = DERReader(subject)
        while let set = sets.next(0x31) {
            var pairs = DERReader(set)
            while let pair = pairs.next(0x30) {
                var parts = DERReader(pair)
                guard let kind = parts.next(0x06), kind.elementsEqual(Self.commonName), let (_, text) = parts.any()
                else { continue }
                add("CN=", text)
            }
        }
    }

    private mutating func addAlternativeNames(_ extensions: ArraySlice<UInt8>) {
        var items = DERReader(extensions)
        while let item = items.next(0x30) {
            var parts = DERReader(item)
            guard let kind = parts.next(0x06), kind.elementsEqual(Self.alternativeNames) else { continue }
            _ = parts.next(0x01)
            guard let wrapped = parts.next(0x04), let names = DERReader.first(0x30, wrapped) else { continue }
            var reader = DERReader(names)
            while let (tag, text) = reader.any() {
                switch tag {
                case 0x81: add("email:", text)
                case 0x82: add("DNS:", text)
                case 0x86: add("URI:", text)
                default: break
                }
            }
        }
    }

    private mutating func add(_ prefix: String, _ bytes: ArraySlice<UInt8>) {
        if let text = String(validating: bytes, as: UTF8.self) { all.append(prefix + text) }
    }
}

/// Reads one element after another of DER (ITU-T X.690, section 8.1).
private struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The content of the first element, if it has this tag.
    static func first(_ tag: UInt8, _ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var reader = DERReader(bytes)
        return reader.next(tag)
    }

    /// The content of the next element, if it has this tag; otherwise nothing is read.
    mutating func next(_ tag: UInt8) -> ArraySlice<UInt8>? {
        guard rest.first == tag else { return nil }
        return any()?.content
    }

    /// Tag and content of the next element.
    mutating func any() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
        guard rest.count >= 2, let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first & 0x80 != 0 {
            let count = Int(first & 0x7F)
            guard (1...3).contains(count), rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
        }
        guard length <= rest.count else { return nil }
        let content = rest.prefix(length)
        rest = rest.dropFirst(length)
        return (tag, content)
    }
}
