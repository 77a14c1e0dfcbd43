import Gateway
import JSON

extension EmbeddedProvider {
    /// `POST /moderations`: one result for each text, or one for a list of parts.
    func createModeration(_ request: Request) throws(Refusal) -> Answer {
        let body = try request.json()
        let model = try body["model"].string() ?? "omni-moderation-latest"
        try models.check(model, for: .moderation)
        let subjects = try ModerationSubject.read(body["input"].required())
        if model.hasPrefix("text-"), subjects.contains(where: \.hasImage) {
            throw .invalidValue("input", "The model '\(model)' takes text only.")
        }
        var identity = Identity(seed: request.seed)
        let moderator = Moderator()
        return json([
            "id": .string(identity.id("modr-", length: 24)),
            "model": .string(model),
            "results": .array(subjects.map { Self.result($0, by: moderator) }),
        ])
    }

    private static func result(_ subject: ModerationSubject, by moderator: Moderator) -> JSONValue {
        let scores = moderator.scores(for: subject.text)
        let all = ModerationCategory.allCases
        func members(_ value: (ModerationCategory) -> JSONValue) -> JSONValue {
            .object(all.map { .init($0.rawValue, value($0)) })
        }
        let isFlagged = { (category: ModerationCategory) in (scores[category] ?? 0) >= 0.5 }
        return [
            "flagged": .bool(all.contains(where: isFlagged)),
            "categories": members { .bool(isFlagged($0)) },
            "category_scores": members { .double(scores[$0] ?? 0) },
            "category_applied_input_types": members { category in
                var kinds: [JSONValue] = subject.hasText ? ["text"] : []
                if subject.hasImage, category.appliesToImages { kinds.append("image") }
                return .array(kinds)
            },
        ]
    }
}

/// What one moderation result is about.
struct ModerationSubject: Sendable {
    var text = ""
    var hasText = false
    var hasImage = false

    /// Reads text, a list of texts, or a list of parts that belong together.
    static func read(_ input: Input) throws(Refusal) -> [ModerationSubject] {
        guard input.view?.kind == .array else {
            return [ModerationSubject(text: try input.requiredString(), hasText: true)]
        }
        let items = try input.list(1...2048) ?? []
        guard items.first?.view?.kind == .object else {
            var subjects: [ModerationSubject] = []
            for item in items { subjects.append(ModerationSubject(text: try item.requiredString(), hasText: true)) }
            return subjects
        }
        var subject = ModerationSubject()
        for item in items {
            _ = try item["type"].required()
            if try item["type"].choice(["text", "image_url"]) == "text" {
                subject.text += try item["text"].requiredString() + "\n"
                subject.hasText = true
            } else {
                let url = item["image_url"]["url"]
                _ = try Attachment.image(try url.requiredString(), param: url.name)
                subject.hasImage = true
            }
        }
        return [subject]
    }
}
