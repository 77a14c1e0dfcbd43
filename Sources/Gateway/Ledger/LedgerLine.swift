import JSON

extension LedgerEntry {
    /// The entry as one line of JSON; what is not known is left out.
    public var line: [UInt8] {
        var writer = JSONWriter(reserving: 320 + (request?.utf8.count ?? 0) + (answer?.utf8.count ?? 0))
        writer.object { entry in
            entry.member("id", id)
            entry.key("time")
            entry.double(time)
            entry.member("caller", caller)
            if !server.isEmpty { entry.member("server", server) }
            entry.member("tool", tool)
            func member(_ name: String, _ text: String?) { if let text { entry.member(name, text) } }
            member("provider", provider)
            member("model", model)
            if let usage {
                entry.key("usage")
                entry.object { usage.write(to: &$0) }
            }
            if let cost { entry.member("cost_usd", raw: cost.description.utf8) }
            entry.key("latency")
            entry.double((latency * 1e6).rounded() / 1e6)
            entry.member("attempts", attempts)
            member("cache", source?.rawValue)
            entry.member("outcome", outcome)
            if let status { entry.member("status", status) }
            member("request_id", requestID)
            member("request", request)
            member("answer", answer)
        }
        return writer.bytes
    }

    /// Reads a line; nil where it is no entry.
    public init?(line: [UInt8]) {
        guard let view = try? JSONDocument(line).root, let id = view["id"]?.string, let time = view["time"]?.double,
            let caller = view["caller"]?.string, let tool = view["tool"]?.string,
            let outcome = view["outcome"]?.string
        else { return nil }
        self.init(
            id: id, time: time, caller: caller, server: view["server"]?.string ?? "", tool: tool,
            latency: view["latency"]?.double ?? 0, attempts: view["attempts"]?.int ?? 0, outcome: outcome)
        provider = view["provider"]?.string
        model = view["model"]?.string
        usage = view["usage"].map { Usage(line: $0) }
        cost = view["cost_usd"]?.double.map { Money(dollars: $0) }
        source = view["cache"]?.string.flatMap { Receipt.Source(rawValue: $0) }
        status = view["status"]?.int
        requestID = view["request_id"]?.string
        request = view["request"]?.string
        answer = view["answer"]?.string
    }
}

extension Usage {
    /// Writes what is not zero.
    fileprivate func write(to object: inout JSONWriter) {
        func count(_ name: String, _ number: Int) { if number != 0 { object.member(name, number) } }
        count("input", input)
        count("cached_input", cachedInput)
        count("cache_writes", cacheWrites)
        count("audio_input", audioInput)
        count("image_input", imageInput)
        count("output", output)
        count("audio_output", audioOutput)
        count("image_output", imageOutput)
        count("characters", characters)
        count("images", images)
        count("searches", searches)
        guard seconds != 0 else { return }
        object.key("seconds")
        object.double(seconds)
    }

    fileprivate init(line view: JSONView) {
        self.init()
        func count(_ name: String) -> Int { view[name]?.int ?? 0 }
        input = count("input")
        cachedInput = count("cached_input")
        cacheWrites = count("cache_writes")
        audioInput = count("audio_input")
        imageInput = count("image_input")
        output = count("output")
        audioOutput = count("audio_output")
        imageOutput = count("image_output")
        characters = count("characters")
        images = count("images")
        searches = count("searches")
        seconds = view["seconds"]?.double ?? 0
    }
}
