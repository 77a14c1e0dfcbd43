import Catalogue
import JSON

/// Where a list goes on, as the arguments of the next call.
struct NextPage: Sendable {
    let argument: String
    let value: String

    init(argument: String, value: String) {
        self.argument = argument
        self.value = value
    }

    /// nil where the answer is no list, or its last page.
    init?(after body: JSONView, of endpoint: Endpoint) {
        guard endpoint.method == .get, body["has_more"]?.bool == true || body["next_page"]?.string != nil else {
            return nil
        }
        if endpoint.takes("page"), let token = body["next_page"]?.string ?? body["next"]?.string {
            self.init(argument: "page", value: token)
        } else if endpoint.takes("after"), let id = body["next"]?.string ?? body["last_id"]?.string ?? Self.last(body) {
            self.init(argument: "after", value: id)
        } else {
            return nil
        }
    }

    /// Some servers leave `last_id` out.
    private static func last(_ body: JSONView) -> String? {
        guard let list = body["data"], list.count > 0 else { return nil }
        return list[list.count - 1]?["id"]?.string
    }

    /// Writes the member `next_arguments` into an open object.
    func write(to writer: inout JSONWriter) {
        writer.key("next_arguments")
        writer.object { $0.member(argument, value) }
    }
}

extension Endpoint {
    /// Whether it has a field of this name.
    fileprivate func takes(_ name: String) -> Bool { fields.contains { $0.name == name } }
}
