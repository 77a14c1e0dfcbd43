import Catalogue

/// Which calls a user must agree to before they are made.
public struct ConfirmationRules: Sendable, Hashable {
    /// Calls that lose something for good or stop it, training, and large batches.
    public var destructive = false
    /// Calls that may cost as much, in USD, with training and large batches, whose cost nobody knows before; nil: a
    /// price alone is no reason.
    public var cost: Double?

    /// Creates rules by which nothing is asked.
    public init() {}

    /// Whether anything is asked.
    public var areOn: Bool { destructive || cost != nil }

    /// A batch whose file has more bytes is large; about a thousand short calls.
    static let largeBatch = 1 << 20

    /// Why a user is asked.
    enum Reason: Sendable, Hashable {
        case loses
        case stops
        case trains
        /// - Parameter bytes: size of the file of calls; nil: not known.
        case batch(bytes: Int?)
        /// - Parameter dollars: the most that it may cost.
        case costs(dollars: Double)
    }

    /// What the rules look at.
    struct Subject: Sendable, Hashable {
        let effect: Effect
        var trains = false
        var isBatch = false
        var isBillable = false
    }

    /// Whether a call of this kind may ever have to be agreed to.
    func concern(_ subject: Subject) -> Bool {
        if subject.trains || subject.isBatch { return areOn }
        return destructive && subject.effect.isDestructive || cost != nil && subject.isBillable
    }

    /// Why a call must be agreed to; nil: it need not.
    ///
    /// - Parameters:
    ///   - dollars: the most that it may cost; nil: not known.
    ///   - batchSize: bytes of a batch's file; nil: not known.
    func reason(for subject: Subject, dollars: Double?, batchSize: Int?) -> Reason? {
        guard areOn else { return nil }
        if destructive, subject.effect == .deletes { return .loses }
        if destructive, subject.effect == .stops { return .stops }
        if subject.trains { return .trains }
        if subject.isBatch { return batchSize.map { $0 > Self.largeBatch } ?? true ? .batch(bytes: batchSize) : nil }
        guard let cost, let dollars, dollars >= cost else { return nil }
        return .costs(dollars: dollars)
    }
}

extension ConfirmationRules.Reason {
    /// What the call does, as the end of a sentence that begins with its name.
    var words: String {
        switch self {
        case .loses: "deletes something for good"
        case .stops: "ends something that cannot be taken up again"
        case .trains: "starts training, which is paid by the token"
        case .batch(let bytes):
            "starts a batch" + (bytes.map { " of \($0) bytes of calls" } ?? " of unknown size") + ", which is paid for"
        case .costs(let dollars): "may cost up to $\(Self.text(dollars))"
        }
    }

    private static func text(_ dollars: Double) -> String {
        let cents = Int((dollars * 100).rounded(.up))
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}

extension Offer {
    /// What the rules of confirmation look at.
    var subject: ConfirmationRules.Subject {
        .init(
            effect: effect, trains: ["fine-tune-create", "fine-tune-resume"].contains(name),
            isBatch: name == "batch-create", isBillable: isBillable)
    }

    /// What the tool takes under these rules: where it may have to be agreed to, also the word that it has been.
    func signature(under rules: ConfirmationRules) -> Signature {
        rules.concern(subject) || passesOn && rules.areOn ? signature.adding(.confirm) : signature
    }
}

extension Field {
    /// The word of a client that its user has agreed, where the client cannot be asked.
    static let confirm = Field.boolean("confirm", "True once the user has agreed to this call.", .local)
}
