/// What is wrong, and where below the value that was asked about. The path is built only when it is needed.
struct Fault {
    private var steps: [Step] = []
    private let found: String
    private let expected: String

    enum Step {
        case member(String)
        case element(Int)
    }

    init(found: String, expected: String) {
        self.found = found
        self.expected = expected
    }

    /// The same fault, seen from one level up.
    func under(_ step: Step) -> Fault {
        var fault = self
        fault.steps.append(step)
        return fault
    }

    /// The error about the argument of this name.
    func error(under name: String) -> ArgumentError {
        let path = steps.reversed().reduce(name) { text, step in
            switch step {
            case .member(let name): "\(text).\(name)"
            case .element(let position): "\(text)[\(position)]"
            }
        }
        return .wrong(path, found: found, expected: expected)
    }
}
