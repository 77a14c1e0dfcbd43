/// What waits, by who it belongs to; everybody has a turn before anybody has a second one.
struct FairQueue<Element> {
    /// Of one owner, so many are looked at for one that can go, so that a long line does not make each look long.
    static var lookahead: Int { 16 }

    private var lanes: [String: [(id: UInt64, element: Element)]] = [:]
    /// Owners in the order of their turns.
    private var ring: [String] = []
    /// Everything that waits.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// How many of an owner wait.
    func count(of owner: String) -> Int { lanes[owner]?.count ?? 0 }

    /// Puts something at the end of its owner's lane.
    mutating func append(_ element: Element, id: UInt64, of owner: String) {
        if lanes[owner] == nil { ring.append(owner) }
        lanes[owner, default: []].append((id, element))
        count += 1
    }

    /// Takes out what has this id; nil where it is gone.
    mutating func remove(_ id: UInt64, of owner: String) -> Element? {
        guard let position = lanes[owner]?.firstIndex(where: { $0.id == id }) else { return nil }
        return take(position, of: owner)
    }

    /// Takes out the next that can go, and gives its owner the last turn from now on.
    mutating func next(where canGo: (Element) -> Bool) -> Element? {
        for (turn, owner) in ring.enumerated() {
            guard let position = lanes[owner]?.prefix(Self.lookahead).firstIndex(where: { canGo($0.element) }) else {
                continue
            }
            ring.remove(at: turn)
            ring.append(owner)
            return take(position, of: owner)
        }
        return nil
    }

    /// Takes out everything that is to leave.
    mutating func removeAll(where leaves: (Element) -> Bool) -> [Element] {
        var gone: [Element] = []
        for owner in ring {
            guard let lane = lanes[owner] else { continue }
            let left = lane.filter { leaves($0.element) }
            guard !left.isEmpty else { continue }
            gone += left.map(\.element)
            lanes[owner] = lane.filter { !leaves($0.element) }
        }
        count -= gone.count
        ring.removeAll { lanes[$0]?.isEmpty ?? true }
        lanes = lanes.filter { !$0.value.isEmpty }
        return gone
    }

    /// What each owner would send next.
    var heads: [Element] { ring.flatMap { lanes[$0]?.prefix(Self.lookahead).map(\.element) ?? [] } }

    private mutating func take(_ position: Int, of owner: String) -> Element? {
        let element = lanes[owner]?.remove(at: position).element
        count -= 1
        if lanes[owner]?.isEmpty == true {
            lanes[owner] = nil
            ring.removeAll { $0 == owner }
        }
        return element
    }
}
