extension Kind where Value == ConfirmChoice {
    /// Which calls a user must agree to.
    static let confirmChoice = Kind(
        "destructive|cost:USD|off", "destructive, off, or cost: with an amount above 0 in USD, such as cost:0.50",
        write: { choice in
            switch choice {
            case .off: "off"
            case .destructive: "destructive"
            case .cost(let dollars): "cost:\(dollars)"
            }
        },
        read: { text in
            let text = text.lowercased()
            switch text {
            case "off": return .off
            case "destructive": return .destructive
            default:
                guard text.hasPrefix("cost:"), let dollars = Double(decimal: text.dropFirst(5)), dollars > 0,
                    dollars <= 1_000_000
                else { return nil }
                return .cost(dollars)
            }
        })
}
