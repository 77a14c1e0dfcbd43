/// The sound of the offline voice: a hum coloured by the formants of a vowel for each syllable, and silence between.
///
/// Nobody will take it for a human. It has the length and the rhythm of the text, so that players, files and streams
/// can be tried with it.
struct OfflineTone: Sendable {
    /// Samples in a second, one channel of 16 bits, as the API's `pcm` has them.
    static let rate = 24_000

    /// Frequencies of the two formants of a, e, i, o and u, in hertz.
    static let vowels: [(Double, Double)] = [(730, 1_090), (530, 1_840), (270, 2_290), (570, 840), (300, 870)]

    /// Samples of one swing of the voice.
    private let period: Int
    private let speed: Double
    /// One swing for each vowel, between -1 and 1.
    private let waves: [[Double]]

    /// - Parameter voice: its name decides how high it is.
    init(voice: String, speed: Double) {
        let period = 110 + Int(Identity.hash(voice.utf8) % 110)
        self.period = period
        self.speed = speed
        waves = Self.vowels.map { Self.wave($0, period: period) }
    }

    /// How many samples a word takes, with the pause after it.
    func count(of word: SpeechScore.Word) -> Int {
        samples(SpeechScore.syllable) * word.vowels.count + samples(word.pause)
    }

    /// The samples of a word and of the pause after it, little-endian.
    func bytes(of word: SpeechScore.Word) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count(of: word) * 2)
        let length = samples(SpeechScore.syllable)
        for vowel in word.vowels {
            let wave = waves[vowel]
            for position in 0..<length {
                let value = Int16(wave[position % period] * Self.loudness(position, of: length) * 9_000)
                bytes.append(UInt8(truncatingIfNeeded: value))
                bytes.append(UInt8(truncatingIfNeeded: value >> 8))
            }
        }
        return bytes + [UInt8](repeating: 0, count: samples(word.pause) * 2)
    }

    private func samples(_ seconds: Double) -> Int { Int((seconds / speed * Double(Self.rate)).rounded()) }

    /// Swells and fades within a tenth of a syllable and a fifth of it, so that nothing clicks.
    private static func loudness(_ position: Int, of length: Int) -> Double {
        let place = Double(position) / Double(length)
        return min(1, min(place / 0.1, (1 - place) / 0.2))
    }

    /// Overtones of one swing, loud where they lie near a formant.
    private static func wave(_ formants: (Double, Double), period: Int) -> [Double] {
        let pitch = Double(rate) / Double(period)
        var wave = [Double](repeating: 0, count: period)
        for order in 1...min(24, period / 3) {
            let frequency = pitch * Double(order)
            let near = { (formant: Double) in
                let distance = (frequency - formant) / 120
                return 1 / (1 + distance * distance)
            }
            let height = near(formants.0) + 0.6 * near(formants.1) + 0.15 / Double(order)
            for position in wave.indices {
                wave[position] += height * sine(2 * .pi * Double(order * position) / Double(period))
            }
        }
        let peak = wave.reduce(0) { max($0, abs($1)) }
        return wave.map { $0 / peak }
    }
}
