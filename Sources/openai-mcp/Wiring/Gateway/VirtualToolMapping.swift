import Catalogue
import Gateway
import JSON
import Servers
import Settings

extension VirtualTool {
    init(_ entry: VirtualToolEntry) {
        self.init(
            name: entry.name, description: entry.description, servers: entry.servers, inputSchema: entry.input,
            effect: entry.effect.flatMap { Effect(rawValue: $0.rawValue) }, isBillable: entry.isBillable,
            action: entry.http.map { .http(HTTPAction($0)) }
                ?? .tool(name: entry.tool ?? "", arguments: entry.arguments ?? .object([])),
            result: ResultMapping(pointer: entry.result.pointer, template: entry.result.template))
    }
}

extension HTTPAction {
    fileprivate init(_ entry: VirtualRequestEntry) {
        self.init(
            method: entry.method.rawValue.uppercased(), url: entry.url,
            headers: entry.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, body: entry.body,
            auth: entry.auth.map { auth in
                Credential(
                    header: auth.header, prefix: auth.prefix.isEmpty ? "" : auth.prefix + " ",
                    secret: { SecretString(auth.key.secret.exposed) })
            }, timeout: entry.timeout, maxSize: entry.maxSize)
    }
}
