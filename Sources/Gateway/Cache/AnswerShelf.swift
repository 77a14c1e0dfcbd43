/// Answers within a number of bytes; the one that was wanted longest ago goes first.
struct AnswerShelf {
    /// How old an answer is.
    enum Age: Equatable {
        case fresh, stale
    }

    private struct Entry {
        let key: CacheKey
        var answer: KeptAnswer
        var time: Double
        var older: Int?
        var newer: Int?
        var size: Int { key.size + answer.size }
    }

    private var entries: [Entry?] = []
    private var places: [CacheKey: Int] = [:]
    private var holes: [Int] = []
    private var oldest: Int?
    private var newest: Int?
    /// Bytes of all keys and answers.
    private(set) var bytes = 0

    var count: Int { places.count }

    /// An answer and whether it is within its lifetime; what is past `stale` as well is taken out.
    mutating func find(_ key: CacheKey, rules: CacheRules, at now: Double) -> (answer: KeptAnswer, age: Age)? {
        guard let place = places[key], let entry = entries[place] else { return nil }
        // A clock that was set back must not keep an answer for longer.
        if entry.time > now { entries[place]?.time = now }
        let age = max(0, now - entry.time)
        guard age < rules.lifetime.seconds + rules.stale.seconds else {
            remove(place)
            return nil
        }
        unlink(place)
        link(place)
        return (entry.answer, age < rules.lifetime.seconds ? .fresh : .stale)
    }

    /// Keeps an answer, if it is not too large, and lets go of others until all fit.
    mutating func put(_ answer: KeptAnswer, for key: CacheKey, rules: CacheRules, at now: Double) {
        if let place = places[key] { remove(place) }
        let entry = Entry(key: key, answer: answer, time: now)
        guard answer.body.count <= rules.largest, entry.size <= rules.bytes else { return }
        while bytes + entry.size > rules.bytes, let oldest { remove(oldest) }
        let place = holes.popLast() ?? entries.count
        if place == entries.count { entries.append(entry) } else { entries[place] = entry }
        places[key] = place
        bytes += entry.size
        link(place)
    }

    /// Lets go of every answer in a scope and returns how many those were.
    mutating func removeAll(scope: String) -> Int {
        let gone = places.filter { $0.key.scope == scope }.map(\.value)
        for place in gone { remove(place) }
        return gone.count
    }

    private mutating func remove(_ place: Int) {
        guard let entry = entries[place] else { return }
        unlink(place)
        bytes -= entry.size
        places[entry.key] = nil
        entries[place] = nil
        holes.append(place)
    }

    private mutating func link(_ place: Int) {
        entries[place]?.older = newest
        entries[place]?.newer = nil
        if let newest { entries[newest]?.newer = place }
        newest = place
        if oldest == nil { oldest = place }
    }

    private mutating func unlink(_ place: Int) {
        guard let entry = entries[place] else { return }
        if let older = entry.older { entries[older]?.newer = entry.newer } else { oldest = entry.newer }
        if let newer = entry.newer { entries[newer]?.older = entry.older } else { newest = entry.older }
    }
}
