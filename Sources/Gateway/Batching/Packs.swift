import Synchronization

/// The packs that calls may still join, by what the calls of a pack have in common.
final class Packs: Sendable {
    private let open = Mutex<[CacheKey: Pack]>([:])

    /// A seat in a pack; `isNew`: whoever gets it sees to it that the pack goes out.
    func join(
        _ key: CacheKey, _ call: Call, _ inputs: PackedInputs, rules: BatchRules
    ) -> (pack: Pack, seat: Int, isNew: Bool)? {
        open.withLock { open in
            if let pack = open[key], let seat = pack.add(call, inputs, rules: rules) { return (pack, seat, false) }
            let pack = Pack()
            guard let seat = pack.add(call, inputs, rules: rules) else { return nil }
            // A full pack that was open goes out when its time has come.
            open[key] = pack
            return (pack, seat, true)
        }
    }

    /// Nobody joins a pack any more.
    func close(_ pack: Pack, _ key: CacheKey) {
        open.withLock { open in if open[key] === pack { open[key] = nil } }
    }
}
