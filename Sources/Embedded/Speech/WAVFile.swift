/// A WAV file: what its header says, and the notes in its LIST/INFO chunk.
struct WAVFile: Sendable {
    let channels: Int
    /// Samples a second.
    let rate: Int
    let bits: Int
    /// Length of the sound, in bytes.
    let size: Int
    /// Notes by their four-letter names.
    let notes: [String: String]

    /// Length of the sound, in seconds.
    var seconds: Double { Double(size) / Double(rate * channels * ((bits + 7) / 8)) }

    /// Reads the chunks of a file; nil where it is no WAV file with a sound in it.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WAVE".utf8) else { return nil }
        var format: (channels: Int, rate: Int, bits: Int)?
        var size: Int?
        var notes: [String: String] = [:]
        for chunk in Self.chunks(of: bytes[12...]) {
            let content = chunk.content
            switch chunk.name {
            case "fmt ":
                guard content.count >= 16 else { return nil }
                let start = content.startIndex
                format = (
                    Self.number(content[(start + 2)..<(start + 4)]), Self.number(content[(start + 4)..<(start + 8)]),
                    Self.number(content[(start + 14)..<(start + 16)])
                )
            case "data": size = content.count
            case "LIST" where content.starts(with: "INFO".utf8):
                for note in Self.chunks(of: content.dropFirst(4)) {
                    notes[note.name] = String(decoding: note.content.prefix { $0 != 0 }, as: UTF8.self)
                }
            default: break
            }
        }
        guard let format, let size, format.channels > 0, format.rate > 0, format.bits > 0 else { return nil }
        channels = format.channels
        rate = format.rate
        bits = format.bits
        self.size = size
        self.notes = notes
    }

    /// Chunks of a file or a list. One that claims to be longer than what is there ends with it, as in a stream.
    private static func chunks(of bytes: ArraySlice<UInt8>) -> [(name: String, content: ArraySlice<UInt8>)] {
        var rest = bytes
        var chunks: [(name: String, content: ArraySlice<UInt8>)] = []
        while rest.count >= 8 {
            let name = String(decoding: rest.prefix(4), as: UTF8.self)
            let length = number(rest.dropFirst(4).prefix(4))
            let content = rest.dropFirst(8).prefix(length)
            chunks.append((name, content))
            rest = rest.dropFirst(8 + length + length % 2)
        }
        return chunks
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }

    /// The beginning of a file with one channel of 16 bits: all but its samples.
    static func header(rate: Int, size: Int, notes: [(name: String, text: String)]) -> [UInt8] {
        let format = little(1, 2) + little(1, 2) + little(rate, 4) + little(rate * 2, 4) + little(2, 2) + little(16, 2)
        let info = notes.reduce(Array("INFO".utf8)) { $0 + chunk($1.name, Array($1.text.utf8) + [0]) }
        let head = Array("WAVE".utf8) + chunk("fmt ", format) + chunk("LIST", info)
        return Array("RIFF".utf8) + little(head.count + 8 + size, 4) + head + Array("data".utf8) + little(size, 4)
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(content.count, 4) + content + (content.count % 2 == 0 ? [] : [0])
    }

    private static func little(_ number: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
