import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /audio/transcriptions`: the words of what the offline voice spoke; of any other sound, what it is.
    func createTranscription(_ request: Request) throws(Refusal) -> Answer {
        try writeDown(request, as: "transcribe")
    }

    /// `POST /audio/translations`: the same words; the offline model knows no languages.
    func createTranslation(_ request: Request) throws(Refusal) -> Answer {
        try writeDown(request, as: "translate")
    }

    private func writeDown(_ request: Request, as task: String) throws(Refusal) -> Answer {
        let (fields, files) = try request.form(typed: TranscriptOptions.typedFields)
        let options = try TranscriptOptions(fields, translates: task == "translate")
        try models.check(options.model, for: .transcription)
        let transcript = Transcript(try Recording(files.first { $0.name == "file" }))
        switch options.format {
        case "text": return plain(transcript.text + "\n")
        case "srt": return plain(transcript.srt)
        case "vtt": return plain(transcript.vtt)
        default:
            return options.streams
                ? stream(transcript.events(options, seed: request.seed))
                : json(transcript.object(options, task: task, seed: request.seed))
        }
    }

    private func plain(_ text: String) -> Answer {
        Answer(
            status: 200, headers: Headers([("content-type", "text/plain; charset=utf-8")]),
            body: .bytes(Array(text.utf8)))
    }
}
