import JSON
import Testing

@testable import Embedded
@testable import Gateway

@Suite struct SpeechTests {
    let provider = stillProvider()
    static let text = "Hello, wörld! The “quick” fox — it jumps. 你好。"

    private func speak(_ more: [JSONValue.Member]) async throws -> Reply {
        let base: [JSONValue.Member] = [
            .init("model", "gpt-4o-mini-tts"), .init("voice", "coral"), .init("input", .string(Self.text)),
        ]
        let names = more.map(\.key)
        return try await provider.ask(
            "POST", "/audio/speech", .object(base.filter { !names.contains($0.key) } + more))
    }

    @Test(arguments: ["mp3", "opus", "aac", "flac", "wav", "pcm"]) func formats(_ format: String) async throws {
        let sound = try await speak([.init("response_format", .string(format))])
        #expect(sound.status == 200)
        #expect(sound.headers["content-type"] == (format == "pcm" ? "audio/pcm" : "audio/wav"))
        #expect((sound.headers["x-offline-remark"] != nil) == !["wav", "pcm"].contains(format))
        guard format != "pcm" else {
            let wav = try await speak([.init("response_format", "wav")]).bytes
            #expect(wav.suffix(sound.bytes.count) == sound.bytes[...], "the same samples without a header")
            return
        }
        let file = try #require(WAVFile(sound.bytes))
        #expect([file.rate, file.channels, file.bits] == [24_000, 1, 16])
        #expect(file.notes["ICMT"] == Self.text)
        let announced = sound.bytes[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(announced == sound.bytes.count - 8)
    }

    @Test func thePaceFollowsTheSpeed() async throws {
        func seconds(_ speed: JSONValue) async throws -> Double {
            try #require(WAVFile(try await speak([.init("speed", speed)]).bytes)).seconds
        }
        let normal = try await seconds(1)
        #expect(normal > 2 && normal < 6)
        #expect(abs(try await seconds(2) * 2 - normal) < 0.01)
        #expect(abs(try await seconds(0.5) / 2 - normal) < 0.01)
    }

    @Test func voicesDiffer() async throws {
        let coral = try await speak([.init("response_format", "pcm")]).bytes
        let onyx = try await speak([.init("response_format", "pcm"), .init("voice", "onyx")]).bytes
        #expect(coral.count == onyx.count && coral != onyx)
        #expect(coral.contains { $0 != 0 })
    }

    @Test func aStreamIsTheSameSound() async throws {
        let whole = try await speak([.init("response_format", "wav")]).bytes
        let streamed = try await speak([.init("response_format", "wav"), .init("stream_format", "sse")])
        let events = try streamed.events.map(\.data)
        #expect(events.count > 5)
        let pieces = events.compactMap { $0["audio"]?.string }.flatMap { Base64.decode($0.utf8) ?? [] }
        #expect(pieces == whole)
        #expect(events.last?["type"]?.string == "speech.audio.done")
        #expect(events.last?[["usage", "total_tokens"]]?.int ?? 0 > 0)
    }

    @Test func syllables() {
        let score = SpeechScore("Banana 42 psst, ...")
        #expect(score.words.map(\.vowels.count) == [3, 2, 1, 0])
        #expect(score.words[2].pause > score.words[0].pause)
        #expect(SpeechScore(" \n ").duration == 0)
    }

    @Test(
        arguments: [
            (["input": .null], "input", "missing_required_parameter"), (["input": ""], "input", "invalid_value"),
            (["input": .string(String(repeating: "x", count: 4_097))], "input", "string_above_max_length"),
            (["voice": "robot"], "voice", "invalid_value"),
            (["voice": ["id": "voice_1"]], "voice", "unsupported_value"),
            (["speed": 5], "speed", "decimal_above_max_value"),
            (["response_format": "mid"], "response_format", "invalid_value"),
            (["model": "gpt-4o"], "model", "model_not_found"),
            (["model": "tts-1", "stream_format": "sse"], "stream_format", "unsupported_value"),
        ] as [(JSONValue, String, String)])
    func badInput(_ change: JSONValue, _ param: String, _ code: String) async throws {
        guard case .object(let members) = change else { return }
        let reply = try await speak(members)
        #expect(reply.status == (code == "model_not_found" ? 404 : 400))
        #expect(try reply.root[["error", "param"]]?.string == param)
        #expect(try reply.root[["error", "code"]]?.string == code)
    }
}

@Suite struct TranscriptTests {
    let provider = stillProvider()

    private func sound(_ text: String, speed: JSONValue = 1) async throws -> [UInt8] {
        try await provider.ask(
            "POST", "/audio/speech",
            [
                "model": "tts-1", "voice": "alloy", "input": .string(text), "speed": speed, "response_format": "wav",
            ]
        ).bytes
    }

    private func transcribe(
        _ sound: [UInt8], name: String = "a.wav", _ fields: [(String, String)] = [], to path: String = "transcriptions"
    ) async throws -> Reply {
        let model = fields.contains { $0.0 == "model" } ? [] : [("model", "gpt-transcribe")]
        return try await provider.send("/audio/\(path)", model + fields, files: [("file", name, sound)])
    }

    @Test(arguments: ["Hello there. How are you?", "x", "Zürich — “grüezi”\nand a second line", "odd", "even"])
    func whatWasSpokenIsWrittenDown(_ text: String) async throws {
        let sound = try await sound(text)
        #expect(try await transcribe(sound).root["text"]?.string == text)
        #expect(try await transcribe(sound, to: "translations").root["text"]?.string == text)
        let plain = try await transcribe(sound, [("response_format", "text")])
        #expect(plain.text == text + "\n" && plain.headers["content-type"]?.hasPrefix("text/plain") == true)
    }

    @Test func timesFollowTheSound() async throws {
        let sound = try await sound("Hello there. How are you today?", speed: 0.5)
        let fields = [
            ("response_format", "verbose_json"), ("timestamp_granularities[]", "word"),
            ("timestamp_granularities[]", "segment"), ("language", "en"),
        ]
        let root = try await transcribe(sound, fields).root
        let length = try #require(WAVFile(sound)).seconds
        #expect(abs((root["duration"]?.double ?? 0) - length) < 0.001)
        let words = root["words"]?.elements.map { $0 } ?? []
        #expect(words.map { $0["word"]?.string } == ["Hello", "there.", "How", "are", "you", "today?"])
        let times = words.flatMap { word in ["start", "end"].compactMap { word[$0]?.double } }
        #expect(times == times.sorted() && times.count == 12 && times[0] == 0 && times[11] < length)
        let segments = root["segments"]?.elements.map { $0 } ?? []
        #expect(segments.map { $0["text"]?.string } == ["Hello there.", "How are you today?"])
        #expect(root["language"]?.string == "en" && root[["usage", "type"]]?.string == "duration")
    }

    @Test func subtitles() async throws {
        let sound = try await sound("One. Two.")
        let srt = try await transcribe(sound, [("response_format", "srt")]).text
        #expect(srt == "1\n00:00:00,000 --> 00:00:00,320\nOne.\n\n2\n00:00:00,720 --> 00:00:00,880\nTwo.\n")
        let vtt = try await transcribe(sound, [("response_format", "vtt")]).text
        #expect(vtt == "WEBVTT\n\n00:00:00.000 --> 00:00:00.320\nOne.\n\n00:00:00.720 --> 00:00:00.880\nTwo.\n")
    }

    @Test func aStreamSaysTheSame() async throws {
        let text = "Hello there. How are you today, my dear friend?"
        let sound = try await sound(text)
        let events = try await transcribe(sound, [("stream", "true"), ("include[]", "logprobs")]).events.map(\.data)
        #expect(events.compactMap { $0["delta"]?.string }.joined() == text)
        #expect(events.last?["type"]?.string == "transcript.text.done" && events.last?["text"]?.string == text)
        #expect(events.last?["logprobs"]?.count ?? 0 > 0)
        let speakers = [("stream", "true"), ("response_format", "diarized_json"), ("known_speaker_names[]", "Ann")]
        let spoken = try await transcribe(sound, speakers).events.map(\.data)
        #expect(spoken.first?["speaker"]?.string == "Ann")
        let old = try await transcribe(sound, [("model", "whisper-1"), ("stream", "true")])
        #expect(try old.root["text"]?.string == text, "this model ignores the wish for a stream")
    }

    @Test func ofOtherSoundsNothingIsInvented() async throws {
        let silence = WAVFile.header(rate: 8_000, size: 16_000, notes: [("ICMT", "Not what is said.")])
        let heard = try await transcribe(silence + [UInt8](repeating: 0, count: 16_000)).root["text"]?.string
        #expect(
            heard
                == "Offline model: I was given a WAV recording of 1.0 seconds at 8000 Hz, 1 channel of 16 bits; "
                + "I cannot hear what is said in it.")
        let song = try await transcribe(Array("ID3 and so on".utf8), name: "a.mp3").root["text"]?.string
        #expect(song?.contains("a recording of 13 bytes (MP3)") == true)
    }

    @Test(
        arguments: [
            ([], "file", nil, nil), (Array("plain text".utf8), "file", nil, nil),
            (Array("RIFF    WAVEfmt ".utf8), "file", nil, nil), (nil, "file", "missing_required_parameter", nil),
            (Array("ID3".utf8), "response_format", "invalid_value", ("response_format", "pdf")),
            (
                Array("ID3".utf8), "timestamp_granularities", "invalid_value", ("timestamp_granularities[]", "word")
            ),
            (Array("ID3".utf8), "include[0]", "invalid_value", ("include[]", "all")),
            (Array("ID3".utf8), "temperature", "decimal_above_max_value", ("temperature", "1.5")),
            (Array("ID3".utf8), "model", "model_not_found", ("model", "tts-1")),
        ] as [([UInt8]?, String, String?, (String, String)?)])
    func badInput(_ sound: [UInt8]?, _ param: String, _ code: String?, _ field: (String, String)?) async throws {
        let reply: Reply
        if let sound {
            reply = try await transcribe(sound, name: "a.bin", field.map { [$0] } ?? [])
        } else {
            reply = try await provider.send("/audio/transcriptions", [("model", "whisper-1")])
        }
        #expect(reply.status == (code == "model_not_found" ? 404 : 400))
        #expect(try reply.root[["error", "param"]]?.string == param)
        #expect(try reply.root[["error", "code"]]?.string == code)
    }

    /// Headers cut short or with lengths that lie are read as far as they go.
    @Test func brokenHeaders() async throws {
        let sound = try await sound("Hello there.")
        for length in 0..<200 { _ = WAVFile(Array(sound.prefix(length))) }
        for position in 0..<200 {
            for byte in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var changed = sound
                changed[position] = byte
                _ = WAVFile(changed)
            }
        }
        var endless = sound
        let header = sound.count - (WAVFile(sound)?.size ?? 0)
        for position in (header - 4)..<header { endless[position] = 0xFF }
        #expect(WAVFile(endless)?.size == WAVFile(sound)?.size)
    }
}
