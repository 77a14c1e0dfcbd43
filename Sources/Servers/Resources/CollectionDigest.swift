import Catalogue
import JSON

/// A list of the provider's cut to what tells its objects apart, and to the size of a result.
struct CollectionDigest: Sendable {
    private let collection: ResourceCollection
    private let limit: Int
    private let showsLifecycle: Bool
    private let today: String

    init(_ collection: ResourceCollection, environment: ToolEnvironment) {
        self.collection = collection
        limit = environment.maxResultSize
        showsLifecycle = collection.name == ResourceCollection.models.name && environment.provider == .openai
        today = environment.today()
    }

    /// - Parameter next: where the provider's list goes on.
    func json(of list: JSONView, next: NextPage?) -> [UInt8] {
        // Of a list without pages the tool answers all; of one with pages, what follows the last object shown.
        let objects = list["data"].map { Array($0.elements) } ?? []
        let lines = objects.map(line)
        var size = 200
        let fitting = lines.prefix { line in
            size += line.count + 1
            return size <= limit
        }
        let isCut = fitting.count < lines.count
        let last = fitting.isEmpty ? nil : objects[fitting.count - 1]["id"]?.string
        let rest = isCut ? next.map { _ in last } ?? nil : next?.value
        var writer = JSONWriter(reserving: size)
        writer.object { body in
            body.member("object", "list")
            body.key("data")
            body.array { data in for line in fitting { data.raw(line) } }
            guard isCut || next != nil else { return }
            body.member("has_more", true)
            let after = rest.map { " with after \($0.debugDescription)" } ?? ""
            body.member("more", "Call \(collection.list)\(after) for the rest.")
        }
        return writer.bytes
    }

    private func line(_ object: JSONView) -> [UInt8] {
        var writer = JSONWriter(reserving: 128)
        writer.object { line in
            for name in collection.shown {
                guard let value = object[name], !value.isNull else { continue }
                line.member(name, raw: value.compact)
            }
            guard showsLifecycle, let id = object["id"]?.string else { return }
            switch ModelLifecycle.status(of: id, on: today) {
            case .alive: break
            case .retiring(let date, let successor):
                line.member("shutdown", date)
                if let successor { line.member("successor", successor) }
            case .retired(let date, let successor):
                if let date { line.member("shutdown", date) }
                if let successor { line.member("successor", successor) }
            }
        }
        return writer.bytes
    }
}
