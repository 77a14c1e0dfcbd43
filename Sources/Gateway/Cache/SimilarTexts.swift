import JSON
import Vectors

/// Texts that were answered, by what surrounds them and by their meaning; the oldest go first.
struct SimilarTexts {
    /// Texts in one frame, and frames.
    private static let most = 512

    private struct Frame {
        var vectors: Vectors.VectorSet
        var keys: [CacheKey] = []
    }

    private var frames: [CacheKey: Frame] = [:]
    private var order: [CacheKey] = []

    /// The key of the text nearest to a vector, by cosine, if it is near enough.
    func nearest(to vector: [Float], in frame: CacheKey, atLeast least: Double) -> CacheKey? {
        guard let frame = frames[frame], frame.vectors.dimensions == vector.count,
            let best = try? frame.vectors.nearest(to: vector, VectorSearch(.cosine, count: 1)).first,
            Double(best.score) >= least
        else { return nil }
        return frame.keys[best.row]
    }

    /// Adds a text; one whose vector cannot be searched is left out.
    mutating func add(_ vector: [Float], in name: CacheKey, key: CacheKey) {
        guard
            var frame = frames[name] ?? (try? Vectors.VectorSet(dimensions: vector.count)).map({ Frame(vectors: $0) }),
            !frame.keys.contains(key)
        else { return }
        if frame.keys.count == Self.most {
            guard let empty = try? Vectors.VectorSet(dimensions: vector.count) else { return }
            frame = Frame(vectors: empty)
        }
        guard (try? frame.vectors.append(vector)) != nil else { return }
        frame.keys.append(key)
        if frames.updateValue(frame, forKey: name) == nil {
            order.append(name)
            if order.count > Self.most { frames[order.removeFirst()] = nil }
        }
    }

    /// Forgets the texts of a scope.
    mutating func removeAll(scope: String) {
        frames = frames.filter { $0.key.scope != scope }
        order.removeAll { $0.scope == scope }
    }
}

extension Call {
    /// The text of the last message of a chat, as JSON; nil where it is no plain text of the user.
    var question: ArraySlice<UInt8>? {
        guard endpoint.path == "/chat/completions", case .json(let members) = body, let json = members["messages"],
            let messages = try? JSONDocument(Array(json)).root, let last = messages[messages.count - 1],
            last["role"]?.string == "user", let text = last["content"], text.kind == .string
        else { return nil }
        let start = json.startIndex + text.offset
        return json[start..<start + text.raw.count]
    }
}
