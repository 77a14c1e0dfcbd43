import Catalogue

extension CacheRules {
    /// Whether an answer to a call may be served again.
    ///
    /// Only of work that computes and leaves nothing behind. Of that: what the caller asks for with `cache: true`; every
    /// call of the servers that are named; and, where the operator wants that, what has no chance in it, namely embeddings,
    /// moderations, and text at temperature 0 of which one answer is wanted. `cache: false` always wins.
    func serves(_ call: Call) -> Bool {
        guard lifetime > .zero, call.cache != false, call.endpoint.canBeAnsweredAgain, call.answerForm != .chunks,
            !call.dependsOnMore
        else { return false }
        if call.cache == true || call.server.map(servers.contains) == true { return true }
        guard takesCertain else { return false }
        switch call.endpoint.path {
        case "/embeddings", "/moderations": return true
        case "/chat/completions", "/completions": return call.hasNoChance && !call.isTrue("store")
        // A response is kept by the provider unless the caller says otherwise.
        case "/responses": return call.hasNoChance && call["store"]?.elementsEqual("false".utf8) == true
        default: return false
        }
    }

    /// Whose answers a caller may be served.
    func scope(of caller: Caller) -> String {
        // With a key of its own a caller pays for itself, and nobody else sees what it bought.
        isShared && caller.key == nil && caller.mayUseServerKey ? "shared" : Self.scope(ofCaller: caller.id)
    }

    static func scope(ofCaller id: String) -> String { "caller \(id)" }
}

extension Call {
    fileprivate subscript(name: String) -> ArraySlice<UInt8>? {
        guard case .json(let members) = body else { return nil }
        return members[name]
    }

    fileprivate func isTrue(_ name: String) -> Bool { self[name]?.elementsEqual("true".utf8) == true }

    /// Whether the answer follows from more than the request: an earlier turn, or work that goes on.
    fileprivate var dependsOnMore: Bool {
        let isSet = ["previous_response_id", "conversation"].contains { name in
            self[name].map { !$0.elementsEqual("null".utf8) } == true
        }
        return isSet || isTrue("background")
    }

    fileprivate var hasNoChance: Bool {
        guard let temperature = self["temperature"].flatMap({ Double(String(decoding: $0, as: UTF8.self)) }) else {
            return false
        }
        return temperature == 0 && (integer("n") ?? 1) == 1 && (integer("best_of") ?? 1) == 1
    }
}
