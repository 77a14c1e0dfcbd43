import JSON
import TestSupport

/// Small damage to a value.
enum Mutation {
    /// A copy with one thing changed somewhere within.
    static func of(_ value: JSONValue, _ dice: inout Dice) -> JSONValue {
        switch value {
        case .object(var members) where !members.isEmpty && !dice.hits(oneIn: 4):
            let place = Int.random(in: members.indices, using: &dice)
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: members.remove(at: place)
            case 1: members.append(.init(dice.pick(["", "_meta", "name", "x", "jsonrpc"]), other(&dice)))
            // Equal keys: the last counts.
            case 2: members.append(.init(members[place].key, other(&dice)))
            default: members[place].value = of(members[place].value, &dice)
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty && !dice.hits(oneIn: 4):
            let place = Int.random(in: elements.indices, using: &dice)
            if dice.hits(oneIn: 4) { elements.remove(at: place) } else { elements[place] = of(elements[place], &dice) }
            return .array(elements)
        default: return other(&dice)
        }
    }

    /// Something that is seldom right.
    private static func other(_ dice: inout Dice) -> JSONValue {
        dice.pick([
            .null, true, false, 0, -1, 1.5, .number("1e400"), .number("123456789012345678901234567890"), "",
            "2026-07-28",
            "2099-01-01", "test_simple_text", .string(String(repeating: "long ", count: 2000)), "\u{0}\u{7F}\u{FFFD}",
            [], [[]], [:], ["a": [:]], deep(60), .array(Array(repeating: .null, count: 1200)),
        ])
    }

    private static func deep(_ levels: Int) -> JSONValue { (0..<levels).reduce([]) { inner, _ in [inner] } }
}
