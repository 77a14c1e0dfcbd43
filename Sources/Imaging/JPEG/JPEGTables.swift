/// The tables that segments define and scans use, by their numbers.
struct JPEGTables {
    /// Factors of the 64 coefficients, in the order of a block's rows.
    private(set) var quantisation = [[Int32]?](repeating: nil, count: 4)
    private(set) var dcCodes = [JPEGCode?](repeating: nil, count: 4)
    private(set) var acCodes = [JPEGCode?](repeating: nil, count: 4)
    /// Units between two restart markers; 0 where there are none.
    var restartInterval = 0

    /// Position in a block's rows of each coefficient in the order of the file.
    static let zigzag: [Int] = {
        // Up and down the diagonals.
        (0..<15).flatMap { sum -> [Int] in
            let rows = (max(0, sum - 7)...min(7, sum)).map { $0 * 8 + sum - $0 }
            return sum % 2 == 0 ? rows.reversed() : rows
        }
    }()

    /// Section B.2.4.1.
    mutating func addQuantisation(_ data: [UInt8]) throws(ImageError) {
        var position = 0
        while position < data.count {
            let isWide = data[position] >> 4 > 0
            let number = Int(data[position] & 15)
            let width = isWide ? 2 : 1
            position += 1
            guard number < 4, position + 64 * width <= data.count else {
                throw JPEG.damaged("a quantisation table is wrong")
            }
            var table = [Int32](repeating: 0, count: 64)
            for index in 0..<64 {
                table[Self.zigzag[index]] = Int32(data.big(position + index * width, length: width))
            }
            quantisation[number] = table
            position += 64 * width
        }
    }

    /// Section B.2.4.2.
    mutating func addCodes(_ data: [UInt8]) throws(ImageError) {
        var position = 0
        while position < data.count {
            guard position + 17 <= data.count else { throw JPEGCode.wrong }
            let isAC = data[position] >> 4
            let number = Int(data[position] & 15)
            let counts = data[position + 1..<position + 17].map { Int($0) }
            let end = position + 17 + counts.reduce(0, +)
            guard isAC < 2, number < 4, end <= data.count else { throw JPEGCode.wrong }
            let code = try JPEGCode(counts: counts, values: Array(data[position + 17..<end]))
            if isAC == 1 { acCodes[number] = code } else { dcCodes[number] = code }
            position = end
        }
    }
}
