/// The closest rows of those offered: a heap of bounded size with the worst on top.
struct BestRows: Sendable {
    struct Entry: Sendable {
        let closeness: Float
        let row: Int

        /// Closer, or as close and earlier in the set: a total order, so that no split of the work changes the result.
        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            closeness > other.closeness || (closeness == other.closeness && row < other.row)
        }
    }

    private let capacity: Int
    private let floor: Float
    private var heap: [Entry] = []

    /// Keeps at most `capacity` rows, none less close than `floor`.
    init(capacity: Int, floor: Float) {
        self.capacity = capacity
        self.floor = floor
    }

    /// The rows kept, closest first.
    var sorted: [Entry] { heap.sorted { $0.precedes($1) } }

    @inline(__always)
    mutating func offer(_ entry: Entry) {
        if heap.count < capacity {
            if entry.closeness >= floor { push(entry) }
        } else if entry.precedes(heap[0]) {
            replaceWorst(by: entry)
        }
    }

    mutating func merge(_ other: BestRows) {
        for entry in other.heap { offer(entry) }
    }

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].precedes(heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func replaceWorst(by entry: Entry) {
        heap[0] = entry
        var parent = 0
        while true {
            var worst = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[worst].precedes(heap[child])
            {
                worst = child
            }
            if worst == parent { return }
            heap.swapAt(parent, worst)
            parent = worst
        }
    }
}
