/// A sound that is to be written down: what can be known of it without hearing it.
struct Recording: Sendable {
    /// What was said, if the offline voice said it.
    let words: String?
    /// What can be told about the sound.
    let description: String
    /// Length in seconds; 0 where only the samples would tell.
    let seconds: Double

    /// Reads the file of a request.
    init(_ file: FormPart?) throws(Refusal) {
        guard let file else { throw .missing("file") }
        let content = file.content
        guard content.count <= 25 << 20 else {
            throw Refusal(
                status: 413,
                message: "Maximum content size limit (\(25 << 20)) exceeded (\(content.count) bytes read)",
                param: "file")
        }
        guard let format = Self.format(content, name: file.filename ?? "") else {
            throw Refusal(
                message: "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', "
                    + "'oga', 'ogg', 'wav', 'webm']",
                param: "file")
        }
        guard let wav = WAVFile(content) else {
            words = nil
            description = "a recording of \(content.count) bytes (\(format)), whose length I cannot read"
            seconds = 0
            return
        }
        words = wav.notes["ISFT"] == Speech.maker ? wav.notes["ICMT"] : nil
        seconds = (wav.seconds * 1_000).rounded() / 1_000
        description =
            "a WAV recording of \(seconds) seconds at \(wav.rate) Hz, \(wav.channels) "
            + "\(wav.channels == 1 ? "channel" : "channels") of \(wav.bits) bits"
    }

    /// What the transcript says: the words, or an honest sentence.
    var text: String {
        words ?? "Offline model: I was given \(description); I cannot hear what is said in it."
    }

    /// The kind of sound by its first bytes, else by its name; nil where it is none that the API takes.
    private static func format(_ content: [UInt8], name: String) -> String? {
        func begins(_ text: String, at offset: Int = 0) -> Bool { content.dropFirst(offset).starts(with: text.utf8) }
        guard !content.isEmpty else { return nil }
        if begins("RIFF"), begins("WAVE", at: 8) { return WAVFile(content) == nil ? nil : "WAV" }
        if begins("ID3") || content.starts(with: [0xFF, 0xFB]) || content.starts(with: [0xFF, 0xF3]) { return "MP3" }
        if begins("OggS") { return "Ogg" }
        if begins("fLaC") { return "FLAC" }
        if begins("ftyp", at: 4) { return "MP4" }
        if content.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "WebM" }
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return ["mp3", "mpeg", "mpga"].contains(ending) ? "MP3" : nil
    }
}
