import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /audio/speech`: a sound, or the events of one.
    func createSpeech(_ request: Request) throws(Refusal) -> Answer {
        let options = try SpeechOptions(request.json())
        try models.check(options.model, for: .speech)
        let speech = Speech(options)
        var answer: Answer
        if options.streams {
            answer = stream(speech.events)
        } else {
            let sound = EventStream(events: speech.pieces, pace: .zero, sleep: surroundings.sleep)
            answer = Answer(
                status: 200, headers: Headers([("content-type", speech.mediaType)]), body: .stream(sound))
        }
        if let remark = speech.remark {
            answer.headers["x-offline-remark"] = remark
            answer.notes.remarks.append(remark)
        }
        return answer
    }
}
