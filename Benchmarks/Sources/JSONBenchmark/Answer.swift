/// A chat completion of about 20 KB: two choices, each with a text that has escapes and characters beyond ASCII, and
/// with the probabilities of its tokens.
enum Answer {
    static let json: String = {
        let choices = (0..<2).map { choice($0) }.joined(separator: ",")
        return """
            {"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion","created":1741570283,\
            "model":"gpt-4o-mini-2024-07-18","choices":[\(choices)],"usage":{"prompt_tokens":1117,\
            "completion_tokens":2046,"total_tokens":3163,"prompt_tokens_details":{"cached_tokens":1024,\
            "audio_tokens":0}},"service_tier":"default","system_fingerprint":"fp_fc9f1d7035"}
            """
    }()

    private static func choice(_ index: Int) -> String {
        let text = String(repeating: paragraph, count: 12)
        let tokens = (0..<56).map { token($0 + index) }.joined(separator: ",")
        return """
            {"index":\(index),"message":{"role":"assistant","content":"\(text)","refusal":null,"annotations":[]},\
            "logprobs":{"content":[\(tokens)],"refusal":null},"finish_reason":"stop"}
            """
    }

    private static let paragraph = #"""
        ## Why a proxy\n\nA *reverse proxy* stands in front of one or more servers – nginx, for example – and passes \#
        requests on.\nIt can:\n\n- spread load,\n- end TLS,\n- keep \"fresh\" answers,\n- hide how the servers behind \#
        it are arranged.\n\n```\nlocation / { proxy_pass http://backend; }\n```\nCafés do it every morning. \u2713\n\n
        """#

    private static func token(_ number: Int) -> String {
        let probability = "-0.0\(1_273 + number * 37)"
        let bytes = "[32,112,114,111,120,121]"
        return #"{"token":" proxy\#(number)","logprob":\#(probability),"bytes":\#(bytes),"top_logprobs":[]}"#
    }
}
