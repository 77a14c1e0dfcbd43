import JSON

/// What surrounds a request of any kind.
struct RequestContext: Sendable {
    let server: Server
    /// What the server offered when the request came.
    let contents: ServerContents
    let client: ClientDescription
    let principal: any Principal
    /// nil where requests stand alone.
    let session: SessionState?
    let meta: JSONView?

    /// A result as the client's revision wants it.
    func result(hints: CacheHints? = nil, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        contents.identity.result(for: client.revision, hints: hints, members)
    }

    /// What is asked of the client before the request can be answered.
    func inputRequired(_ required: InputRequired) -> [UInt8] {
        contents.identity.result(for: client.revision, type: "input_required") { required.write(to: &$0) }
    }

    /// The way to ask the client of a request.
    func input(_ retry: Input.Retry?, over outlet: any Outlet) -> Input {
        if let retry { return Input(.retry(retry), client: client, answers: retry.earlier) }
        guard client.revision.hasServerRequests, let session, outlet.carriesRequests else {
            return Input(.none, client: client)
        }
        return Input(.live(session, outlet), client: client)
    }

    // MARK: Tasks

    /// The server's tasks; asked for only where it has some.
    var desk: TaskDesk {
        get throws {
            guard let desk = server.features.tasks else {
                throw ProtocolError(.methodNotFound, "This server has no tasks.")
            }
            return desk
        }
    }

    /// The result of `tasks/list` behind a task.
    func listTasks(after id: String?) async throws -> [UInt8] {
        let page = try await desk.list(of: principal.id, after: id)
        return result { result in
            result.key("tasks")
            result.array { list in
                for task in page.tasks { list.object { task.write(to: &$0, revision: client.revision) } }
            }
            if let next = page.next { result.member("nextCursor", next) }
        }
    }
}
