/// Curves over a common axis, such as the metrics of a training, drawn to a picture.
public struct Plot: Sendable {
    /// One place of a curve.
    public struct Point: Sendable, Hashable {
        /// Along the lower axis, such as a step.
        public var x: Double
        /// Along the left axis; a gap where it is not a number.
        public var y: Double

        /// A place.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// One curve.
    public struct Series: Sendable {
        /// What the legend calls it.
        public var name: String
        /// Its places in the order in which they are joined.
        public var points: [Point]

        /// A curve through places.
        public init(_ name: String, _ points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    /// How numbers lie along the left axis.
    public enum Scale: Sendable {
        /// Equal steps, equal distances.
        case linear
        /// Equal ratios, equal distances; numbers that are not above zero are gaps.
        case logarithmic
    }

    /// What stands above; none where it is empty.
    public var title: String
    /// The curves; colours repeat after eight.
    public var series: [Series]
    /// What stands beside the lower axis.
    public var xLabel: String
    /// What stands beside the left axis.
    public var yLabel: String
    /// The left axis.
    public var scale: Scale
    /// The picture's; at least 240x180 is drawn.
    public var size: ImageSize

    /// A plot of curves.
    public init(
        _ title: String, _ series: [Series], xLabel: String = "", yLabel: String = "", scale: Scale = .linear,
        size: ImageSize = ImageSize(width: 640, height: 400)
    ) {
        self.title = title
        self.series = series
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.scale = scale
        self.size = size
    }

    /// The plot as a PNG file.
    public var png: [UInt8] { picture.png() }

    /// The plot drawn, at most 4096 pixels a side.
    public var picture: Picture {
        let size = ImageSize(width: max(240, min(size.width, 4096)), height: max(180, min(size.height, 4096)))
        return PlotSheet(self, size).drawn()
    }

    /// Whether a place can be shown.
    func isShown(_ point: Point) -> Bool {
        let isFinite = point.x.magnitude <= Axis.largest && point.y.magnitude <= Axis.largest
        return isFinite && (scale == .linear || point.y >= 1 / Axis.largest)
    }

    /// The places that can be shown, in pieces without a gap.
    func pieces(_ series: Series) -> [ArraySlice<Point>] {
        series.points.split { !isShown($0) }
    }
}
