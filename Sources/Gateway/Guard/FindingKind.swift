/// What the guard can find in a text. The raw value names a rule in the configuration, and a placeholder.
public enum FindingKind: String, Sendable, Hashable, CaseIterable {
    case email
    case phone
    /// A payment card: a known issuer's prefix and length, and the check digit (ISO/IEC 7812, Luhn).
    case card
    /// A bank account: a country's length and the check digits (ISO 13616, mod 97).
    case iban
    /// A social security number of the United States, with its dashes.
    case socialSecurity = "us-ssn"
    /// A National Insurance number of the United Kingdom.
    case nationalInsurance = "uk-nino"
    /// A tax id of Germany: eleven digits with a check digit (ISO 7064, mod 11,10).
    case germanTaxID = "de-tax-id"
    /// A key or token by its vendor's prefix: OpenAI, GitHub, AWS, Slack, Google and others.
    case apiKey = "api-key"
    /// A JSON Web Token (RFC 7519).
    case jwt
    /// A private key in PEM (RFC 7468).
    case privateKey = "private-key"
    /// Words that try to give a model orders, in text that a tool brought in.
    case injection

    /// Data about a person.
    public static let personalData: [FindingKind] = [
        .email, .phone, .card, .iban, .socialSecurity, .nationalInsurance, .germanTaxID,
    ]

    /// What opens a door.
    public static let secrets: [FindingKind] = [.apiKey, .jwt, .privateKey]

    /// Words for a sentence, with their article.
    var phrase: String {
        switch self {
        case .email: "an e-mail address"
        case .phone: "a phone number"
        case .card: "a card number"
        case .iban: "an IBAN"
        case .socialSecurity: "a US social security number"
        case .nationalInsurance: "a UK National Insurance number"
        case .germanTaxID: "a German tax id"
        case .apiKey: "an API key"
        case .jwt: "a JSON Web Token"
        case .privateKey: "a private key"
        case .injection: "a prompt injection"
        }
    }
}
