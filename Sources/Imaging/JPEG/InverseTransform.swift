/// The inverse of the discrete cosine transform (section A.3.3), in whole numbers.
enum InverseTransform {
    /// Half the cosines of multiples of a sixteenth of pi, times 2 to the 13th.
    private static let (c1, c2, c3, c4): (Int32, Int32, Int32, Int32) = (4017, 3784, 3406, 2896)
    private static let (c5, c6, c7): (Int32, Int32, Int32) = (2276, 1567, 799)

    private typealias Eight = (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32)

    /// Turns 64 coefficients into 64 samples of a plane.
    static func apply(
        _ block: UnsafeBufferPointer<Int16>, _ factors: [Int32], into plane: inout [UInt8], at place: Int, stride: Int
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 64) { middle in
            factors.withUnsafeBufferPointer { factors in
                for x in 0..<8 {
                    let column = eight { Int32(block[$0 * 8 + x]) &* factors[$0 * 8 + x] }
                    let values = transformed(column)
                    // Two bits below the point are kept between the passes.
                    put(values, shift: 11) { middle[$0 * 8 + x] = $1 }
                }
            }
            plane.withUnsafeMutableBufferPointer { plane in
                for y in 0..<8 {
                    let values = transformed(eight { middle[y * 8 + $0] })
                    let start = place + y * stride
                    put(values, shift: 15) { plane[start + $0] = UInt8(max(0, min(255, $1 &+ 128))) }
                }
            }
        }
    }

    @inline(__always)
    private static func eight(_ value: (Int) -> Int32) -> Eight {
        (value(0), value(1), value(2), value(3), value(4), value(5), value(6), value(7))
    }

    @inline(__always)
    private static func put(_ values: Eight, shift: Int32, _ store: (Int, Int32) -> Void) {
        let half: Int32 = 1 << (shift - 1)
        store(0, (values.0 &+ half) >> shift)
        store(1, (values.1 &+ half) >> shift)
        store(2, (values.2 &+ half) >> shift)
        store(3, (values.3 &+ half) >> shift)
        store(4, (values.4 &+ half) >> shift)
        store(5, (values.5 &+ half) >> shift)
        store(6, (values.6 &+ half) >> shift)
        store(7, (values.7 &+ half) >> shift)
    }

    /// One row or column; sums wrap round, so that no coefficients can trap.
    @inline(__always)
    private static func transformed(_ f: Eight) -> Eight {
        let sum = (f.0 &+ f.4) &* c4
        let difference = (f.0 &- f.4) &* c4
        let wide = f.2 &* c2 &+ f.6 &* c6
        let narrow = f.2 &* c6 &- f.6 &* c2
        let even = (sum &+ wide, difference &+ narrow, difference &- narrow, sum &- wide)
        let odd0 = f.1 &* c1 &+ f.3 &* c3 &+ f.5 &* c5 &+ f.7 &* c7
        let odd1 = f.1 &* c3 &- f.3 &* c7 &- f.5 &* c1 &- f.7 &* c5
        let odd2 = f.1 &* c5 &- f.3 &* c1 &+ f.5 &* c7 &+ f.7 &* c3
        let odd3 = f.1 &* c7 &- f.3 &* c5 &+ f.5 &* c3 &- f.7 &* c1
        return (
            even.0 &+ odd0, even.1 &+ odd1, even.2 &+ odd2, even.3 &+ odd3, even.3 &- odd3, even.2 &- odd2,
            even.1 &- odd1, even.0 &- odd0
        )
    }
}
