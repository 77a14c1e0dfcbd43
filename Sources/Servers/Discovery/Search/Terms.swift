/// Splits text into the stems by which endpoints and needs are compared.
enum Terms {
    /// Stems of the words that mean something, in order.
    static func of(_ text: String) -> [String] { words(text).filter { !fillers.contains($0) }.map(stem) }

    /// Words in small letters; `listModels` is two, `don't` is one.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word: [Unicode.Scalar] = []
        var wasSmall = false
        func end() {
            if !word.isEmpty { words.append(String(String.UnicodeScalarView(word))) }
            word = []
        }
        for scalar in text.unicodeScalars {
            if scalar == "'" || scalar == "’" { continue }
            guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
                end()
                wasSmall = false
                continue
            }
            let isCapital = scalar.properties.isUppercase
            if isCapital, wasSmall { end() }
            wasSmall = !isCapital
            word += isCapital ? Array(scalar.properties.lowercaseMapping.unicodeScalars) : [scalar]
        }
        end()
        return words
    }

    /// What a word has in common with its plural, its past, its -ing and its -ion.
    ///
    /// Light on purpose: the texts are short and plain, and what it cannot join stands in ``Synonyms``.
    static func stem(_ word: String) -> String {
        var letters = Array(word.utf8)
        if letters.count > 4, ends(letters, "ies") {
            letters.replaceSubrange((letters.count - 3)..., with: Array("y".utf8))
        } else if letters.count > 4, ["sses", "shes", "ches", "xes"].contains(where: { ends(letters, $0) }) {
            letters.removeLast(2)
        } else if letters.count > 3, ends(letters, "s"), !["ss", "us", "is"].contains(where: { ends(letters, $0) }) {
            letters.removeLast()
        }
        if letters.count > 5, ends(letters, "ing") {
            letters.removeLast(3)
            undouble(&letters)
        } else if letters.count > 4, ends(letters, "ed") {
            letters.removeLast(2)
            undouble(&letters)
        } else if letters.count > 5, ends(letters, "tion") || ends(letters, "sion") {
            letters.removeLast(3)
        }
        if letters.count > 3, ends(letters, "e") { letters.removeLast() }
        return String(decoding: letters, as: UTF8.self)
    }

    private static func ends(_ letters: [UInt8], _ ending: String) -> Bool {
        letters.count > ending.utf8.count && letters.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }

    /// `stopp` becomes `stop`; `call` stays.
    private static func undouble(_ letters: inout [UInt8]) {
        guard let last = letters.last, letters.count > 3, letters[letters.count - 2] == last else { return }
        if !"aeiouls".utf8.contains(last) { letters.removeLast() }
    }

    /// Stems of what is done to nearly everything: they tell the tools for one thing apart and say nothing of the thing.
    static let verbs: Set<String> = Set(
        ["create", "get", "list", "modify", "update", "delete", "add", "remove", "cancel", "run", "show"].map(stem))

    /// Words that stand in every need and say nothing of it.
    private static let fillers: Set<String> = Set(
        """
        a about after an and another any anything are as at be been before but by can could did do does doing dont
        everything for from had has have hello help hi i id if im in into is it its just kindly later let like long
        longer lot may me might more most must my need no not of off on or other our ourselves out over please put should some
        something somebody someone than that the their them then there these they thing things this those to too up us
        use using via want was we well were what whats when where whether while whose will with without would you
        your
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
