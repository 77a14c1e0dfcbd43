/// How the offline model speaks: it always says what it is.
enum OfflineVoice {
    private static let prefix = "Offline model: "

    /// An answer without the words that introduce it.
    static func unprefixed(_ text: String) -> String {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }

    /// The answer to a conversation. `variant` asks for another one than the best.
    static func answer(to conversation: Conversation, reading: Reading, variant: Int = 0) -> String {
        var parts: [String] = []
        if let sight = sight(of: conversation.asked?.attachments ?? []) { parts.append(sight) }
        let body = body(of: conversation, reading: reading, variant: variant)
        if let body {
            parts.append(body)
        } else if parts.isEmpty {
            parts.append(
                """
                nothing in the text I was given answers that. I only quote what is in the conversation; for a model \
                that thinks, set OPENAI_API_KEY or choose another provider.
                """)
        }
        return prefix + parts.joined(separator: " ")
    }

    private static func body(of conversation: Conversation, reading: Reading, variant: Int) -> String? {
        let findings = reading.findings(skipping: variant)
        if conversation.endsWithResult {
            let results = conversation.results.map { ToolResult.readable($0.text) }.joined(separator: "\n")
            if results.utf8.count <= 600 || findings.isEmpty {
                let lines = Passage.split(results).prefix(12).map(\.text)
                if !lines.isEmpty { return "the tool answered: " + lines.joined(separator: "; ") }
            }
        }
        return findings.isEmpty ? nil : joined(findings)
    }

    /// What was given besides text, and that it was not looked into.
    private static func sight(of attachments: [String]) -> String? {
        guard !attachments.isEmpty else { return nil }
        return "I was given \(attachments.joined(separator: " and ")); I cannot tell what is in it."
    }

    /// Sentences run on; list items and code stand on lines of their own.
    static func joined(_ passages: [Passage]) -> String {
        var text = ""
        var previous: Passage.Kind?
        for passage in passages {
            switch passage.kind {
            case .sentence: text += text.isEmpty ? "" : previous == .sentence ? " " : "\n"
            case .item: text += text.isEmpty ? "" : "\n- "
            case .code, .heading: text += text.isEmpty ? "" : "\n"
            }
            text += passage.kind == .code && !text.isEmpty ? "```\n\(passage.text)\n```" : passage.text
            previous = passage.kind
        }
        return text
    }
}
