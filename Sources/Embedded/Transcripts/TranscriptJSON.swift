import JSON

extension Transcript {
    /// The object that answers in the format that was asked for.
    func object(_ options: TranscriptOptions, task: String, seed: UInt64) -> JSONValue {
        var members: [JSONValue.Member] = []
        switch options.format {
        case "verbose_json":
            members = [
                .init("task", .string(task)), .init("language", .string(options.language ?? "unknown")),
                .init("duration", .double(seconds)), .init("text", .string(text)),
            ]
            if options.wantsWords { members.append(.init("words", .array(words.map(Self.word)))) }
            if options.wantsSegments { members.append(.init("segments", .array(segments.indices.map(verbose)))) }
        case "diarized_json":
            members = [
                .init("task", .string(task)), .init("duration", .double(seconds)), .init("text", .string(text)),
                .init("segments", .array(segments.indices.map { spoken($0, by: options.speaker) })),
            ]
        default:
            members = [.init("text", .string(text))]
            if options.wantsLogProbs { members.append(.init("logprobs", Self.logprobs(text, seed))) }
        }
        if task == "transcribe" {
            let isTimed = options.format == "verbose_json" || options.model == "whisper-1"
            members.append(.init("usage", isTimed ? ["type": "duration", "seconds": .double(seconds)] : usage))
        }
        return .object(members)
    }

    private static func word(_ word: Stretch) -> JSONValue {
        ["word": .string(word.text), "start": .double(word.start), "end": .double(word.end)]
    }

    private func verbose(_ index: Int) -> JSONValue {
        let segment = segments[index]
        return [
            "id": .int(index), "seek": 0, "start": .double(segment.start), "end": .double(segment.end),
            "text": .string(segment.text), "tokens": [], "temperature": 0, "avg_logprob": 0, "compression_ratio": 1,
            "no_speech_prob": recording.words == nil ? 1 : 0,
        ]
    }

    private func spoken(_ index: Int, by speaker: String) -> JSONValue {
        let segment = segments[index]
        return [
            "type": "transcript.text.segment", "id": .string("seg_\(index)"), "start": .double(segment.start),
            "end": .double(segment.end), "text": .string(segment.text), "speaker": .string(speaker),
        ]
    }

    private static func logprobs(_ text: String, _ seed: UInt64) -> JSONValue {
        .array(
            LogProbs.entries(for: text, top: 0, seed: seed).map { entry in
                guard case .object(let members) = entry else { return entry }
                return .object(members.filter { $0.key != "top_logprobs" })
            })
    }

    private var usage: JSONValue {
        let heard = Int((seconds * 10).rounded(.up))
        let written = Pieces.count(text)
        return [
            "type": "tokens", "input_tokens": .int(heard),
            "input_token_details": ["text_tokens": 0, "audio_tokens": .int(heard)], "output_tokens": .int(written),
            "total_tokens": .int(heard + written),
        ]
    }

    // MARK: Stream

    /// The events of a stream: pieces of the text or segments with their speaker, then the whole.
    func events(_ options: TranscriptOptions, seed: UInt64) -> [EventStream.Event] {
        var values: [JSONValue] = []
        if options.format == "diarized_json" {
            values = segments.indices.map { spoken($0, by: options.speaker) }
        }
        values += WordGroups.split(text).map { group in
            Self.event("delta", "delta", group, options.wantsLogProbs ? Self.logprobs(group, seed) : nil)
        }
        values.append(
            Self.event("done", "text", text, options.wantsLogProbs ? Self.logprobs(text, seed) : nil, usage: usage))
        return values.map { value in { EventStream.frame(data: value.encoded) } }
    }

    private static func event(
        _ name: String, _ key: String, _ text: String, _ logprobs: JSONValue?, usage: JSONValue? = nil
    ) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("type", .string("transcript.text.\(name)")), .init(key, .string(text)),
        ]
        if let logprobs { members.append(.init("logprobs", logprobs)) }
        if let usage { members.append(.init("usage", usage)) }
        return .object(members)
    }
}
