import Catalogue
import JSON
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The facts about the API, which lie beside the project where it is developed.
enum Facts {
    static let folder = "../shared/openai-api"
    static let absent: Comment = "../shared/openai-api is absent: parity is not checked here"

    static var arePresent: Bool { access("\(folder)/operations.json", R_OK) == 0 }

    static func bytes(_ name: String) throws -> [UInt8] {
        let file = try #require(fopen("\(folder)/\(name)", "rb"))
        defer { fclose(file) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { content += chunk[..<count] }
        return content
    }
}

/// Every endpoint that the catalogue holds.
let endpoints = Catalogue.domains.flatMap(\.endpoints)

func endpoint(_ name: String) throws -> Endpoint {
    try #require(endpoints.first { $0.name == name })
}

/// Every field of an endpoint, nested ones too, with its path.
func allFields(_ fields: [Field], under path: String) -> [(path: String, field: Field)] {
    fields.flatMap { field in
        [(path: "\(path).\(field.name)", field: field)] + allFields(field.shape.members, under: "\(path).\(field.name)")
    }
}

extension Shape {
    fileprivate var members: [Field] {
        switch self {
        case .object(let fields): fields
        case .array(let element, _), .map(let element): element.members
        case .union(let shapes): shapes.flatMap(\.members)
        case .string, .integer, .number, .boolean, .file, .json: []
        }
    }
}
