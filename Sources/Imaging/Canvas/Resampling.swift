/// Which samples along one side make each new one.
struct ResamplingAxis {
    struct Tap {
        let index: Int
        let weight: Float
    }

    private var all: [Tap] = []
    /// Where the samples of each new one begin, and where the last ones end.
    private var starts: [Int] = [0]

    /// How many new samples there are.
    var count: Int { starts.count - 1 }

    init(from old: Int, to new: Int) {
        let scale = Double(old) / Double(new)
        for place in 0..<new {
            if scale > 1 {
                let from = Double(place) * scale
                let to = min(Double(old), from + scale)
                for index in Int(from)..<min(old, Int(to.rounded(.up))) {
                    let cover = min(to, Double(index + 1)) - max(from, Double(index))
                    if cover > 1e-9 { all.append(Tap(index: index, weight: Float(cover / scale))) }
                }
            } else {
                let centre = max(0, min(Double(old - 1), (Double(place) + 0.5) * scale - 0.5))
                let index = Int(centre)
                let share = Float(centre - Double(index))
                all.append(Tap(index: index, weight: 1 - share))
                if share > 0 { all.append(Tap(index: index + 1, weight: share)) }
            }
            starts.append(all.count)
        }
    }

    /// The samples of a new one and their weights, which are 1 together.
    func taps(_ place: Int) -> ArraySlice<Tap> { all[starts[place]..<starts[place + 1]] }

    /// Adds up the samples for each new one.
    func apply(_ source: [SIMD4<Float>], into target: inout [SIMD4<Float>]) {
        all.withUnsafeBufferPointer { all in
            for place in 0..<count {
                var sum = SIMD4<Float>.zero
                for tap in starts[place]..<starts[place + 1] { sum += source[all[tap].index] * all[tap].weight }
                target[place] = sum
            }
        }
    }
}

/// Rows of a picture at their new width, as colours times opacity; each is made once, as two neighbours are kept.
struct ResampledLines {
    private let picture: Picture
    private let columns: ResamplingAxis
    private var source: [SIMD4<Float>]
    private var slots: [(row: Int, line: [SIMD4<Float>])]

    init(_ picture: Picture, _ columns: ResamplingAxis) {
        self.picture = picture
        self.columns = columns
        source = Array(repeating: .zero, count: picture.width)
        slots = Array(repeating: (-1, Array(repeating: .zero, count: columns.count)), count: 2)
    }

    /// Adds a share of a row to sums.
    mutating func add(_ row: Int, _ weight: Float, to sums: inout [SIMD4<Float>]) {
        let slot = row & 1
        if slots[slot].row != row {
            load(row)
            columns.apply(source, into: &slots[slot].line)
            slots[slot].row = row
        }
        slots[slot].line.withUnsafeBufferPointer { line in
            for x in sums.indices { sums[x] += line[x] * weight }
        }
    }

    private mutating func load(_ row: Int) {
        let width = picture.width
        picture.bytes.withUnsafeBufferPointer { bytes in
            var offset = row * width * 4
            for x in 0..<width {
                let alpha = Float(bytes[offset + 3])
                let colour = SIMD4(Float(bytes[offset]), Float(bytes[offset + 1]), Float(bytes[offset + 2]), 255)
                source[x] = colour * (alpha / 255)
                offset += 4
            }
        }
    }

    /// Writes sums as bytes of pixels.
    static func store(_ sums: [SIMD4<Float>], into bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int) {
        var offset = start
        for sum in sums {
            let alpha = sum[3]
            let colour = alpha > 0 ? sum * (255 / alpha) : .zero
            bytes[offset] = byte(colour[0])
            bytes[offset + 1] = byte(colour[1])
            bytes[offset + 2] = byte(colour[2])
            bytes[offset + 3] = byte(alpha)
            offset += 4
        }
    }

    private static func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value + 0.5))) }
}
