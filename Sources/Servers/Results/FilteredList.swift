import Catalogue
import Gateway
import JSON
import MCP

/// A list filtered here, since the API itself filters by little: pages are read until enough items match.
struct FilteredList: Sendable {
    private let sender: EndpointSender
    private let arguments: Arguments
    private let filters: [Arguments.Item]

    /// nil where the arguments filter nothing.
    init?(_ sender: EndpointSender, _ arguments: Arguments) {
        filters = arguments.local.filter { Self.names.contains($0.name) && !$0.value.isNull }
        guard !filters.isEmpty, sender.endpoint.method == .get else { return nil }
        self.sender = sender
        self.arguments = arguments
    }

    private static let names: Set<String> = ["name", "status", "metadata"]
    /// Pages that one call reads at most; the answer says how to go on.
    private static let pageLimit = 20
    private static let pageSize = try? JSONDocument("100").root

    func result(for caller: Caller) async throws -> ToolResult {
        let wanted = arguments.query.first { $0.name == "limit" }?.value.int ?? 20
        var matches: [JSONView] = []
        var searched = 0
        var next: NextPage?
        var page = arguments
        if let size = Self.pageSize { page.set(query: "limit", size) }
        var notes = Notes()
        for _ in 0..<Self.pageLimit {
            let call = try await sender.request(page, caller: caller, streams: false)
            let answer = try await TreatedAnswer(whole: try await sender.send(call))
            let (body, list) = try answer.list("data", mayBeEmpty: true)
            notes = answer.notes
            next = NextPage(after: body, of: sender.endpoint)
            for (position, item) in list.elements.enumerated() {
                searched += 1
                guard isMatch(item) else { continue }
                matches.append(item)
                guard matches.count == wanted else { continue }
                // The next call begins behind what was answered, not behind what was read.
                if position + 1 < list.count, let id = item["id"]?.string { next = .init(argument: "after", value: id) }
                return result(matches, searched, next, notes)
            }
            guard let following = next else { break }
            let cursor = try JSONDocument(JSONValue.string(following.value).encoded).root
            page.set(query: following.argument, cursor)
        }
        return result(matches, searched, next, notes)
    }

    private func result(_ matches: [JSONView], _ searched: Int, _ next: NextPage?, _ notes: Notes) -> ToolResult {
        let selection = FieldSelection(arguments.local.first { $0.name == Field.selection.name }?.value)
        var list = JSONWriter(reserving: 1024)
        list.object { body in
            body.member("object", "list")
            body.key("data")
            body.array { data in for item in matches { data.compact(item) } }
            body.member("searched", searched)
            body.member("has_more", next != nil)
            next?.write(to: &body)
        }
        var bytes = list.bytes
        if let selection, let document = try? JSONDocument(bytes) {
            var selected = JSONWriter(reserving: bytes.count)
            selected.object {
                selection.write(document.root, to: &$0)
                next?.write(to: &$0)
            }
            bytes = selected.bytes
        }
        return TreatedAnswer(notes: notes, body: nil)
            .result([.text(String(decoding: bytes, as: UTF8.self))], structured: bytes)
    }

    private func isMatch(_ item: JSONView) -> Bool {
        filters.allSatisfy { filter in
            switch filter.name {
            case "name":
                let wanted = (filter.value.string ?? "").lowercased()
                return Self.titles.contains { item[$0]?.string?.lowercased().contains(wanted) == true }
            case "metadata":
                return filter.value.members.allSatisfy { item["metadata"]?[$0.key]?.string == $0.value.string }
            default: return item[filter.name]?.string == filter.value.string
            }
        }
    }

    /// What a person calls the name of a thing: of a file its file name, of a fine-tuned model its suffix.
    private static let titles = ["name", "filename", "user_provided_suffix", "fine_tuned_model", "model", "id"]
}
