import Catalogue
import Gateway
import JSON
import MCP

/// Makes a composed tool of what the configuration says, or says what is wrong with it.
struct VirtualToolCompiler {
    let definition: VirtualTool
    let place: String

    init(_ definition: VirtualTool, place: String) {
        self.definition = definition
        self.place = place
    }

    func tool() throws(VirtualTools.Fault) -> ComposedTool {
        try checkName()
        try checkServers()
        let fields = try fields()
        let result: VirtualResult
        do {
            result = try VirtualResult(definition.result, tool: definition.name)
        } catch {
            throw fault("result", error.description)
        }
        switch definition.action {
        case .http(let action):
            let request = try compiled("http") { () throws(TextTemplate.Fault) in
                try VirtualRequest(action, tool: definition.name, fields: fields.map(\.name))
            }
            let effect = definition.effect ?? .deletes
            return composed(fields, effect, readOnly: nil, idempotent: nil, billable: definition.isBillable) { work in
                try await request.run(work, result)
            }
        case .tool(let name, let arguments):
            let (offer, template) = try target(name, arguments, fields)
            let billable = definition.isBillable || offer.isBillable
            return composed(
                fields, definition.effect ?? offer.effect, readOnly: definition.effect == nil ? offer.isReadOnly : nil,
                idempotent: definition.effect == nil ? offer.isIdempotent : nil, billable: billable
            ) { work in
                try await work.run(offer, template, result)
            }
        }
    }

    private func composed(
        _ fields: [Field], _ effect: Effect, readOnly: Bool?, idempotent: Bool?, billable: Bool,
        _ work: @escaping @Sendable (Work) async throws -> ToolResult
    ) -> ComposedTool {
        ComposedTool(
            definition.name, definition.description, effect, fields, billable: billable, readOnly: readOnly,
            idempotent: idempotent,
            work: work)
    }

    // MARK: Checks

    private func fault(_ part: String, _ message: String) -> VirtualTools.Fault {
        VirtualTools.Fault(place: "\(place).\(part)", message: message)
    }

    private func compiled<Made>(
        _ part: String, _ make: () throws(TextTemplate.Fault) -> Made
    ) throws(VirtualTools.Fault) -> Made {
        do {
            return try make()
        } catch {
            throw fault(part, error.description)
        }
    }

    private func checkName() throws(VirtualTools.Fault) {
        guard definition.name.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil, definition.name.utf8.count <= 40 else {
            throw fault(
                "name",
                "'\(definition.name)' must be lower-case letters, digits, - and _, a letter first, at most 40 characters"
            )
        }
        let own = [APITools.searchName, APITools.describeName, APITools.callName, HandleMessage.toolName]
        guard Reach.family.entry(named: definition.name) == nil, !own.contains(definition.name) else {
            throw fault("name", "'\(definition.name)' is a tool of the family already, choose another name")
        }
        guard definition.description.hasSuffix("."), definition.description.utf8.count <= 200,
            !definition.description.contains("\n")
        else {
            throw fault("description", "must be a sentence on one line that ends with a full stop, at most 200 bytes")
        }
    }

    private func checkServers() throws(VirtualTools.Fault) {
        for name in definition.servers where !Family.members.contains(where: { $0.name == name }) {
            let near = NearestName.find(name, in: Family.members.map(\.name)).map { ", did you mean '\($0)'?" }
            throw fault("servers", "there is no server '\(name)'\(near ?? "; `openai-mcp list` names them")")
        }
    }

    private func fields() throws(VirtualTools.Fault) -> [Field] {
        guard let schema = try? JSONDocument(definition.inputSchema.encoded).root else {
            throw fault("inputSchema", "is no JSON")
        }
        do {
            return try SchemaFields.read(schema)
        } catch {
            throw VirtualTools.Fault(place: "\(place).inputSchema\(error.place)", message: error.message)
        }
    }

    private func target(
        _ name: String, _ arguments: JSONValue, _ fields: [Field]
    ) throws(VirtualTools.Fault) -> (Offer, JSONTemplate) {
        guard let offer = Reach.family.entry(called: name)?.offer else {
            let near = NearestName.find(name, in: Reach.family.names).map { ", did you mean '\($0)'?" }
            throw fault("tool.name", "there is no tool '\(name)'\(near ?? "; `openai-mcp list` names them")")
        }
        let template = try compiled("tool.arguments") { () throws(TextTemplate.Fault) in
            let template = try JSONTemplate(arguments)
            try VirtualArguments.check(template.pointers, fields.map(\.name))
            return template
        }
        guard case .object(let members) = arguments else {
            throw fault("tool.arguments", "must be an object, the arguments of \(offer.name) by name")
        }
        for member in members where !offer.fields.contains(where: { $0.name == member.key }) {
            throw fault("tool.arguments", "\(offer.name) takes no '\(member.key)'")
        }
        if let effect = definition.effect, effect.severity < offer.effect.severity {
            throw fault(
                "effect", "'\(effect.rawValue)' is less than \(offer.name) does, which is '\(offer.effect.rawValue)'")
        }
        return (offer, template)
    }
}

extension Effect {
    /// How much a call may do to the account.
    fileprivate var severity: Int {
        switch self {
        case .reads: 0
        case .computes: 1
        case .creates: 2
        case .updates: 3
        case .deletes, .stops: 4
        }
    }
}

/// What templates of a virtual tool may point at.
enum VirtualArguments {
    /// Throws where a placeholder names no argument.
    static func check(_ pointers: [JSONPointer], _ names: [String]) throws(TextTemplate.Fault) {
        for pointer in pointers {
            guard let first = pointer.tokens.first, !names.contains(first) else { continue }
            throw TextTemplate.Fault(description: "'{{\(pointer)}}' names no argument of the tool")
        }
    }
}
